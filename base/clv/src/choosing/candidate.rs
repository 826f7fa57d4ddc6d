//! The models that stand for choice, each fitted in the same way.
//!
//! Enters: a folded base and its sum of log gaps. Leaves: a fitted base model, or why not.

use crate::fit::fitted::{FitError, FitNote, Fitted};
use crate::folded::FoldedHistories;
use crate::models::after_order::FirstOrder;
use crate::models::base_model::BaseModel;
use crate::models::bg_nbd::BgNbd;
use crate::models::cnbd::Cnbd;
use crate::models::fallback::SimpleRule;
use crate::models::ggompertz_nbd::GGompertzNbd;
use crate::models::mbg_nbd::MbgNbd;
use crate::models::nbd::Nbd;
use crate::models::pareto_nbd::ParetoNbd;
use serde::{Deserialize, Serialize};

/// A model that may be fitted to a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Candidate {
    /// Leaving at any moment.
    ParetoNbd,
    /// Leaving after an order, regular gaps, regularity chosen by likelihood.
    MbgCnbd,
    /// Leaving after an order, the first included.
    MbgNbd,
    /// Leaving after a repeat order.
    BgNbd,
    /// Leaving more readily with age.
    GGompertzNbd,
    /// Nobody leaves.
    Nbd,
    /// Own pace shrunk to the base's.
    SimpleRule,
}

/// All candidates, the one to prefer in doubt first.
pub const CANDIDATES: [Candidate; 7] = [
    Candidate::ParetoNbd,
    Candidate::MbgCnbd,
    Candidate::MbgNbd,
    Candidate::BgNbd,
    Candidate::GGompertzNbd,
    Candidate::Nbd,
    Candidate::SimpleRule,
];

impl Candidate {
    /// Fits this candidate; `ln_gap_sum` is the sum of `Summary::ln_gap_sums`.
    ///
    /// - Formula: the fit of the model; the simple rule is learnt and has no likelihood.
    /// - Shape: a folded base and its sum of log gaps in, a fitted base model out.
    /// - Units: weeks.
    /// - Range: any base; only the simple rule takes every one.
    /// - Errors: [`FitError`] of the model.
    /// - Source: the file of each model.
    /// - Checked: `tests/small_bases.rs` on random parts of four logs.
    pub fn fit(
        self,
        base: &FoldedHistories,
        ln_gap_sum: f64,
    ) -> Result<Fitted<BaseModel>, FitError> {
        match self {
            Self::ParetoNbd => ParetoNbd::fit(base).map(|fit| fit.map(BaseModel::ParetoNbd)),
            Self::MbgCnbd => Cnbd::fit(base, ln_gap_sum, FirstOrder::MayLeave)
                .map(|fit| fit.map(BaseModel::Cnbd)),
            Self::MbgNbd => MbgNbd::fit(base).map(|fit| fit.map(BaseModel::MbgNbd)),
            Self::BgNbd => BgNbd::fit(base).map(|fit| fit.map(BaseModel::BgNbd)),
            Self::GGompertzNbd => ggompertz_or_its_limit(base),
            Self::Nbd => Nbd::fit(base).map(|fit| fit.map(BaseModel::Nbd)),
            Self::SimpleRule => Ok(simple_rule(base)),
        }
    }

    /// Distinct histories up to which this candidate is worth its time in a backtest: the
    /// GGompertz/NBD costs thirty times the others and on no reference log forecasts better.
    pub(crate) fn most_rows(self) -> usize {
        match self {
            Self::GGompertzNbd => 1_000,
            _ => usize::MAX,
        }
    }

    /// Whether customers leave in it as time goes by.
    pub(crate) fn knows_leaving(self) -> bool {
        !matches!(self, Self::Nbd | Self::SimpleRule)
    }

    /// The name as the literature has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ParetoNbd => "Pareto/NBD",
            Self::MbgCnbd => "MBG/CNBD-k",
            Self::MbgNbd => "MBG/NBD",
            Self::BgNbd => "BG/NBD",
            Self::GGompertzNbd => "GGompertz/NBD",
            Self::Nbd => "NBD",
            Self::SimpleRule => "simple rule",
        }
    }
}

/// The GGompertz/NBD, or the Pareto/NBD that it contains where the base does not tell how the
/// chance to leave rises with age.
fn ggompertz_or_its_limit(base: &FoldedHistories) -> Result<Fitted<BaseModel>, FitError> {
    match GGompertzNbd::fit(base) {
        Ok(fit) => Ok(fit.map(BaseModel::GGompertzNbd)),
        Err(FitError::NotConverged { .. }) => {
            let mut fit = ParetoNbd::fit(base)?.map(BaseModel::ParetoNbd);
            fit.note = fit.note.or(Some(FitNote::HazardLevel));
            Ok(fit)
        }
        Err(why) => Err(why),
    }
}

/// The rule has no likelihood; it is learnt, not fitted.
fn simple_rule(base: &FoldedHistories) -> Fitted<BaseModel> {
    Fitted {
        params: BaseModel::SimpleRule(SimpleRule::learn(base)),
        log_likelihood: f64::NEG_INFINITY,
        standard_errors: None,
        customers: base.customers(),
        folded_rows: base.rows().len(),
        iterations: 0,
        note: None::<FitNote>,
    }
}

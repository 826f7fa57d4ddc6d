//! One name for whatever model a base was given, so that callers call one thing.
//!
//! Enters: a base. Leaves: a model that answers, and in plain words which one and why.

use crate::draws::posterior::PosteriorModel;
use crate::fit::fitted::FitNote;
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::models::bg_nbd::BgNbd;
use crate::models::cnbd::Cnbd;
use crate::models::correlated_pareto_nbd::CorrelatedParetoNbd;
use crate::models::fallback::SimpleRule;
use crate::models::ggompertz_nbd::GGompertzNbd;
use crate::models::mbg_nbd::MbgNbd;
use crate::models::nbd::Nbd;
use crate::models::order_model::{OrderModel, Rhythm};
use crate::models::pareto_nbd::ParetoNbd;
use crate::money::value::Discounting;
use serde::{Deserialize, Serialize};

/// Repeat customers below which [`BaseModel::choose`] fits no model. On random parts of the
/// CDNOW sample with fewer, a quarter of the fits by likelihood alone end at an edge of the
/// model, and their totals are no better than the simple rule's.
pub const FEWEST_REPEATERS: usize = 50;

/// Repeat customers from which a base speaks for itself. With fewer, the fit with a prior had
/// the smaller errors and half to three quarters of the bias on random parts of CDNOW and of a
/// simulated shop; from about 200 on the two agree.
const REPEATERS_WITHOUT_PRIOR: usize = 200;

/// The model chosen for a base.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "model")]
#[non_exhaustive]
pub enum BaseModel {
    /// Beta-geometric / negative binomial.
    BgNbd(BgNbd),
    /// The same where the first order is already a chance to leave.
    MbgNbd(MbgNbd),
    /// BG/CNBD-k or MBG/CNBD-k: regular gaps.
    Cnbd(Cnbd),
    /// Leaving at any moment.
    ParetoNbd(ParetoNbd),
    /// The same where ordering and leaving go together.
    CorrelatedParetoNbd(CorrelatedParetoNbd),
    /// Leaving more readily with age.
    GGompertzNbd(GGompertzNbd),
    /// Nobody leaves.
    Nbd(Nbd),
    /// Own pace shrunk to the base's, overdue judged by the own rhythm.
    SimpleRule(SimpleRule),
}

impl BaseModel {
    /// Chooses and fits a model for a base of any size, and says in plain words which and why.
    ///
    /// ```
    /// use clv::{BaseModel, FoldedHistories, History};
    ///
    /// let base = FoldedHistories::fold(&[History::new(3, 20.0, 26.0)?]);
    /// let (model, note) = BaseModel::choose(&base);
    /// assert!(matches!(model, BaseModel::SimpleRule(_)));
    /// assert!(note.starts_with("1 customer"), "{note}");
    /// # Ok::<(), clv::HistoryError>(())
    /// ```
    pub fn choose(base: &FoldedHistories) -> (Self, String) {
        let rule = |why: String| {
            let note = format!(
                "{why}, so the simple rule is used: own pace, drawn towards the average, and \
                 doubt that grows when an order is overdue."
            );
            (Self::SimpleRule(SimpleRule::learn(base)), note)
        };
        let who = people(base.customers(), "customer");
        let repeaters = base.repeaters();
        if repeaters < FEWEST_REPEATERS {
            return rule(format!("{who}, {repeaters} of them with a second order"));
        }
        let (fit, from) = match repeaters < REPEATERS_WITHOUT_PRIOR {
            true => (
                ParetoNbd::fit_with_prior(base),
                ", and from what is usual elsewhere",
            ),
            false => (ParetoNbd::fit(base), ""),
        };
        match fit {
            Ok(fit) if fit.note == Some(FitNote::NoOneLeaves) => match Nbd::fit(base) {
                Ok(nbd) => (Self::Nbd(nbd.params), nobody_leaves(&who)),
                Err(why) => rule(format!("{who}, but {}", why.cause())),
            },
            Ok(fit) => {
                let but = fit
                    .note
                    .map(|note| format!(" Mind: {note}."))
                    .unwrap_or_default();
                let note = format!(
                    "{who}, {repeaters} of them with a second order: order rhythm and leaving \
                     were learnt from them{from} (Pareto/NBD).{but}"
                );
                (Self::ParetoNbd(fit.params), note)
            }
            Err(why) => rule(format!("{who}, but {}", why.cause())),
        }
    }

    /// The model, whichever it is.
    fn model(&self) -> &dyn OrderModel {
        match self {
            Self::BgNbd(model) => model,
            Self::MbgNbd(model) => model,
            Self::Cnbd(model) => model,
            Self::ParetoNbd(model) => model,
            Self::CorrelatedParetoNbd(model) => model,
            Self::GGompertzNbd(model) => model,
            Self::Nbd(model) => model,
            Self::SimpleRule(rule) => rule,
        }
    }

    /// The model's name as the literature has it.
    pub fn name(&self) -> &'static str {
        self.model().name()
    }

    /// The parameters under the papers' names.
    pub fn parameters(&self) -> Vec<(&'static str, f64)> {
        self.model().named_parameters()
    }

    /// Chance that a customer is still active, by the chosen model.
    ///
    /// - Formula: that of the model; 1 for the NBD, in which nobody leaves.
    /// - Shape: one history in, one chance out.
    /// - Units: weeks in, a share 0..=1 out.
    /// - Range: 0..=1 for every history.
    /// - Errors: none.
    /// - Source: the file of each model.
    /// - Checked: `tests/published.rs`; `tests/extremes.rs`.
    pub fn p_alive(&self, history: &History) -> f64 {
        self.model().p_alive(history)
    }

    /// Expected orders in the next `horizon` weeks, by the chosen model.
    ///
    /// - Formula: chance active × expectation if active.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: the file of each model.
    /// - Checked: `tests/published.rs`; `tests/extremes.rs`.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.model().expected_orders(history, horizon)
    }

    /// Expected orders in the next `horizon` weeks of a customer known to be active.
    ///
    /// - Formula: that of the model, without its chance of being active.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: the file of each model.
    /// - Checked: `tests/published.rs`, times the chance active.
    pub fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        self.model().expected_orders_if_active(history, horizon)
    }

    /// Expected orders over a horizon, discounted.
    ///
    /// - Formula: chance active × the discounted expectation of an active customer.
    /// - Shape: one history and a discounted horizon in, one number out.
    /// - Units: orders, worth those of today.
    /// - Range: from 0 to the undiscounted expectation.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, Journal of Marketing Research 42(4), 415–430.
    /// - Checked: `tests/published.rs`, four rows of twelve-month values.
    pub fn discounted_orders(&self, history: &History, discounting: &Discounting) -> f64 {
        self.model().discounted_orders(history, discounting)
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks, by the
    /// chosen model; one less the chance of none is the chance to hear from them at all.
    ///
    /// - Formula: that of the model.
    /// - Shape: history, horizon, count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: the file of each model.
    /// - Checked: `tests/published.rs`; `tests/consistency.rs`.
    ///
    /// ```
    /// use clv::{BaseModel, History, ParetoNbd};
    ///
    /// let model = BaseModel::ParetoNbd(ParetoNbd::new(0.553, 10.578, 0.606, 11.669)?);
    /// let weekly = History::new(30, 31.0, 31.5).unwrap();
    /// assert!(1.0 - model.order_probability(&weekly, 4.0, 0) > 0.9);
    /// # Ok::<(), clv::ParamError>(())
    /// ```
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        self.model().order_probability(history, horizon, n)
    }

    /// Chance that a customer who is still active would have been silent for as long as this
    /// one has been: small means overdue, judged by the own rhythm.
    ///
    /// - Formula: `Σ_{j<k} (r+kx)_j/j! · (α+t_x)^(r+kx) (T−t_x)^j / (α+T)^(r+kx+j)`; for the
    ///   simple rule `e^(−silence/gap)`.
    /// - Shape: one history in, one chance out.
    /// - Units: a share 0..=1.
    /// - Range: 1 on the day of an order, falling with silence.
    /// - Errors: none.
    /// - Source: survival of an Erlang gap under a gamma rate.
    /// - Checked: `tests/consistency.rs`.
    pub fn chance_of_silence(&self, history: &History) -> f64 {
        self.model().rhythm().chance_of_silence(history)
    }

    /// A customer's usual weeks between orders, drawn towards the base's.
    ///
    /// - Formula: `k (α+t_x) / (r+kx)`: one over the mean rate as of the last order.
    /// - Shape: one history in, one span out.
    /// - Units: weeks.
    /// - Range: above zero.
    /// - Errors: none.
    /// - Source: the gamma posterior of the order rate.
    /// - Checked: `tests/consistency.rs`.
    pub fn usual_gap(&self, history: &History) -> f64 {
        self.model().rhythm().usual_gap(history)
    }

    /// Expected repeat orders of a new customer in the first `horizon` weeks.
    ///
    /// - Formula: [`expected_orders`](Self::expected_orders) at x = 0, T = 0.
    /// - Shape: a horizon in, one mean out.
    /// - Units: weeks in, orders out; the first order is not counted.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: the file of each model.
    /// - Checked: `tests/published.rs`.
    pub fn expected_orders_of_new(&self, horizon: f64) -> f64 {
        self.expected_orders(&History::just_acquired(), horizon)
    }

    /// Repeat orders a base is expected to have made in its first `weeks`, counted from its
    /// oldest customer's first order: the tracking curve.
    ///
    /// - Formula: sum over customers of the new customer's expectation for the weeks since
    ///   their own first order.
    /// - Shape: a base and a moment in, one total out.
    /// - Units: weeks in, repeat orders out.
    /// - Range: zero or more; customers not yet there add nothing.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, figure 3.
    /// - Checked: `tests/published.rs`; 39 weeks of CDNOW give 2505.14.
    pub fn expected_cumulative_orders(&self, base: &FoldedHistories, weeks: f64) -> f64 {
        let oldest = base
            .rows()
            .iter()
            .map(|row| row.history.t_obs())
            .fold(0.0, f64::max);
        base.total(|history| self.expected_orders_of_new(weeks - (oldest - history.t_obs())))
    }
}

impl OrderModel for BaseModel {
    fn name(&self) -> &'static str {
        self.model().name()
    }

    fn named_parameters(&self) -> Vec<(&'static str, f64)> {
        self.model().named_parameters()
    }

    fn p_alive(&self, history: &History) -> f64 {
        self.model().p_alive(history)
    }

    fn p_stays(&self, history: &History, horizon: f64) -> f64 {
        self.model().p_stays(history, horizon)
    }

    fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        self.model().expected_orders_if_active(history, horizon)
    }

    fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        self.model().order_probability(history, horizon, n)
    }

    fn rhythm(&self) -> Rhythm {
        self.model().rhythm()
    }
}

fn nobody_leaves(who: &str) -> String {
    format!(
        "{who}, and {}: everybody counts as active, orders are expected at each one's own \
         pace (NBD), and who is overdue is judged by the own rhythm.",
        FitNote::NoOneLeaves
    )
}

fn people(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

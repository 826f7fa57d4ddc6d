//! One name for whatever model a base was given, so that callers call one thing.
//!
//! Enters: a base. Leaves: a model that answers, and in plain words which one and why.

use crate::bg_nbd::BgNbd;
use crate::cnbd::{Cnbd, FirstOrder};
use crate::fallback::SimpleRule;
use crate::fitted::FitNote;
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::mbg_nbd::MbgNbd;
use crate::nbd::Nbd;
use crate::pareto_nbd::ParetoNbd;
use crate::value::Discounting;
use serde::{Deserialize, Serialize};

/// Repeat customers below which a four-parameter model is not trusted. In simulated bases like
/// CDNOW, fits to fewer end at an edge of the model in more than one case out of ten.
pub const FEWEST_REPEATERS: usize = 30;

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
        match BgNbd::fit(base) {
            Ok(fit) if fit.note == Some(FitNote::NoOneLeaves) => {
                rule(format!("{who}, and {}", FitNote::NoOneLeaves))
            }
            Ok(fit) => {
                let but = fit
                    .note
                    .map(|note| format!(" Mind: {note}."))
                    .unwrap_or_default();
                let note = format!(
                    "{who}, {repeaters} of them with a second order: order rhythm and leaving \
                     were learnt from them (BG/NBD).{but}"
                );
                (Self::BgNbd(fit.params), note)
            }
            Err(why) => rule(format!("{who}, but {why}")),
        }
    }

    /// The model's name as the literature has it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::BgNbd(_) => "BG/NBD",
            Self::MbgNbd(_) => "MBG/NBD",
            Self::Cnbd(model) => match model.first_order() {
                FirstOrder::Stays => "BG/CNBD-k",
                FirstOrder::MayLeave => "MBG/CNBD-k",
            },
            Self::ParetoNbd(_) => "Pareto/NBD",
            Self::Nbd(_) => "NBD",
            Self::SimpleRule(_) => "simple rule",
        }
    }

    /// The parameters under the papers' names.
    pub fn parameters(&self) -> Vec<(&'static str, f64)> {
        match self {
            Self::BgNbd(model) => model.parameters().to_vec(),
            Self::MbgNbd(model) => model.parameters().to_vec(),
            Self::Cnbd(model) => {
                let k = ("k", f64::from(model.k()));
                std::iter::once(k).chain(model.parameters()).collect()
            }
            Self::ParetoNbd(model) => model.parameters().to_vec(),
            Self::Nbd(model) => model.parameters().to_vec(),
            Self::SimpleRule(rule) => rule.parameters().to_vec(),
        }
    }

    /// Chance that a customer is still active, by the chosen model.
    pub fn p_alive(&self, history: &History) -> f64 {
        match self {
            Self::BgNbd(model) => model.p_alive(history),
            Self::MbgNbd(model) => model.p_alive(history),
            Self::Cnbd(model) => model.p_alive(history),
            Self::ParetoNbd(model) => model.p_alive(history),
            Self::Nbd(_) => 1.0,
            Self::SimpleRule(rule) => rule.p_alive(history),
        }
    }

    /// Expected orders in the next `horizon` weeks, by the chosen model.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.expected_orders_if_active(history, horizon)
    }

    /// Expected orders in the next `horizon` weeks of a customer known to be active.
    pub fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        match self {
            Self::BgNbd(model) => model.kernel().expected_orders_if_active(history, horizon),
            Self::MbgNbd(model) => model.kernel().expected_orders_if_active(history, horizon),
            Self::Cnbd(model) => model.kernel().expected_orders_if_active(history, horizon),
            Self::ParetoNbd(model) => model.expected_orders_if_active(history, horizon),
            Self::Nbd(model) => model.expected_orders(history, horizon),
            Self::SimpleRule(rule) => rule.expected_orders_if_active(history, horizon),
        }
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
        let active =
            discounting.discounted_orders(|weeks| self.expected_orders_if_active(history, weeks));
        self.p_alive(history) * active
    }

    /// Expected repeat orders of a new customer in the first `horizon` weeks.
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

fn people(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

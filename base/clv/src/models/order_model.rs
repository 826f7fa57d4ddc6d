//! What every model of order timing can tell, so that callers need not know which it is.
//!
//! Enters: a model. Leaves: chances, expectations, rhythm, all by the same names.

use crate::history::History;
use crate::money::value::Discounting;

/// A model of when customers order and whether they still do.
///
/// The methods a model must give are those in which models differ; the rest follows.
///
/// ```
/// use clv::{History, MbgNbd, Nbd, OrderModel, ParetoNbd};
///
/// let models: [&dyn OrderModel; 3] = [
///     &Nbd::new(0.385, 12.07)?,
///     &MbgNbd::new(0.525, 6.183, 0.891, 1.614)?,
///     &ParetoNbd::new(0.553, 10.578, 0.606, 11.669)?,
/// ];
/// let silent = History::new(4, 12.0, 39.0).unwrap();
/// let next_year: Vec<f64> = models
///     .iter()
///     .map(|model| model.expected_orders_between(&silent, 0.0, 52.0))
///     .collect();
/// assert!(next_year[0] > next_year[1], "in the NBD nobody leaves");
/// # Ok::<(), clv::ParamError>(())
/// ```
pub trait OrderModel: Sync {
    /// The model's name as the literature has it.
    fn name(&self) -> &'static str;

    /// The parameters under the papers' names.
    fn named_parameters(&self) -> Vec<(&'static str, f64)>;

    /// Chance that a customer has not left for good: 0..=1 for every history.
    fn p_alive(&self, history: &History) -> f64;

    /// Chance that a customer who is active now still is in `horizon` weeks: 1 at 0, falling.
    fn p_stays(&self, history: &History, horizon: f64) -> f64;

    /// Expected orders in the next `horizon` weeks of a customer known to be active; zero for
    /// a horizon of zero or less.
    fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64;

    /// Chance of exactly `n` orders in the next `horizon` weeks; adds up to 1 over n.
    fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64;

    /// How active customers order.
    fn rhythm(&self) -> Rhythm;

    /// Chance that a customer is still active `horizon` weeks from now.
    ///
    /// - Formula: chance active now × chance that an active customer stays that long.
    /// - Shape: one history and a horizon in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: [`p_alive`](Self::p_alive) at a horizon of zero, falling.
    /// - Errors: none.
    /// - Source: definition.
    /// - Checked: `tests/consistency.rs` against the slope of the expectation.
    fn p_alive_after(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.p_stays(history, horizon.max(0.0))
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × expectation if active.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: definition.
    /// - Checked: `tests/published.rs`, model by model.
    fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.expected_orders_if_active(history, horizon)
    }

    /// Expected orders later than `from` and up to `until` weeks from now.
    ///
    /// - Formula: E(until) − E(from).
    /// - Shape: one history and a window in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more; an empty window gives 0.
    /// - Errors: none.
    /// - Source: definition; expectations add up.
    /// - Checked: `tests/consistency.rs` against window distributions.
    fn expected_orders_between(&self, history: &History, from: f64, until: f64) -> f64 {
        let active = self.expected_orders_if_active(history, until)
            - self.expected_orders_if_active(history, from);
        self.p_alive(history) * active.max(0.0)
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
    fn discounted_orders(&self, history: &History, discounting: &Discounting) -> f64 {
        let active =
            discounting.discounted_orders(|weeks| self.expected_orders_if_active(history, weeks));
        self.p_alive(history) * active
    }
}

/// How active customers order: what is left of a model when nobody leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rhythm {
    /// `k` stages to an order, at rates that differ as gamma(r, α).
    Gamma {
        /// Shape of the rates.
        r: f64,
        /// Rate parameter of the rates, in weeks.
        alpha: f64,
        /// Stages per order.
        k: u32,
    },
    /// A number of orders and a span added to everybody's own.
    Added {
        /// Orders added.
        orders: f64,
        /// Weeks added.
        weeks: f64,
    },
}

impl Rhythm {
    /// Orders at random, at rates that differ as gamma(r, α).
    pub(crate) fn poisson(r: f64, alpha: f64) -> Self {
        Self::Gamma { r, alpha, k: 1 }
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
        let Self::Gamma { r, alpha, k } = *self else {
            return (-history.silence() / self.usual_gap(history)).exp();
        };
        let shape = r + f64::from(k) * history.x_f64();
        let none = (-shape * (history.silence() / (alpha + history.t_x())).ln_1p()).exp();
        let ratio = history.silence() / (alpha + history.t_obs());
        let (mut term, mut sum) = (1.0, 0.0);
        for stage in 0..k {
            sum += term;
            term *= (shape + f64::from(stage)) * ratio / f64::from(stage + 1);
        }
        (none * sum).min(1.0)
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
        match *self {
            Self::Gamma { r, alpha, k } => {
                let k = f64::from(k);
                k * (alpha + history.t_x()) / (r + k * history.x_f64())
            }
            Self::Added { orders, weeks } => (history.t_x() + weeks) / (history.x_f64() + orders),
        }
    }
}

/// Lets a type whose own methods have the same names be an [`OrderModel`]; what the type does
/// not say by a method of its own is given in the braces.
macro_rules! order_model {
    ($model:ty, $name:literal, { $($differing:item)* }) => {
        impl $crate::models::order_model::OrderModel for $model {
            fn name(&self) -> &'static str {
                $name
            }

            fn named_parameters(&self) -> Vec<(&'static str, f64)> {
                self.parameters().to_vec()
            }

            fn order_probability(
                &self,
                history: &$crate::history::History,
                horizon: f64,
                n: u32,
            ) -> f64 {
                self.order_probability(history, horizon, n)
            }

            fn expected_orders_if_active(
                &self,
                history: &$crate::history::History,
                horizon: f64,
            ) -> f64 {
                self.expected_orders_if_active(history, horizon)
            }

            $($differing)*
        }
    };
}
pub(crate) use order_model;

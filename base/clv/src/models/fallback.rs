//! The simple rule for bases that are too small, or too uniform, to fit a model to.
//!
//! Enters: any base, down to nobody. Leaves: a chance of being active and expected orders
//! that an owner can check with a pocket calculator.

use crate::fit::params::{ParamError, check_positive};
use crate::fit::special::negative_binomial;
use crate::folded::FoldedHistories;
use crate::history::{History, WEEKS_PER_YEAR};
use crate::models::order_model::{Rhythm, order_model};
use serde::{Deserialize, Serialize};

/// Orders at the base's pace added to everybody's own: half a count, as in Jeffreys' prior for
/// a Poisson rate.
const ADDED_ORDERS: f64 = 0.5;

/// Usual gaps of silence that halve the chance. Somebody who orders at random and is still
/// active falls silent for three mean gaps once in twenty times (e⁻³), so by then doubt is even.
const HALVING_GAPS: f64 = 3.0;

/// Own pace shrunk to the base's, and doubt that grows with silence.
///
/// # The rule, in words
/// 1. The base's pace is its repeat orders per week of customer age, with one made-up
///    customer added who ordered once again within a year.
/// 2. Half an order at the base's pace is added to what each customer did, so that one order
///    more or less never decides.
/// 3. A customer's usual gap is the time between own orders, so shrunk. A silence of three
///    usual gaps halves the chance of still being active; six leave a quarter.
/// 4. Expected orders are that chance times the customer's own pace times the horizon.
///
/// ```
/// use clv::{FoldedHistories, History, SimpleRule};
///
/// let once_a_month = History::new(11, 48.0, 52.0).unwrap();
/// let rule = SimpleRule::learn(&FoldedHistories::fold(&[once_a_month]));
/// let orders = rule.expected_orders(&once_a_month, 52.0);
/// assert!((8.0..11.5).contains(&orders), "eleven in the last year: {orders}");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct SimpleRule {
    base_pace: f64,
}

/// The parameter as it stands in a file, before it is checked.
#[derive(Deserialize)]
struct Unchecked {
    base_pace: f64,
}

impl TryFrom<Unchecked> for SimpleRule {
    type Error = ParamError;

    fn try_from(raw: Unchecked) -> Result<Self, ParamError> {
        Self::new(raw.base_pace)
    }
}

impl SimpleRule {
    /// The rule with a known pace of the base, in repeat orders per week.
    pub fn new(base_pace: f64) -> Result<Self, ParamError> {
        check_positive(&[("base_pace", base_pace)])?;
        Ok(Self { base_pace })
    }

    /// Learns the base's pace; works for any base, also an empty one.
    ///
    /// - Formula: `(Σx + 1) / (ΣT + one year)`.
    /// - Shape: a folded base in, the rule out.
    /// - Units: orders per week.
    /// - Range: above zero; an empty base gives one order a year.
    /// - Errors: none.
    /// - Source: own rule; the added customer keeps the pace of tiny bases finite and modest.
    /// - Checked: `tests/small_bases.rs`.
    pub fn learn(base: &FoldedHistories) -> Self {
        let base_pace = (base.repeat_orders() + 1.0) / (base.observed_weeks() + WEEKS_PER_YEAR);
        Self { base_pace }
    }

    /// The parameter under its name.
    pub fn parameters(&self) -> [(&'static str, f64); 1] {
        [("base_pace", self.base_pace)]
    }

    /// A customer's usual weeks between orders.
    ///
    /// - Formula: `(t_x + ½/pace) / (x + ½)`.
    /// - Shape: one history in, one span out.
    /// - Units: weeks.
    /// - Range: above zero; without a repeat order the base's own gap, 1/pace.
    /// - Errors: none.
    /// - Source: own rule, as stated at the top of this file.
    /// - Checked: `tests/small_bases.rs`.
    pub fn usual_gap(&self, history: &History) -> f64 {
        (history.t_x() + ADDED_ORDERS / self.base_pace) / (history.x_f64() + ADDED_ORDERS)
    }

    /// Chance that a customer is still active, judged by how overdue the next order is.
    ///
    /// - Formula: `2^(−silence / (3 · usual gap))`.
    /// - Shape: one history in, one chance out.
    /// - Units: a share 0..=1.
    /// - Range: 1 on the day of an order, ½ after three usual gaps of silence.
    /// - Errors: none.
    /// - Source: own rule, as stated at the top of this file.
    /// - Checked: `tests/small_bases.rs`.
    pub fn p_alive(&self, history: &History) -> f64 {
        (-history.silence() / (HALVING_GAPS * self.usual_gap(history))).exp2()
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × `(x + ½) / (T + ½/pace)` × horizon.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: own rule, as stated at the top of this file.
    /// - Checked: `tests/small_bases.rs`; the CDNOW holdout total within a quarter.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.expected_orders_if_active(history, horizon)
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × negative binomial with shape `x + ½` and load
    ///   `t / (T + ½/pace)`; a customer who has left makes none.
    /// - Shape: history, horizon, count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: the distribution whose mean is the rule's expectation, with a Jeffreys prior.
    /// - Checked: `tests/consistency.rs`.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        let p_alive = self.p_alive(history);
        let gone = if n == 0 { 1.0 - p_alive } else { 0.0 };
        let observed = history.t_obs() + ADDED_ORDERS / self.base_pace;
        let shape = history.x_f64() + ADDED_ORDERS;
        gone + p_alive * negative_binomial(shape, horizon / observed, n)
    }

    /// Own pace times the horizon.
    pub(crate) fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        let observed = history.t_obs() + ADDED_ORDERS / self.base_pace;
        (history.x_f64() + ADDED_ORDERS) / observed * horizon.max(0.0)
    }
}

order_model!(SimpleRule, "simple rule", {
    fn p_alive(&self, history: &History) -> f64 {
        self.p_alive(history)
    }

    fn p_stays(&self, _: &History, _: f64) -> f64 {
        1.0
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Added {
            orders: ADDED_ORDERS,
            weeks: ADDED_ORDERS / self.base_pace,
        }
    }
});

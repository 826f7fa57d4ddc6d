//! How far the money of one customer may lie from its expectation.
//!
//! Enters: how the number of coming orders spreads, and what is known of the customer's spend.
//! Leaves: the ends of a range of money.

use crate::history::History;
use crate::models::base_model::BaseModel;
use crate::money::gamma_gamma::GammaGamma;
use crate::money::spend::Spend;
use crate::ranges::coming_orders::ComingOrders;
use crate::ranges::order_range::tail_of;
use statrs::distribution::{ContinuousCDF, Gamma};

/// The least freedom a customer's own mean is given: below two the variance of the mean of the
/// Gamma-Gamma does not exist, and a range still has to end somewhere.
const LEAST_FREEDOM: f64 = 0.5;

/// What is known of the size of a customer's orders: its mean and its spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderSize {
    mean: f64,
    /// Variance of one order over the square of the customer's own mean.
    within: f64,
    /// Variance of the own mean over the square of what is expected of it.
    of_mean: f64,
}

impl OrderSize {
    /// The size of the orders of a customer with known spend, by a Gamma-Gamma; `expected` is the
    /// mean to expect, by that model or by another.
    ///
    /// - Formula: `1/p` for an order around the own mean, `1/(q + px − 2)` for that mean.
    /// - Shape: a model, a spend, an expectation in, a size out.
    /// - Units: money.
    /// - Range: any; the second is at most 2, where the model knows no variance.
    /// - Errors: none.
    /// - Source: Fader & Hardie 2013, note 025.
    /// - Checked: `tests/ranges.rs`, by simulation.
    pub fn of(model: &GammaGamma, own: &Spend, expected: f64) -> Self {
        let [p, q, _] = model.parameters().map(|(_, value)| value);
        let freedom = q + p * f64::from(own.count()) - 2.0;
        Self {
            mean: expected,
            within: 1.0 / p,
            of_mean: 1.0 / freedom.max(LEAST_FREEDOM),
        }
    }

    /// Orders that are all of the same, known size.
    pub fn fixed(mean: f64) -> Self {
        Self {
            mean,
            within: 0.0,
            of_mean: 0.0,
        }
    }

    /// Variance of what so many orders bring, of which number mean and variance are known.
    ///
    /// - Formula: `E[N]·E[M²]·w + E[N²]·E[M²] − (E[N]·E[M])²` with M the own mean and w the spread
    ///   of an order around it.
    /// - Shape: mean and variance of a number of orders in, one variance out.
    /// - Units: money squared.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: variance of a compound sum.
    /// - Checked: `tests/ranges.rs`, by simulation.
    pub fn variance_of_sum(&self, orders: f64, variance: f64) -> f64 {
        let square = self.mean * self.mean * (1.0 + self.of_mean);
        let sum = orders * self.mean;
        (square * (orders * self.within + variance + orders * orders) - sum * sum).max(0.0)
    }
}

impl BaseModel {
    /// What a customer's orders of the next `horizon` weeks bring: the
    /// [range](ComingOrders::value_range) by this model alone.
    pub fn value_range(
        &self,
        history: &History,
        horizon: f64,
        size: &OrderSize,
        coverage: f64,
    ) -> (f64, f64) {
        self.coming_orders(history, horizon)
            .value_range(size, coverage)
    }
}

impl ComingOrders<'_> {
    /// What the orders bring: the ends of the range that has as much chance above as below.
    ///
    /// - Formula: nothing with the chance of no order; given any, a gamma distribution with the
    ///   mean and the variance of the compound sum.
    /// - Shape: an order size, a coverage in, two ends out.
    /// - Units: money; `coverage` a share such as 0.8.
    /// - Range: from zero; the range of a lower coverage lies within that of a higher one.
    /// - Errors: none.
    /// - Source: moments of a compound sum; matched by a gamma as is customary.
    /// - Checked: `tests/ranges.rs`, by simulation.
    pub fn value_range(&self, size: &OrderSize, coverage: f64) -> (f64, f64) {
        let (none, orders) = (self.chance_of_none(), self.expected());
        range_of_sum(none, orders, self.variance(), size, coverage)
    }
}

/// The range of what orders bring, given the chance of none, their mean and their variance.
pub(crate) fn range_of_sum(
    none: f64,
    orders: f64,
    variance: f64,
    size: &OrderSize,
    coverage: f64,
) -> (f64, f64) {
    let sum = orders * size.mean;
    let any = 1.0 - none;
    if any < 1e-9 || sum <= 0.0 {
        return (0.0, 0.0);
    }
    let variance = size.variance_of_sum(orders, variance);
    let mean = sum / any;
    let given_any = (variance + sum * sum) / any - mean * mean;
    // Hardly any spread makes a shape beyond what can be computed with; the range is a point.
    let shape = (mean * mean / given_any.max(1e-6 * mean * mean)).max(1e-3);
    let Ok(gamma) = Gamma::new(shape, shape / mean) else {
        unreachable!("shape and mean are above zero");
    };
    let at = |share: f64| match share <= none {
        true => 0.0,
        false => gamma.inverse_cdf((share - none) / any),
    };
    let tail = tail_of(coverage);
    (at(tail), at(1.0 - tail))
}

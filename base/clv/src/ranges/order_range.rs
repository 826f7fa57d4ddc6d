//! How far the number of coming orders may lie from its expectation.
//!
//! Enters: a model, a history, a horizon, a coverage. Leaves: the smallest and the largest
//! number of orders to reckon with, and how sure that is.

use crate::history::History;
use crate::models::base_model::BaseModel;
use crate::ranges::coming_orders::ComingOrders;
use serde::Serialize;
use statrs::function::erf::erf_inv;

/// Expected orders up to which the distribution is added up number by number; beyond, the
/// count of so many orders is as good as normal.
pub(crate) const MOST_COUNTED: f64 = 400.0;

/// The highest coverage below that of the whole distribution.
const NEARLY_ALL: f64 = 0.9999;

/// Chance left out at the upper end of a distribution: less than any interval could show.
pub(crate) const LEFT_OUT: f64 = 1e-7;

/// Numbers of orders to reckon with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OrderRange {
    /// The smallest.
    pub low: u32,
    /// The largest.
    pub high: u32,
    /// The chance that the number lies between the two, both included: at least what was asked
    /// for, and more where a single number of orders weighs much.
    pub chance: f64,
}

impl BaseModel {
    /// The smallest and the largest number of [`likely_orders`](Self::likely_orders).
    pub fn order_range(&self, history: &History, horizon: f64, coverage: f64) -> (u32, u32) {
        let OrderRange { low, high, .. } = self.likely_orders(history, horizon, coverage);
        (low, high)
    }

    /// The numbers of orders in the next `horizon` weeks to reckon with: the
    /// [range](ComingOrders::range) by this model alone.
    pub fn likely_orders(&self, history: &History, horizon: f64, coverage: f64) -> OrderRange {
        self.coming_orders(history, horizon).range(coverage)
    }

    /// Chances of 0, 1, 2, … orders in the next `horizon` weeks: the
    /// [distribution](ComingOrders::distribution) by this model alone.
    pub fn order_distribution(&self, history: &History, horizon: f64) -> Vec<f64> {
        self.coming_orders(history, horizon).distribution()
    }

    /// Variance of the number of orders in the next `horizon` weeks: the
    /// [variance](ComingOrders::variance) by this model alone.
    pub fn order_variance(&self, history: &History, horizon: f64) -> f64 {
        self.coming_orders(history, horizon).variance()
    }
}

impl ComingOrders<'_> {
    /// The numbers of orders to reckon with: the fewest neighbouring numbers that together have at
    /// least the chance `coverage`. Ranges are nested: that of a lower coverage lies within that
    /// of a higher one.
    ///
    /// - Formula: shortest run of the [distribution](Self::distribution) that adds up to the
    ///   coverage, of equally short ones the likelier, found within the run for one percent
    ///   more, and that within the next; above 400 expected orders the equal-tailed quantiles of
    ///   a normal distribution with the gamma-Poisson variance m(1 + m/shape).
    /// - Shape: a coverage in, smallest and largest count and their chance out.
    /// - Units: orders; `coverage` a share such as 0.8 or 0.95, taken up to a whole percent (above
    ///   99 % to 99.99 % or everything).
    /// - Range: from 0; a coverage outside 0..1 is drawn to its nearest end.
    /// - Errors: none; the parameters are taken as known, which on thousands of customers
    ///   costs less than a percent of the spread.
    /// - Source: the predictive distribution of each model.
    /// - Checked: `tests/recovery.rs` by simulation, `tests/ranges.rs` on holdouts.
    pub fn range(&self, coverage: f64) -> OrderRange {
        if self.if_active() > MOST_COUNTED {
            return self.range_of_many(tail_of(coverage));
        }
        nested_range(&self.distribution(), coverage.clamp(0.0, 1.0))
    }

    /// Quantiles for customers so busy that, if active, their count is nearly normal.
    pub(crate) fn range_of_many(&self, tail: f64) -> OrderRange {
        let shape = self.history.x_f64() + 1.0;
        range_of_many(shape, 1.0 - self.p_alive, self.if_active(), tail)
    }
}

/// Quantiles of a count that is nearly normal if the customer, gone with a chance, is active.
pub(crate) fn range_of_many(shape: f64, gone: f64, if_active: f64, tail: f64) -> OrderRange {
    let deviation = (if_active * (1.0 + if_active / shape)).sqrt();
    let normal = |share: f64| {
        let z = std::f64::consts::SQRT_2 * erf_inv(2.0 * share - 1.0);
        (if_active + z * deviation).max(0.0)
    };
    // Customers who have left make none, which fills the lower tail first.
    let at = |share: f64| match share <= gone {
        true => 0.0,
        false => normal((share - gone) / (1.0 - gone)),
    };
    OrderRange {
        low: at(tail).floor() as u32,
        high: at(1.0 - tail).ceil() as u32,
        chance: 1.0 - 2.0 * tail,
    }
}

/// Coverages on the way down to the one asked for: from nearly everything, percent by percent.
fn rungs(coverage: f64) -> impl Iterator<Item = f64> {
    let lowest = ((100.0 * coverage - 1e-9).ceil() as u32).max(1);
    let percents = (lowest..100).rev();
    let percents = percents.map(|percent| f64::from(percent) / 100.0);
    std::iter::once(NEARLY_ALL).chain(percents)
}

/// The range for a coverage: down the rungs, each time the shortest run within the run of the
/// rung above, so that the range of a lower coverage never sticks out of that of a higher one,
/// even where chances have two humps (gone, or still there and regular).
pub(crate) fn nested_range(chances: &[f64], coverage: f64) -> OrderRange {
    let whole = OrderRange {
        low: 0,
        high: chances.len().saturating_sub(1) as u32,
        chance: chances.iter().sum::<f64>().min(1.0),
    };
    if coverage > NEARLY_ALL {
        return whole;
    }
    rungs(coverage).fold(whole, |range, rung| shortest_within(chances, range, rung))
}

/// The shortest run within a range that adds up to a coverage; the range itself where none does.
fn shortest_within(chances: &[f64], range: OrderRange, coverage: f64) -> OrderRange {
    let mut best = range;
    let (start, end) = (range.low as usize, range.high as usize);
    let (mut low, mut sum) = (start, 0.0);
    for (high, chance) in chances.iter().enumerate().take(end + 1).skip(start) {
        sum += chance;
        while sum - chances[low] >= coverage && low < high {
            sum -= chances[low];
            low += 1;
        }
        let width = (high - low) as u32;
        let better =
            width < best.high - best.low || width == best.high - best.low && sum > best.chance;
        if sum >= coverage && better {
            best = OrderRange {
                low: low as u32,
                high: high as u32,
                chance: sum.min(1.0),
            };
        }
    }
    best
}

/// Half of what a coverage leaves open.
pub(crate) fn tail_of(coverage: f64) -> f64 {
    (1.0 - coverage.clamp(0.0, 1.0 - 1e-9)) / 2.0
}

//! How far the number of coming orders may lie from its expectation.
//!
//! Enters: a model, a history, a horizon, a coverage. Leaves: the smallest and the largest
//! number of orders to reckon with, and how sure that is.

use crate::fit::quadrature::for_each_node;
use crate::history::History;
use crate::models::base_model::BaseModel;
use crate::models::departure_grid::while_active;
use crate::models::order_model::OrderModel;
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

    /// The numbers of orders in the next `horizon` weeks to reckon with: the fewest neighbouring
    /// numbers that together have at least the chance `coverage`. Ranges are nested: that of a
    /// lower coverage lies within that of a higher one.
    ///
    /// - Formula: shortest run of [`order_distribution`](Self::order_distribution) that adds up
    ///   to the coverage, of equally short ones the likelier, found within the run for one percent
    ///   more, and that within the next; above 400 expected orders the equal-tailed quantiles of
    ///   a normal distribution with the gamma-Poisson variance m(1 + m/shape).
    /// - Shape: history, horizon, coverage in, smallest and largest count and their chance out.
    /// - Units: weeks in, orders out; `coverage` a share such as 0.8 or 0.95, taken up to a whole
    ///   percent (above 99 % to 99.99 % or everything).
    /// - Range: from 0; a coverage outside 0..1 is drawn to its nearest end.
    /// - Errors: none; the parameters are taken as known, which on thousands of customers
    ///   costs less than a percent of the spread.
    /// - Source: the predictive distribution of each model.
    /// - Checked: `tests/recovery.rs` by simulation, `tests/ranges.rs` on holdouts.
    pub fn likely_orders(&self, history: &History, horizon: f64, coverage: f64) -> OrderRange {
        let tail = tail_of(coverage);
        let if_active = self.expected_orders_if_active(history, horizon);
        if if_active > MOST_COUNTED {
            return self.range_of_many(history, if_active, tail);
        }
        nested_range(
            &self.order_distribution(history, horizon),
            coverage.clamp(0.0, 1.0),
        )
    }

    /// Chances of 0, 1, 2, … orders in the next `horizon` weeks, as far as they count.
    ///
    /// - Formula: [`order_probability`](Self::order_probability) for every n; where leaving does
    ///   not depend on orders, all n at once from the moments of leaving.
    /// - Shape: one history and a horizon in, one chance per number of orders out.
    /// - Units: weeks in, shares out.
    /// - Range: ends where less than one in ten million is left, or at 8,000 orders.
    /// - Errors: none.
    /// - Source: the predictive distribution of each model.
    /// - Checked: `tests/ranges.rs` against `order_probability`.
    pub fn order_distribution(&self, history: &History, horizon: f64) -> Vec<f64> {
        let most = 20 * MOST_COUNTED as usize;
        match self {
            Self::ParetoNbd(_) | Self::GGompertzNbd(_) | Self::Nbd(_) | Self::SimpleRule(_) => {
                let p_alive = self.p_alive(history);
                let mut chances = while_active(self, history, horizon, LEFT_OUT, most);
                chances.iter_mut().for_each(|chance| *chance *= p_alive);
                chances[0] += 1.0 - p_alive;
                chances
            }
            _ => {
                let (mut chances, mut sum) = (Vec::new(), 0.0);
                while sum < 1.0 - LEFT_OUT && chances.len() < most {
                    let chance = self.order_probability(history, horizon, chances.len() as u32);
                    sum += chance;
                    chances.push(chance);
                    // What rounding keeps from adding up to one must not be waited for.
                    if chance < 1e-3 * LEFT_OUT && sum > 0.999 {
                        break;
                    }
                }
                chances
            }
        }
    }

    /// Variance of the number of orders in the next `horizon` weeks.
    ///
    /// - Formula: `p(A + A²(1 + 1/shape)·c) − (pA)²` with p the chance active, A the expectation if
    ///   active, the gamma shape of the own order rate, and `c = 2∫yS(y)dy / (∫S(y)dy)²` for the
    ///   time that remains active, S the chance to stay.
    /// - Shape: one history and a horizon in, one variance out.
    /// - Units: orders squared.
    /// - Range: zero or more.
    /// - Errors: none; exact where leaving does not depend on orders, near where it does.
    /// - Source: variance of a gamma-Poisson count over a random time.
    /// - Checked: `tests/ranges.rs` against the distribution.
    pub fn order_variance(&self, history: &History, horizon: f64) -> f64 {
        let p_alive = self.p_alive(history);
        let if_active = self.expected_orders_if_active(history, horizon);
        let (shape, _) = self.rhythm().posterior(history);
        let (mut active, mut moment) = (0.0, 0.0);
        for_each_node(0.0, horizon.max(0.0), 1, |weeks, weight| {
            let stays = weight * self.p_stays(history, weeks);
            active += stays;
            moment += 2.0 * weeks * stays;
        });
        if active <= 0.0 {
            return 0.0;
        }
        let spread = (1.0 + 1.0 / shape) * moment / (active * active);
        let square = if_active + if_active * if_active * spread;
        (p_alive * square - (p_alive * if_active).powi(2)).max(0.0)
    }

    /// Quantiles for customers so busy that, if active, their count is nearly normal.
    pub(crate) fn range_of_many(&self, history: &History, if_active: f64, tail: f64) -> OrderRange {
        range_of_many(
            history.x_f64() + 1.0,
            1.0 - self.p_alive(history),
            if_active,
            tail,
        )
    }

    /// The horizon in which this model expects `orders` of a customer: by it, a forecast that
    /// was corrected gets the spread that goes with its level.
    ///
    /// - Formula: the root of E(t) = orders, by bisection in ln t; E rises in t.
    /// - Shape: one history, the horizon meant, the orders to expect in, a horizon out.
    /// - Units: weeks.
    /// - Range: from a hundredth to a hundred times the horizon meant.
    /// - Errors: none; where more is expected than the model ever would, the longest.
    /// - Source: own.
    /// - Checked: `tests/ranges.rs`.
    pub fn horizon_for(&self, history: &History, horizon: f64, orders: f64) -> f64 {
        let p_alive = self.p_alive(history);
        let expected = |weeks: f64| p_alive * self.expected_orders_if_active(history, weeks);
        let (mut low, mut high) = (horizon / 100.0, horizon * 100.0);
        let now = expected(horizon);
        if (now - orders).abs() <= 1e-3 * orders {
            return horizon;
        }
        if now > orders {
            high = horizon;
        } else {
            low = horizon;
        }
        while high / low > 1.002 {
            let middle = (low * high).sqrt();
            if expected(middle) < orders {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low * high).sqrt()
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

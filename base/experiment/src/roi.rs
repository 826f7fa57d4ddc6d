//! Enters: the lift in contribution per account and what the campaign cost. Leaves: what it earned.

use crate::error::Error;
use crate::lift::{Interval, Lift};

/// What a campaign earned beyond its cost, and what each unit of cost brought.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Roi {
    /// Extra contribution less cost, in minor units.
    pub profit: f64,
    /// Where the true profit plausibly lies.
    pub profit_interval: Interval,
    /// Extra contribution less cost, over cost: 0 breaks even, 1 doubles the money. None without cost.
    pub roi: Option<f64>,
    /// Where the true ROI plausibly lies. None without cost.
    pub roi_interval: Option<Interval>,
    /// Chance of so much profit if the campaign in truth only broke even; small speaks for it.
    pub p_loss: f64,
}

/// The profit and ROI of a campaign, with the interval of its lift.
///
/// - Formula: profit = lift · contacted − cost; roi = profit / cost; the same for both ends
/// - Shape: one lift, the number contacted and the whole cost in, one result out
/// - Units: the lift in minor units of contribution per account; cost in minor units in all
/// - Range: roi ≥ −1 whenever the lift is not negative
/// - Errors: `TooFew` when nobody was contacted; `OutOfRange` for a negative cost; a cost of 0
///   gives a profit and no ROI
/// - Source: textbook; (margin · lift · n − cost) / cost
/// - Checked: `tests/published.rs`, rows `campaign_roi` (1.6911, 0.2320); `tests/roi.rs`
pub fn roi(lift: &Lift, contacted: u64, cost_minor: i64) -> Result<Roi, Error> {
    if contacted == 0 {
        return Err(Error::TooFew {
            what: "contacted accounts",
            found: 0,
            needed: 1,
        });
    }
    let cost = cost_minor as f64;
    if cost_minor < 0 {
        return Err(Error::OutOfRange {
            what: "the cost",
            value: cost,
            range: "0 or more",
        });
    }
    let earned = lift.times(contacted as f64)?;
    let profit = earned.estimate - cost;
    let profit_interval = shifted(earned.interval, -cost);
    let per_cost = |interval: Interval| Interval {
        low: interval.low / cost,
        high: interval.high / cost,
        level: interval.level,
    };
    let has_cost = cost_minor > 0;
    Ok(Roi {
        profit,
        profit_interval,
        roi: has_cost.then(|| profit / cost),
        roi_interval: has_cost.then(|| per_cost(profit_interval)),
        p_loss: earned.p_above(cost),
    })
}

/// The interval moved by `by`.
fn shifted(interval: Interval, by: f64) -> Interval {
    Interval {
        low: interval.low + by,
        high: interval.high + by,
        level: interval.level,
    }
}

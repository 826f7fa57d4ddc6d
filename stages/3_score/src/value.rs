//! What customers were worth and will be: money and expected orders enter, contribution leaves.

use crate::base::CustomerBase;
use crate::future::Future;
use crate::spend::SpendOutlook;

/// Mean orders of the base whose experience weighs as much as a customer's own when its share of
/// returns and its margin are judged: one odd order then never decides (owner's choice).
const ORDERS_OF_DOUBT: f64 = 3.0;

/// The customers' worth, column by column in the order of the base.
pub(crate) struct Worth {
    pub(crate) past_minor: Vec<i64>,
    pub(crate) past_is_estimated: Vec<bool>,
    pub(crate) expected_minor: Vec<i64>,
}

/// Values every customer of a base.
pub(crate) fn worth_of(
    base: &CustomerBase,
    future: &Future,
    spend: &SpendOutlook,
    margin_share: f64,
) -> Worth {
    let shares = BaseShares::of(base, margin_share);
    let past = |at| past_value_minor(base, at, margin_share);
    let expected = |at: usize| {
        let spend_minor = spend.expected_minor(base.order_days[at], base.kept_minor[at]);
        let share = shares.kept_share(base, at) * shares.contribution_share(base, at);
        (future.discounted_orders[at] * spend_minor * share).round() as i64
    };
    Worth {
        past_minor: (0..base.len()).map(past).collect(),
        past_is_estimated: (0..base.len())
            .map(|at| base.revenue_minor[at] != base.known_revenue_minor[at])
            .collect(),
        expected_minor: (0..base.len()).map(expected).collect(),
    }
}

/// Contribution so far: revenue less goods and shipping where the cost is known, and the margin
/// share of revenue elsewhere.
fn past_value_minor(base: &CustomerBase, at: usize, margin_share: f64) -> i64 {
    let known_minor = base.known_revenue_minor[at] - base.known_cost_minor[at];
    let unknown_minor = base.revenue_minor[at] - base.known_revenue_minor[at];
    known_minor + (unknown_minor as f64 * margin_share).round() as i64
}

/// The shares of the whole base that single customers are drawn towards.
pub(crate) struct BaseShares {
    /// Of the money ordered, what is not sent back.
    pub(crate) kept: f64,
    /// Of revenue, what is contribution.
    pub(crate) contribution: f64,
    weight_minor: f64,
}

impl BaseShares {
    /// The shares of a base; the margin share where no cost is known at all.
    pub(crate) fn of(base: &CustomerBase, margin_share: f64) -> Self {
        let kept = sum(&base.kept_minor);
        let known_revenue = sum(&base.known_revenue_minor);
        let known_contribution = known_revenue - sum(&base.known_cost_minor);
        let order_days: f64 = base.order_days.iter().map(|days| f64::from(*days)).sum();
        Self {
            kept: if kept > 0.0 {
                sum(&base.revenue_minor) / kept
            } else {
                1.0
            },
            contribution: if known_revenue > 0.0 {
                known_contribution / known_revenue
            } else {
                margin_share
            },
            weight_minor: if order_days > 0.0 {
                ORDERS_OF_DOUBT * kept / order_days
            } else {
                0.0
            },
        }
    }

    fn kept_share(&self, base: &CustomerBase, at: usize) -> f64 {
        let whole = base.kept_minor[at] as f64;
        shrunk_share(
            base.revenue_minor[at] as f64,
            whole,
            self.kept,
            self.weight_minor,
        )
        .max(0.0)
    }

    fn contribution_share(&self, base: &CustomerBase, at: usize) -> f64 {
        let whole = base.known_revenue_minor[at];
        let part = whole - base.known_cost_minor[at];
        shrunk_share(
            part as f64,
            whole as f64,
            self.contribution,
            self.weight_minor,
        )
    }
}

/// The share of revenue whose cost is known, 0..=1; 0 without revenue.
pub(crate) fn cost_coverage(base: &CustomerBase) -> f64 {
    let revenue = sum(&base.revenue_minor);
    if revenue > 0.0 {
        (sum(&base.known_revenue_minor) / revenue).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// A customer's own share, drawn towards the base's as if `weight` of the base's money were its own.
///
/// - Formula: `(part + weight · base_share) / (whole + weight)`
/// - Shape: own part and whole, base's share and weight in, one share out
/// - Units: any one money unit
/// - Range: between the own and the base's share; the base's where there is no own whole
/// - Errors: none
/// - Source: shrinkage by pseudo-observations, the mean of a conjugate prior
/// - Checked: `a_share_moves_from_the_base_to_the_own_as_money_comes_in`
fn shrunk_share(part: f64, whole: f64, base_share: f64, weight: f64) -> f64 {
    if whole <= 0.0 {
        base_share
    } else {
        (part + weight * base_share) / (whole + weight)
    }
}

fn sum(values: &[i64]) -> f64 {
    values.iter().sum::<i64>() as f64
}

#[cfg(test)]
mod tests {
    use super::shrunk_share;

    #[test]
    fn a_share_moves_from_the_base_to_the_own_as_money_comes_in() {
        for (part, whole, share) in [
            (0.0, 0.0, 0.4),
            (-5.0, -10.0, 0.4),
            (30.0, 100.0, (30.0 + 120.0) / 400.0),
            (30_000.0, 100_000.0, (30_000.0 + 120.0) / 100_300.0),
        ] {
            assert!((shrunk_share(part, whole, 0.4, 300.0) - share).abs() < 1e-12);
        }
    }
}

//! What customers will be worth: money and expected orders enter, contribution leaves, with what
//! each of the three levers would add.

use serde::{Deserialize, Serialize};

use crate::base::{Customer, CustomerBase};
use crate::coming::future::Outlook;
use crate::coming::spend::SpendOutlook;

/// Mean orders of the base whose experience weighs as much as a customer's own when its share of
/// returns and its margin are judged: one odd order then never decides (owner's choice).
const ORDERS_OF_DOUBT: f64 = 3.0;

/// How much a lever is pulled when its worth is told.
pub(crate) const LEVER_PULL: f64 = 0.10;

/// Below this chance a customer counts as lost, and what it might have been worth as gone
/// rather than at risk (owner's choice).
const AS_GOOD_AS_LOST: f64 = 0.10;

/// What one customer will be worth within the horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Worth {
    /// Chance that it still buys.
    pub(crate) p_alive: f64,
    /// Orders expected.
    pub(crate) expected_orders: f64,
    /// Contribution, discounted.
    pub(crate) expected_minor: f64,
    /// Revenue, undiscounted.
    pub(crate) revenue_minor: f64,
    /// Money an order brings, net of what is sent back.
    pub(crate) order_minor: f64,
    /// What the doubt about its staying takes off the expected contribution.
    pub(crate) at_risk_minor: f64,
    /// What ten percent more of each lever would add to the expected contribution.
    pub(crate) order_size_minor: f64,
    pub(crate) frequency_minor: f64,
    pub(crate) lifetime_minor: f64,
}

/// The shares of the whole base that single customers are drawn towards.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BaseShares {
    /// Of the money ordered, what is not sent back.
    pub(crate) kept: f64,
    /// Of revenue, what is left after goods.
    pub(crate) margin: f64,
    /// Of revenue whose cost is known, what shipping takes.
    pub(crate) shipping: f64,
    /// Of revenue, what all other serving takes.
    pub(crate) service: f64,
    weight_minor: f64,
}

impl BaseShares {
    /// The shares of a base; the margin share where no cost is known at all.
    pub(crate) fn of(base: &CustomerBase, margin_share: f64) -> Self {
        let sum = |of: fn(&Customer) -> i64| base.customers.iter().map(of).sum::<i64>() as f64;
        let kept = sum(|one| one.kept_minor);
        let revenue = sum(|one| one.revenue_minor);
        let known = sum(|one| one.known_minor);
        let order_days: f64 = base
            .customers
            .iter()
            .map(|one| f64::from(one.order_days))
            .sum();
        let share = |part: f64, whole: f64, else_share: f64| match whole > 0.0 {
            true => part / whole,
            false => else_share,
        };
        Self {
            kept: share(revenue, kept, 1.0),
            margin: share(known - sum(|one| one.goods_minor), known, margin_share),
            shipping: share(sum(|one| one.shipping_minor), known, 0.0),
            service: share(
                sum(|one| one.served_minor - one.shipping_minor),
                revenue,
                0.0,
            ),
            weight_minor: ORDERS_OF_DOUBT * share(kept, order_days, 0.0),
        }
    }

    /// The same shares as a customer's own, drawn towards the base's.
    fn of_customer(&self, customer: &Customer) -> CustomerShares {
        let drawn = |part: i64, whole: i64, base_share| {
            shrunk_share(part as f64, whole as f64, base_share, self.weight_minor)
        };
        let known_margin = customer.known_minor - customer.goods_minor;
        let shipping = drawn(customer.shipping_minor, customer.known_minor, self.shipping);
        let other_minor = customer.served_minor - customer.shipping_minor;
        let service = drawn(other_minor, customer.revenue_minor, self.service);
        CustomerShares {
            kept: drawn(customer.revenue_minor, customer.kept_minor, self.kept).max(0.0),
            margin: drawn(known_margin, customer.known_minor, self.margin),
            served: (shipping + service).max(0.0),
        }
    }

    /// Values one customer.
    ///
    /// Serving costs by the order, not by the money in it: a larger order brings its whole
    /// margin, one more order has to be served too.
    pub(crate) fn worth(
        &self,
        customer: &Customer,
        outlook: &Outlook,
        spend: &SpendOutlook,
    ) -> Worth {
        let shares = self.of_customer(customer);
        let order_minor =
            spend.expected_minor(customer.order_days, customer.kept_minor) * shares.kept;
        let discounted = outlook.discounted_orders * order_minor;
        let expected_minor = discounted * (shares.margin - shares.served);
        let p_alive = outlook.p_alive;
        let at_risk_minor = match p_alive >= AS_GOOD_AS_LOST && outlook.expected_orders > 0.0 {
            true => expected_minor.max(0.0) * outlook.doubted_orders / outlook.expected_orders,
            false => 0.0,
        };
        Worth {
            p_alive,
            expected_orders: outlook.expected_orders,
            expected_minor,
            revenue_minor: outlook.expected_orders * order_minor,
            order_minor,
            at_risk_minor,
            order_size_minor: LEVER_PULL * discounted * shares.margin,
            frequency_minor: LEVER_PULL * expected_minor,
            lifetime_minor: outlook.longer_life_gain * expected_minor,
        }
    }
}

/// One customer's own shares.
struct CustomerShares {
    kept: f64,
    margin: f64,
    served: f64,
}

/// The share of revenue whose cost is known, 0..=1; 0 without revenue.
pub(crate) fn cost_coverage(base: &CustomerBase) -> f64 {
    let sum = |of: fn(&Customer) -> i64| base.customers.iter().map(of).sum::<i64>() as f64;
    let revenue = sum(|one| one.revenue_minor);
    if revenue > 0.0 {
        (sum(|one| one.known_minor) / revenue).clamp(0.0, 1.0)
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

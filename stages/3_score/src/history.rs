//! The past of one account: its orders enter, one row of figures leaves.

use terms::Day;

/// What one kept order or refund adds to the past of its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrderFact {
    pub(crate) id: i64,
    pub(crate) day: Day,
    pub(crate) net_minor: i64,
    pub(crate) cost_minor: Option<i64>,
    pub(crate) shipping_minor: i64,
    pub(crate) is_refund: bool,
}

/// The past of one account up to an as-of day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AccountHistory {
    /// Newest day that is counted, and the first that is not because it lay ahead: between the
    /// two this history stays right whatever the as-of day is.
    pub(crate) newest_day: Option<Day>,
    pub(crate) next_day: Option<Day>,
    pub(crate) first_day: Option<Day>,
    pub(crate) last_day: Option<Day>,
    pub(crate) order_count: u32,
    pub(crate) order_days: u32,
    pub(crate) refund_count: u32,
    pub(crate) kept_minor: i64,
    pub(crate) revenue_minor: i64,
    pub(crate) known_revenue_minor: i64,
    pub(crate) known_cost_minor: i64,
    pub(crate) shipping_minor: i64,
    pub(crate) repeat_mean_minor: f64,
    pub(crate) gap_days_median: Option<f64>,
    pub(crate) last_order_id: Option<i64>,
}

/// Order days below which nobody has a rhythm: with two there is one gap, and one gap is chance.
const FEWEST_DAYS_OF_A_RHYTHM: usize = 3;

/// The past of an account at the end of the day `as_of`; its orders must rise by day and id.
pub(crate) fn history_until(as_of: Day, orders: &[OrderFact]) -> AccountHistory {
    let (past, ahead) = orders.split_at(orders.partition_point(|order| order.day <= as_of));
    let mut history = AccountHistory {
        newest_day: past.last().map(|order| order.day),
        next_day: ahead.first().map(|order| order.day),
        ..AccountHistory::default()
    };
    let mut kept_days: Vec<Day> = Vec::new();
    let mut first_day_minor = 0;
    for order in past {
        history.add_money(order);
        if order.is_refund {
            history.refund_count += 1;
            continue;
        }
        history.order_count += 1;
        history.last_order_id = Some(order.id);
        if kept_days.last() != Some(&order.day) {
            kept_days.push(order.day);
        }
        if kept_days.len() == 1 {
            first_day_minor += order.net_minor;
        }
    }
    history.set_rhythm(&kept_days, first_day_minor);
    history
}

impl AccountHistory {
    fn add_money(&mut self, order: &OrderFact) {
        self.revenue_minor += order.net_minor;
        if !order.is_refund {
            self.kept_minor += order.net_minor;
        }
        if let Some(cost_minor) = order.cost_minor {
            self.known_revenue_minor += order.net_minor;
            self.known_cost_minor += cost_minor;
            self.shipping_minor += order.shipping_minor;
        }
    }

    fn set_rhythm(&mut self, kept_days: &[Day], first_day_minor: i64) {
        self.first_day = kept_days.first().copied();
        self.last_day = kept_days.last().copied();
        self.order_days = kept_days.len() as u32;
        if self.order_days > 1 {
            let repeat_minor = self.kept_minor - first_day_minor;
            self.repeat_mean_minor = repeat_minor as f64 / f64::from(self.order_days - 1);
        }
        if kept_days.len() >= FEWEST_DAYS_OF_A_RHYTHM {
            let gaps = kept_days.windows(2).map(|pair| pair[1] - pair[0]).collect();
            self.gap_days_median = Some(median(gaps));
        }
    }
}

/// The middle of some whole numbers; of an even count, the mean of the two in the middle.
fn median(mut values: Vec<i32>) -> f64 {
    values.sort_unstable();
    let upper = values.len() / 2;
    if values.len() % 2 == 1 {
        f64::from(values[upper])
    } else {
        f64::midpoint(f64::from(values[upper - 1]), f64::from(values[upper]))
    }
}

#[cfg(test)]
mod tests {
    use super::{AccountHistory, OrderFact, history_until, median};
    use terms::Day;

    fn order(id: i64, day: i32, net_minor: i64, cost_minor: Option<i64>) -> OrderFact {
        OrderFact {
            id,
            day: Day::from_number(day),
            net_minor,
            cost_minor,
            shipping_minor: 5,
            is_refund: net_minor < 0,
        }
    }

    #[test]
    fn history_of_orders_and_a_refund_is_as_computed_by_hand() {
        let orders = [
            order(1, 100, 1_000, Some(600)),
            order(2, 100, 500, None),
            order(3, 110, 2_000, Some(1_000)),
            order(4, 115, -300, Some(-150)),
            order(5, 150, 4_000, Some(2_500)),
            order(6, 200, 9_999, Some(1)),
        ];
        let history = history_until(Day::from_number(199), &orders);
        let day = |number| Some(Day::from_number(number));
        let expected = AccountHistory {
            newest_day: day(150),
            next_day: day(200),
            first_day: day(100),
            last_day: day(150),
            order_count: 4,
            order_days: 3,
            refund_count: 1,
            kept_minor: 7_500,
            revenue_minor: 7_200,
            known_revenue_minor: 6_700,
            known_cost_minor: 3_950,
            shipping_minor: 20,
            repeat_mean_minor: 3_000.0,
            gap_days_median: Some(25.0),
            last_order_id: Some(5),
        };
        assert_eq!(history, expected);
    }

    #[test]
    fn history_before_the_first_order_knows_only_that_one_lies_ahead() {
        let history = history_until(Day::from_number(99), &[order(1, 100, 1_000, None)]);
        let ahead = Some(Day::from_number(100));
        assert_eq!(
            history,
            AccountHistory {
                next_day: ahead,
                ..AccountHistory::default()
            }
        );
        assert_eq!(
            history_until(Day::from_number(99), &[]),
            AccountHistory::default()
        );
    }

    #[test]
    fn medians_of_odd_and_even_counts_are_in_the_middle() {
        for (values, middle) in [(vec![7], 7.0), (vec![9, 1], 5.0), (vec![3, 30, 4], 4.0)] {
            assert!((median(values) - middle).abs() < 1e-12);
        }
    }
}

//! The past of one account: its orders and what served it enter, one row of figures leaves.

use terms::Day;

use crate::log::order_log::DayEntry;
use crate::log::refunds::{NetOrder, net_orders};
use crate::log::serving::{Service, ServiceKind};

/// One kept order or refund as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrderFact {
    pub(crate) id: i64,
    pub(crate) day: Day,
    pub(crate) net_minor: i64,
    pub(crate) cost_minor: Option<i64>,
    pub(crate) shipping_minor: i64,
    pub(crate) is_refund: bool,
    /// By which channel, as a number of the batch's own words.
    pub(crate) channel: u32,
    /// The order it takes back, where the files say so.
    pub(crate) refund_of: Option<i64>,
}

/// The past of one account up to an as-of day. A purchase is a kept order of which something
/// was kept; refunds are taken off the order they belong to.
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
    pub(crate) kept_minor: i64,
    pub(crate) revenue_minor: i64,
    pub(crate) known_revenue_minor: i64,
    pub(crate) repeat_mean_minor: f64,
    pub(crate) gap_days_median: Option<f64>,
    pub(crate) last_order_id: Option<i64>,
    /// By which most of its orders came; 0 where nothing is known.
    pub(crate) top_channel: u32,
    /// What the order log holds.
    pub(crate) entries: Vec<DayEntry>,
    /// What the service log holds.
    pub(crate) services: Vec<Service>,
}

/// Order days below which nobody has a rhythm: with two there is one gap, and one gap is chance.
const FEWEST_DAYS_OF_A_RHYTHM: usize = 3;

/// The past of an account at the end of the day `as_of`; its orders must rise by day and id, its
/// services by day.
pub(crate) fn history_until(
    as_of: Day,
    orders: &[OrderFact],
    services: &[Service],
) -> AccountHistory {
    let (past, ahead) = orders.split_at(orders.partition_point(|order| order.day <= as_of));
    let served = services.partition_point(|service| service.day <= as_of.number());
    let (services, services_ahead) = services.split_at(served);
    let service_day = |service: &Service| Day::from_number(service.day);
    let newest = past.last().map(|order| order.day);
    let next = ahead.first().map(|order| order.day);
    let mut history = AccountHistory {
        newest_day: newest.max(services.last().map(service_day)),
        next_day: earlier(next, services_ahead.first().map(service_day)),
        services: with_refunds_as_returns(services, past),
        ..AccountHistory::default()
    };
    let net = net_orders(past);
    let mut purchase_days: Vec<Day> = Vec::new();
    let mut first_day_minor = 0;
    for one in &net {
        history.add_money(one);
        if !one.is_purchase {
            continue;
        }
        history.order_count += 1;
        history.kept_minor += one.order.net_minor;
        history.last_order_id = Some(one.order.id);
        if purchase_days.last() != Some(&one.order.day) {
            purchase_days.push(one.order.day);
        }
        if purchase_days.len() == 1 {
            first_day_minor += one.order.net_minor;
        }
    }
    history.set_rhythm(&purchase_days, first_day_minor);
    history.top_channel = top_channel(&history.entries);
    history
}

/// The earlier of two days, where there are any.
fn earlier(one: Option<Day>, other: Option<Day>) -> Option<Day> {
    [one, other].into_iter().flatten().min()
}

/// Where no return was written down, every refund stands for one: goods that came back took time.
fn with_refunds_as_returns(services: &[Service], orders: &[OrderFact]) -> Vec<Service> {
    let mut all = services.to_vec();
    let returns_are_known = services
        .iter()
        .any(|service| service.kind == ServiceKind::Return);
    if !returns_are_known {
        let refunds = orders.iter().filter(|order| order.is_refund);
        all.extend(refunds.map(|order| Service {
            day: order.day.number(),
            kind: ServiceKind::Return,
            minutes: None,
        }));
        all.sort_by_key(|service| service.day);
    }
    all
}

/// The channel most orders came by; of two alike the one used first.
fn top_channel(entries: &[DayEntry]) -> u32 {
    let mut counts: Vec<(u32, u32)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.channel != 0) {
        match counts
            .iter_mut()
            .find(|(channel, _)| *channel == entry.channel)
        {
            Some((_, orders)) => *orders += entry.orders,
            None => counts.push((entry.channel, entry.orders)),
        }
    }
    let most = counts.iter().map(|(_, orders)| *orders).max();
    counts
        .into_iter()
        .find(|(_, orders)| Some(*orders) == most)
        .map_or(0, |(channel, _)| channel)
}

impl AccountHistory {
    fn add_money(&mut self, one: &NetOrder) {
        let order = &one.order;
        let mut entry = DayEntry {
            day: order.day.number(),
            channel: order.channel,
            orders: u32::from(one.is_purchase),
            net_minor: order.net_minor,
            ..DayEntry::default()
        };
        if let Some(cost_minor) = order.cost_minor {
            entry.known_minor = order.net_minor;
            entry.goods_minor = cost_minor;
            entry.shipping_minor = order.shipping_minor;
        }
        self.revenue_minor += entry.net_minor;
        self.known_revenue_minor += entry.known_minor;
        let alike = |other: &&mut DayEntry| {
            let kind = |one: &DayEntry| (one.day, one.channel, one.orders == 0);
            kind(other) == kind(&entry)
        };
        match self.entries.last_mut().filter(alike) {
            Some(same) => add_to(same, &entry),
            None => self.entries.push(entry),
        }
    }

    fn set_rhythm(&mut self, purchase_days: &[Day], first_day_minor: i64) {
        self.first_day = purchase_days.first().copied();
        self.last_day = purchase_days.last().copied();
        self.order_days = purchase_days.len() as u32;
        if self.order_days > 1 {
            let repeat_minor = self.kept_minor - first_day_minor;
            self.repeat_mean_minor = repeat_minor as f64 / f64::from(self.order_days - 1);
        }
        if purchase_days.len() >= FEWEST_DAYS_OF_A_RHYTHM {
            let gaps = purchase_days
                .windows(2)
                .map(|pair| pair[1] - pair[0])
                .collect();
            self.gap_days_median = Some(median(gaps));
        }
    }
}

fn add_to(sum: &mut DayEntry, entry: &DayEntry) {
    sum.orders += entry.orders;
    sum.net_minor += entry.net_minor;
    sum.known_minor += entry.known_minor;
    sum.goods_minor += entry.goods_minor;
    sum.shipping_minor += entry.shipping_minor;
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
    use crate::log::serving::{Service, ServiceKind};
    use terms::Day;

    fn order(id: i64, day: i32, net_minor: i64, cost_minor: Option<i64>) -> OrderFact {
        OrderFact {
            id,
            day: Day::from_number(day),
            net_minor,
            cost_minor,
            shipping_minor: 5,
            is_refund: net_minor < 0,
            channel: id as u32 % 2,
            refund_of: None,
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
        let mut history = history_until(Day::from_number(199), &orders, &[]);
        let entries = std::mem::take(&mut history.entries);
        let days: Vec<_> = entries
            .iter()
            .map(|one| {
                (
                    one.day,
                    one.channel,
                    one.orders,
                    one.net_minor,
                    one.known_minor,
                )
            })
            .collect();
        // The refund went to the latest order that has as much left: the one of day 110.
        assert_eq!(
            days,
            [
                (100, 1, 1, 1_000, 1_000),
                (100, 0, 1, 500, 0),
                (110, 1, 1, 1_700, 1_700),
                (150, 1, 1, 4_000, 4_000),
            ]
        );
        let day = |number| Some(Day::from_number(number));
        let returned = Service {
            day: 115,
            kind: ServiceKind::Return,
            minutes: None,
        };
        let expected = AccountHistory {
            newest_day: day(150),
            next_day: day(200),
            first_day: day(100),
            last_day: day(150),
            order_count: 4,
            order_days: 3,
            kept_minor: 7_200,
            revenue_minor: 7_200,
            known_revenue_minor: 6_700,
            repeat_mean_minor: 2_850.0,
            gap_days_median: Some(25.0),
            last_order_id: Some(5),
            top_channel: 1,
            services: vec![returned],
            ..AccountHistory::default()
        };
        assert_eq!(history, expected);
    }

    #[test]
    fn history_before_the_first_order_knows_only_that_one_lies_ahead() {
        let orders = [order(1, 100, 1_000, None)];
        let ahead = Some(Day::from_number(100));
        assert_eq!(
            history_until(Day::from_number(99), &orders, &[]),
            AccountHistory {
                next_day: ahead,
                ..AccountHistory::default()
            }
        );
        assert_eq!(
            history_until(Day::from_number(99), &[], &[]),
            AccountHistory::default()
        );
    }

    #[test]
    fn an_order_sent_back_altogether_is_no_purchase_but_its_parcels_still_cost() {
        let orders = [order(1, 10, 900, Some(500)), order(2, 20, -900, Some(-500))];
        let history = history_until(Day::from_number(30), &orders, &[]);
        assert_eq!((history.order_count, history.first_day), (0, None));
        let shipping_minor: i64 = history.entries.iter().map(|one| one.shipping_minor).sum();
        assert_eq!((history.revenue_minor, shipping_minor), (0, 10));
        let whole = history_until(Day::from_number(19), &orders, &[]);
        assert_eq!((whole.order_count, whole.revenue_minor), (1, 900));
    }

    #[test]
    fn services_ahead_are_not_counted_and_returns_that_are_known_are_not_counted_twice() {
        let service = |day, kind| Service {
            day,
            kind,
            minutes: None,
        };
        let services = [
            service(5, ServiceKind::Call),
            service(12, ServiceKind::Return),
            service(40, ServiceKind::Call),
        ];
        let orders = [order(1, 10, 900, None), order(2, 20, -900, None)];
        let history = history_until(Day::from_number(30), &orders, &services);
        assert_eq!(history.services, services[..2]);
        assert_eq!(history.next_day, Some(Day::from_number(40)));
        assert_eq!(history.newest_day, Some(Day::from_number(20)));
    }

    #[test]
    fn medians_of_odd_and_even_counts_are_in_the_middle() {
        for (values, middle) in [(vec![7], 7.0), (vec![9, 1], 5.0), (vec![3, 30, 4], 4.0)] {
            assert!((median(values) - middle).abs() < 1e-12);
        }
    }
}

//! Refunds go to the order they take back: orders and refunds enter, net orders leave.

use std::collections::HashMap;

use crate::log::history::OrderFact;

/// An order less what was refunded of it, or a refund that belongs to no order on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NetOrder {
    pub(crate) order: OrderFact,
    /// Whether it counts as a purchase: a kept order of which something was kept.
    pub(crate) is_purchase: bool,
}

/// Takes every refund off the order it belongs to.
///
/// A refund that names no order goes to the latest earlier order with exactly its amount left,
/// else to the latest with at least that much left; one that fits nowhere stays by itself, takes
/// money off and is never a purchase. An order that was sent back altogether is none either.
/// Orders must rise by day; what leaves keeps their order.
pub(crate) fn net_orders(orders: &[OrderFact]) -> Vec<NetOrder> {
    let mut net: Vec<NetOrder> = orders
        .iter()
        .map(|&order| NetOrder {
            order,
            is_purchase: !order.is_refund,
        })
        .collect();
    if orders.iter().all(|order| !order.is_refund) {
        return net;
    }
    let by_id: HashMap<i64, usize> = orders
        .iter()
        .enumerate()
        .map(|(at, order)| (order.id, at))
        .collect();
    let mut settled = vec![false; net.len()];
    for at in (0..net.len()).filter(|&at| orders[at].is_refund) {
        let named = orders[at].refund_of.and_then(|id| by_id.get(&id).copied());
        let target = named
            .filter(|&target| !orders[target].is_refund)
            .or_else(|| likely_order(&net[..at], orders[at].net_minor));
        if let Some(target) = target {
            take_off(&mut net[target], &orders[at]);
            settled[at] = true;
        }
    }
    let mut settled = settled.into_iter();
    net.retain(|_| !settled.next().unwrap_or_default());
    net
}

/// The latest of these orders that has exactly this much left, else one that has enough.
fn likely_order(before: &[NetOrder], refund_minor: i64) -> Option<usize> {
    let wanted = -refund_minor;
    let left = |at: &usize| match before[*at].is_purchase {
        true => before[*at].order.net_minor,
        false => 0,
    };
    let latest = |fits: &dyn Fn(i64) -> bool| (0..before.len()).rev().find(|at| fits(left(at)));
    if wanted <= 0 {
        return None;
    }
    latest(&|left| left == wanted).or_else(|| latest(&|left| left > wanted))
}

/// Goods of a refund whose cost is not told come back in proportion to the money.
fn take_off(target: &mut NetOrder, refund: &OrderFact) {
    let order = &mut target.order;
    order.cost_minor = order.cost_minor.map(|cost| match refund.cost_minor {
        Some(back) => cost + back,
        None if order.net_minor > 0 => {
            let share = refund.net_minor as f64 / order.net_minor as f64;
            cost + (cost as f64 * share.max(-1.0)).round() as i64
        }
        None => cost,
    });
    order.shipping_minor += refund.shipping_minor;
    order.net_minor += refund.net_minor;
    target.is_purchase &= order.net_minor > 0;
}

#[cfg(test)]
mod tests {
    use super::net_orders;
    use crate::log::history::OrderFact;
    use terms::Day;

    fn fact(id: i64, day: i32, net_minor: i64, refund_of: Option<i64>) -> OrderFact {
        OrderFact {
            id,
            day: Day::from_number(day),
            net_minor,
            cost_minor: Some(net_minor / 2),
            shipping_minor: 0,
            is_refund: net_minor < 0,
            channel: 0,
            refund_of,
        }
    }

    /// Id, money left, cost left, purchase or not.
    fn netted(orders: &[OrderFact]) -> Vec<(i64, i64, Option<i64>, bool)> {
        net_orders(orders)
            .iter()
            .map(|net| {
                (
                    net.order.id,
                    net.order.net_minor,
                    net.order.cost_minor,
                    net.is_purchase,
                )
            })
            .collect()
    }

    #[test]
    fn refunds_reduce_the_order_they_name() {
        let orders = [
            fact(1, 0, 1_000, None),
            fact(2, 5, 800, None),
            fact(3, 9, -300, Some(1)),
        ];
        let expected = [(1, 700, Some(350), true), (2, 800, Some(400), true)];
        assert_eq!(netted(&orders), expected);
    }

    #[test]
    fn refunds_without_a_name_find_the_same_amount_first_then_the_latest_with_enough() {
        let orders = [
            fact(1, 0, 500, None),
            fact(2, 5, 800, None),
            fact(3, 9, -500, None),
            fact(4, 10, -200, None),
        ];
        let expected = [(1, 0, Some(0), false), (2, 600, Some(300), true)];
        assert_eq!(netted(&orders), expected);
    }

    #[test]
    fn refunds_that_fit_no_order_take_money_off_and_are_no_purchase() {
        let orders = [
            fact(1, 0, 500, None),
            fact(2, 3, -900, None),
            fact(3, 4, -20, Some(99)),
        ];
        let expected = [(1, 480, Some(240), true), (2, -900, Some(-450), false)];
        assert_eq!(netted(&orders), expected);
        // A refund on file before any order, as at the edge of an export.
        let early = [fact(1, 0, -50, None), fact(2, 3, 90, None)];
        assert_eq!(netted(&early)[0], (1, -50, Some(-25), false));
    }

    #[test]
    fn goods_of_a_refund_without_cost_come_back_in_proportion() {
        let unknown = OrderFact {
            cost_minor: None,
            ..fact(2, 3, -250, Some(1))
        };
        assert_eq!(
            netted(&[fact(1, 0, 1_000, None), unknown]),
            [(1, 750, Some(375), true)]
        );
    }
}

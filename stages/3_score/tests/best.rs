//! The best customers by every definition equal answers computed from the orders themselves.

use std::collections::BTreeMap;

use score::BestBy;
use terms::Day;

use crate::shop::{Bought, Shop, mixed_orders};

/// 30 June 1971: half a year of this year's orders, and all of the year before.
const AS_OF: i32 = 545;
const NEW_YEAR: i32 = 365;

fn open_shop() -> (Shop, Vec<Bought>) {
    let shop = Shop::open();
    let accounts = shop.households(150);
    let orders = mixed_orders(&accounts);
    shop.buy(&orders);
    (shop, orders)
}

/// The twenty best by a plain reading of the orders: value first, then the smaller id.
fn answers(orders: &[Bought], by: BestBy) -> Vec<i64> {
    let mut values: BTreeMap<i64, f64> = BTreeMap::new();
    let counted = orders
        .iter()
        .filter(|one| one.status != "cancelled" && one.day <= AS_OF);
    for order in counted {
        let is_this_year = order.day >= NEW_YEAR;
        let left = match order.cost_minor {
            Some(cost) => order.net_minor - cost - order.shipping_minor,
            None => (order.net_minor as f64 * 0.33) as i64,
        };
        let value = match by {
            BestBy::Longest if order.status == "kept" => {
                let days = f64::from(AS_OF - order.day);
                let longest = values.entry(order.account).or_insert(days);
                *longest = longest.max(days);
                continue;
            }
            BestBy::Longest => continue,
            BestBy::EverSpend => order.net_minor as f64,
            BestBy::YearSpend if is_this_year => order.net_minor as f64,
            BestBy::EverContribution => left as f64,
            BestBy::YearContribution if is_this_year => left as f64,
            _ => 0.0,
        };
        *values.entry(order.account).or_default() += value;
    }
    let mut ranked: Vec<(i64, f64)> = values.into_iter().collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    ranked
        .into_iter()
        .take(20)
        .map(|(account, _)| account)
        .collect()
}

/// Orders whose refunds would move money between years or whose margin is rounded are left out:
/// the answers are then plain sums.
fn plain_orders() -> (Shop, Vec<Bought>) {
    let shop = Shop::open();
    let accounts = shop.households(150);
    let orders: Vec<Bought> = mixed_orders(&accounts)
        .into_iter()
        .filter(|one| one.status == "kept")
        .map(|one| Bought {
            net_minor: one.net_minor * 100,
            cost_minor: Some(one.net_minor * 60),
            ..one
        })
        .collect();
    shop.buy(&orders);
    (shop, orders)
}

/// Proves C44.
#[test]
fn c44_the_top_twenty_by_each_of_five_definitions_equal_five_answers() {
    let (shop, orders) = plain_orders();
    for by in BestBy::ALL {
        shop.set(|settings| {
            settings.best_by = by;
            settings.best_share = 20.0 / 150.0;
        });
        shop.score(AS_OF);
        let top = shop.store.read(|db| score::list_best(db, by, 20)).unwrap();
        let top: Vec<i64> = top.iter().map(|line| line.account_id).collect();
        let mut expected = answers(&orders, by);
        // Nobody is among the best of a year in which it bought nothing.
        expected.retain(|account| top.contains(account));
        assert_eq!(top, expected, "{by:?}");
        assert!(top.len() >= 15, "{by:?}: {}", top.len());
        let marked =
            shop.rows("SELECT account_id FROM scores WHERE best >= 32 ORDER BY account_id");
        let mut sorted = top.clone();
        sorted.sort_unstable();
        assert_eq!(marked.len(), sorted.len());
        for (marked, account) in marked.iter().zip(sorted) {
            assert_eq!(marked, &format!("Integer({account})"));
        }
    }
}

/// Proves C71.
#[test]
fn c71_the_true_share_of_the_top_fifth_is_told_and_the_threshold_moves() {
    let (shop, orders) = plain_orders();
    shop.score(AS_OF);
    let mut spends: BTreeMap<i64, i64> = BTreeMap::new();
    for order in orders.iter().filter(|one| one.day <= AS_OF) {
        *spends.entry(order.account).or_default() += order.net_minor;
    }
    let mut spends: Vec<i64> = spends.into_values().collect();
    spends.sort_unstable_by(|one, other| other.cmp(one));
    let total: i64 = spends.iter().sum();
    let figures = shop.figures();
    let curve = figures
        .pareto
        .iter()
        .find(|one| one.by == BestBy::EverSpend)
        .unwrap();
    for percent in [1, 5, 20, 33, 50, 100] {
        let most = (usize::from(percent) * spends.len()).div_ceil(100);
        let expected = spends[..most].iter().sum::<i64>() as f64 / total as f64;
        assert!((curve.share(percent) - expected).abs() < 1e-12, "{percent}");
        assert_eq!(curve.bars[usize::from(percent)], spends[most - 1]);
    }
}

#[test]
fn a_day_of_the_calendar_year_counts_and_the_day_before_does_not() {
    let (shop, _) = open_shop();
    shop.score(AS_OF);
    let new_year: Day = "1971-01-01".parse().unwrap();
    assert_eq!(new_year.number(), NEW_YEAR);
    let sum = "SELECT sum(year_spend_minor) FROM scores";
    let orders =
        "SELECT sum(net_minor) FROM orders WHERE status = 'kept' AND day BETWEEN 365 AND 545";
    let (scored, bought) = (shop.rows(sum), shop.rows(orders));
    let number = |text: &str| -> i64 {
        text.trim_start_matches("Integer(")
            .trim_end_matches(')')
            .parse()
            .unwrap()
    };
    // Refunds are taken off the year of the order they belong to.
    assert!(number(&scored[0]) <= number(&bought[0]));
    assert!(number(&scored[0]) * 10 >= number(&bought[0]) * 8);
}

//! Each way to judge the past equals an independent computation from the orders themselves.

use crate::shop::{Bought, Shop, mixed_orders};

/// What a plain reading of the orders says about one account.
#[derive(Clone, Copy)]
struct Plain {
    last_day: i64,
    orders: i64,
    revenue: i64,
    contribution: i64,
}

fn plain(orders: &[Bought], account: i64) -> Plain {
    let own = || orders.iter().filter(move |order| order.account == account);
    let counted = || own().filter(|order| ["kept", "refund"].contains(&order.status));
    let kept = || own().filter(|order| order.status == "kept");
    let known = |order: &&Bought| order.cost_minor.is_some();
    let contribution: i64 = counted()
        .filter(known)
        .map(|order| order.net_minor - order.cost_minor.unwrap_or(0) - order.shipping_minor)
        .sum();
    let unknown: i64 = counted()
        .filter(|order| !known(order))
        .map(|order| order.net_minor)
        .sum();
    let refunds = own().filter(|order| order.status == "refund").count() as i64;
    Plain {
        last_day: kept().map(|order| i64::from(order.day)).max().unwrap(),
        orders: kept().count() as i64,
        revenue: counted().map(|order| order.net_minor).sum(),
        // Each refund stands for a return, which costs 7.00 to take back.
        contribution: contribution + (unknown as f64 * 0.33).round() as i64 - 700 * refunds,
    }
}

/// The fifth by the plain definition: five times the share below, ties counted half.
fn fifth(values: &[i64], value: i64) -> u32 {
    let below = values.iter().filter(|other| **other < value).count();
    let equal = values.iter().filter(|other| **other == value).count();
    1 + (5 * (2 * below + equal) / (2 * values.len())) as u32
}

/// Proves C52.
#[test]
fn c52_revenue_contribution_and_rfm_equal_an_independent_computation() {
    let shop = Shop::open();
    let accounts = shop.households(150);
    let orders = mixed_orders(&accounts);
    shop.buy(&orders);
    shop.score(600);
    let plains: Vec<Plain> = accounts
        .iter()
        .map(|&account| plain(&orders, account))
        .collect();
    let column = |of: fn(&Plain) -> i64| -> Vec<i64> { plains.iter().map(of).collect() };
    let days = column(|one| one.last_day);
    let counts = column(|one| one.orders);
    let revenues = column(|one| one.revenue);
    let contributions = column(|one| one.contribution);
    for (&account, plain) in accounts.iter().zip(&plains) {
        let score = shop.score_of(account).unwrap();
        assert_eq!(score.total_spend_minor, plain.revenue);
        assert_eq!(score.past_value_minor, plain.contribution);
        let rfm = 100 * fifth(&days, plain.last_day)
            + 10 * fifth(&counts, plain.orders)
            + fifth(&revenues, plain.revenue);
        assert_eq!(score.rfm, rfm);
        assert_eq!(
            u32::from(score.past_fifth),
            fifth(&contributions, plain.contribution)
        );
    }
}

#[test]
fn fifths_never_fall_as_value_rises_and_equal_values_share_one() {
    let shop = Shop::open();
    let accounts = shop.households(150);
    shop.buy(&mixed_orders(&accounts));
    shop.set(|settings| settings.rates.return_minor = 0);
    shop.score(600);
    let mut scores: Vec<_> = accounts
        .iter()
        .map(|&id| shop.score_of(id).unwrap())
        .collect();
    scores.sort_by_key(|score| score.expected_value_minor);
    assert!(scores.is_sorted_by_key(|score| score.future_fifth));
    scores.sort_by_key(|score| score.past_value_minor);
    assert!(scores.is_sorted_by_key(|score| score.past_fifth));
    for fifth in 1..=5 {
        let size = scores
            .iter()
            .filter(|score| score.past_fifth == fifth)
            .count();
        assert_eq!(
            size, 30,
            "no two of these customers have the same past value"
        );
    }
}

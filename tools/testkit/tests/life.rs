//! The hidden lives: every planted group shows what it was planted for.

use std::collections::HashSet;

use testkit::{Group, History, OrderKind, PRODUCTS, PracticeBusiness};

use crate::{as_of, business};

fn of_group(business: &PracticeBusiness, group: Group) -> Vec<History> {
    business
        .histories()
        .filter(|history| history.account.group == group)
        .collect()
}

/// Own orders dated within these days before the as-of day.
fn orders_between(history: &History, oldest: i32, newest: i32) -> usize {
    let days = &history.days.days;
    days.iter()
        .filter(|day| (newest..oldest).contains(&(as_of() - **day)))
        .count()
}

#[test]
fn sleeping_accounts_have_been_silent_for_a_year_and_would_answer() {
    let business = business(3_000, 1);
    for history in of_group(&business, Group::Sleeping) {
        let last = history.days.days.last().unwrap();
        assert!(as_of() - *last > 365);
        let truth = business.truth(&history);
        assert!(truth.response_letter > 0.05 && truth.p_alive == 0.0 && truth.monthly_rate < 0.2);
    }
}

#[test]
fn slowing_accounts_order_less_and_growing_ones_more_than_a_year_before() {
    let business = business(3_000, 1);
    for (group, is_less) in [(Group::Slowing, true), (Group::Growing, false)] {
        let histories = of_group(&business, group);
        let count = |oldest, newest| -> usize {
            histories
                .iter()
                .map(|history| orders_between(history, oldest, newest))
                .sum()
        };
        let (before, lately) = (count(545, 365), count(180, 0));
        assert_eq!(
            lately * 3 < before * 2,
            is_less,
            "{group:?}: {before} then {lately}"
        );
        assert_eq!(
            lately > before,
            !is_less,
            "{group:?}: {before} then {lately}"
        );
    }
}

#[test]
fn unrealised_potential_buys_two_categories_where_peers_buy_seven() {
    let business = business(3_000, 1);
    let categories = |history: &History| {
        let lines = history.orders.iter().flat_map(|order| &order.lines);
        lines
            .map(|line| PRODUCTS[line.product].category)
            .collect::<HashSet<_>>()
            .len()
    };
    assert!(
        of_group(&business, Group::UnrealisedPotential)
            .iter()
            .all(|one| categories(one) <= 2)
    );
    let peers: Vec<_> = of_group(&business, Group::Steady);
    let frequent: Vec<_> = peers
        .iter()
        .filter(|peer| peer.orders.len() >= 15)
        .collect();
    let sum: usize = frequent.iter().map(|peer| categories(peer)).sum();
    assert!(sum as f64 / frequent.len() as f64 > 6.0);
    assert!(peers.iter().all(|peer| categories(peer) <= 7));
}

#[test]
fn one_off_buyers_and_prospects_are_what_they_are_called() {
    let business = business(3_000, 1);
    for history in of_group(&business, Group::NoPotential) {
        let truth = business.truth(&history);
        assert!(truth.order_count >= 1 && !truth.alive);
        assert_eq!((truth.response_email, truth.response_call), (0.0, 0.0));
    }
    for history in of_group(&business, Group::Prospect) {
        assert!(history.orders.is_empty());
        assert_eq!(business.truth(&history).last_order, None);
    }
}

#[test]
fn p_alive_agrees_with_who_really_left() {
    // Accounts whose chance of being alive lies in a decile: as many are alive as that says.
    let business = business(40_000, 3);
    let mut deciles = [(0_u32, 0_u32, 0.0_f64); 10];
    for history in business
        .histories()
        .filter(|one| one.account.group == Group::Steady)
    {
        let truth = business.truth(&history);
        let decile = &mut deciles[((truth.p_alive * 10.0) as usize).min(9)];
        decile.0 += 1;
        decile.1 += u32::from(truth.alive);
        decile.2 += truth.p_alive;
    }
    for (count, alive, expected) in deciles {
        let spread = (f64::from(count) * 0.25).sqrt() * 4.0;
        assert!(
            (f64::from(alive) - expected).abs() < spread,
            "{alive} of {count}, not {expected}"
        );
    }
}

#[test]
fn monthly_rate_is_what_accounts_order_in_the_following_year() {
    let business = business(6_000, 4);
    for group in [Group::Steady, Group::Growing, Group::Sleeping] {
        let (mut expected, mut ordered) = (0.0, 0);
        for history in of_group(&business, group)
            .iter()
            .filter(|one| !one.days.left)
        {
            // Who may leave on the way orders less than the rate says; that is another test.
            if history.life.leave > 0.05 {
                continue;
            }
            expected += business.truth(history).monthly_rate * 12.0;
            let from = as_of() + 1;
            let index = history.account.index;
            let year = business.history_between(index, from, as_of() + 365);
            ordered += year.days.days.iter().filter(|day| **day >= from).count();
        }
        let off = ordered as f64 / expected - 1.0;
        // A steady account may still leave after an order, a little more than every fiftieth.
        assert!(
            (-0.12..0.08).contains(&off),
            "{group:?}: {ordered} for {expected}"
        );
    }
}

#[test]
fn looking_further_ahead_never_changes_the_past() {
    let business = business(400, 6);
    for index in 0..400 {
        let now = business.history(index);
        let later = business.history_between(index, as_of() - 2_000, as_of() + 400);
        let until_now: Vec<_> = later
            .orders
            .into_iter()
            .filter(|order| order.day <= as_of())
            .collect();
        assert_eq!(now.orders, until_now);
    }
}

#[test]
fn prices_rise_and_codes_take_a_tenth_off() {
    let screws = &PRODUCTS[0];
    for (year, full, with_code, cost) in [(2020, 749, 674, 389), (2026, 883, 794, 459)] {
        assert_eq!(screws.unit_price_minor(year, false), full);
        assert_eq!(screws.unit_price_minor(year, true), with_code);
        assert_eq!(screws.unit_cost_minor(year), cost);
    }
    for product in PRODUCTS {
        assert!(product.unit_cost_minor(2026) < product.unit_price_minor(2026, true));
    }
    assert!(PRODUCTS.is_sorted_by_key(|product| product.category));
}

#[test]
fn four_years_of_orders_with_returns_and_every_door() {
    let business = business(4_000, 8);
    let (mut orders, mut returns, mut years) = (0, 0, HashSet::new());
    let mut doors = HashSet::new();
    for order in business.histories().flat_map(|history| history.orders) {
        years.insert(order.day.date().year());
        doors.insert(order.door);
        if order.kind == OrderKind::Return {
            returns += 1;
            assert!(order.revenue_minor() < 0 && order.shipping_minor == 0);
        } else {
            orders += 1;
            assert!(order.revenue_minor() > order.cost_minor() && order.lines.len() <= 4);
        }
    }
    assert!(years.len() >= 5 && doors.len() == 3, "{years:?} {doors:?}");
    assert!(
        (5.0..9.0).contains(&(f64::from(orders) / 4_000.0)),
        "{orders} orders"
    );
    assert!(
        (0.02..0.04).contains(&(f64::from(returns) / f64::from(orders))),
        "{returns}"
    );
}

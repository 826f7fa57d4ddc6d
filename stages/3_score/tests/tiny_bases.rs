//! From nobody to fifty: every base gets an answer, and the note says what it rests on.

use clv::FEWEST_REPEATERS;

use crate::shop::{Shop, bought, mixed_orders};

/// Proves C48.
#[test]
fn c48_nobody_at_all_is_scored_and_said_so() {
    let shop = Shop::open();
    let report = shop.score(100);
    assert_eq!(
        (
            report.customers,
            report.prospects,
            report.expected_value_minor
        ),
        (0, 0, 0)
    );
    assert!(
        report.note.contains("No account has an order yet"),
        "{}",
        report.note
    );
}

/// Proves C48.
#[test]
fn c48_prospects_alone_are_scored_with_zeros_and_said_so() {
    let shop = Shop::open();
    shop.households(5);
    let report = shop.score(100);
    assert_eq!((report.customers, report.prospects), (0, 5));
    assert!(
        report.note.contains("Import orders first"),
        "{}",
        report.note
    );
}

/// Proves C48.
#[test]
fn c48_bases_of_1_2_5_and_50_customers_fall_back_and_say_so() {
    for size in [1, 2, 5, 50] {
        let shop = Shop::open();
        let accounts = shop.households(size);
        // Half of them order a second time: too few to learn from even in the largest.
        let orders: Vec<_> = accounts
            .iter()
            .flat_map(|&account| {
                let first = bought(account, account as i32, 1_000 * account);
                let again = bought(account, account as i32 + 40, 1_500 * account);
                if account % 2 == 0 {
                    vec![first, again]
                } else {
                    vec![first]
                }
            })
            .collect();
        shop.buy(&orders);
        let report = shop.score(120);
        assert_eq!(
            (report.model.as_str(), report.spend_model.as_str()),
            ("simple_rule", "own_mean")
        );
        let fewer = format!("fewer than {FEWEST_REPEATERS} customers");
        for words in ["simple rule", "own mean", &fewer, "No costs are known"] {
            assert!(
                report.note.contains(words),
                "{size}, {words}: {}",
                report.note
            );
        }
        check_plausible(&shop, &accounts);
    }
}

/// Proves C48.
#[test]
fn c48_twice_the_fewest_repeaters_are_enough_to_learn_from() {
    let shop = Shop::open();
    let accounts = shop.households(2 * FEWEST_REPEATERS);
    shop.buy(&mixed_orders(&accounts));
    let report = shop.score(300);
    assert_ne!(report.model, "simple_rule");
    assert_eq!(report.spend_model, "gamma_gamma");
    for words in ["were learnt from them", "Gamma-Gamma"] {
        assert!(report.note.contains(words), "{words}: {}", report.note);
    }
    check_plausible(&shop, &accounts);
}

#[test]
fn orders_of_nothing_are_scored_without_a_wrong_number() {
    let shop = Shop::open();
    let accounts = shop.households(3);
    shop.buy(&[
        bought(1, 10, 0),
        bought(1, 10, 0),
        bought(2, 20, 0),
        bought(2, 90, 0),
    ]);
    shop.score(90);
    check_plausible(&shop, &accounts);
}

fn check_plausible(shop: &Shop, accounts: &[i64]) {
    for &account in accounts {
        let score = shop.score_of(account).unwrap();
        assert!((0.0..=1.0).contains(&score.p_alive), "{score:?}");
        assert!(
            score.expected_orders.is_finite() && score.expected_orders >= 0.0,
            "{score:?}"
        );
        assert!(score.expected_value_minor >= 0, "{score:?}");
        let fifths = if score.order_count > 0 { 1..=5 } else { 0..=0 };
        assert!(fifths.contains(&score.past_fifth) && fifths.contains(&score.future_fifth));
    }
}

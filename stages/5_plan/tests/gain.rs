//! The arithmetic of a campaign against hand-computed figures.

use plan::{break_even_orders, chance_of_order, expected_gain, offer_cost, touch_weight};
use terms::Channel;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn weights_rank_channels_by_effort() {
    assert!(touch_weight(Channel::Email) < touch_weight(Channel::Letter));
    assert!(touch_weight(Channel::Letter) < touch_weight(Channel::Call));
}

#[test]
fn chance_of_order_matches_poisson() {
    for (orders, horizon, window, chance) in [
        (0.0, 365, 90, 0.0),
        (f64::NAN, 365, 90, 0.0),
        (-1.0, 365, 90, 0.0),
        (1.0, 0, 90, 0.0),
        (1.0, 100, 100, 1.0 - (-1.0_f64).exp()),
        (4.0, 360, 90, 1.0 - (-1.0_f64).exp()),
        (1e9, 365, 90, 1.0),
    ] {
        assert!(
            near(chance_of_order(orders, horizon, window), chance),
            "{orders} {horizon} {window}"
        );
    }
}

#[test]
fn sure_buyers_make_discounts_expensive() {
    let discount = offer_cost(10_000.0, 10);
    assert!(near(discount, 1_000.0));
    assert!(near(offer_cost(-5.0, 10), 0.0));
    assert!(near(offer_cost(100.0, 250), 100.0));
    // 5 of 100 order more: 0.05 · (3,000 − 1,000) − 95 = 5 where nobody buys anyway.
    assert!(near(expected_gain(0.05, 3_000.0, discount, 0.0, 95.0), 5.0));
    // Where half buy anyway, the discount to them alone costs 500.
    assert!(near(
        expected_gain(0.05, 3_000.0, discount, 0.5, 95.0),
        -495.0
    ));
}

#[test]
fn break_even_is_impossible_below_cost() {
    assert_eq!(break_even_orders(9_500, 3_000.0, 1_000.0), Some(5));
    assert_eq!(break_even_orders(0, 3_000.0, 0.0), Some(0));
    assert_eq!(break_even_orders(9_500, 1_000.0, 1_000.0), None);
    assert_eq!(break_even_orders(9_500, 1_000.0, f64::NAN), None);
}

//! What contacting an account should bring: pure arithmetic on scores and the strategy's assumption.

use terms::Channel;

/// How much of a campaign's effect a touch on this channel is assumed to carry, against an e-mail.
///
/// - Formula: e-mail 1, letter 3, call 6
/// - Shape: one channel in, one weight out
/// - Units: multiples of an e-mail's effect
/// - Range: 1..=6
/// - Errors: none
/// - Source: own choice, rounded down from the order of response rates that mailers report for
///   their own customers (about 1 %, 5 % and 9 %); measured results take its place
/// - Checked: `tests/gain.rs::weights_rank_channels_by_effort`
#[must_use]
pub fn touch_weight(channel: Channel) -> f64 {
    match channel {
        Channel::Email => 1.0,
        Channel::Letter => 3.0,
        Channel::Call => 6.0,
    }
}

/// Chance that an account orders at least once in a window, if it is left alone.
///
/// - Formula: `1 − exp(−expected_orders · window_days / horizon_days)`
/// - Shape: three numbers in, one out
/// - Units: orders expected over the horizon; days; a share out
/// - Range: 0..=1; 0 for negative or missing expectations or an empty horizon
/// - Errors: none
/// - Source: Poisson arrivals at the expected pace
/// - Checked: `tests/gain.rs::chance_of_order_matches_poisson`
#[must_use]
pub fn chance_of_order(expected_orders: f64, horizon_days: i32, window_days: i32) -> f64 {
    if !(expected_orders > 0.0 && horizon_days > 0 && window_days > 0) {
        return 0.0;
    }
    -(-expected_orders * f64::from(window_days) / f64::from(horizon_days)).exp_m1()
}

/// What an offer takes off an average order.
///
/// - Formula: `max(order_minor, 0) · offer_percent / 100`
/// - Shape: two numbers in, one out
/// - Units: minor units, percent
/// - Range: 0 and more
/// - Errors: none; offers outside 0..=100 are cut to it
/// - Source: definition of a discount on net revenue
/// - Checked: `tests/gain.rs::sure_buyers_make_discounts_expensive`
#[must_use]
pub fn offer_cost(order_minor: f64, offer_percent: i64) -> f64 {
    order_minor.max(0.0) * offer_percent.clamp(0, 100) as f64 / 100.0
}

/// What contacting an account should bring beyond what it brings anyway, after all cost.
///
/// One extra order is counted for one extra buyer, and nothing beyond the window.
///
/// - Formula: `response · (contribution − discount) − buys_anyway · discount − cost`
/// - Shape: five numbers in, one out
/// - Units: shares 0..=1; minor units
/// - Range: any; negative when cost or discounts to sure buyers eat more than the extra orders
/// - Errors: none; inputs that are not finite give a result that is not
/// - Source: definition of extra contribution; the response is the strategy's assumption
/// - Checked: `tests/gain.rs::sure_buyers_make_discounts_expensive`
#[must_use]
pub fn expected_gain(
    response: f64,
    contribution_minor: f64,
    discount_minor: f64,
    buys_anyway: f64,
    cost_minor: f64,
) -> f64 {
    response * (contribution_minor - discount_minor) - buys_anyway * discount_minor - cost_minor
}

/// Extra orders that pay for a campaign's touches.
///
/// - Formula: `⌈cost / (contribution − discount)⌉`
/// - Shape: three numbers in, one count out
/// - Units: minor units in, orders out
/// - Range: 0 and more; nothing when an order with the discount leaves no contribution
/// - Errors: none
/// - Source: break-even analysis
/// - Checked: `tests/gain.rs::break_even_is_impossible_below_cost`
#[must_use]
pub fn break_even_orders(
    cost_minor: i64,
    contribution_minor: f64,
    discount_minor: f64,
) -> Option<u64> {
    let left = contribution_minor - discount_minor;
    (left > 0.0 && left.is_finite()).then(|| (cost_minor.max(0) as f64 / left).ceil() as u64)
}

/// What is known of an account that decides what contacting it should bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Worth {
    /// Contribution of its average order so far, minor units.
    pub contribution: f64,
    /// Revenue of its average order so far, minor units.
    pub order: f64,
    /// Chance that it orders in the window if left alone.
    pub buys_anyway: f64,
}

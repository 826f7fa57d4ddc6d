//! A past as-of day is exact, whatever has been imported and scored since.

use crate::shop::{Bought, Shop, mixed_orders};

/// What a run says, without what only tells runs or imports apart.
fn verdict(shop: &Shop) -> Vec<String> {
    let scores = shop.rows(
        "SELECT account_id, days_since_last_order, order_count, repeat_count, total_spend_minor,
             past_value_minor, past_is_estimated, p_alive, expected_orders, expected_value_minor,
             mean_order_minor, rfm, past_fifth, future_fifth FROM scores ORDER BY account_id",
    );
    let histories = shop.rows(
        "SELECT account_id, first_day, last_day, order_count, order_days, kept_minor,
             revenue_minor, known_revenue_minor, repeat_mean_minor, gap_days_median, last_product, top_category
         FROM account_histories ORDER BY account_id",
    );
    [scores, histories].concat()
}

fn shop_with(orders: &[Bought]) -> Shop {
    let shop = Shop::open();
    shop.households(80);
    shop.buy(orders);
    shop
}

fn orders_until(day: i32) -> Vec<Bought> {
    let accounts: Vec<i64> = (1..=80).collect();
    mixed_orders(&accounts)
        .into_iter()
        .filter(|order| order.day <= day)
        .collect()
}

#[test]
fn a_past_day_scores_as_if_later_orders_were_not_there() {
    let all = shop_with(&orders_until(i32::MAX));
    // Forwards, backwards and far beyond, in one and the same workspace.
    for as_of in [500, 120, 300, 0, 60, 900, 150] {
        all.score(as_of);
        let only_then = shop_with(&orders_until(as_of));
        only_then.score(as_of);
        assert_eq!(verdict(&all), verdict(&only_then), "as of {as_of}");
    }
}

#[test]
fn orders_that_come_in_later_change_only_the_accounts_they_belong_to() {
    let shop = shop_with(&orders_until(200));
    assert_eq!(shop.score(250).changed_accounts, 80);
    assert_eq!(shop.score(250).changed_accounts, 0);
    assert_eq!(
        shop.score(260).changed_accounts,
        0,
        "no order lies between the two days"
    );
    let accounts: Vec<i64> = (1..=80).collect();
    let later: Vec<Bought> = mixed_orders(&accounts)
        .into_iter()
        .filter(|order| order.day > 200)
        .collect();
    shop.buy(&later);
    let mut owners: Vec<i64> = later.iter().map(|order| order.account).collect();
    owners.dedup();
    assert_eq!(shop.score(900).changed_accounts, owners.len() as u64);
    let anew = shop_with(&orders_until(i32::MAX));
    anew.score(900);
    assert_eq!(verdict(&shop), verdict(&anew));
}

#[test]
fn accounts_that_are_gone_lose_their_score() {
    let shop = shop_with(&orders_until(200));
    shop.score(250);
    shop.execute("UPDATE accounts SET gone_at = '2026-01-01T00:00:00Z' WHERE id = 7");
    let report = shop.score(250);
    assert_eq!(shop.score_of(7), None);
    assert_eq!(report.customers + report.prospects, 79);
}

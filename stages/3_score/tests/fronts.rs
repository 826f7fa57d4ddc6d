//! Who comes first in the long lists is marked, so that an index over few accounts answers.

use crate::shop::{Shop, mixed_orders};

/// The bit of each list, the index of its front, who is on it and what it is ordered by.
const LISTS: [(u8, &str, &str, &str); 8] = [
    (
        1,
        "expected",
        "expected_value_minor > 0",
        "expected_value_minor",
    ),
    (2, "past", "past_value_minor > 0", "past_value_minor"),
    (4, "spend", "total_spend_minor > 0", "total_spend_minor"),
    (
        8,
        "risk",
        "best >= 32 AND at_risk_minor > 0",
        "at_risk_minor",
    ),
    (
        16,
        "potential",
        "potential_low_minor > 0",
        "potential_minor",
    ),
    (32, "likeness", "likeness IS NOT NULL", "likeness"),
    (
        64,
        "slowing",
        "best >= 32 AND trend = -1",
        "expected_value_minor",
    ),
    (128, "growing", "trend = 1", "expected_value_minor"),
];

#[test]
fn a_list_shorter_than_its_front_is_all_in_it_and_read_by_its_index() {
    let shop = Shop::open();
    let customers = shop.firms(&vec![("Bakery", "DE", Some(7)); 300]);
    shop.firms(&vec![("Bakery", "AT", Some(9)); 40]);
    shop.buy(&mixed_orders(&customers));
    shop.score(400);
    for (bit, index, condition, order) in LISTS {
        let by = |which: &str| {
            format!(
                "SELECT account_id, {order} FROM scores WHERE {which}
                 ORDER BY {order} DESC, account_id LIMIT 500"
            )
        };
        let front = by(&format!("fronts & {bit}"));
        assert_eq!(shop.rows(&front), shop.rows(&by(condition)), "{index}");
        let plan: String = shop
            .store
            .read(|db| {
                let sql = format!("EXPLAIN QUERY PLAN {front}");
                Ok::<_, store::StoreError>(db.query_row(&sql, [], |row| row.get(3))?)
            })
            .unwrap();
        assert!(plan.contains(&format!("scores_by_{index}")), "{plan}");
    }
}

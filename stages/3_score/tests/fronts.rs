//! Who comes first in the long lists is kept in the order of the list.

use crate::shop::{Shop, mixed_orders};

/// The number of each list, who is on it and what it is ordered by.
const LISTS: [(u8, &str, &str); 8] = [
    (0, "expected_value_minor > 0", "expected_value_minor"),
    (1, "past_value_minor > 0", "past_value_minor"),
    (2, "total_spend_minor > 0", "total_spend_minor"),
    (3, "best >= 32 AND at_risk_minor > 0", "at_risk_minor"),
    (4, "potential_low_minor > 0", "potential_minor"),
    (5, "likeness IS NOT NULL", "likeness"),
    (6, "best >= 32 AND trend = -1", "expected_value_minor"),
    (7, "trend = 1", "expected_value_minor"),
];

#[test]
fn a_list_shorter_than_its_front_is_all_in_it_and_read_in_its_order() {
    let shop = Shop::open();
    let customers = shop.firms(&vec![("Bakery", "DE", Some(7)); 300]);
    shop.firms(&vec![("Bakery", "AT", Some(9)); 40]);
    shop.buy(&mixed_orders(&customers));
    shop.score(400);
    for (list, which, order) in LISTS {
        let all = format!(
            "SELECT account_id, {order} FROM scores WHERE {which}
             ORDER BY {order} DESC, account_id"
        );
        let front = format!(
            "SELECT account_id, value FROM score_fronts WHERE list = {list}
             ORDER BY value DESC, account_id"
        );
        assert_eq!(shop.rows(&front), shop.rows(&all), "{which}");
        let plan = shop.rows(&format!("EXPLAIN QUERY PLAN {front}"));
        assert!(!plan.concat().contains("TEMP B-TREE"), "{plan:?}");
    }
}

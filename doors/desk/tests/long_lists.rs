//! The lists of the Value page, beyond those who are kept as coming first in them.

use desk::ValueList;
use score::{FRONT_LENGTH, LongList};
use store::StoreError;

use crate::house;

/// A few more than come first.
const ACCOUNTS: usize = FRONT_LENGTH + 7;

#[test]
fn a_list_goes_on_behind_its_front_in_the_same_order_through_ties_and_losses() {
    let (_folder, house) = house();
    for (list, front, value) in [
        (
            ValueList::Growing,
            LongList::Growing,
            "expected_value_minor",
        ),
        (ValueList::LikeBest, LongList::Likeness, "likeness"),
    ] {
        let number = front.number();
        let sql = format!(
            "DELETE FROM score_fronts; DELETE FROM scores; DELETE FROM accounts;
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ACCOUNTS})
             INSERT INTO accounts (id, kind, name) SELECT i, 'firm', 'Firm ' || i FROM n;
             INSERT INTO scores (account_id, order_count, repeat_count, total_spend_minor,
                 past_value_minor, past_is_estimated, p_alive, expected_orders,
                 expected_value_minor, mean_order_minor, rfm, past_fifth, future_fifth, trend, likeness)
             SELECT id, 1, 0, 0, 0, 0, 0.5, 1, id % 7 - 3, 0, 333, 1, 1, 1, id % 3 / 10.0 FROM accounts;
             INSERT INTO score_fronts SELECT {number}, {value}, account_id FROM scores
             ORDER BY {value} DESC, account_id LIMIT {FRONT_LENGTH}"
        );
        house
            .store
            .write(|db| Ok::<_, StoreError>(db.execute_batch(&sql)?))
            .unwrap();
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = house
                .store
                .read(|db| desk::read_value_list(db, list, after, 3_001))
                .unwrap();
            seen.extend(page.rows.iter().map(|row| row.account_id));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let mut expected: Vec<i64> = (1..=ACCOUNTS as i64).collect();
        expected.sort_by_key(|id| match front {
            LongList::Growing => (-(id % 7), *id),
            _ => (-(id % 3), *id),
        });
        assert!(seen == expected, "{front:?}");
    }
}

//! Finding customers by what a person types.

use desk::{CustomerQuery, House};
use store::StoreError;

use crate::house;

/// Two firms with a person each, and what they can be reached by.
const TWO_FIRMS: &str = "
    INSERT INTO accounts (kind, name, number) VALUES ('firm', 'Alder & Söhne Ltd', 'N100'), ('firm', 'Birch', 'N200');
    INSERT INTO people (account_id, first_name, last_name) VALUES (1, 'Ann', 'O''Neil'), (2, 'José', 'Núñez');
    INSERT INTO contact_points (account_id, kind, value, compare_key) VALUES
        (1, 'email', 'ann@alder.example', 'ann@alder.example'),
        (1, 'phone', '+44 1632 960123', '632960123'),
        (2, 'phone', '(01632) 960-999', '632960999'),
        (2, 'post', '5 High Street, London, E1 6AN', '5 high street e16an');
    INSERT INTO scores (account_id, order_count, repeat_count, total_spend_minor,
        past_value_minor, past_is_estimated, p_alive, expected_orders, expected_value_minor,
        mean_order_minor, rfm, past_fifth, future_fifth)
    SELECT id, 1, 0, 0, 0, 0, 0.5, 1, id, 0, 333, 1, 1 FROM accounts;";

const A_RUN: &str = "
    INSERT INTO score_runs (as_of, made_at, horizon_days, yearly_discount, model, spend_model,
        parameters, note, account_count, customer_count, past_value_minor, expected_value_minor, cost_coverage)
    VALUES (1, '', 365, 0.1, '', '', '{}', '', 2, 2, 0, 0, 1);";

fn write(house: &House, sql: &str) {
    let done = house
        .store
        .write(|db| Ok::<_, StoreError>(db.execute_batch(sql)?));
    done.unwrap();
}

fn found(house: &House, typed: &str) -> Vec<i64> {
    let query = CustomerQuery {
        search: typed.into(),
        most: 50,
        ..CustomerQuery::default()
    };
    let list = house.store.read(|db| desk::list(db, &query)).unwrap();
    assert_eq!(list.total, list.rows.len() as i64, "{typed}");
    list.rows.iter().map(|row| row.account_id).collect()
}

#[test]
fn customers_are_found_by_the_beginnings_of_any_of_their_words() {
    let (_folder, house) = house();
    write(&house, A_RUN);
    write(&house, TWO_FIRMS);
    assert_eq!(desk::renew_search(&house.store, &store::Silent).unwrap(), 2);
    for (typed, ids) in [
        ("ald", &[1][..]),
        ("alder ann", &[1]),
        ("ann birch", &[]),
        ("SOHNE", &[1]),
        ("söh", &[1]),
        ("nunez jose", &[2]),
        ("ann@alder.example", &[1]),
        ("lond", &[2]),
        ("N200", &[2]),
        ("01632 960123", &[1]),
        ("+441632960123", &[1]),
        ("01632960999", &[2]),
        ("960", &[2, 1]),
        ("\" OR x*", &[]),
    ] {
        assert_eq!(found(&house, typed), ids, "{typed}");
    }
}

#[test]
fn a_change_of_name_or_address_is_found_once_the_index_is_renewed() {
    let (_folder, house) = house();
    write(&house, A_RUN);
    write(&house, TWO_FIRMS);
    desk::renew_search(&house.store, &store::Silent).unwrap();
    write(
        &house,
        "UPDATE accounts SET name = 'Cedar' WHERE id = 2;
        UPDATE contact_points SET account_id = 2 WHERE value = 'ann@alder.example';
        UPDATE people SET gone_at = 'x' WHERE id = 1;",
    );
    assert_eq!(desk::renew_search(&house.store, &store::Silent).unwrap(), 2);
    for (typed, ids) in [
        ("birch", &[][..]),
        ("cedar", &[2]),
        ("ann@alder.example", &[2]),
        ("neil", &[]),
    ] {
        assert_eq!(found(&house, typed), ids, "{typed}");
    }
    assert_eq!(desk::renew_search(&house.store, &store::Silent).unwrap(), 0);
}

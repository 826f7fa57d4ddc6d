//! Somebody whose thirty days are over is taken out of everything the house keeps.

use store::{Silent, StoreError};

use crate::house;

#[test]
fn an_erased_address_stands_in_no_row_and_no_reply() {
    let (folder, house) = house();
    let file = folder.path().join("list.csv");
    let list = "Customer no,Name,Email\nK1,Anna Berg,anna@berg.de\nK2,Otto Lang,otto@lang.de\n";
    std::fs::write(&file, list).unwrap();
    desk::import_file(&house, &file, &Silent).unwrap();
    desk::clean_house(&house, &Silent).unwrap();
    let run = |sql: &str| {
        let done = house
            .store
            .write(|db| db.execute_batch(sql).map_err(StoreError::from));
        done.unwrap();
    };
    let text = |sql: &str| -> String {
        let read = house
            .store
            .read(|db| Ok::<_, StoreError>(db.query_row(sql, [], |row| row.get(0))?));
        read.unwrap()
    };
    run(
        "INSERT INTO turns (id, as_of, seed, pressed_at, hold_until, state) VALUES (1, 0, 0, '', '', 'done');
         INSERT INTO strategies (id, cell, version, text, used_from) VALUES (1, 'P1F1', 1, '', 0);
         INSERT INTO campaigns (id, turn_id, cell, name, strategy_id, plan, start_day, end_day, seed,
             control_share, budget_minor, expected_gain_minor)
             VALUES (1, 1, 'P1F1', '', 1, '', 0, 90, 0, 0, 0, 0);
         INSERT INTO touches VALUES (1, 1, 1, 'email', 0, 9, '{}', 0);
         INSERT INTO enrolments SELECT id, 1, id, 'contacted', 0, 1, 0, '' FROM accounts;
         INSERT INTO planned_touches SELECT id, id, 1, 0, 9 FROM enrolments;
         INSERT INTO handovers (planned_touch_id, state, reply, changed_day, changed_at)
             SELECT id, 'accepted', '250 ok <anna@berg.de>', 0, '' FROM planned_touches;
         INSERT INTO archives (account_id, state, reason, until_day, changed_at)
             SELECT id, 'archived', '', 1, '' FROM accounts WHERE number = 'K1'",
    );
    desk::clean_house(&house, &Silent).unwrap();
    let replies = "SELECT group_concat(reply, '|') FROM handovers";
    assert_eq!(text(replies), "250 ok <[erased]>|250 ok <[erased]>");
    let rows = "SELECT group_concat(COALESCE(email, '-')) FROM received_parties";
    assert_eq!(text(rows), "-,otto@lang.de");
}

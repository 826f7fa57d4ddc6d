//! The desk on a real workspace: its statements, its configuration, its lock.
#![allow(clippy::unwrap_used)]

mod erasing;
mod growth;
mod learning;
mod long_lists;
mod scoring;
mod search;
mod segments;

use std::path::Path;

use desk::{Choices, Config, CustomerQuery, CustomerSort, House, find_file, list_files};
use store::{Store, StoreError, TurnState};
use terms::Day;

pub(crate) fn house() -> (tempfile::TempDir, House) {
    let folder = tempfile::tempdir().unwrap();
    let day = Day::from_ymd(2026, 3, 2).unwrap();
    let house = House::open(folder.path(), Some(day), None).unwrap();
    (folder, house)
}

#[test]
fn every_sql_file_of_both_doors_is_understood_by_a_fresh_database() {
    let (_folder, house) = house();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in [here.join("sql"), here.join("../cli/sql")] {
        let problems = store::testing::prepare_every(&house.store, &folder).unwrap();
        assert_eq!(problems, Vec::<String>::new());
    }
}

#[test]
fn the_list_pages_through_all_customers_once_in_every_order() {
    let (_folder, house) = house();
    house
        .store
        .write(|db| {
            db.execute_batch(
                "INSERT INTO score_runs (as_of, made_at, horizon_days, yearly_discount, model,
                     spend_model, parameters, note, account_count, customer_count, past_value_minor,
                     expected_value_minor, cost_coverage)
                 VALUES (1, '', 365, 0.1, '', '', '{}', '', 25, 25, 0, 0, 1);
                 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25)
                 INSERT INTO accounts (kind, name, number) SELECT 'firm', '100%_' || i, 'N' || i FROM n;
                 INSERT INTO scores (account_id, days_since_last_order, order_count, repeat_count,
                     total_spend_minor, past_value_minor, past_is_estimated, p_alive, expected_orders,
                     expected_value_minor, mean_order_minor, rfm, past_fifth, future_fifth)
                 SELECT id, NULLIF(id % 3, 0), 1, 0, id % 4, id % 5, 0, 0.5, 1, id % 6, 0,
                     IIF(id % 4 = 3, 335, 333), IIF(id % 5 = 4, 5, 1), IIF(id % 6 = 5, 5, 1)
                 FROM accounts;
                 INSERT INTO score_fronts SELECT 0, expected_value_minor, account_id FROM scores
                 ORDER BY expected_value_minor DESC, account_id LIMIT 8;",
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    for sort in CustomerSort::ALL {
        let (mut seen, mut values) = (Vec::new(), Vec::new());
        // Pages end inside the front of the list, across its end, and behind it.
        let mut query = CustomerQuery {
            sort,
            most: 3,
            ..CustomerQuery::default()
        };
        loop {
            let page = house.store.read(|db| desk::list(db, &query)).unwrap();
            assert_eq!(page.total, 25);
            seen.extend(page.rows.iter().map(|row| row.account_id));
            values.extend(page.rows.iter().map(|row| match sort {
                CustomerSort::Expected => row.expected_value_minor,
                CustomerSort::Past => row.past_value_minor,
                CustomerSort::Spend => row.total_spend_minor,
                CustomerSort::Silence => row.days_since_last_order.unwrap_or(-1),
            }));
            match page.next {
                Some(next) => query.after = Some(next),
                None => break,
            }
        }
        assert!(
            values.is_sorted_by(|one, next| one >= next),
            "{sort:?}: {values:?}"
        );
        seen.sort_unstable();
        assert_eq!(seen, (1..=25).collect::<Vec<i64>>(), "{sort:?}");
    }
    let search = |text: &str| {
        let query = CustomerQuery {
            search: text.into(),
            most: 50,
            ..CustomerQuery::default()
        };
        house.store.read(|db| desk::list(db, &query)).unwrap().total
    };
    desk::renew_search(&house.store, &store::Silent).unwrap();
    assert_eq!(search("100%_25"), 1, "beginnings of words, signs apart");
    assert_eq!(search("100x"), 0);
    assert_eq!(search("'; DROP TABLE accounts; --"), 0);
    assert_eq!(search("%"), 0, "a sign alone is nobody's name");
}

#[test]
fn a_wrong_setting_is_refused_by_name_and_the_password_is_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("regulars.toml"), text).unwrap();
    write("[smtp]\nhost = \"mail.example\"\n[run]\nletters = 5\n");
    let config = Config::read(folder.path()).unwrap();
    assert_eq!(config.smtp.as_ref().unwrap().port, 587);
    assert_eq!(config.run.letters, 5);
    write("[run]\nleters = 5\n");
    let error = format!("{:#}", Config::read(folder.path()).unwrap_err());
    assert!(
        error.contains("leters") && error.contains("regulars.toml"),
        "{error}"
    );
    let secret = desk::Secret("hunter2".into());
    assert!(!format!("{secret:?}").contains("hunter2"));
}

#[test]
fn only_files_the_listing_shows_can_be_fetched() {
    let (folder, house) = house();
    let letters = folder.path().join("letters");
    std::fs::create_dir(&letters).unwrap();
    std::fs::write(letters.join("letters-2026-03-02.pdf"), b"x").unwrap();
    assert_eq!(list_files(&house).len(), 1);
    assert!(find_file(&house, "letters", "letters-2026-03-02.pdf").is_some());
    for name in ["../regulars.db", "..", "", "regulars.db", "/etc/passwd"] {
        assert!(find_file(&house, "letters", name).is_none(), "{name}");
        assert!(find_file(&house, "..", name).is_none(), "{name}");
    }
}

/// Proves C61.
#[test]
fn c61_a_press_holds_until_it_is_started_and_an_undone_one_never_starts() {
    let (_folder, house) = house();
    let turn = desk::press(&house, &Choices::default(), 10).unwrap();
    assert_eq!(turn.state, TurnState::Holding);
    assert!(turn.hold_until > turn.pressed_at);
    assert!(house.store.undo_turn(turn.id).unwrap());
    assert!(!house.store.start_turn(turn.id).unwrap());
    assert!(
        desk::resume(&house).unwrap().is_none(),
        "nothing is left to go on with"
    );
}

#[test]
fn two_houses_on_one_folder_share_the_lock() {
    let (folder, house) = house();
    let held = house.lock().unwrap();
    let other = House::open(folder.path(), None, None).unwrap();
    let error = other.lock().err().unwrap();
    assert!(
        matches!(error.downcast_ref(), Some(StoreError::Locked(_))),
        "{error}"
    );
    drop(held);
    assert!(other.lock().is_ok());
    assert!(
        Store::open(folder.path()).is_ok(),
        "reading never needs the lock"
    );
}

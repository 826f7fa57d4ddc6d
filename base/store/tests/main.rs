//! The store on a real file: migration, reading while writing, settings, turns, backup.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use store::{Store, StoreError, TurnState, rusqlite};
use terms::{Business, Day};

fn fresh() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

#[test]
fn every_sql_file_is_understood_by_a_fresh_database() {
    let (_folder, store) = fresh();
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    assert_eq!(
        store::testing::prepare_every(&store, &sql).unwrap(),
        Vec::<String>::new()
    );
}

#[test]
fn every_table_says_which_stage_writes_it() {
    let text = include_str!("../migrations/0001_house.sql");
    let mut owner = false;
    for line in text.lines() {
        owner |= line.starts_with("-- owner: ");
        if line.starts_with("CREATE TABLE") {
            assert!(owner, "{line}");
            owner = false;
        }
    }
}

#[test]
fn a_failed_write_keeps_nothing() {
    let (_folder, store) = fresh();
    let outcome: Result<(), StoreError> = store.write(|db| {
        db.execute("INSERT INTO settings VALUES ('a', '1')", [])?;
        Err(StoreError::Cancelled)
    });
    assert!(outcome.is_err());
    assert_eq!(store.setting::<i64>("a").unwrap(), None);
}

#[test]
fn a_derived_write_is_kept_or_not_as_any_other_and_the_next_one_waits_for_the_disk_again() {
    let (folder, store) = fresh();
    let waits = |store: &Store| -> i64 {
        let asked = |db: &rusqlite::Transaction<'_>| {
            Ok::<_, StoreError>(db.pragma_query_value(None, "synchronous", |row| row.get(0))?)
        };
        store.write(asked).unwrap()
    };
    const FULL: i64 = 2;
    let insert = |key: &'static str| {
        move |db: &rusqlite::Transaction<'_>| {
            db.execute("INSERT INTO settings VALUES (?1, '1')", [key])?;
            Ok::<(), StoreError>(())
        }
    };
    store.write_derived(insert("kept")).unwrap();
    assert_eq!(waits(&store), FULL);
    let failed = store.write_derived(|db| {
        insert("lost")(db)?;
        Err::<(), _>(StoreError::Cancelled)
    });
    assert!(failed.is_err());
    assert_eq!(waits(&store), FULL);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write_derived::<(), StoreError>(|db| {
            insert("lost too")(db)?;
            panic!("in the middle of a write")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(waits(&store), FULL);
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    let kept = |key| store.setting::<i64>(key).unwrap();
    assert_eq!(
        [kept("kept"), kept("lost"), kept("lost too")],
        [Some(1), None, None]
    );
}

#[test]
fn settings_and_business_read_back_after_reopening() {
    let (folder, store) = fresh();
    let business = Business {
        name: "Hollins & Söhne".into(),
        ..Business::default()
    };
    store.set_business(&business).unwrap();
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.business().unwrap(), business);
}

#[test]
fn a_turn_is_kept_with_its_seed_state_and_progress() {
    let (_folder, store) = fresh();
    let day = Day::from_ymd(2026, 3, 31).unwrap();
    let id = store
        .press(
            day,
            u64::MAX,
            "2026-03-31T08:00:00Z",
            "2026-03-31T08:10:00Z",
            "{}",
        )
        .unwrap();
    store.set_turn_progress(id, "scoring", 3, 7).unwrap();
    store
        .set_turn_state(id, TurnState::Failed, Some("the disk is full"))
        .unwrap();
    let turn = store.turns(5).unwrap().remove(0);
    assert_eq!((turn.id, turn.as_of, turn.seed), (id, day, u64::MAX));
    assert_eq!(
        (turn.step.as_str(), turn.done, turn.total),
        ("scoring", 3, 7)
    );
    assert_eq!(turn.state, TurnState::Failed);
    assert_eq!(turn.problem.as_deref(), Some("the disk is full"));
}

/// Proves C61.
#[test]
fn c61_a_turn_can_be_undone_only_while_it_holds() {
    let (_folder, store) = fresh();
    let day = Day::from_number(0);
    let first = store.press(day, 1, "", "", "{}").unwrap();
    assert!(store.undo_turn(first).unwrap());
    assert!(
        !store.start_turn(first).unwrap(),
        "what was undone never starts"
    );
    let second = store.press(day, 1, "", "", "{}").unwrap();
    assert!(store.start_turn(second).unwrap());
    assert!(
        !store.undo_turn(second).unwrap(),
        "what has started cannot be unsent"
    );
}

#[test]
fn a_backup_opens_as_a_workspace_of_its_own() {
    let (folder, store) = fresh();
    store.set_setting("a", &7).unwrap();
    let other = folder.path().join("copy");
    std::fs::create_dir(&other).unwrap();
    store.back_up(&other.join("regulars.db")).unwrap();
    assert!(
        store.back_up(&other.join("regulars.db")).is_err(),
        "never over an older copy"
    );
    assert_eq!(
        Store::open(&other).unwrap().setting::<i64>("a").unwrap(),
        Some(7)
    );
}

#[test]
fn a_file_from_a_newer_program_is_refused_and_not_touched() {
    let (folder, store) = fresh();
    store
        .write(|db| Ok::<_, StoreError>(db.pragma_update(None, "user_version", 999)?))
        .unwrap();
    drop(store);
    match Store::open(folder.path()) {
        Err(StoreError::TooNew { found: 999, .. }) => {}
        other => panic!("{:?}", other.err()),
    }
}

#[test]
fn readers_see_the_last_commit_while_a_write_is_open() {
    let (_folder, store) = fresh();
    store.set_setting("a", &1).unwrap();
    store
        .write(|db| {
            db.execute("UPDATE settings SET value = '2'", [])?;
            assert_eq!(store.setting::<i64>("a")?, Some(1));
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(store.setting::<i64>("a").unwrap(), Some(2));
}

#[test]
fn a_workspace_begun_with_other_tables_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    store
        .write(|db| Ok::<_, StoreError>(db.pragma_update(None, "application_id", 7)?))
        .unwrap();
    drop(store);
    let Err(refused) = Store::open(folder.path()) else {
        panic!("opened");
    };
    assert!(matches!(refused, StoreError::OtherTables(_)), "{refused}");
    assert!(refused.to_string().contains("new workspace"), "{refused}");
}

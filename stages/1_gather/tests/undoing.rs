//! Imports that are taken back, stopped half way, and done again.

use std::sync::atomic::{AtomicU64, Ordering};

use gather::{GatherError, import, import_again, is_taken_back, read_sources, undo};
use store::{Progress, Silent, StoreError};

use crate::desk::{Desk, NOW, options};

/// Stops after this many batches.
struct StopAfter(AtomicU64);

impl Progress for StopAfter {
    fn at(&self, _step: &str, done: u64, _total: u64) {
        if done > 0 {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }
    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

fn long_file() -> String {
    let mut text = "Order no,Date,Customer no,Amount\n".to_owned();
    for at in 0..45_000 {
        text.push_str(&format!(
            "{at},2026-01-{:02},K{},1.00\n",
            at % 28 + 1,
            at % 500
        ));
    }
    text
}

#[test]
fn a_file_cut_off_between_batches_is_removed_and_read_anew() {
    let desk = Desk::new();
    let path = desk.file("long.csv", long_file());
    let stopped = import(
        &desk.store,
        &path,
        &options(),
        &StopAfter(AtomicU64::new(2)),
    )
    .unwrap_err();
    assert!(matches!(stopped, GatherError::Store(StoreError::Cancelled)));
    assert_eq!(
        desk.number("SELECT COALESCE(SUM(row_count), 0) FROM source_blocks"),
        40_000
    );
    assert!(desk.store.read(read_sources).unwrap().is_empty());
    let receipt = desk.import(&path);
    assert_eq!(
        (receipt.rows, receipt.amount_minor, receipt.already),
        (45_000, 4_500_000, false)
    );
    assert_eq!(
        desk.number("SELECT SUM(row_count) FROM source_blocks"),
        45_000
    );
    assert_eq!(desk.number("SELECT COUNT(*) FROM received_lines"), 45_000);
    assert_eq!(desk.number("SELECT COUNT(*) FROM sources"), 1);
}

#[test]
fn an_import_taken_back_keeps_its_rows_and_can_be_imported_again() {
    let desk = Desk::new();
    let path = desk.file("a.csv", "Name,Email\nA B,a@b.de\n");
    let first = desk.import(&path);
    undo(&desk.store, first.source_id, NOW).unwrap();
    undo(&desk.store, first.source_id, "2027-01-01T00:00:00Z").unwrap();
    let sources = desk.store.read(read_sources).unwrap();
    assert_eq!(sources[0].undone_at.as_deref(), Some(NOW));
    let again = desk.import(&path);
    assert!(!again.already && again.source_id != first.source_id);
    assert_eq!(
        desk.number("SELECT COALESCE(SUM(row_count), 0) FROM source_blocks"),
        2
    );
    assert!(matches!(
        undo(&desk.store, 99, NOW),
        Err(GatherError::NoSuchSource(99))
    ));
}

#[test]
fn what_was_taken_back_is_left_where_it_lies_and_comes_again_from_the_copy_that_was_kept() {
    let desk = Desk::new();
    let path = desk.file("a.csv", "Name,Email\nA B,a@b.de\n");
    let first = desk.import(&path);
    assert!(!is_taken_back(&desk.store, &path).unwrap());
    undo(&desk.store, first.source_id, NOW).unwrap();
    assert!(is_taken_back(&desk.store, &path).unwrap());
    let again = import_again(&desk.store, first.source_id, &options(), &Silent).unwrap();
    assert!(!again.already && again.rows == first.rows && again.source_id != first.source_id);
    assert!(!is_taken_back(&desk.store, &path).unwrap());
    // Asked for twice, it is in once.
    let twice = import_again(&desk.store, first.source_id, &options(), &Silent).unwrap();
    assert!(twice.already && twice.source_id == again.source_id);
    assert!(matches!(
        import_again(&desk.store, again.source_id, &options(), &Silent),
        Err(GatherError::NoSuchSource(_))
    ));
}

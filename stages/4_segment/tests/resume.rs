//! Run twice is run once; earlier days, same days, stops and accounts that go.

use std::sync::atomic::{AtomicBool, Ordering};

use segment::{Family, SegmentError, StageRules};
use store::{Progress, StoreError};
use terms::Day;

use crate::base::{Base, Scored, customer, spread};

/// Lets one batch through and asks to stop before the next.
#[derive(Default)]
struct StopAfterOne(AtomicBool);

impl Progress for StopAfterOne {
    fn at(&self, _step: &str, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        self.0.swap(true, Ordering::SeqCst)
    }
}

fn all_spans(base: &Base, accounts: i64) -> Vec<(String, i32, Option<i32>)> {
    (1..=accounts)
        .flat_map(|id| [base.spans(id, Family::Cell), base.spans(id, Family::Stage)].concat())
        .collect()
}

#[test]
fn segmenting_twice_on_a_day_changes_nothing_the_second_time() {
    let base = Base::open();
    base.scored(5_000, &spread(60, 5_000));
    let first = base.segment(5_000);
    let once = all_spans(&base, 60);
    let second = base.segment(5_000);
    assert_eq!((first.changed, second.changed), (120, 0));
    assert_eq!(all_spans(&base, 60), once);
}

#[test]
fn a_later_day_touches_only_what_changed() {
    let base = Base::open();
    let mut accounts = spread(60, 5_000);
    for one in &mut accounts {
        one.order_days = vec![4_990];
    }
    base.scored(5_000, &accounts);
    base.segment(5_000);
    accounts[6].fifths = (5, 5);
    base.scored(5_010, &accounts);
    assert_eq!(base.segment(5_010).changed, 1);
    let moved = [
        ("P2F2".to_owned(), 5_000, Some(5_010)),
        ("P5F5".to_owned(), 5_010, None),
    ];
    assert_eq!(base.spans(7, Family::Cell), moved);
    assert_eq!(base.count("SELECT count(*) FROM memberships"), 121);
}

#[test]
fn a_second_run_on_a_day_with_new_facts_corrects_that_day() {
    let base = Base::open();
    let in_cell = |past, future| {
        [Scored {
            fifths: (past, future),
            ..customer(1, &[90])
        }]
    };
    base.scored(100, &in_cell(1, 1));
    base.segment(100);
    // Wrong for a moment on day 110, then right again: as if it had never been.
    for cell in [(2, 2), (3, 3), (1, 1)] {
        base.scored(110, &in_cell(cell.0, cell.1));
        base.segment(110);
    }
    assert_eq!(
        base.spans(1, Family::Cell),
        [("P1F1".to_owned(), 100, None)]
    );
    // Gone and back on one day.
    base.scored(120, &[]);
    base.segment(120);
    assert_eq!(
        base.spans(1, Family::Cell),
        [("P1F1".to_owned(), 100, Some(120))]
    );
    base.scored(120, &in_cell(1, 1));
    base.segment(120);
    assert_eq!(
        base.spans(1, Family::Cell),
        [("P1F1".to_owned(), 100, None)]
    );
}

#[test]
fn an_earlier_day_is_refused_unless_it_finds_the_same() {
    let base = Base::open();
    base.scored(100, &[customer(1, &[90])]);
    base.segment(100);
    base.scored(95, &[customer(1, &[90])]);
    assert_eq!(base.segment(95).changed, 0, "the same cell and stage");
    base.scored(
        95,
        &[Scored {
            fifths: (1, 1),
            ..customer(1, &[90])
        }],
    );
    let error = base.try_segment(95, &StageRules::default()).unwrap_err();
    assert!(matches!(error, SegmentError::EarlierDay { .. }), "{error}");
    assert!(error.to_string().contains("up to 1970-04-11"), "{error}");
    assert_eq!(
        base.spans(1, Family::Cell),
        [("P3F3".to_owned(), 100, None)]
    );
}

#[test]
fn scores_of_another_day_or_none_are_refused() {
    let base = Base::open();
    let never = base.try_segment(100, &StageRules::default()).unwrap_err();
    assert!(matches!(never, SegmentError::NeverScored { .. }), "{never}");
    base.scored(90, &[customer(1, &[90])]);
    let other = base.try_segment(100, &StageRules::default()).unwrap_err();
    assert!(
        other
            .to_string()
            .contains("as of 1970-04-01, not 1970-04-11"),
        "{other}"
    );
}

#[test]
fn an_account_that_is_no_longer_scored_leaves_its_segments() {
    let base = Base::open();
    base.scored(
        100,
        &[customer(1, &[90]), customer(2, &[90]), customer(9, &[90])],
    );
    base.segment(100);
    base.scored(110, &[customer(2, &[90])]);
    assert_eq!(base.segment(110).changed, 4);
    for gone in [1, 9] {
        assert_eq!(base.now(gone, Family::Cell), None);
        assert_eq!(
            base.spans(gone, Family::Stage),
            [("onboarding".to_owned(), 100, Some(110))]
        );
    }
    assert_eq!(base.now(2, Family::Cell).as_deref(), Some("P3F3"));
}

#[test]
fn a_stopped_run_is_finished_by_the_next_call() {
    // More accounts than one batch holds.
    let accounts = spread(10_050, 5_000);
    let whole = Base::open();
    whole.scored(5_000, &accounts);
    whole.segment(5_000);

    let base = Base::open();
    base.scored(5_000, &accounts);
    let stop = StopAfterOne::default();
    let day = Day::from_number(5_000);
    match segment::segment(&base.store, day, &StageRules::default(), &stop) {
        Err(SegmentError::Store(StoreError::Cancelled)) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(base.count("SELECT count(*) FROM memberships"), 20_000);
    assert_eq!(base.segment(5_000).changed, 100);
    let sum = "SELECT sum(account_id * 31 + from_day) + count(*) FROM memberships";
    assert_eq!(base.count(sum), whole.count(sum));
    let grid = |base: &Base| base.store.read(segment::read_grid).unwrap();
    assert_eq!(grid(&base), grid(&whole));
}

//! Scoring by the calendar: the clock is moved, dates come, missed ones are made up for once.

use desk::House;
use score::ScoreEvery;
use store::{Silent, StoreError};
use terms::Day;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A workspace with two orders, seen on a day.
fn house_with_orders(folder: &std::path::Path, today: &str) -> House {
    let house = House::open(folder, Some(day(today)), None).unwrap();
    house
        .store
        .write(|db| {
            db.execute_batch(
                "INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header,
                     mapping, imported_at)
                 VALUES (1, 'orders.csv', 'x', 'order_lines', '', 'utf-8', ',', '[]', '{}', '');
                 INSERT INTO accounts (id, kind, name) VALUES (1, 'firm', 'Hollins Supply');
                 INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id)
                 VALUES (1, 20000, 5000, 'kept', '', '1', 1), (1, 20100, 5000, 'kept', '', '2', 1);",
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    house
}

/// What scoring on a day finds due, and what it then does.
fn score_on(house: &mut House, today: &str) -> (Option<String>, bool) {
    house.pretended = Some(day(today));
    let due = desk::scoring_due(house)
        .unwrap()
        .map(|date| date.to_string());
    let done = desk::score_when_due(house, &Silent).unwrap();
    (due, done.is_some())
}

/// Proves C54.
#[test]
fn c54_scores_come_on_their_dates_and_missed_ones_are_made_up_for_once() {
    for (every, days) in [
        (
            ScoreEvery::Weekly,
            // A Saturday, the Monday after, the day after, and five weeks later.
            [
                ("2026-11-21", Some("2026-11-16")),
                ("2026-11-23", Some("2026-11-23")),
                ("2026-11-24", None),
                ("2026-12-30", Some("2026-12-28")),
            ],
        ),
        (
            ScoreEvery::Monthly,
            [
                ("2026-11-21", Some("2026-11-01")),
                ("2026-11-30", None),
                ("2026-12-01", Some("2026-12-01")),
                ("2027-04-15", Some("2027-04-01")),
            ],
        ),
        (
            ScoreEvery::Quarterly,
            [
                ("2026-11-21", Some("2026-10-01")),
                ("2026-12-31", None),
                ("2027-01-01", Some("2027-01-01")),
                ("2028-02-29", Some("2028-01-01")),
            ],
        ),
        (
            ScoreEvery::Never,
            [
                ("2026-11-21", None),
                ("2026-11-23", None),
                ("2027-01-01", None),
                ("2030-01-01", None),
            ],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut house = house_with_orders(folder.path(), "2026-11-21");
        let mut settings = score::read_settings(&house.store).unwrap();
        settings.every = every;
        score::write_settings(&house.store, &settings).unwrap();
        for (today, due) in days {
            assert_eq!(
                score_on(&mut house, today),
                (due.map(str::to_owned), due.is_some()),
                "{every:?} {today}"
            );
            // Looked at again the same day, nothing is due: once is enough.
            assert_eq!(
                score_on(&mut house, today),
                (None, false),
                "{every:?} {today} again"
            );
        }
        let runs = house.store.read(|db| score::read_runs(db, 100)).unwrap();
        let expected = days.iter().filter(|(_, due)| due.is_some()).count();
        assert_eq!(runs.len(), expected, "{every:?}");
        let turns = house.store.turns(10).unwrap();
        assert!(turns.is_empty(), "scoring presses no button");
    }
}

#[test]
fn a_workspace_without_orders_is_never_due() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(folder.path(), Some(day("2026-11-23")), None).unwrap();
    assert_eq!(desk::scoring_due(&house).unwrap(), None);
}

#[test]
fn c54_while_serving_a_date_is_scored_once_however_long_the_pause_and_the_dates_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = house_with_orders(folder.path(), "2026-11-23");
    let mut settings = score::read_settings(&house.store).unwrap();
    settings.every = ScoreEvery::Weekly;
    score::write_settings(&house.store, &settings).unwrap();
    let words = |house: &House| desk::read_scoring_dates(house).unwrap().words();
    assert!(
        words(&house).contains("Never scored yet"),
        "{}",
        words(&house)
    );
    // Looked at every few minutes on its Monday, after six weeks of silence, and again.
    for (today, scored, told) in [
        ("2026-11-23", true, "Next on 30 Nov 2026"),
        ("2026-11-23", false, "Last scored as of 23 Nov 2026"),
        ("2027-01-07", true, "Next on 11 Jan 2027"),
        ("2027-01-07", false, "Last scored as of 7 Jan 2027"),
    ] {
        house.pretended = Some(day(today));
        assert_eq!(desk::is_behind(&house).unwrap(), scored, "{today}");
        let done = desk::keep_up(&house, &Silent).unwrap();
        assert_eq!(done.is_some(), scored, "{today}");
        assert!(words(&house).contains(told), "{today}: {}", words(&house));
    }
}

//! Stages over time: silence to the day, and a whole life replayed day by day.

use segment::{Family, StageRules};

use crate::base::{Base, Scored, customer};

/// Proves C9.
#[test]
fn c9_last_orders_364_365_and_366_days_ago_are_active_inactive_and_inactive() {
    let base = Base::open();
    let as_of = 20_000;
    let accounts: Vec<Scored> = [(1, 364), (2, 365), (3, 366)]
        .map(|(id, ago)| customer(id, &[as_of - ago]))
        .to_vec();
    base.scored(as_of, &accounts);
    base.segment(as_of);
    let stages = [1, 2, 3].map(|id| base.now(id, Family::Stage).unwrap());
    assert_eq!(stages, ["active", "inactive", "inactive"]);
}

/// Proves C9.
#[test]
fn c9_the_days_of_silence_are_settable() {
    let base = Base::open();
    base.scored(400, &[customer(1, &[300]), customer(2, &[301])]);
    let rules = StageRules {
        inactive_days: 100,
        lost_days: 200,
        ..StageRules::default()
    };
    base.try_segment(400, &rules).unwrap();
    assert_eq!(base.now(1, Family::Stage).as_deref(), Some("inactive"));
    assert_eq!(base.now(2, Family::Stage).as_deref(), Some("active"));
}

/// A life: known from day 1, orders on these days, silent in between.
const ORDER_DAYS: [i32; 7] = [5, 15, 25, 35, 45, 120, 130];

/// The stage on every day by the rules below, as written before the first run.
const ANSWER: [(&str, i32, i32); 9] = [
    ("lead", 1, 5),
    ("onboarding", 5, 25),
    ("active", 25, 66),
    ("at_risk", 66, 85),
    ("inactive", 85, 105),
    ("lost", 105, 120),
    ("active", 120, 151),
    ("at_risk", 151, 170),
    ("inactive", 170, 181),
];

/// A short life has short years: new for 20 days, at risk after two gaps, inactive after 40
/// days, lost after 60.
const RULES: StageRules = StageRules {
    inactive_days: 40,
    lost_days: 60,
    onboarding_days: 20,
    at_risk_gaps: 2.0,
};

/// Proves C23.
#[test]
fn c23_a_replayed_life_has_the_written_stage_on_every_day() {
    let base = Base::open();
    for today in 1..=180 {
        let known: Vec<i32> = ORDER_DAYS.into_iter().filter(|day| *day <= today).collect();
        let fifths = if known.is_empty() { (0, 0) } else { (3, 3) };
        base.scored(
            today,
            &[Scored {
                fifths,
                ..customer(1, &known)
            }],
        );
        base.try_segment(today, &RULES).unwrap();
        let answer = ANSWER
            .iter()
            .find(|(_, from, until)| (*from..*until).contains(&today));
        assert_eq!(
            base.now(1, Family::Stage).as_deref(),
            answer.map(|one| one.0),
            "day {today}"
        );
    }
    // And the history, read at the end, tells the same of every day.
    let expected: Vec<_> = ANSWER
        .iter()
        .map(|&(stage, from, until)| (stage.to_owned(), from, (until <= 180).then_some(until)))
        .collect();
    assert_eq!(base.spans(1, Family::Stage), expected);
    assert_eq!(base.spans(1, Family::Cell), [("P3F3".to_owned(), 5, None)]);
}

/// Proves C23.
#[test]
fn c23_runs_that_are_days_apart_date_a_change_to_the_day_it_was_seen() {
    let base = Base::open();
    for today in [30, 90, 91, 200] {
        base.scored(today, &[customer(1, &[5, 15, 25])]);
        base.try_segment(today, &RULES).unwrap();
    }
    let expected = [
        ("active".to_owned(), 30, Some(90)),
        ("lost".to_owned(), 90, None),
    ];
    assert_eq!(base.spans(1, Family::Stage), expected);
}

//! What is written down: once, whole, for both arms, and only what was proposed.

use plan::PlanError;
use store::Silent;

use crate::world::{World, in_cell, today};

fn large_town() -> (World, plan::Proposal) {
    let world = World::new();
    world.place(120, in_cell("P5F1"));
    world.place(10, in_cell("P3F3"));
    let proposal = world.propose_with(|options| options.allow_large = true);
    (world, proposal)
}

/// Proves C60.
#[test]
fn c60_committing_twice_is_committing_once() {
    let (world, proposal) = large_town();
    let turn = world.turn();
    let first = world.commit(turn, &proposal);
    assert_eq!((first.campaigns, first.enrolments), (2, 130));
    let after = world.everything();
    assert_eq!(world.commit(turn, &proposal), first);
    assert_eq!(world.everything(), after);
}

#[test]
fn a_commit_that_was_stopped_half_way_keeps_no_campaign_and_the_next_writes_all() {
    struct StopAfterFirst(std::sync::atomic::AtomicU64);
    impl store::Progress for StopAfterFirst {
        fn at(&self, _step: &str, done: u64, _total: u64) {
            self.0.store(done, std::sync::atomic::Ordering::Relaxed);
        }
        fn cancelled(&self) -> bool {
            self.0.load(std::sync::atomic::Ordering::Relaxed) >= 1
        }
    }
    let (whole, proposal) = large_town();
    let whole_turn = whole.turn();
    whole.commit(whole_turn, &proposal);
    let (world, proposal) = large_town();
    let turn = world.turn();
    let business = world.store.business().unwrap();
    let stop = StopAfterFirst(0.into());
    assert!(plan::commit(&world.store, turn, &proposal, &business, &stop).is_err());
    assert_eq!(world.number("SELECT COUNT(*) FROM campaigns"), 0);
    world.commit(turn, &proposal);
    assert_eq!(world.everything(), whole.everything());
}

/// Proves C3.
#[test]
fn c3_touches_are_planned_on_their_days_for_both_arms() {
    let (world, proposal) = large_town();
    let turn = world.turn();
    let report = world.commit(turn, &proposal);
    let steps: u64 = proposal
        .enrolments
        .iter()
        .map(|one| one.steps.len() as u64)
        .sum();
    assert_eq!(report.planned_touches, steps);
    let wrong = world.number(
        "SELECT COUNT(*) FROM planned_touches p JOIN touches t ON t.id = p.touch_id
         JOIN campaigns c ON c.id = t.campaign_id
         WHERE p.due_day <> c.start_day + t.wait_days OR p.expiry_day <> p.due_day + t.expiry_days",
    );
    assert_eq!(wrong, 0);
    assert_eq!(
        world.number("SELECT MIN(start_day) FROM campaigns"),
        i64::from(today().number())
    );
    assert_eq!(
        world.number("SELECT MIN(end_day - start_day) FROM campaigns"),
        89
    );
    let control =
        world.number("SELECT COUNT(*) FROM ledger WHERE arm = 'control' AND state = 'planned'");
    let people = world.number("SELECT COUNT(*) FROM enrolments WHERE arm = 'control'");
    assert!(
        people >= 20 && control >= people,
        "{control} rows for {people} control accounts"
    );
}

/// Proves C96.
#[test]
fn c96_seed_share_block_and_probability_are_on_record() {
    let (world, proposal) = large_town();
    let turn = world.turn();
    world.commit(turn, &proposal);
    let line = proposal.chosen().find(|line| line.control > 0).unwrap();
    let stored = world.number("SELECT seed FROM campaigns WHERE cell = 'P5F1'");
    assert_eq!(stored.cast_unsigned(), line.seed);
    for one in proposal
        .enrolments
        .iter()
        .filter(|one| one.cell.to_string() == "P5F1")
    {
        let found = world.number(&format!(
            "SELECT COUNT(*) FROM enrolments WHERE account_id = {} AND arm = '{}' AND block = {} AND probability = {}",
            one.account_id,
            one.arm.code(),
            one.block,
            one.probability
        ));
        assert_eq!(found, 1, "{}", one.account_id);
    }
}

/// Proves C5.
#[test]
fn c5_who_left_the_segment_after_the_dry_run_is_not_enrolled() {
    let (world, proposal) = large_town();
    world.sql(
        "UPDATE memberships SET until_day = 20001 WHERE account_id = 3;
         INSERT INTO memberships VALUES (3, 'cell', 'P5F2', 20001, NULL)",
    );
    let turn = world.turn();
    assert_eq!(world.commit(turn, &proposal).enrolments, 129);
    assert_eq!(
        world.number("SELECT COUNT(*) FROM enrolments WHERE account_id = 3"),
        0
    );
    let reasons = world.texts("SELECT reason FROM left_outs WHERE account_id = 3");
    assert_eq!(
        reasons,
        ["changed segment or campaign after the plan was shown"]
    );
}

/// Proves C21.
#[test]
fn c21_a_proposal_that_went_stale_puts_nobody_in_two_campaigns() {
    let (world, proposal) = large_town();
    let (first, second) = (world.turn(), world.turn());
    world.commit(first, &proposal);
    assert_eq!(world.commit(second, &proposal).enrolments, 0);
    assert_eq!(world.number("SELECT COUNT(*) FROM enrolments"), 130);
}

/// Proves C4.
#[test]
fn c4_a_proposal_made_larger_than_its_limit_is_refused() {
    let world = World::new();
    world.place(150, in_cell("P3F3"));
    let mut proposal = world.propose();
    let mut extra = proposal.enrolments[0].clone();
    extra.account_id = 99;
    proposal.enrolments.push(extra);
    let turn = world.turn();
    let business = world.store.business().unwrap();
    let error = plan::commit(&world.store, turn, &proposal, &business, &Silent).unwrap_err();
    assert!(
        matches!(
            error,
            PlanError::TooLarge {
                accounts: 16,
                limit: 15,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(world.number("SELECT COUNT(*) FROM campaigns"), 0);
}

#[test]
fn left_out_accounts_are_recorded_with_their_reason() {
    let world = World::new();
    world.place(30, in_cell("P3F3"));
    let proposal = world.propose();
    let turn = world.turn();
    world.commit(turn, &proposal);
    assert_eq!(world.number("SELECT COUNT(*) FROM left_outs"), 20);
    let reasons = world.texts("SELECT DISTINCT reason FROM left_outs");
    assert_eq!(reasons, ["campaign is full; others have more to gain"]);
}

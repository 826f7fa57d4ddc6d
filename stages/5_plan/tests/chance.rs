//! Control groups: drawn by chance, fixed by the seed, alike, and honest below their size.

use std::collections::HashMap;

use terms::Arm;

use crate::world::{World, in_cell};

fn town() -> World {
    let world = World::new();
    world.place(400, in_cell("P5F1"));
    world.place(200, in_cell("P3F3"));
    world
}

fn arms(world: &World, seed: u64) -> HashMap<i64, Arm> {
    let proposal = world.propose_with(|options| {
        options.seed = seed;
        options.allow_large = true;
    });
    proposal
        .enrolments
        .iter()
        .map(|one| (one.account_id, one.arm))
        .collect()
}

/// Proves C96.
#[test]
fn c96_the_seed_alone_decides_who_is_left_alone() {
    let world = town();
    assert_eq!(arms(&world, 7), arms(&world, 7));
    let (seven, eight) = (arms(&world, 7), arms(&world, 8));
    let moved = seven
        .iter()
        .filter(|(account, arm)| eight[account] != **arm)
        .count();
    assert!(moved > 50, "another seed, another draw: {moved}");
}

/// Proves C96.
#[test]
fn c96_each_account_is_left_alone_as_often_as_its_probability_says() {
    let world = town();
    let mut left_alone: HashMap<i64, u32> = HashMap::new();
    let seeds = 60;
    for seed in 0..seeds {
        for (account, _) in arms(&world, seed)
            .into_iter()
            .filter(|(_, arm)| *arm == Arm::Control)
        {
            *left_alone.entry(account).or_default() += 1;
        }
    }
    // 600 accounts in the turn: a hundred left alone, the same share in both campaigns.
    let all: u32 = left_alone.values().sum();
    let expected = f64::from(seeds as u32) * 100.0;
    assert!(
        (f64::from(all) / expected - 1.0).abs() < 0.05,
        "{all} of {expected}"
    );
    // Binomial(60, 1/6): above 29 happens less than once in a thousand million.
    assert!(left_alone.values().all(|times| *times < 30));
    assert!(
        left_alone.len() > 580,
        "everybody can be drawn: {}",
        left_alone.len()
    );
}

/// Proves C96.
#[test]
fn c96_the_arms_are_balanced_in_past_value() {
    let world = town();
    let proposal = world.propose_with(|options| options.allow_large = true);
    // Accounts are placed in order of past value, so the mean number stands for it.
    for cell in ["P5F1", "P3F3"] {
        let mean = |arm: Arm| {
            let ids: Vec<i64> = proposal
                .enrolments
                .iter()
                .filter(|e| e.cell.to_string() == cell && e.arm == arm)
                .map(|e| e.account_id)
                .collect();
            ids.iter().sum::<i64>() as f64 / ids.len() as f64
        };
        assert!(
            (mean(Arm::Contacted) - mean(Arm::Control)).abs() < 3.0,
            "{cell}"
        );
    }
    assert!(
        proposal
            .enrolments
            .iter()
            .all(|one| one.probability > 0.0 && one.probability < 1.0)
    );
    // Both campaigns leave alone the same share, so that they can be judged together.
    assert!(
        proposal
            .chosen()
            .all(|line| line.control_share == 1.0 / 6.0)
    );
    assert!(
        proposal
            .checks
            .iter()
            .any(|check| check.ok && check.text.contains("seed 7"))
    );
}

/// Proves C97.
#[test]
fn c97_below_100_accounts_there_is_no_control_group_and_the_plan_says_so() {
    for (count, left_alone) in [(99, false), (100, true)] {
        let world = World::new();
        world.place(count, in_cell("P5F1"));
        let proposal = world.propose_with(|options| options.allow_large = true);
        assert_eq!(proposal.control > 0, left_alone, "{count}");
        assert_eq!(proposal.contacted + proposal.control, count as u64);
        let says = proposal
            .checks
            .iter()
            .any(|check| check.text.contains("key statistics"));
        assert_eq!(says, !left_alone, "{count}");
    }
}

#[test]
fn an_owner_can_turn_control_groups_off_and_is_told_the_price() {
    let world = town();
    let proposal = world.propose_with(|options| options.control = false);
    assert_eq!(proposal.control, 0);
    assert!(
        proposal
            .checks
            .iter()
            .any(|check| !check.ok && check.text.contains("not what the campaigns caused"))
    );
}

//! The next plan after results: what was measured changes what is suggested, every version stays.

use plan::{Suggestion, Way, put_in_force, read_strategy, read_versions, suggest, use_way};
use terms::{ChannelMix, ValueSegment};

use crate::world::{Placed, World, in_cell, today};

const CELL: &str = "P4F4";

fn cell() -> ValueSegment {
    CELL.parse().unwrap()
}

fn mix(code: &str) -> ChannelMix {
    code.parse().unwrap()
}

/// Two hundred regulars whose average order leaves 100.00; their strategy assumes that three in a
/// hundred order because of an e-mail and a letter that costs .95.
fn regulars() -> World {
    let world = World::new();
    world.place(
        200,
        Placed {
            past_minor: 100_000,
            ..in_cell(CELL)
        },
    );
    world
}

fn learn(world: &World, cell: &str, mix: &str, factor: f64, sd: f64) {
    world.sql(&format!(
        "INSERT INTO learned_effects (cell, mix, factor, sd, campaigns, contacted, control, as_of)
         VALUES ('{cell}', '{mix}', {factor}, {sd}, 2, 160, 40, {})",
        today().number()
    ));
}

fn suggestion(world: &World) -> Suggestion {
    suggest(&world.store, Some(cell())).unwrap().remove(0)
}

fn way<'s>(suggestion: &'s Suggestion, code: &str) -> &'s Way {
    let found = suggestion.ways.iter().find(|way| way.mix == mix(code));
    found.unwrap()
}

#[test]
fn before_any_result_the_ways_are_what_the_strategy_assumes() {
    let suggestion = suggestion(&regulars());
    let codes: Vec<String> = suggestion
        .ways
        .iter()
        .map(|way| way.mix.to_string())
        .collect();
    assert_eq!(codes, ["none", "email", "email+letter"]);
    assert!(way(&suggestion, "none").each_minor.abs() < 1e-9);
    // The average account is placed a little below 100.00 an order; .03 of it, less the letter.
    let whole = way(&suggestion, "email+letter");
    assert!((150.0..=205.0).contains(&whole.each_minor), "{whole:?}");
    // Both touches as e-mails carry 2 of the 4 parts, for nothing.
    let mails = way(&suggestion, "email");
    assert!((whole.each_minor - (2.0 * mails.each_minor - 95.0)).abs() < 1e-6);
    assert!(whole.in_force && suggestion.best == Some(whole.mix) && suggestion.change().is_none());
    assert_eq!(whole.counted.campaigns, 0);
}

/// Proves C59.
#[test]
fn c59_after_a_bad_result_the_next_suggestion_differs_and_versions_are_kept() {
    let world = regulars();
    let before = world.propose();
    let line = |proposal: &plan::Proposal| {
        let found = proposal.segments.iter().find(|line| line.cell == cell());
        found.cloned().unwrap()
    };
    assert!(line(&before).chosen);
    // Two campaigns of e-mail and letter brought next to nothing; others, by e-mail, did as assumed.
    learn(&world, "", "", 0.8, 0.9);
    learn(&world, "", "email", 1.0, 0.5);
    learn(&world, "", "email+letter", 0.2, 0.5);
    learn(&world, CELL, "email+letter", 0.05, 0.1);
    let after = line(&world.propose());
    let letters = |line: &plan::SegmentLine| line.touches[1].rows;
    assert!(
        letters(&line(&before)) > 0 && letters(&after) == 0,
        "no letter pays any more"
    );
    assert!(after.expected_gain_minor < line(&before).expected_gain_minor / 10);
    assert!((after.counted.factor - 0.05).abs() < 1e-12 && after.counted.own_campaigns == 2);

    let next = suggestion(&world);
    assert_eq!(next.best, Some(mix("email")));
    assert!(way(&next, "email+letter").each_minor < 0.0);
    assert!(way(&next, "email+letter").chance_pays < way(&next, "email").chance_pays);

    // Used, it is what the next plan goes by, and the version before it can be brought back.
    let folder = world.folder.path().join("strategies");
    let was = read_strategy(&folder, cell()).unwrap();
    let used = use_way(&world.store, cell(), mix("email"), today()).unwrap();
    assert_eq!((used.mix(), used.touches.len()), (mix("email"), 2));
    assert!((used.response_share - was.response_share / 2.0).abs() < 1e-9);
    assert!(
        used.text.contains("# Every text is yours to change"),
        "comments stay"
    );
    let with_mails = line(&world.propose());
    assert!(with_mails.chosen && with_mails.expected_gain_minor > after.expected_gain_minor);
    let versions = world.store.read(|db| read_versions(db, cell())).unwrap();
    let texts: Vec<&str> = versions.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, [used.text.as_str(), was.text.as_str()]);
    put_in_force(&world.store, cell(), texts[1], today()).unwrap();
    assert_eq!(read_strategy(&folder, cell()).unwrap().text, was.text);
    let versions = world.store.read(|db| read_versions(db, cell())).unwrap();
    assert_eq!(versions.len(), 3, "bringing back is a version too");
}

#[test]
fn a_loss_in_everything_suggests_to_leave_alone_and_that_can_be_used() {
    let world = regulars();
    learn(&world, "", "", -0.5, 0.2);
    let next = suggestion(&world);
    assert_eq!(next.best, Some(mix("none")));
    let used = use_way(&world.store, cell(), mix("none"), today()).unwrap();
    assert!(
        !used.contact && used.touches.len() == 2,
        "the texts stay for later"
    );
    let again = suggestion(&world);
    assert!(way(&again, "none").in_force && again.change().is_none());
}

#[test]
fn a_way_the_strategy_has_not_and_a_broken_text_change_nothing() {
    let world = regulars();
    let call = use_way(&world.store, cell(), mix("call"), today());
    assert!(call.unwrap_err().to_string().contains("P4F4"));
    let broken = put_in_force(&world.store, cell(), "cell = \"P4F4\"\nname = 7", today());
    assert!(broken.unwrap_err().to_string().contains("P4F4.toml"));
    let versions = world.store.read(|db| read_versions(db, cell())).unwrap();
    assert!(versions.is_empty());
}

#[test]
fn every_strategy_that_ships_can_be_used_in_each_of_its_ways() {
    for cell in ValueSegment::all() {
        let world = World::new();
        world.place(3, in_cell(cell.to_string().leak()));
        let ways = suggest(&world.store, Some(cell)).unwrap().remove(0).ways;
        assert!(!ways.is_empty());
        for way in ways {
            let used = use_way(&world.store, cell, way.mix, today()).unwrap();
            assert_eq!(used.mix(), way.mix, "{cell}");
            let default = plan::default_strategies().unwrap();
            let text = &default.iter().find(|one| one.cell == cell).unwrap().text;
            put_in_force(&world.store, cell, text, today()).unwrap();
        }
    }
}

//! What was said about somebody who is erased.

use std::collections::BTreeSet;

use act::{CallResult, Reached, erase_words, record_call};
use serde_json::json;
use terms::CallOutcome;

use crate::world::{START, Somebody, World, call, day};

#[test]
fn erased_people_are_named_in_no_reply_note_or_answer() {
    let world = World::with(&[call()]);
    world.add(&Somebody::number(1), "contacted");
    world.add(&Somebody::number(2), "contacted");
    world.act(START);
    for (id, note) in [
        (1, "is often ill"),
        (2, "ask Ann@Berg.de (0171/12 34 567), not joann@berg.de"),
    ] {
        let result = CallResult {
            answers: json!({ "Who decides?": "ann@berg.de" }),
            note: note.into(),
            ..CallResult::new(CallOutcome::Spoke, day(START))
        };
        record_call(&world.store, id, &result, "now").unwrap();
    }
    world.run(
        "UPDATE handovers SET reply = '550 5.1.1 <old.address@berg.de> unknown' WHERE planned_touch_id = 1;
         UPDATE handovers SET reply = '250 ok <ann@berg.de> <otto@lang.de>' WHERE planned_touch_id = 2",
    );
    let reached = Reached {
        addresses: BTreeSet::from(["ann@berg.de".to_owned()]),
        phones: BTreeSet::from(["+49 171 1234567".to_owned()]),
    };
    for _ in 0..2 {
        erase_words(&world.store, &[1], &reached).unwrap();
        let of = |what: &str, id: i64| {
            world.text(&format!("SELECT {what} WHERE planned_touch_id = {id}"))
        };
        let said = "note || answers FROM call_results";
        assert_eq!(of(said, 1), "{}");
        let other = "ask [erased] ([erased]), not joann@berg.de{\"Who decides?\":\"[erased]\"}";
        assert_eq!(of(said, 2), other);
        assert_eq!(
            of("reply FROM handovers", 1),
            "550 5.1.1 <[erased]> unknown"
        );
        let other = "250 ok <[erased]> <otto@lang.de>";
        assert_eq!(of("reply FROM handovers", 2), other);
    }
    // What was merged into an account is erased with it.
    world.run("INSERT INTO accounts (id, kind, name) VALUES (9, 'household', '')");
    world.run("UPDATE accounts SET merged_into = 9, gone_at = 'now' WHERE id = 2");
    erase_words(&world.store, &[9], &Reached::default()).unwrap();
    let left = "SELECT reply FROM handovers WHERE planned_touch_id = 2";
    assert_eq!(world.text(left), "250 ok <[erased]> <[erased]>");
}

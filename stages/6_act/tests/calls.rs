//! Calls: the list as a spreadsheet and on paper, and what comes of each.

use act::{ActError, CallResult, read_calls, record_call};
use serde_json::json;
use terms::{CallOutcome, TouchState};

use crate::letters::output_of;
use crate::world::{START, Somebody, World, call, day};

/// The sheet of a spreadsheet as a real spreadsheet program reads it, a line a row.
fn rows_of(path: &std::path::Path) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let home = format!(
        "-env:UserInstallation=file://{}/home",
        folder.path().display()
    );
    let arguments = [
        &home,
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        folder.path().to_str().unwrap(),
        path.to_str().unwrap(),
    ];
    output_of("soffice", &arguments)?;
    let csv = folder
        .path()
        .join(path.with_extension("csv").file_name().unwrap());
    Some(
        std::fs::read_to_string(csv)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect(),
    )
}

/// Proves C7.
#[test]
fn c7_call_lists_open_in_a_spreadsheet_program_and_formulas_stay_names() {
    let world = World::with(&[call()]);
    let formula = "=1+1";
    world.add(
        &Somebody {
            company: formula.into(),
            phone: "+49 241 555".into(),
            ..Somebody::number(1)
        },
        "contacted",
    );
    world.add(
        &Somebody {
            first: "=cmd|' /C calc'!A0".into(),
            ..Somebody::number(2)
        },
        "contacted",
    );
    let path = world.act(START).calls_file.unwrap();
    assert!(path.with_extension("pdf").is_file());
    let Some(rows) = rows_of(&path) else { return };
    let text = rows.join("\n");
    assert!(
        rows[0].starts_with("Key,Call on,Until,Name,Company,Phone"),
        "{text}"
    );
    assert!(text.contains(",=1+1,+49 241 555,"), "{text}");
    assert!(text.contains("=cmd|' /C calc'!A0"), "{text}");
    let code = world.text("SELECT code FROM offer_codes WHERE enrolment_id = 1");
    assert!(
        text.contains(&code) && text.contains("1,2026-03-16,2026-04-15,Grace Hopper1"),
        "{text}"
    );
}

#[test]
fn call_sheets_are_printable_with_their_guide() {
    let world = World::with(&[call()]);
    world.add_many(2);
    let pdf = world.act(START).calls_file.unwrap().with_extension("pdf");
    let Some(text) = output_of("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]) else {
        return;
    };
    for expected in [
        "Grace Hopper0",
        "Grace Hopper1",
        "Firm 1 Ltd",
        "Ask how the Steel hinge",
        "Who decides?",
    ] {
        assert!(text.contains(expected), "«{expected}» in {text}");
    }
}

#[test]
fn calls_end_as_their_outcome_says() {
    use CallOutcome::{DoNotCall, NoAnswer, Spoke, Voicemail, WrongNumber};
    for (outcome, follow_up, expected) in [
        (Spoke, None, TouchState::Done),
        (Voicemail, None, TouchState::Done),
        (Voicemail, Some("2026-03-20"), TouchState::Open),
        (NoAnswer, None, TouchState::Open),
        (WrongNumber, None, TouchState::Rejected),
        (DoNotCall, None, TouchState::Done),
    ] {
        let world = World::with(&[call()]);
        world.add(&Somebody::number(1), "contacted");
        world.act(START);
        let answers = json!({"Who decides?": "Ms Hopper"});
        let record = || {
            let result = CallResult {
                answers: answers.clone(),
                note: "fine".into(),
                follow_up: follow_up.map(day),
                ..CallResult::new(outcome, day("2026-03-16"))
            };
            record_call(&world.store, 1, &result, "now")
        };
        assert_eq!(record().unwrap(), expected, "{outcome:?}");
        assert_eq!(record().unwrap(), expected, "{outcome:?} twice");
        assert_eq!(world.text("SELECT COUNT(*) FROM call_results"), "1");
        assert_eq!(world.text("SELECT state FROM ledger"), expected.code());
        let open = world
            .store
            .read(|db| read_calls(db, day("2026-03-17")))
            .unwrap();
        assert_eq!(
            open.len(),
            usize::from(expected == TouchState::Open),
            "{outcome:?}"
        );
    }
}

#[test]
fn the_number_kept_with_a_result_is_the_one_the_caller_saw() {
    let world = World::with(&[call()]);
    world.add(&Somebody::number(1), "contacted");
    world.act(START);
    let shown = |day_text: &str| {
        let read = world.store.read(|db| read_calls(db, day(day_text)));
        read.unwrap()[0].phone.clone()
    };
    let record = |outcome, day_text: &str, phone: &str| {
        let result = CallResult {
            phone: phone.into(),
            ..CallResult::new(outcome, day(day_text))
        };
        record_call(&world.store, 1, &result, "now").unwrap();
    };
    let called =
        "SELECT c.value FROM call_results r JOIN contact_points c ON c.id = r.contact_point_id
                  ORDER BY r.id DESC LIMIT 1";
    let left_for =
        "SELECT c.value FROM handovers h JOIN contact_points c ON c.id = h.contact_point_id";
    let listed = shown(START);
    // The number it was listed with dies, and a new file brings another.
    world.run(
        "UPDATE contact_points SET state = 'dead' WHERE account_id = 1 AND kind = 'phone';
         INSERT INTO contact_points (account_id, kind, value, compare_key, state)
         VALUES (1, 'phone', '+49 241 777', '49241777', 'unverified')",
    );
    assert_ne!(shown("2026-03-17"), listed);
    record(CallOutcome::NoAnswer, "2026-03-17", "");
    assert_eq!(world.text(called), "+49 241 777");
    // Whoever still had the page of the day before open called the number on it.
    record(CallOutcome::NoAnswer, "2026-03-18", &listed);
    assert_eq!(world.text(called), listed);
    record(CallOutcome::WrongNumber, "2026-03-18", "+49 (241) 777");
    assert_eq!(world.text(called), "+49 241 777");
    assert_eq!(world.text(left_for), "+49 241 777");
    // With no number left it was the one that is kept with the call.
    world.run("UPDATE contact_points SET state = 'dead' WHERE account_id = 1");
    record(CallOutcome::Spoke, "2026-03-19", "");
    assert_eq!(world.text(called), "+49 241 777");
    assert_eq!(world.text("SELECT state FROM ledger"), "rejected");
    // A number that was erased meanwhile is no other one.
    record(CallOutcome::Spoke, "2026-03-20", "0800 123");
    let unknown = "SELECT COUNT(*) FROM call_results WHERE contact_point_id IS NULL";
    assert_eq!(world.text(unknown), "1");
}

#[test]
fn calls_not_reached_in_time_expire() {
    let world = World::with(&[call()]);
    world.add(&Somebody::number(1), "contacted");
    world.act(START);
    world.act("2026-04-15");
    assert_eq!(world.text("SELECT state FROM ledger"), "open");
    world.act("2026-04-16");
    assert_eq!(world.text("SELECT state FROM ledger"), "expired");
}

#[test]
fn results_are_refused_for_the_control_group_and_for_what_is_no_call() {
    let world = World::with(&[call()]);
    world.add(&Somebody::number(1), "control");
    let record = |id| {
        let spoke = CallResult::new(CallOutcome::Spoke, day(START));
        record_call(&world.store, id, &spoke, "now")
    };
    assert!(matches!(record(1), Err(ActError::NotForCalling(1))));
    assert!(matches!(record(99), Err(ActError::NoSuchCall(99))));
    assert_eq!(world.text("SELECT COUNT(*) FROM call_results"), "0");
}

#[test]
fn open_calls_leave_the_list_when_the_account_buys_or_objects() {
    let world = World::with(&[call()]);
    world.add_many(3);
    let first = world.act(START).calls_file.unwrap();
    world.run(
        "INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id)
         SELECT 1, start_day + 3, 500, 'kept', '', 'new', 1 FROM campaigns;
         INSERT INTO consents VALUES (2, 'call', 'refused', NULL, 'page')",
    );
    let open = world
        .store
        .read(|db| read_calls(db, day("2026-03-06")))
        .unwrap();
    assert_eq!(
        open.iter().map(|item| item.account_id).collect::<Vec<_>>(),
        [3]
    );
    let report = world.act("2026-03-06");
    assert_eq!(report.skipped.len(), 2);
    assert_eq!(
        report.calls_file.unwrap(),
        first,
        "a list that is there is not written over"
    );
    std::fs::remove_file(&first).unwrap();
    world.act("2026-03-06");
    assert!(first.is_file(), "a list that is gone is written anew");
}

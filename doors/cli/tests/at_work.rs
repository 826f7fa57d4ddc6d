//! What people do by hand, by command: the same records as on the pages.

use crate::program::{DAY, Program};

const ORDERS: &str = "Order number,Order date,Customer number,Customer name,Email,Phone,Product,Quantity,Unit price\n\
    1,2026-01-15,K1,Ann Alder,ann@alder.example,01632 960123,Pump X,1,250.00\n\
    2,2026-02-20,K2,Bob Birch,bob@birch.example,,Valve V,1,80.00\n";

/// Two customers, as a file tells them.
fn program() -> Program {
    let program = Program::new();
    let path = program.home.path().join("orders.csv");
    std::fs::write(&path, ORDERS).unwrap();
    let path = path.to_str().unwrap();
    let done = program.run(&["import", path, "--currency", "EUR"]);
    assert_eq!(done.code, Some(0), "{}{}", done.out, done.err);
    assert_eq!(program.run(&["score", "--as-of", DAY]).code, Some(0));
    program
}

/// Proves C37.
#[test]
fn c37_opportunities_are_moved_won_lost_and_taken_back_by_command() {
    let program = program();
    let run = |args: &[&str]| {
        let mut all = vec!["opportunities"];
        all.extend(args);
        all.extend(["--as-of", DAY]);
        let done = program.run(&all);
        assert_eq!(done.code, Some(0), "{args:?}: {}", done.err);
        done.out
    };
    run(&[
        "add",
        "Ann Alder",
        "Two pumps",
        "--value",
        "1,000.01",
        "--by",
        "2026-04-01",
    ]);
    run(&[
        "add",
        "K2",
        "Valves",
        "--value",
        "333.33",
        "--stage",
        "engagement",
    ]);
    run(&["move", "1", "discussion"]);
    run(&["win", "2"]);
    let sums = |stage: usize| {
        let column =
            program.json(&["opportunities", "list", "--as-of", DAY])["columns"][stage].clone();
        (
            column["count"].as_i64().unwrap(),
            column["value_minor"].as_i64().unwrap(),
            column["weighted_minor"].as_i64().unwrap(),
        )
    };
    assert_eq!(
        (sums(1), sums(3)),
        ((1, 100_001, 30_000), (1, 33_333, 33_333))
    );
    run(&["undo", "2"]);
    assert_eq!((sums(2), sums(3)), ((1, 33_333, 20_000), (0, 0, 0)));
    run(&["lose", "2", "--reason", "price"]);
    let shown = program.json(&["opportunities", "show", "2"]);
    assert_eq!(shown["reason"], "price");
    assert_eq!(shown["changes"].as_array().unwrap().len(), 3);
    let out = run(&["list"]);
    assert!(
        out.contains("1 sale open worth €1,000.01; €300.00 by the chance"),
        "{out}"
    );
    for (args, code) in [
        (&["opportunities", "win", "9"][..], 5),
        (&["opportunities", "add", "K1", " "], 2),
        (&["opportunities", "add", "K1", "x", "--value", "much"], 2),
    ] {
        assert_eq!(program.run(args).code, Some(code), "{args:?}");
    }
}

/// Proves C36.
#[test]
fn c36_whose_turn_it_is_and_who_was_spoken_to_by_command() {
    let program = program();
    let run = |day: &str, args: &[&str]| {
        let mut all = args.to_vec();
        all.extend(["--as-of", day]);
        let done = program.run(&all);
        assert_eq!(done.code, Some(0), "{args:?}: {}", done.err);
        done.out
    };
    let due = |day: &str| {
        let list = program.json(&["reminders", "list", "--as-of", day]);
        list["due"].as_array().unwrap().len()
    };
    run(
        "2026-03-02",
        &["reminders", "stay", "30", "--where", "orders >= 1"],
    );
    assert_eq!(due("2026-03-02"), 2, "nobody was ever spoken to");
    run("2026-03-02", &["log", "K1", "call", "--note", "Fine"]);
    run("2026-03-03", &["log", "Bob Birch", "visit", "--incoming"]);
    assert_eq!(
        [due("2026-03-31"), due("2026-04-01"), due("2026-04-02")],
        [0, 1, 2]
    );
    run("2026-04-02", &["reminders", "pause", "K1", "5"]);
    assert_eq!([due("2026-04-02"), due("2026-04-07")], [1, 2]);
    run("2026-04-02", &["unlog", "2"]);
    run(
        "2026-04-02",
        &["reminders", "add", "K2", "Send the list", "--in", "1"],
    );
    assert_eq!(due("2026-04-03"), 2);
    run("2026-04-03", &["reminders", "snooze", "1", "7"]);
    run("2026-04-03", &["reminders", "end", "1"]);
    assert_eq!([due("2026-04-09"), due("2026-04-10")], [0, 1]);
    run("2026-04-10", &["reminders", "done", "1"]);
    assert!(run("2026-04-10", &["reminders", "list"]).contains("0 reminders due"));
    run("2026-04-10", &["reminders", "undo", "1"]);
    assert!(run("2026-04-10", &["today"]).contains("1 reminder due: regulars reminders list"));
    assert_eq!(program.run(&["reminders", "stay", "30"]).code, Some(2));
    assert_eq!(program.run(&["reminders", "done", "7"]).code, Some(5));
}

/// Proves C39.
#[test]
fn c39_a_contact_is_added_by_command_warned_of_and_taken_back() {
    let program = program();
    let day = ["--as-of", DAY];
    let add = |args: &[&str]| {
        let mut all = vec!["contacts", "add"];
        all.extend(args);
        all.extend(day);
        program.json(&all)
    };
    let added = add(&[
        "Cleo Cedar",
        "cleo@cedar.example",
        "--role",
        "Buyer",
        "--note",
        "Met at the fair",
    ]);
    assert_eq!(added["became"], "added");
    let id = added["account_id"].to_string();
    let shown = program.json(&["customers", "show", &id, "--as-of", DAY]);
    assert_eq!(shown["name"], "Cleo Cedar");
    assert_eq!(shown["people"][0]["role"], "Buyer");
    assert_eq!(shown["provenance"][0]["source"], "Added by hand");
    let known = add(&["Ann A.", "ann@alder.example"]);
    assert_eq!(
        (&known["became"], &known["alike"][0]["account"]),
        (&"known".into(), &"Ann Alder".into())
    );
    assert_eq!(known["alike"][0]["why"], "the same e-mail address");
    let sure = add(&[
        "Ann Alder",
        "ann@alder.example",
        "--also",
        "01632 960777",
        "--sure",
    ]);
    assert_eq!(
        sure["account_id"], known["alike"][0]["account_id"],
        "put with whom it is"
    );
    let source = added["source_id"].to_string();
    assert_eq!(program.run(&["contacts", "undo", &source]).code, Some(0));
    let found = || program.json(&["customers", "list", "Cleo"])["total"].clone();
    assert_eq!(found(), 0);
    assert_eq!(program.run(&["contacts", "again", &source]).code, Some(0));
    assert_eq!(found(), 1);
    assert_eq!(
        program
            .json(&["contacts", "list"])
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        program.run(&["contacts", "add", "Eve", "nonsense"]).code,
        Some(2)
    );
}

/// Proves C88.
#[test]
fn c88_a_caller_is_found_and_kept_by_command() {
    let program = program();
    let found = program.json(&["caller", "+44 1632 960123", "--as-of", DAY]);
    assert_eq!(
        (&found["account"], &found["orders"][0]["title"]),
        (&"Ann Alder".into(), &"Order 1".into())
    );
    assert_eq!(found["questions"].as_array().unwrap().len(), 3);
    let kept = program.run(&[
        "caller",
        "Ann",
        "--answer",
        "A new hall",
        "--note",
        "Six more",
        "--as-of",
        DAY,
    ]);
    assert_eq!(kept.code, Some(0), "{}", kept.err);
    let shown = program.json(&["customers", "show", "1", "--as-of", DAY]);
    let said = "Six more · What are you working on at the moment? A new hall";
    assert_eq!(
        shown["timeline"][0]["detail"], said,
        "{}",
        shown["timeline"]
    );
    assert_eq!(program.run(&["caller", "0999 9999999"]).code, Some(5));
}

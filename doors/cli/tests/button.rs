//! The button: the dry run contacts nobody, one press sends once, a second the same day nothing.

use std::collections::HashSet;

use crate::program::{DAY, Program, files_of, message_id};

/// Proves C60 and C61.
#[test]
fn c60_c61_a_dry_run_contacts_nobody_and_a_second_press_sends_nothing_twice() {
    let program = Program::with_practice(600);
    let plan = program.json(&["run", "--dry-run", "--as-of", DAY]);
    assert!(
        plan["proposal"]["contacted"].as_i64().unwrap() > 0,
        "{plan}"
    );
    for table in [
        "turns",
        "campaigns",
        "enrolments",
        "planned_touches",
        "handovers",
        "offer_codes",
    ] {
        assert_eq!(
            program.number(&format!("SELECT COUNT(*) FROM {table}")),
            0,
            "{table}"
        );
    }

    let first = program.json(&["run", "--as-of", DAY, "--to-mailbox"]);
    let sent = first["acted"]["emails_sent"].as_i64().unwrap();
    let mails = program.mails();
    assert!(sent > 0, "{first}");
    assert_eq!(mails.len() as i64, sent);
    let ids: HashSet<String> = mails.iter().map(|mail| message_id(mail)).collect();
    assert_eq!(ids.len(), mails.len(), "every mail is another");

    let second = program.json(&["run", "--as-of", DAY, "--to-mailbox"]);
    assert_eq!(second["acted"]["emails_sent"], 0);
    assert_eq!(second["acted"]["letters"], 0);
    assert_eq!(second["acted"]["calls"], 0);
    assert_eq!(program.mails().len() as i64, sent);
}

/// Proves C96.
#[test]
fn c96_nobody_left_alone_gets_a_mail_a_letter_or_a_call() {
    let program = Program::with_practice(1_200);
    program.json(&["run", "--as-of", DAY, "--to-mailbox"]);
    assert!(program.number("SELECT COUNT(*) FROM enrolments WHERE arm = 'control'") > 0);
    program.json(&["deliver", "--as-of", "2026-06-01", "--to-mailbox"]);
    let touched = "SELECT COUNT(*) FROM ledger WHERE arm = 'control' AND state <> 'withheld'";
    assert_eq!(
        program.number(touched),
        0,
        "every control row ends withheld"
    );
    let codes = "SELECT COUNT(*) FROM offer_codes c JOIN enrolments e ON e.id = c.enrolment_id
                 WHERE e.arm = 'control'";
    assert_eq!(program.number(codes), 0);
}

/// Proves C58.
#[test]
fn c58_one_press_writes_mails_letters_and_a_call_list() {
    let program = Program::with_practice(1_200);
    let receipt = program.json(&["run", "--as-of", DAY, "--to-mailbox"]);
    for what in ["emails_sent", "letters", "calls"] {
        assert!(
            receipt["acted"][what].as_i64().unwrap() > 0,
            "{what}: {receipt}"
        );
    }
    assert_eq!(files_of(&program.folder().join("letters"), "pdf").len(), 1);
    assert_eq!(files_of(&program.folder().join("calls"), "xlsx").len(), 1);
    let calls = program.json(&["calls", "list", "--as-of", "2026-03-16"]);
    let id = calls[0]["planned_touch_id"].to_string();
    assert_eq!(
        program
            .run(&["calls", "record", &id, "spoke", "--as-of", "2026-03-20"])
            .code,
        Some(0)
    );
    assert_eq!(
        program.number(&format!(
            "SELECT COUNT(*) FROM ledger WHERE id = {id} AND state = 'done'"
        )),
        1
    );
}

#[test]
fn the_same_data_day_and_seed_give_the_same_plan() {
    let one = Program::with_practice(400);
    let other = Program::with_practice(400);
    let ask = ["run", "--dry-run", "--as-of", DAY, "--seed", "7"];
    assert_eq!(one.json(&ask)["proposal"], other.json(&ask)["proposal"]);
    let different = one.json(&["run", "--dry-run", "--as-of", DAY, "--seed", "8"]);
    assert_eq!(
        different["proposal"]["contacted"],
        one.json(&ask)["proposal"]["contacted"]
    );
}

#[test]
fn an_undone_import_takes_everything_back_and_comes_back_whole() {
    let program = Program::with_practice(200);
    let before = program.json(&["score", "--as-of", DAY]);
    let sources = program.json(&["data", "list"]);
    let shop = sources
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "shop_orders.csv")
        .unwrap();
    let id = shop["id"].to_string();
    assert_eq!(program.run(&["data", "undo", &id]).code, Some(0));
    let without = program.json(&["score", "--as-of", DAY]);
    assert_ne!(before["past_value_minor"], without["past_value_minor"]);
    let file = program.home.path().join("practice/shop_orders.csv");
    program.json(&["import", file.to_str().unwrap()]);
    let after = program.json(&["score", "--as-of", DAY]);
    for what in ["customers", "past_value_minor"] {
        assert_eq!(before[what], after[what], "{what}");
    }
}

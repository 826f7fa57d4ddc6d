//! The customer database kept true, by command: one record each, what came back, what it costs.

use rusqlite::Connection;
use serde_json::Value;

use crate::papers::{
    FIRST_LIST, KINDS, ORDERS, PEOPLE, PRINTED, SECOND_LIST, broken_orders, correct_fifty_cells,
    mailbox, sixty_people,
};
use crate::program::Program;

fn write(program: &Program, name: &str, text: &str) -> String {
    let path = program.home.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn with_files(files: &[(&str, &str)]) -> Program {
    let program = Program::new();
    for (name, text) in files {
        let path = write(&program, name, text);
        program.json(&["import", &path, "--currency", "EUR"]);
    }
    program
}

/// Four customers to whom a letter went, with two letters and three mails that came back.
fn with_returns() -> (Program, Value) {
    let program = with_files(&[("people.csv", PEOPLE), ("orders.csv", ORDERS)]);
    let db = Connection::open(program.folder().join("regulars.db")).unwrap();
    db.execute_batch(PRINTED).unwrap();
    drop(db);
    let mails = write(&program, "returned.mbox", &mailbox());
    let report = program.json(&["bounces", &mails]);
    let letters = program.json(&["returned", "L-000001", "l3", "L-000077"]);
    assert_eq!(letters["taken"].as_array().unwrap().len(), 2);
    assert_eq!(letters["unknown"], serde_json::json!(["L-000077"]));
    (program, report)
}

/// Proves C12.
#[test]
fn c12_two_overlapping_lists_give_one_record_each_with_the_origin_of_every_field() {
    let program = with_files(&[("first.csv", FIRST_LIST), ("second.csv", SECOND_LIST)]);
    assert_eq!(
        program.number("SELECT COUNT(*) FROM accounts WHERE gone_at IS NULL"),
        3
    );
    let sql = "SELECT account_id FROM people WHERE first_name = 'Ann'";
    let fields = program.json(&["customers", "fields", &program.number(sql).to_string()]);
    let origin = |value: &str| {
        let mut all = fields.as_array().unwrap().iter();
        let found = all.find(|one| one["value"] == value);
        found.unwrap_or_else(|| panic!("{value}: {fields}"))["source"].clone()
    };
    assert_eq!(origin("Leeds"), "first.csv");
    assert_eq!(origin("0113 4960001"), "second.csv");
    assert_eq!(program.run(&["customers", "fields", "99"]).code, Some(5));
}

/// Proves C13.
#[test]
fn c13_hard_and_soft_returns_are_counted_and_appear_on_the_people() {
    let (program, report) = with_returns();
    assert_eq!(report["messages"], 3, "{report}");
    assert_eq!(report["by_class"]["hard"], 2, "{report}");
    assert_eq!(report["by_class"]["soft"], 1, "{report}");
    let list = write(
        &program,
        "letters.csv",
        "letter,reason\nL-000001,\nL-000003,moved\n",
    );
    let again = program.json(&["returned", "--file", &list]);
    assert_eq!(again["known"].as_array().unwrap().len(), 2);
    for (id, dead) in [(1, 2), (2, 1), (3, 1), (4, 0)] {
        let one = program.json(&["customers", "show", &id.to_string()]);
        let points = one["contact_points"].as_array().unwrap().iter();
        let states = points.filter(|point| {
            let state = point["state"].as_str().unwrap();
            matches!(state, "dead" | "moved")
        });
        assert_eq!(states.count(), dead, "{id}: {one}");
    }
}

/// Proves C14.
#[test]
fn c14_only_who_neither_mail_nor_post_reaches_may_be_archived_and_comes_back_whole() {
    let (program, _) = with_returns();
    let proposed = program.json(&["archive", "list"]);
    assert_eq!(
        proposed.as_array().unwrap().len(),
        1,
        "of four cases only both"
    );
    assert_eq!(proposed[0]["account_id"], 1);
    let revenue = || program.number("SELECT SUM(net_minor) FROM orders");
    let picture = || program.json(&["customers", "show", "1"]);
    let before = (revenue(), picture());
    assert_eq!(program.run(&["archive", "confirm", "2"]).code, Some(2));
    let step = program.json(&["archive", "confirm", "1"])["step"].to_string();
    assert_eq!(revenue(), before.0);
    let named = "SELECT COUNT(*) FROM accounts WHERE id = 1 AND name <> ''";
    assert_eq!(program.number(named), 0, "its name is erased");
    assert_eq!(program.run(&["undo", &step]).code, Some(0));
    for part in ["name", "people", "contact_points", "consents"] {
        assert_eq!(picture()[part], before.1[part], "{part}");
    }
    assert_eq!(revenue(), before.0);
}

/// Proves C15.
#[test]
fn c15_one_call_each_names_the_failed_address_and_new_data_ends_it_for_good() {
    let (program, _) = with_returns();
    let calls = || program.json(&["calls", "addresses"]);
    let told = calls();
    assert_eq!(told.as_array().unwrap().len(), 2, "{told}");
    let asks: String = told
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["ask"].to_string())
        .collect();
    assert!(
        asks.contains("o@lang.example") && asks.contains("Weg 3"),
        "{asks}"
    );
    assert!(
        program
            .run(&["calls", "addresses"])
            .out
            .contains("0721 5550102")
    );
    assert!(
        program
            .run(&["today"])
            .out
            .contains("2 calls because an address failed")
    );

    let id = told[0]["id"].to_string();
    assert_eq!(program.run(&["calls", "close", &id]).code, Some(0));
    assert_eq!(calls().as_array().unwrap().len(), 1);
    assert_eq!(
        program.run(&["calls", "close", &id, "--again"]).code,
        Some(0)
    );
    assert_eq!(calls().as_array().unwrap().len(), 2);

    let edit = [
        "edit",
        "2",
        "email",
        "otto@neu.example",
        "--was",
        "o@lang.example",
    ];
    assert_eq!(program.run(&edit).code, Some(0));
    let moved = write(
        &program,
        "moved.csv",
        "Customer no,First name,Last name,Street,Town,Postcode\nK3,Eva,Neu,Gasse 9,Bonn,53119\n",
    );
    program.json(&["import", &moved]);
    assert_eq!(calls().as_array().unwrap().len(), 0);
    program.json(&["returned", "L-000003", "--reason", "moved"]);
    assert_eq!(
        calls().as_array().unwrap().len(),
        0,
        "not asked about again"
    );
}

/// Proves C66.
#[test]
fn c66_breaking_a_tenth_of_a_file_lowers_the_score_and_names_what_it_costs() {
    let health = |broken: usize| {
        let program = with_files(&[("orders.csv", &broken_orders(broken))]);
        let words = program.run(&["health"]).out;
        (program.json(&["health"])["score"].as_f64().unwrap(), words)
    };
    let ((whole, whole_words), (broken, words)) = (health(0), health(20));
    assert!(whole - broken > 1.0, "{broken} of {whole}");
    assert!(!whole_words.contains("make good customers look poor"));
    assert!(words.contains("make good customers look poor"), "{words}");
    assert!(words.contains("20 of 200"), "{words}");
}

/// Proves C69.
#[test]
fn c69_vendors_and_staff_are_filtered_by_kind_and_never_in_a_campaign() {
    let orders = "Order no,Date,Customer no,Amount\n1,2025-06-05,1,4.00\n2,2025-06-05,2,4.00\n\
                  3,2025-06-06,3,90.00\n";
    let program = with_files(&[("people.csv", KINDS), ("orders.csv", orders)]);
    program.set_sender();
    program.json(&["score", "--as-of", "2026-03-02"]);
    for (kind, name) in [("vendor", "Timber Mill"), ("staff", "Own Clerk")] {
        let list = program.json(&["customers", "list", "--kind", kind]);
        assert_eq!(
            (&list["total"], &list["rows"][0]["name"]),
            (&1.into(), &name.into())
        );
    }
    let list = program.json(&["customers", "list", "--where", "kind = vendor"]);
    assert_eq!(
        (&list["total"], &list["rows"][0]["name"]),
        (&1.into(), &"Timber Mill".into())
    );
    let cells: Vec<String> = (1..=5)
        .flat_map(|past| (1..=5).map(move |future| format!("P{past}F{future}")))
        .collect();
    let (day, cells) = (["--as-of", "2026-03-02", "--to-mailbox"], cells.join(","));
    let all = ["run", "--allow-large", "--no-control", "--cells", &cells];
    program.json(&[&all[..], &day].concat());
    let reached = "SELECT COUNT(*) FROM enrolments e JOIN accounts a ON a.id = e.account_id
                   WHERE a.kind IN ('vendor', 'staff', 'partner')";
    assert_eq!(program.number(reached), 0);
    assert!(program.number("SELECT COUNT(*) FROM enrolments") > 0);
}

/// Proves C95.
#[test]
fn c95_fifty_cells_changed_in_the_workbook_are_shown_applied_and_taken_back() {
    let program = with_files(&[("people.csv", &sixty_people())]);
    let [out, back] = ["out.xlsx", "back.xlsx"].map(|name| program.home.path().join(name));
    let path = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    assert_eq!(program.run(&["workbook", "out", &path(&out)]).code, Some(0));
    let shown = |file: &std::path::Path| program.json(&["workbook", "in", &path(file)]);
    assert_eq!(shown(&out)["changes"].as_array().unwrap().len(), 0);
    correct_fifty_cells(&out, &back);
    assert_eq!(shown(&back)["changes"].as_array().unwrap().len(), 50);
    let marias = || program.number("SELECT COUNT(*) FROM people WHERE first_name LIKE '%-Maria'");
    assert_eq!(marias(), 0, "shown first");
    let done = program.run(&["workbook", "in", &path(&back), "--apply"]);
    assert!(done.out.contains("50 cells applied"), "{}", done.out);
    assert_eq!(
        (marias(), program.number("SELECT COUNT(*) FROM tags")),
        (20, 5)
    );
    let step = program.number("SELECT MAX(id) FROM steps").to_string();
    let again = program.run(&["workbook", "in", &path(&back), "--apply"]);
    assert!(again.out.contains("Nothing to apply"), "{}", again.out);
    assert_eq!(
        program.number("SELECT MAX(id) FROM steps").to_string(),
        step
    );
    assert_eq!(program.run(&["undo", &step]).code, Some(0));
    assert_eq!(
        (marias(), program.number("SELECT COUNT(*) FROM tags")),
        (0, 0)
    );
}

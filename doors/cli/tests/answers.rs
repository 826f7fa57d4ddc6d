//! What the program answers: exit codes, JSON, clear errors, the empty state.

use crate::program::{DAY, Program};

#[test]
fn each_kind_of_failure_has_its_own_exit_code() {
    let program = Program::new();
    for (args, code) in [
        (&["today"][..], 0),
        (&["nonsense"], 2),
        (&["run", "--cells", "P9F1"], 2),
        (&["customers", "list", "--sort", "luck"], 2),
        (&["--workspace", "../x", "today"], 2),
        (&["customers", "show", "99"], 5),
        (&["campaigns", "show", "99"], 5),
        (&["undo"], 5),
        (&["data", "row", "9", "9"], 5),
    ] {
        let done = program.run(args);
        assert_eq!(done.code, Some(code), "{args:?}: {}", done.err);
        assert_eq!(done.err.is_empty(), code == 0, "{args:?}: {}", done.err);
    }
}

#[test]
fn a_second_program_on_the_same_workspace_is_told_to_wait() {
    let program = Program::new();
    program.run(&["today"]);
    let lock = std::fs::File::create(program.folder().join("regulars.lock")).unwrap();
    lock.lock().unwrap();
    let done = program.run(&["score"]);
    assert_eq!(done.code, Some(6));
    assert!(done.err.contains("another Regulars"), "{}", done.err);
    drop(lock);
    assert_eq!(program.run(&["score"]).code, Some(0));
}

/// Proves C48.
#[test]
fn c48_an_empty_workspace_answers_every_command() {
    let program = Program::new();
    for args in [
        &["today"][..],
        &["grid"],
        &["customers", "list"],
        &["campaigns", "list"],
        &["calls", "list"],
        &["results"],
        &["data", "list"],
        &["business", "show"],
        &["strategies"],
        &["score"],
        &["value"],
        &["value", "at_risk"],
        &["grid", "--moves"],
        &["score", "--dates"],
        &["segments", "list"],
        &["segments", "labels"],
        &["segments", "words"],
        &["run", "--dry-run"],
        &["run"],
    ] {
        program.json(args);
        let done = program.run(args);
        assert_eq!(done.code, Some(0), "{args:?}: {}", done.err);
    }
}

/// Proves C48.
#[test]
fn c48_two_and_five_and_fifty_customers_work_like_many() {
    for accounts in [2, 5, 50] {
        let (program, read) = Program::importing_practice(accounts);
        assert!(matches!(read.code, Some(0 | 3)), "{}", read.err);
        let plan = program.json(&["run", "--dry-run", "--as-of", DAY]);
        assert_eq!(plan["proposal"]["segments"].as_array().unwrap().len(), 25);
        let done = program.run(&["run", "--as-of", DAY, "--to-mailbox"]);
        assert_eq!(done.code, Some(0), "{accounts}: {}{}", done.out, done.err);
        let ids = program.json(&["customers", "list", "--most", "1"]);
        let id = ids["rows"][0]["account_id"].to_string();
        let one = program.json(&["customers", "show", &id, "--as-of", DAY]);
        assert!(one["why"].as_array().unwrap().len() >= 3, "{one}");
    }
}

#[test]
fn a_file_that_is_no_table_gets_a_clear_error_and_changes_nothing() {
    let program = Program::new();
    let file = program.home.path().join("picture.csv");
    std::fs::write(&file, [0_u8, 159, 146, 150, 0, 0, 1, 2]).unwrap();
    let done = program.run(&["import", file.to_str().unwrap()]);
    assert_ne!(done.code, Some(101), "a panic: {}", done.err);
    let done = program.run(&["import", "/nowhere/at/all.csv"]);
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("all.csv"), "{}", done.err);
    assert_eq!(program.number("SELECT COUNT(*) FROM accounts"), 0);
}

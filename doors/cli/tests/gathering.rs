//! Files brought in by command: checked first, piped in, asked about once, and what they lack.

use std::io::Write;
use std::process::Stdio;

use crate::papers::cut_history;
use crate::program::Program;

const UNDECIDED: &str =
    "Order no,Date,Customer no,Amount\n1,03/04/2026,7,5.00\n2,01/04/2026,8,6.00\n";

fn write(program: &Program, name: &str, text: &str) -> String {
    let path = program.home.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_check_says_kind_and_columns_and_changes_nothing() {
    let program = Program::new();
    let file = write(
        &program,
        "people.csv",
        "First Name,E-mail,Favourite colour\nAnn,a@b.example,red\n",
    );
    let seen = program.json(&["import", &file, "--check"]);
    assert_eq!(seen["kind"], "parties");
    let columns = seen["columns"].as_array().unwrap();
    let targets: Vec<_> = columns
        .iter()
        .map(|column| column["target"].as_str())
        .collect();
    assert_eq!(
        targets,
        [Some("person.first_name"), Some("contact.email"), None]
    );
    for column in columns {
        assert!(
            column["confidence"].is_number()
                && column["reason"].is_string()
                && column["column"].is_string()
        );
    }
    assert_eq!(program.json(&["data", "list"]).as_array().unwrap().len(), 0);
}

#[test]
fn a_file_comes_in_through_standard_input() {
    let program = Program::new();
    let mut child = program
        .command(&["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = "Name,Email\nAnn Lee,a@b.example\n";
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&done.stdout).contains("1 rows of contacts"));
}

#[test]
fn what_nobody_can_know_is_asked_once_and_answered_by_command() {
    let program = Program::new();
    let file = write(&program, "january.csv", UNDECIDED);
    let asked = program.run(&["import", &file, "--currency", "EUR"]);
    assert_eq!(asked.code, Some(4), "{}", asked.err);
    assert!(asked.err.contains("03/04/2026"), "{}", asked.err);
    assert!(program.run(&["answer"]).out.contains("Date=month_first"));
    assert_eq!(
        program
            .run(&["answer", "january.csv", "Date=sideways"])
            .code,
        Some(1)
    );
    assert_eq!(
        program
            .run(&["answer", "january.csv", "Date=day_first"])
            .code,
        Some(0)
    );
    let february = write(
        &program,
        "february.csv",
        "Order no,Date,Customer no,Amount\n3,05/06/2026,7,5.00\n",
    );
    assert_eq!(program.run(&["import", &february]).code, Some(0));
    assert!(program.run(&["answer"]).out.contains("Nothing is asked"));
    let third = write(
        &program,
        "other.csv",
        "Bill no,Day,Customer no,Amount,Till\n3,05/06/2026,7,5.00,1\n",
    );
    let done = program.run(&["import", &third, "--answer", "Day=day_first"]);
    assert_eq!(done.code, Some(0), "{}{}", done.out, done.err);
}

/// Proves C68.
#[test]
fn c68_a_history_cut_at_twelve_months_is_told_with_date_and_people() {
    let program = Program::new();
    let (orders, people) = cut_history();
    let orders = write(&program, "orders.csv", &orders);
    let people = write(&program, "people.csv", &people);
    assert_eq!(
        program
            .run(&["import", &orders, &people, "--currency", "EUR"])
            .code,
        Some(0)
    );
    let gaps = program.json(&["gaps"]);
    assert_eq!(gaps["cut"]["from_day"], "2025-01-01");
    assert_eq!(gaps["cut"]["people"], 25);
    let words = program.run(&["gaps"]).out;
    assert!(
        words.contains("25 customers") && words.contains("at least"),
        "{words}"
    );
    assert_eq!(
        program.run(&["score", "--as-of", "2026-01-31"]).code,
        Some(0)
    );
    let shown = program.json(&["customers", "show", "1", "--as-of", "2026-01-31"]);
    assert!(
        shown["about"]
            .to_string()
            .contains("customer for at least 1"),
        "{shown}"
    );
}

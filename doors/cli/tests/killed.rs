//! Killed at any point and run again: the same end, nobody contacted twice.

use std::collections::HashMap;
use std::process::{Child, Stdio};

use testkit::{Mailbox, MailboxOptions};

use crate::program::{DAY, Program, message_id};

/// What the program has got to when it is killed.
enum Point {
    /// As many rows in a table; every stage leaves its own.
    Rows(&'static str, i64),
    /// As many mails taken by the server.
    Mails(usize),
}

/// One kill in each stage, and several in the middle of the mails.
const KILLED_AT: [Point; 9] = [
    Point::Rows("turns", 1),
    Point::Rows("score_runs", 1),
    Point::Rows("memberships", 1),
    Point::Rows("campaigns", 1),
    Point::Rows("offer_codes", 1),
    Point::Mails(1),
    Point::Mails(7),
    Point::Mails(20),
    Point::Rows("handovers WHERE state = 'withheld'", 1),
];

impl Point {
    /// Whether the program has got there. A database that is just being made is not there yet.
    fn is_reached(&self, program: &Program, mailbox: &Mailbox) -> bool {
        match self {
            Point::Mails(count) => mailbox.count() >= *count,
            Point::Rows(table, count) => {
                let sql = format!("SELECT COUNT(*) FROM {table}");
                program
                    .try_number(&sql)
                    .is_some_and(|found| found >= *count)
            }
        }
    }
}

/// Kills the program as soon as it has got to this point, unless it ended before.
fn kill_at(mut child: Child, point: &Point, program: &Program, mailbox: &Mailbox) {
    while child.try_wait().unwrap().is_none() {
        if point.is_reached(program, mailbox) {
            child.kill().unwrap();
            break;
        }
        std::thread::yield_now();
    }
    child.wait().unwrap();
}

/// Every row of the ledger with its end, by account number so that ids do not matter.
fn ledger(program: &Program) -> HashMap<(String, i64), String> {
    let db = program.database();
    let mut statement = db
        .prepare(
            "SELECT a.number || a.name, l.step, l.arm || ':' || l.state FROM ledger l
             JOIN accounts a ON a.id = l.account_id",
        )
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_killed_run_is_finished_by_the_next_and_nobody_hears_twice() {
    let whole = Program::with_practice(500);
    let mailbox = Mailbox::start(MailboxOptions {
        keep_in_memory: true,
        ..MailboxOptions::default()
    })
    .unwrap();
    let server = mailbox.address().to_string();
    whole.json(&["run", "--as-of", DAY, "--smtp", &server]);
    let expected_mails = mailbox.stop().len();
    let expected = ledger(&whole);
    assert!(expected_mails > 0);

    let program = Program::with_practice(500);
    let mailbox = Mailbox::start(MailboxOptions {
        keep_in_memory: true,
        ..MailboxOptions::default()
    })
    .unwrap();
    let server = mailbox.address().to_string();
    for point in &KILLED_AT {
        let child = program
            .command(&["run", "--as-of", DAY, "--smtp", &server])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        kill_at(child, point, &program, &mailbox);
    }
    program.json(&["run", "--as-of", DAY, "--smtp", &server]);

    let mails = mailbox.stop();
    let mut copies: HashMap<String, usize> = HashMap::new();
    for mail in &mails {
        *copies.entry(message_id(&mail.raw)).or_default() += 1;
    }
    assert!(
        copies.values().all(|count| *count == 1),
        "somebody got a mail twice"
    );
    let found = ledger(&program);
    let in_doubt = found
        .values()
        .filter(|state| state.ends_with(":in_doubt"))
        .count();
    let lost = expected_mails.saturating_sub(mails.len());
    assert!(
        lost <= in_doubt,
        "{lost} mails are missing, {in_doubt} are listed as in doubt"
    );
    assert_eq!(found.len(), expected.len(), "the same touches are planned");
    for (row, state) in &expected {
        let other = &found[row];
        assert!(
            other == state || other.ends_with(":in_doubt"),
            "{row:?}: {state} became {other}"
        );
    }
}

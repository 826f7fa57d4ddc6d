//! Killed at any point and run again: the same end, nobody contacted twice.

use std::collections::HashMap;
use std::process::Stdio;
use std::time::Duration;

use testkit::{Mailbox, MailboxOptions};

use crate::program::{DAY, Program, message_id};

/// Instants at which the program is killed, spread over what a run of this size takes. The test
/// asserts nothing about time: whatever the program was doing then, the end must be the same.
const KILL_AFTER_MS: [u64; 8] = [5, 60, 150, 300, 500, 700, 1_000, 1_500];

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
    for after in KILL_AFTER_MS {
        let mut child = program
            .command(&["run", "--as-of", DAY, "--smtp", &server])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(after));
        // Its own child, by its own handle; it may have ended by itself already.
        let _ = child.kill();
        child.wait().unwrap();
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

//! The button over HTTP: a look costs nothing, a press can be undone, two presses are one.

use std::thread;

use crate::fixture::{PREPARED, PRESS_DAY, Served, serve};

const PLANNED: &str = "SELECT COUNT(*) FROM planned_touches";
const TURNS: &str = "SELECT COUNT(*) FROM turns";

/// Proves C61.
#[test]
fn c61_a_dry_run_shows_three_real_people_and_sends_nothing() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    assert_eq!(served.post("/run/rehearse", "").status, 303);
    served.wait_until_idle();
    let page = served.get("/run").text();
    assert!(page.contains("three real people") && page.contains("<article class=\"preview\">"));
    assert!(page.contains("suggested"));
    assert_eq!(served.number(PLANNED), 0);
    assert_eq!(served.number(TURNS), 0);
    assert_eq!(served.mailbox.count(), 0);
}

/// Proves C61.
#[test]
fn c61_an_undone_press_sends_nothing() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    served.post("/run/press", "");
    served.wait_for("holding");
    let turn = served.number("SELECT MAX(id) FROM turns");
    assert_eq!(
        served.post("/run/undo", &format!("turn={turn}")).status,
        303
    );
    served.wait_until_idle();
    assert_eq!(served.word("SELECT state FROM turns"), "undone");
    // Whoever starts it now comes too late, and so does a second undo.
    served.post("/run/now", &format!("turn={turn}"));
    assert_eq!(
        served.post("/run/undo", &format!("turn={turn}")).status,
        422
    );
    assert_eq!(served.word("SELECT state FROM turns"), "undone");
    assert_eq!(served.number(PLANNED), 0);
    assert_eq!(served.mailbox.count(), 0);
    assert!(served.get("/run").text().contains("Show me the plan"));
}

#[test]
fn many_presses_at_once_make_one_turn() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| served.post("/run/press", ""));
        }
    });
    assert_eq!(served.number(TURNS), 1);
    let page = served.get("/run").text();
    assert!(page.contains("Undo: send nothing"));
    // While it holds, neither a dry run nor an import gets in between.
    served.post("/run/rehearse", "");
    assert_eq!(served.post("/data/1/undo", "").status, 422);
    assert_eq!(served.get("/run/progress").json()["state"], "holding");
}

#[test]
fn a_second_press_on_the_same_day_contacts_nobody_twice() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    press_and_take(&served);
    let (mails, planned) = (served.mailbox.count(), served.number(PLANNED));
    assert!(mails > 0 && planned > 0, "{mails} mails, {planned} touches");
    let due = served.number(
        "SELECT COUNT(*) FROM ledger WHERE channel = 'email' AND arm = 'contacted' AND state = 'done'",
    );
    assert_eq!(mails as i64, due, "each mail that left is in the ledger");
    press_and_take(&served);
    assert_eq!(served.number(TURNS), 2);
    assert_eq!(
        (served.mailbox.count(), served.number(PLANNED)),
        (mails, planned)
    );
    assert!(
        served
            .get("/run")
            .text()
            .contains("this day was pressed before")
    );
}

#[test]
fn a_press_that_was_waiting_when_the_program_ended_still_holds() {
    let first = serve(&PREPARED.imported, PRESS_DAY);
    first.post("/run/press", "");
    first.wait_for("holding");
    let again = serve(first.folder.path(), PRESS_DAY);
    assert_eq!(again.get("/run/progress").json()["state"], "holding");
    assert!(again.get("/run").text().contains("Undo: send nothing"));
}

fn press_and_take(served: &Served) {
    served.post("/run/press", "");
    served.wait_for("holding");
    let turn = served.number("SELECT MAX(id) FROM turns");
    served.post("/run/now", &format!("turn={turn}"));
    served.wait_until_idle();
    assert_eq!(
        served.word("SELECT state FROM turns ORDER BY id DESC LIMIT 1"),
        "done"
    );
}

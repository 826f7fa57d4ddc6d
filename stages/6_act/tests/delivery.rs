//! Ledger rows: each comes to exactly one end, whatever happens on the way.

use std::collections::BTreeMap;

use act::{ActError, act};
use store::Silent;

use crate::world::{START, Somebody, World, call, day, email, letter};

fn states(pairs: &[(&str, i64)]) -> BTreeMap<String, i64> {
    pairs
        .iter()
        .map(|(state, rows)| ((*state).to_owned(), *rows))
        .collect()
}

/// Proves C3.
#[test]
fn c3_touches_leave_on_their_days() {
    let world = World::with(&[email(), letter(), call()]).mailbox(&[]);
    world.add_many(3);
    let early = world.act("2026-03-01");
    assert_eq!((early.emails_sent, early.letters, early.calls), (0, 3, 0));
    let second = world.act(START);
    assert_eq!(
        (second.emails_sent, second.letters, second.calls),
        (3, 0, 3)
    );
    assert_eq!(world.states(), states(&[("done", 6), ("open", 3)]));
}

#[test]
fn acting_twice_is_acting_once() {
    let world = World::with(&[email(), letter(), call()]).mailbox(&[]);
    world.add_many(20);
    let first = world.act(START);
    assert_eq!(
        (first.emails_sent, first.letters, first.calls),
        (20, 20, 20)
    );
    let files = |world: &World| {
        let names = |folder: &str| {
            let entries = std::fs::read_dir(world.folder.path().join(folder)).unwrap();
            entries
                .map(|entry| entry.unwrap().file_name())
                .collect::<Vec<_>>()
        };
        [names("letters"), names("calls")].concat()
    };
    let before = (world.states(), files(&world));
    let second = world.act(START);
    assert_eq!(
        (second.emails_sent, second.letters, second.calls),
        (0, 0, 0)
    );
    assert_eq!(second.calls_file, first.calls_file);
    assert_eq!((world.states(), files(&world)), before);
    assert_eq!(world.arrived().len(), 20);
    assert_eq!(world.text("SELECT COUNT(*) FROM offer_codes"), "20");
}

/// Proves C61.
#[test]
fn c61_control_accounts_get_nothing_and_end_withheld() {
    let world = World::with(&[email(), letter(), call()]).mailbox(&[]);
    for number in 0..30 {
        let arm = if number % 3 == 0 {
            "control"
        } else {
            "contacted"
        };
        world.add(&Somebody::number(number), arm);
    }
    for as_of in [START, "2026-03-09", "2026-03-16", "2026-06-30"] {
        world.act(as_of);
    }
    let sql = "SELECT arm || ' ' || channel || ' ' || state, COUNT(*) FROM ledger GROUP BY 1";
    assert_eq!(
        world.count(sql),
        states(&[
            ("contacted call expired", 20),
            ("contacted email done", 20),
            ("contacted letter done", 20),
            ("control call withheld", 10),
            ("control email withheld", 10),
            ("control letter withheld", 10),
        ])
    );
    assert_eq!(world.arrived().len(), 20);
    let codes = "SELECT COUNT(*) FROM offer_codes k JOIN enrolments e ON e.id = k.enrolment_id
                 WHERE e.arm = 'control'";
    assert_eq!(world.text(codes), "0");
}

#[test]
fn control_accounts_wait_for_their_day() {
    let world = World::with(&[letter()]);
    world.add(&Somebody::number(1), "control");
    assert_eq!(world.act(START).withheld, 0);
    assert_eq!(world.act("2026-03-09").withheld, 1);
}

#[test]
fn rows_whose_last_day_passed_expire() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(2);
    let report = world.act("2026-03-13");
    assert_eq!((report.expired, report.emails_sent), (2, 0));
    assert_eq!(world.states(), states(&[("expired", 2)]));
}

#[test]
fn rows_on_their_last_day_still_leave() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(2);
    assert_eq!(world.act("2026-03-12").emails_sent, 2);
}

/// Proves C61.
#[test]
fn c61_checks_at_hand_over_hold_back_what_changed_since_the_plan() {
    let table = [
        ("refused this channel", "INSERT INTO consents VALUES (1, 'email', 'refused', NULL, 'page')"),
        (
            "asked not to be contacted",
            "INSERT INTO suppressions VALUES ('email', 'grace1@example.test', 'stop', '')",
        ),
        (
            "the address no longer works",
            "UPDATE contact_points SET state = 'dead' WHERE kind = 'email'",
        ),
        ("no address for this channel", "UPDATE contact_points SET gone_at = 'x'"),
        (
            "bought meanwhile",
            "INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id)
             SELECT 1, start_day + 2, 500, 'kept', '', 'new', 1 FROM campaigns",
        ),
        ("campaign stopped", "UPDATE campaigns SET stopped_at = 'now'"),
        ("no file speaks of the account any more", "UPDATE accounts SET gone_at = 'x'"),
        ("not a customer or prospect", "UPDATE accounts SET kind = 'vendor'"),
        ("not an e-mail address", "UPDATE contact_points SET value = 'nobody at home'"),
    ];
    for (reason, change) in table {
        let world = World::with(&[email()]).mailbox(&[]);
        world.add(&Somebody::number(1), "contacted");
        world.run(change);
        let report = world.act("2026-03-05");
        assert_eq!(report.skipped, [(reason.to_owned(), 1)], "{change}");
        assert_eq!(
            world.text("SELECT state || ': ' || reason FROM ledger"),
            format!("skipped: {reason}")
        );
        assert!(world.arrived().is_empty(), "{reason}");
    }
}

#[test]
fn every_channel_is_checked_at_hand_over() {
    for (touch, channel) in [(letter(), "letter"), (call(), "call")] {
        let world = World::with(&[touch]);
        world.add(&Somebody::number(1), "contacted");
        world.add(&Somebody::number(2), "contacted");
        world.run(&format!(
            "INSERT INTO consents VALUES (1, '{channel}', 'refused', NULL, '')"
        ));
        let report = world.act("2026-03-05");
        assert_eq!(report.letters + report.calls, 1);
        assert_eq!(report.skipped, [("refused this channel".to_owned(), 1)]);
    }
}

#[test]
fn orders_after_the_as_of_day_are_not_known_yet() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add(&Somebody::number(1), "contacted");
    world.run(
        "INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id)
         SELECT 1, start_day + 20, 500, 'kept', '', 'later', 1 FROM campaigns",
    );
    assert_eq!(world.act("2026-03-05").emails_sent, 1);
}

#[test]
fn prospects_get_e_mails_only_after_they_agreed() {
    let world = World::with(&[email()]).mailbox(&[]);
    for number in 1..=2 {
        let prospect = Somebody {
            is_customer: false,
            ..Somebody::number(number)
        };
        world.add(&prospect, "contacted");
    }
    world.run("INSERT INTO consents VALUES (2, 'email', 'granted', NULL, 'form')");
    let report = world.act(START);
    assert_eq!(report.emails_sent, 1);
    assert_eq!(world.recipients(), ["grace2@example.test"]);
    assert_eq!(report.skipped, [("never agreed to e-mails".to_owned(), 1)]);
}

#[test]
fn stopped_campaigns_end_at_once() {
    let world = World::with(&[email(), letter(), call()]).mailbox(&[]);
    world.add(&Somebody::number(1), "contacted");
    world.add(&Somebody::number(2), "control");
    world.run("UPDATE campaigns SET stopped_at = 'now'");
    world.act("2026-02-01");
    assert_eq!(world.states(), states(&[("skipped", 3), ("withheld", 3)]));
}

#[test]
fn nothing_is_sent_before_the_sender_is_set_up() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(1);
    let mut business = crate::world::business();
    business.street = String::new();
    world.store.set_business(&business).unwrap();
    let problem = act(&world.store, &world.options(START), &Silent).unwrap_err();
    assert!(
        matches!(&problem, ActError::Setup(what) if what == "its street"),
        "{problem}"
    );
    assert!(world.arrived().is_empty());
    assert_eq!(world.states(), states(&[("planned", 1)]));
}

#[test]
fn two_deliveries_at_once_are_refused() {
    let world = World::with(&[email()]).mailbox(&[]);
    let path = world.folder.path().join("outbox.journal");
    let held = std::fs::File::create(path).unwrap();
    held.lock().unwrap();
    let problem = act(&world.store, &world.options(START), &Silent).unwrap_err();
    assert!(matches!(problem, ActError::Busy(_)));
}

#[test]
fn cancelled_deliveries_keep_what_left_and_go_on_later() {
    struct Impatient;
    impl store::Progress for Impatient {
        fn at(&self, _: &str, _: u64, _: u64) {}
        fn cancelled(&self) -> bool {
            true
        }
    }
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(4);
    assert!(act(&world.store, &world.options(START), &Impatient).is_err());
    assert_eq!(world.states(), states(&[("planned", 4)]));
    assert_eq!(world.act(START).emails_sent, 4);
    assert_eq!(day(START).to_string(), START);
}

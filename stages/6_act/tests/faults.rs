//! Faults of the line, the server and ourselves: nobody is written to twice, nobody is forgotten.

use std::collections::HashSet;
use std::io::Write;
use std::net::TcpListener;
use std::process::{Command, Stdio};

use act::{ActOptions, Smtp, act};
use mail_parser::MessageParser;
use store::{Silent, Store};
use testkit::Fault;

use crate::world::{START, World, day, email, letter};

fn message_ids(world: &World) -> Vec<String> {
    let ids = world.arrived().into_iter().map(|raw| {
        MessageParser::default()
            .parse(&raw)
            .unwrap()
            .message_id()
            .unwrap()
            .to_owned()
    });
    ids.collect()
}

#[test]
fn refused_recipients_end_rejected_with_the_reply() {
    let world = World::with(&[email()]).mailbox(&[Fault::Reject("grace1@example.test".into())]);
    world.add_many(3);
    let report = world.act(START);
    assert_eq!((report.emails_sent, report.rejected), (2, 1));
    assert_eq!(
        world.text("SELECT reply FROM ledger WHERE state = 'rejected'"),
        "550 5.1.1 no such mailbox"
    );
    assert_eq!(world.act(START).rejected, 0);
}

#[test]
fn recipients_put_off_are_tried_again_with_the_same_message() {
    let world = World::with(&[email()]).mailbox(&[Fault::Greylist("grace1@example.test".into())]);
    world.add_many(2);
    let first = world.act(START);
    assert_eq!((first.emails_sent, first.deferred), (1, 1));
    let sql = "SELECT message_id || ' ' || attempt FROM handovers WHERE planned_touch_id = 2";
    let id = world.text(sql);
    assert_eq!(
        world.text("SELECT state FROM ledger WHERE id = 2"),
        "deferred"
    );
    let second = world.act("2026-03-03");
    assert_eq!((second.emails_sent, second.deferred), (1, 0));
    assert_eq!(id.replace(" 1", " 2"), world.text(sql));
    assert_eq!(world.arrived().len(), 2);
}

#[test]
fn a_line_that_breaks_after_the_dot_leaves_the_mail_in_doubt_and_it_is_never_sent_again() {
    let world = World::with(&[email()]).mailbox(&[Fault::DropAfterDot(3)]);
    world.add_many(10);
    let report = world.act(START);
    assert_eq!((report.emails_sent, report.in_doubt), (9, 1));
    assert_eq!(world.arrived().len(), 10);
    let again = world.act("2026-03-03");
    assert_eq!((again.emails_sent, again.in_doubt), (0, 0));
    let ids = message_ids(&world);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 10);
    assert_eq!(ids.len(), 10);
}

#[test]
fn a_line_that_breaks_within_a_mail_is_not_repeated_either() {
    let world = World::with(&[email()]).mailbox(&[Fault::DropBeforeDot(2)]);
    world.add_many(10);
    let report = world.act(START);
    assert_eq!((report.emails_sent, report.in_doubt), (9, 1));
    assert_eq!(world.act("2026-03-03").emails_sent, 0);
    assert_eq!(world.arrived().len(), 9);
}

#[test]
fn a_mail_server_that_is_down_claims_nothing_and_the_mails_wait() {
    let world = World::with(&[email()]);
    world.add_many(5);
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let smtp = Smtp {
        host: "127.0.0.1".into(),
        port: free.port(),
        ..Smtp::default()
    };
    let options = ActOptions {
        smtp: Some(smtp),
        ..world.options(START)
    };
    let report = act(&world.store, &options, &Silent).unwrap();
    assert_eq!((report.waiting_for_smtp, report.emails_sent), (5, 0));
    assert!(report.smtp_problem.unwrap().contains("cannot be reached"));
    assert_eq!(world.text("SELECT COUNT(*) FROM handovers"), "0");
    let world = world.mailbox(&[]);
    assert_eq!(world.act(START).emails_sent, 5);
}

#[test]
fn without_a_mail_server_e_mails_wait_and_letters_are_printed() {
    let world = World::with(&[email(), letter()]);
    world.add_many(2);
    let report = world.act(START);
    assert_eq!((report.waiting_for_smtp, report.letters), (2, 2));
    assert_eq!(
        report.smtp_problem.as_deref(),
        Some("no mail server is set up yet")
    );
}

#[test]
fn a_server_without_encryption_is_refused_where_encryption_is_asked_for() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(1);
    let mut options = world.options(START);
    options.smtp.as_mut().unwrap().require_tls = true;
    let report = act(&world.store, &options, &Silent).unwrap();
    assert_eq!((report.waiting_for_smtp, report.emails_sent), (1, 0));
    assert!(report.smtp_problem.unwrap().contains("no encryption"));
}

/// Leaves the workspace as a kill in the middle of sending does: five rows claimed, one of them
/// answered, one refused, one on the wire, and a torn line at the end of the journal.
fn leave_as_killed(world: &World, machine: &str) {
    world.run(
        "INSERT INTO handovers (planned_touch_id, state, attempt, epoch, message_id, changed_day, changed_at)
         SELECT id, 'claimed', 1, 1, 'touch-' || id, 0, '' FROM planned_touches WHERE id <= 5",
    );
    let mut journal = std::fs::File::create(world.folder.path().join("outbox.journal")).unwrap();
    let lines = format!(
        "begun {machine}\nstarted 1 touch-1\naccepted 1 250 2.0.0 taken\nstarted 2 touch-2\n\
         started 3 touch-3\nrejected 3 550 no thanks\nstarted 4"
    );
    journal.write_all(lines.as_bytes()).unwrap();
}

fn this_machine() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[test]
fn after_a_kill_what_was_on_the_wire_is_in_doubt_and_the_rest_is_sent_once() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(6);
    leave_as_killed(&world, &this_machine());
    let report = world.act(START);
    assert_eq!(
        (report.emails_sent, report.rejected, report.in_doubt),
        (4, 1, 1)
    );
    let state = |id| world.text(&format!("SELECT state FROM ledger WHERE id = {id}"));
    assert_eq!(
        [1, 2, 3, 4, 5, 6].map(state),
        ["done", "in_doubt", "rejected", "done", "done", "done"]
    );
    assert_eq!(
        world.recipients(),
        [
            "grace3@example.test",
            "grace4@example.test",
            "grace5@example.test"
        ]
    );
    assert_eq!(world.act(START).emails_sent, 0);
}

#[test]
fn after_a_power_cut_every_claimed_mail_is_held_as_in_doubt() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(6);
    leave_as_killed(&world, "another-run-of-the-machine");
    let report = world.act(START);
    assert_eq!((report.in_doubt, world.arrived().len()), (3, 1));
    assert_eq!(
        world.text("SELECT COUNT(*) FROM ledger WHERE state = 'in_doubt'"),
        "3"
    );
}

#[test]
fn after_a_kill_letters_are_printed_exactly_when_their_file_is_there() {
    for (is_there, printed_anew) in [(true, 0), (false, 2)] {
        let world = World::with(&[letter()]);
        world.add_many(2);
        world.run(
            "INSERT INTO handovers (planned_touch_id, state, artefact, changed_day, changed_at)
             SELECT id, 'claimed', 'letters/letters-2026-03-02.pdf#page=' || id, 0, '' FROM planned_touches",
        );
        if is_there {
            std::fs::create_dir(world.folder.path().join("letters")).unwrap();
            std::fs::write(
                world.folder.path().join("letters/letters-2026-03-02.pdf"),
                b"%PDF",
            )
            .unwrap();
        }
        let report = world.act(START);
        let files = std::fs::read_dir(world.folder.path().join("letters"))
            .unwrap()
            .count();
        assert_eq!((report.letters, files), (2, 1), "there before: {is_there}");
        assert_eq!(report.letters_file.is_some(), printed_anew > 0);
        assert_eq!(
            world.text("SELECT COUNT(*) FROM ledger WHERE state = 'done'"),
            "2"
        );
    }
}

#[test]
fn thousands_of_mails_in_many_batches_arrive_once_each() {
    let world =
        World::with(&[email()]).mailbox(&[Fault::DropAfterDot(700), Fault::DropAfterDot(1200)]);
    world.add_many(1_600);
    let report = world.act(START);
    assert_eq!((report.emails_sent, report.in_doubt), (1_598, 2));
    let ids = message_ids(&world);
    assert_eq!(ids.len(), 1_600);
    assert_eq!(ids.into_iter().collect::<HashSet<_>>().len(), 1_600);
    assert_eq!(
        world.text("SELECT COUNT(*) FROM handovers WHERE reply LIKE '250%'"),
        "1598"
    );
}

/// Names the workspace and the port of the mailbox to the child that is to be killed.
const CHILD: &str = "ACT_TEST_CHILD";

/// Delivers when started as the child of the test below; else there is nothing to test here.
#[test]
fn delivery_of_a_child() {
    let Ok(orders) = std::env::var(CHILD) else {
        return;
    };
    let (port, folder) = orders.split_once(' ').unwrap();
    let store = Store::open(folder.as_ref()).unwrap();
    let smtp = Smtp {
        host: "127.0.0.1".into(),
        port: port.parse().unwrap(),
        ..Smtp::default()
    };
    let options = ActOptions {
        as_of: day(START),
        now: format!("{START}T09:00:00Z"),
        smtp: Some(smtp),
        paper_lead_days: 14,
        connections: 4,
    };
    act(&store, &options, &Silent).unwrap();
}

#[test]
fn a_delivery_killed_again_and_again_writes_to_nobody_twice_and_forgets_nobody() {
    let (mails, kills) = (2_000, 8);
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(mails);
    let mailbox = world.mailbox.as_ref().unwrap();
    let orders = format!(
        "{} {}",
        mailbox.address().port(),
        world.folder.path().display()
    );
    for kill in 1..=kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["faults::delivery_of_a_child", "--exact"])
            .env(CHILD, &orders)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while mailbox.count() < kill * 200 {
            assert!(
                child.try_wait().unwrap().is_none(),
                "the child ended by itself"
            );
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    world.act(START);

    let states = world.states();
    let rows = |state: &str| usize::try_from(states.get(state).copied().unwrap_or(0)).unwrap();
    assert_eq!(rows("done") + rows("in_doubt"), mails, "{states:?}");
    let ids = message_ids(&world);
    assert_eq!(
        ids.iter().collect::<HashSet<_>>().len(),
        ids.len(),
        "somebody got two"
    );
    assert!(
        ids.len() >= rows("done"),
        "a row says done and its mail did not arrive"
    );
    // Each of the four lines can have one mail on the wire when the program is killed.
    assert!(rows("in_doubt") <= 4 * kills, "{states:?}");
}

//! Returned mail and post, and what follows from them.

use clean::{
    BounceReport, Correction, ReturnReason, archive, clean, correct, keep, letters_in, note_erased,
    read_overdue, read_proposals, read_tasks, take_bounce_bytes, take_returned, undo_step,
};
use store::Silent;
use terms::Day;

use crate::base::{Base, NOW, whole_picture};

fn dead_letter(address: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\nTo: us@shop.example\nSubject: Undelivered Mail Returned to Sender\n\
         MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nI could not deliver it.\n\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n\
         Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n--b--\n"
    )
}

/// Four customers with mail and post, and a letter to each: L-000001 to L-000004.
fn four_customers() -> Base {
    let base = Base::new();
    base.take_text(
        "crm.csv",
        "Customer no,First name,Last name,Email,Phone,Street,Town,Postcode\n\
         K1,Anna,Berg,a@berg.de,0721 5550101,Weg 1,Bonn,53111\nK2,Otto,Lang,o@lang.de,0721 5550102,Weg 2,Bonn,53112\n\
         K3,Eva,Neu,e@neu.de,0721 5550103,Weg 3,Bonn,53113\nK4,Jan,Alt,j@alt.de,0721 5550104,Weg 4,Bonn,53114\n",
    );
    base.take_text("orders.csv", "Order no,Date,Customer no,Amount\n1,2021-05-05,K1,4.00\n2,2021-05-06,K2,5.00\n3,2021-05-07,K3,6.00\n4,2021-05-08,K4,7.00\n");
    base.clean();
    base.run(
        "INSERT INTO turns (id, as_of, seed, pressed_at, hold_until, state) VALUES (1, 0, 0, '', '', 'done');
         INSERT INTO strategies (id, cell, version, text, used_from) VALUES (1, 'P1F1', 1, '', 0);
         INSERT INTO campaigns (id, turn_id, cell, name, strategy_id, plan, start_day, end_day, seed, control_share,
                                budget_minor, expected_gain_minor) VALUES (1, 1, 'P1F1', '', 1, '', 0, 90, 0, 0, 0, 0);
         INSERT INTO touches VALUES (1, 1, 1, 'letter', 0, 9, '{}', 0);
         INSERT INTO enrolments VALUES (1, 1, 1, 'contacted', 0, 1, 0, ''), (2, 1, 2, 'contacted', 0, 1, 0, ''),
                                       (3, 1, 3, 'contacted', 0, 1, 0, ''), (4, 1, 4, 'contacted', 0, 1, 0, '');
         INSERT INTO planned_touches VALUES (1, 1, 1, 0, 9), (2, 2, 1, 0, 9), (3, 3, 1, 0, 9), (4, 4, 1, 0, 9);
         INSERT INTO handovers (planned_touch_id, state, contact_point_id, changed_day, changed_at)
         SELECT p.id, 'done', c.id, 0, '' FROM planned_touches p
         JOIN enrolments e ON e.id = p.enrolment_id
         JOIN contact_points c ON c.account_id = e.account_id AND c.kind = 'post';",
    );
    base
}

/// Mail of customers 1 and 2 comes back, post of customers 1 and 3.
fn returns(base: &Base) {
    let take = || {
        let mut report = BounceReport::default();
        for address in ["a@berg.de", "o@lang.de"] {
            take_bounce_bytes(
                &base.store,
                dead_letter(address).as_bytes(),
                NOW,
                &mut report,
            )
            .unwrap();
        }
        report
    };
    let report = take();
    assert_eq!(
        (
            report.messages,
            report.new,
            report.by_class["hard"],
            report.accounts
        ),
        (2, 2, 2, 2)
    );
    let again = take();
    assert_eq!((again.messages, again.new), (2, 0));
    let letters = letters_in("letter,reason\nL-000001,\nl3,moved\nL-000077,\n");
    let report = take_returned(&base.store, &letters, NOW).unwrap();
    assert_eq!(
        (report.taken.len(), report.unknown),
        (2, vec!["L-000077".to_owned()])
    );
    assert_eq!(
        take_returned(&base.store, &letters, NOW)
            .unwrap()
            .known
            .len(),
        2
    );
}

/// Proves C13.
#[test]
fn c13_returned_mail_and_post_appear_on_the_people() {
    let base = four_customers();
    returns(&base);
    let states = "SELECT account_id || ' ' || kind || ' ' || state FROM contact_points WHERE state <> 'unverified' ORDER BY 1";
    assert_eq!(
        base.list(states),
        "1 email dead|1 post dead|2 email dead|3 post moved"
    );
    let evidence = base.list(
        "SELECT evidence FROM contact_points WHERE state <> 'unverified' ORDER BY account_id, kind",
    );
    assert!(
        evidence.contains("User unknown") && evidence.contains("letter L-000003 moved"),
        "{evidence}"
    );
}

/// Proves C14.
#[test]
fn c14_only_who_neither_mail_nor_post_reaches_is_proposed_and_undo_restores() {
    let base = four_customers();
    returns(&base);
    let as_of: Day = "2026-11-01".parse().unwrap();
    let proposed = base.store.read(|db| read_proposals(db, as_of)).unwrap();
    assert_eq!(
        proposed
            .iter()
            .map(|one| one.account_id)
            .collect::<Vec<_>>(),
        [1]
    );
    assert_eq!(proposed[0].failed.len(), 2);
    let before = whole_picture(&base);
    let revenue = "SELECT SUM(net_minor) FROM orders";
    let (all, own) = (
        base.number(revenue),
        "SELECT SUM(net_minor) FROM orders WHERE account_id = 1",
    );
    let step = archive(&base.store, 1, as_of, NOW).unwrap();
    assert_eq!(base.number(revenue), all);
    assert_eq!(base.number(own), 400);
    assert_eq!(base.list("SELECT name FROM accounts WHERE id = 1"), "");
    assert_eq!(
        base.number("SELECT COUNT(*) FROM contact_points WHERE account_id = 1 AND gone_at IS NULL"),
        0
    );
    assert_eq!(
        base.list("SELECT channel FROM suppressions ORDER BY 1"),
        "call|email|letter"
    );
    assert!(archive(&base.store, 2, as_of, NOW).is_err());
    undo_step(&base.store, step, NOW).unwrap();
    assert_eq!(whole_picture(&base), before);
    assert_eq!(base.number("SELECT COUNT(*) FROM suppressions"), 0);
    let step = archive(&base.store, 1, as_of, NOW).unwrap();
    assert!(
        undo_step(&base.store, step, "2026-12-02T08:00:00Z")
            .unwrap_err()
            .to_string()
            .contains("thirty days")
    );
    assert!(keep(&base.store, 1, NOW).is_err());
}

/// Tables that hold a text anywhere, but for the cells of rows, which are packed.
fn tables_with(base: &Base, text: &str) -> Vec<String> {
    let tables = base.list("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%' ORDER BY name");
    let has = |table: &&str| {
        let columns = base.list(&format!("SELECT name FROM pragma_table_info('{table}')"));
        columns.split('|').any(|column| {
            base.number(&format!(
                "SELECT COUNT(*) FROM {table} WHERE CAST(\"{column}\" AS TEXT) LIKE '%{text}%'"
            )) > 0
        })
    };
    tables.split('|').filter(has).map(str::to_owned).collect()
}

#[test]
fn thirty_days_after_the_archive_no_row_and_no_kept_file_says_who_it_was() {
    const LATER: &str = "2026-12-05T08:00:00Z";
    let base = four_customers();
    returns(&base);
    archive(&base.store, 1, "2026-11-01".parse().unwrap(), NOW).unwrap();
    let (revenue, own) = (
        "SELECT SUM(net_minor) FROM orders",
        "SELECT SUM(net_minor) FROM orders WHERE account_id = 1",
    );
    let before = (base.number(revenue), base.number(own));
    let early = base.store.read(|db| read_overdue(db, NOW)).unwrap();
    assert_eq!(early.rows, []);
    clean(&base.store, LATER, &Silent).unwrap();
    let overdue = base.store.read(|db| read_overdue(db, LATER)).unwrap();
    assert_eq!(overdue.accounts, [1]);
    gather::erase_rows(&base.store, &overdue.rows).unwrap();
    note_erased(&base.store, &overdue.accounts, LATER).unwrap();
    for word in ["berg.de", "Berg", "Weg 1", "5550101"] {
        let left = tables_with(&base, word);
        let is_key = |table: &String| matches!(table.as_str(), "suppressions" | "contact_signs");
        assert!(left.iter().all(is_key), "{word}: {left:?}");
    }
    for (source_id, row_no) in &overdue.rows {
        let row = base
            .store
            .read(|db| gather::read_row(db, *source_id, *row_no));
        let cells = format!("{:?}", row.unwrap().unwrap().cells);
        assert!(!cells.contains("Berg") && !cells.contains("berg.de") && !cells.contains("K1"));
    }
    let again = base.store.read(|db| read_overdue(db, LATER)).unwrap();
    assert_eq!((again.accounts.len(), again.rows.len()), (0, 0));
    clean(&base.store, LATER, &Silent).unwrap();
    assert_eq!((base.number(revenue), base.number(own)), before);
    assert_eq!(base.number("SELECT COUNT(*) FROM suppressions"), 3);
}

#[test]
fn a_returned_letter_counts_against_the_address_it_left_for() {
    let base = four_customers();
    // A better address came in while the letter was under way.
    base.take_text("new.csv", "Customer no,First name,Last name,Street,Town,Postcode\nK1,Anna,Berg,Neue Gasse 9,Bonn,53119\n");
    base.clean();
    base.run("UPDATE contact_points SET state = 'valid' WHERE value LIKE 'Neue Gasse 9%'");
    take_returned(&base.store, &letters_in("L-000001\n"), NOW).unwrap();
    let dead = "SELECT value FROM contact_points WHERE state = 'dead'";
    assert!(base.list(dead).starts_with("Weg 1"), "{}", base.list(dead));
    // A letter that never left has no address that could be wrong.
    base.run("DELETE FROM handovers WHERE planned_touch_id = 2");
    let report = take_returned(&base.store, &letters_in("L-000002\n"), NOW).unwrap();
    assert_eq!(report.unknown, ["L-000002"]);
}

/// Proves C15.
#[test]
fn c15_one_call_names_the_failed_address_and_new_data_clears_it() {
    let base = four_customers();
    returns(&base);
    let tasks = base.store.read(read_tasks).unwrap();
    let told: Vec<_> = tasks
        .iter()
        .map(|task| (task.account_id, task.kind.as_str()))
        .collect();
    assert_eq!(told, [(2, "email"), (3, "post")]);
    assert!(tasks[0].ask.contains("o@lang.de") && tasks[1].ask.contains("Weg 3"));
    assert_eq!(tasks[0].phone, "0721 5550102");
    let new = Correction {
        field: "email".into(),
        value: "otto@neu.de".into(),
        ..Correction::default()
    };
    correct(&base.store, 2, &[new], NOW).unwrap();
    base.take_text("new.csv", "Customer no,First name,Last name,Street,Town,Postcode\nK3,Eva,Neu,Neue Gasse 9,Bonn,53119\n");
    base.clean();
    assert_eq!(base.store.read(read_tasks).unwrap().len(), 0);
    take_returned(
        &base.store,
        &[("L-000003".to_owned(), ReturnReason::Moved)],
        NOW,
    )
    .unwrap();
    base.clean();
    assert_eq!(
        base.number("SELECT COUNT(*) FROM call_tasks WHERE account_id IN (2, 3)"),
        2
    );
    assert_eq!(
        base.number("SELECT COUNT(*) FROM call_tasks WHERE done_at IS NULL"),
        0
    );
}

//! What happened besides buying, on one timeline.

use crate::base::{Base, whole_picture};

/// Puts an event into what gather would have received.
pub(crate) fn receive(base: &Base, source: i64, rows: &[(&str, &str, i32, &str, &str)]) {
    base.run(&format!(
        "INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header, mapping, row_count, imported_at, complete)
         VALUES ({source}, 'events {source}', 'e{source}', 'events', '', 'utf-8', ',', '[]', '[]', {}, '2026-11-01T08:00:00Z', 1);",
        rows.len()
    ));
    for (at, (kind, email, day, subject, detail)) in rows.iter().enumerate() {
        base.run(&format!(
            "INSERT INTO received_events (source_id, row_no, kind, email, day, subject, detail)
             VALUES ({source}, {no}, '{kind}', '{email}', {day}, '{subject}', '{detail}');",
            no = at + 1
        ));
    }
}

#[test]
fn events_of_several_files_come_onto_the_timeline_of_their_customer_and_go_with_their_file() {
    let base = Base::new();
    base.take_text(
        "orders.csv",
        "Order no,Date,Email,Amount\n1,2026-05-05,a@berg.de,4.00\n",
    );
    base.clean();
    let before = whole_picture(&base);
    let revision = || base.number("SELECT revision FROM accounts WHERE id = 1");
    let unserved = revision();
    receive(
        &base,
        11,
        &[
            ("registration", "A@Berg.de", 20_000, "Kettle K5", ""),
            ("interest", "x@new.de", 20_001, "Kettles", ""),
        ],
    );
    receive(
        &base,
        12,
        &[
            ("survey", "a@berg.de", 20_002, "How was it?", "good"),
            ("consent", "a@berg.de", 20_003, "newsletter", "unsubscribed"),
        ],
    );
    let report = base.clean();
    assert_eq!(report.events_new, 4);
    // What serving costs is counted anew when more is known of it, and when less is.
    let served = revision();
    assert!(served > unserved, "{unserved} {served}");
    assert_eq!(
        base.list("SELECT kind FROM events WHERE account_id = 1 ORDER BY day"),
        "registration|survey|consent"
    );
    assert_eq!(
        base.list("SELECT basis FROM consents WHERE account_id = 1 AND channel = 'email'"),
        "refused"
    );
    assert_eq!(base.accounts(), 2);
    base.run("UPDATE sources SET undone_at = '2026-11-02T08:00:00Z' WHERE id IN (11, 12)");
    base.clean();
    assert_eq!(whole_picture(&base), before);
    assert!(revision() > served);
}

#[test]
fn sales_registrations_interests_and_survey_answers_stand_on_one_timeline() {
    let base = Base::new();
    let files = [
        (
            "orders.csv",
            "Order no,Date,Email,Amount\n1,2026-05-05,a@berg.de,4.00\n",
        ),
        (
            "registrations.csv",
            "Registration date,Email,Product,Serial number,Warranty until\n2026-05-06,A@Berg.de,Pump X,SN1,2028-01-05\n",
        ),
        (
            "interests.csv",
            "Date,Email,Product interest,Source\n2026-05-07,a@berg.de,Valves,fair\n",
        ),
        (
            "survey.csv",
            "Submitted at,Email,NPS score,Comment\n2026-05-08,a@berg.de,9,good\n",
        ),
    ];
    for (name, text) in files {
        base.take_text(name, text);
    }
    base.clean();
    assert_eq!(base.accounts(), 1);
    assert_eq!(
        base.list("SELECT kind FROM events WHERE account_id = 1 ORDER BY day"),
        "registration|interest|survey"
    );
    assert_eq!(
        base.number("SELECT COUNT(*) FROM orders WHERE account_id = 1"),
        1
    );
}

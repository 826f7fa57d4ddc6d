//! What happens besides buying, in the forms that programs export it.

use gather::Kind;

use crate::desk::Desk;

/// Kind, export, and what its one row tells.
const HAPPENINGS: &[(&str, &str, &str, &str)] = &[
    (
        "call",
        "Call date,Customer ID,Duration (min),Outcome,Call notes\n2026-01-05,K1,12,reached,wants a quote\n",
        "",
        "reached · wants a quote",
    ),
    (
        "visit",
        "Visit date,Company,Purpose of visit,Result\n2026-01-05,Acme Ltd,Yearly check,two pumps ordered\n",
        "Yearly check",
        "two pumps ordered",
    ),
    (
        "ticket",
        "Ticket ID,Created at,Requester email,Subject,Status,Resolved at\n77,2026-01-05,a@b.de,Pump leaks,solved,2026-01-09\n",
        "Pump leaks",
        "solved",
    ),
    (
        "return",
        "Return date,Order number,Email,SKU,Return reason,Qty\n2026-01-05,1001,a@b.de,P-1,too small,1\n",
        "P-1",
        "too small",
    ),
    (
        "registration",
        "Registration date,Email,Product,Serial number,Warranty until\n2026-01-05,a@b.de,Pump X,SN1,2028-01-05\n",
        "Pump X",
        "SN1",
    ),
    (
        "interest",
        "Date,Email,Product interest,Source\n2026-01-05,a@b.de,Valves,fair\n",
        "Valves",
        "",
    ),
    (
        "survey",
        "Submitted at,Email,NPS score,Comment\n2026-01-05,a@b.de,9,good\n",
        "",
        "good",
    ),
    (
        "usage",
        "Date,User ID,Feature,Count\n2026-01-05,K1,Export,14\n",
        "Export",
        "",
    ),
    (
        "subscription",
        "Subscription ID,Customer email,Plan,Status,Renewal date,MRR\nS1,a@b.de,Gold,active,2026-12-01,49.00\n",
        "Gold",
        "active",
    ),
    (
        "subscription",
        "Subscription ID,Customer number,Plan,Start date,Renewal date,Amount\nS1,K1,Gold,2026-01-05,2027-01-05,120.00\n",
        "Gold",
        "",
    ),
    (
        "consent",
        "Email,Channel,Consent,Consent date\na@b.de,email,no,2026-01-05\n",
        "email",
        "no",
    ),
    (
        "note",
        "Date,Customer No,Note,Author\n2026-01-05,K1,likes tea,Ann\n",
        "",
        "likes tea",
    ),
];

#[test]
fn every_kind_of_happening_is_recognised_and_told() {
    for (kind, text, subject, detail) in HAPPENINGS {
        let desk = Desk::new();
        let receipt = desk.import_text(*text);
        assert_eq!(
            (receipt.kind, receipt.lost_rows),
            (Kind::Events, 0),
            "{kind}"
        );
        let told = "SELECT kind || '|' || subject || '|' || detail FROM received_events";
        assert_eq!(desk.text(told), format!("{kind}|{subject}|{detail}"));
        let whose = "SELECT COUNT(*) FROM received_events WHERE COALESCE(party_key, email, company) IS NOT NULL";
        assert_eq!(desk.number(whose), 1, "{kind}");
    }
}

#[test]
fn days_amounts_and_minutes_of_happenings_are_read() {
    let desk = Desk::new();
    desk.import_text("Subscription ID,Customer email,Plan,Start date,Renewal date,MRR\nS1,a@b.de,Gold,2026-01-01,2026-12-01,49.00\n");
    assert_eq!(
        desk.number("SELECT until_day - day FROM received_events"),
        334
    );
    assert_eq!(
        desk.number("SELECT amount_minor FROM received_events"),
        4_900
    );
    let desk = Desk::new();
    desk.import_text(
        "Call date,Phone,Call duration,Call outcome\n2026-01-05,555 0100,00:12:30,reached\n",
    );
    assert_eq!(
        desk.number("SELECT CAST(minutes * 10 AS INTEGER) FROM received_events"),
        125
    );
}

#[test]
fn a_survey_with_a_column_a_question_tells_an_answer_each() {
    let desk = Desk::new();
    desk.import_text("Submitted at,Email,How did you find us?,What do you buy most?\n2026-01-05,a@b.de,fair,pumps\n2026-01-06,c@d.de,,valves\n");
    let told = "SELECT group_concat(subject || '=' || detail, '; ') FROM received_events";
    assert_eq!(
        desk.text(told),
        "How did you find us?=fair; What do you buy most?=pumps; What do you buy most?=valves"
    );
}

#[test]
fn possible_sales_are_interests_with_their_stage_and_amount() {
    let desk = Desk::new();
    let receipt = desk.import_text("Deal Name,Deal Stage,Amount,Close Date,Create Date,Associated Company\nAcme - New,contractsent,25000,2026-12-01,2026-01-02,Acme\n");
    assert_eq!(receipt.kind, Kind::Deals);
    let told = "SELECT kind || '|' || subject || '|' || detail || '|' || amount_minor FROM received_events";
    assert_eq!(desk.text(told), "interest|Acme - New|contractsent|2500000");
}

#[test]
fn purchases_interests_registrations_and_market_research_tell_of_one_customer() {
    let desk = Desk::new();
    for (name, text) in [
        (
            "orders.csv",
            "Order no,Order date,Customer email,SKU,Quantity,Unit price\n1,2026-01-05,a@b.de,P-1,1,99.00\n",
        ),
        (
            "fair.csv",
            "Date,Email,Product interest\n2026-02-03,A@B.de,Valves\n",
        ),
        (
            "cards.csv",
            "Registration date,Email,Product,Serial number\n2026-01-09,a@b.de,Pump X,SN1\n",
        ),
        (
            "answers.csv",
            "Submitted at,Email,How did you find us?,What do you buy most?\n2026-03-01,a@b.de,fair,pumps\n",
        ),
    ] {
        let receipt = desk.import(&desk.file(name, text));
        assert_eq!(receipt.lost_rows, 0, "{name}");
    }
    let told = "SELECT group_concat(kind || ' ' || subject || ' ' || day, '; ') FROM \
        (SELECT * FROM received_events WHERE lower(email) = 'a@b.de' ORDER BY day, event_no)";
    assert_eq!(
        desk.text(told),
        "registration Pump X 20462; interest Valves 20487; survey How did you find us? 20513; survey What do you buy most? 20513"
    );
    assert_eq!(
        desk.number("SELECT SUM(net_minor) FROM received_lines WHERE email = 'a@b.de'"),
        9_900
    );
}

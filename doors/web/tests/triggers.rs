//! Messages that leave by themselves, over pages and API, to a mailbox: each leaves once, on its day,
//! and stays when what it is about is off.

use desk::House;
use mail_parser::MessageParser;
use serde_json::{Value, json};
use store::Silent;
use terms::Day;

use crate::client;
use crate::fixture::{Served, serve, serve_empty};

/// Four customers; the numbers, days and amounts below are worked out by hand.
const ORDERS: &str = "Order No,Customer No,First name,Last name,Email,Order Date,Product,Net\n\
    1,C1,Ann,Alder,ann@x.example,2024-02-29,Oak shelf,100.00\n\
    2,C2,Ben,Birch,ben@x.example,2025-03-02,Pine shelf,80.00\n\
    3,C3,Cleo,Cedar,cleo@x.example,2025-11-20,Lamp,40.00\n";

/// A day as the pages name it.
pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A workspace of three customers on this day.
pub(crate) fn shop(today: &str) -> Served {
    let served = serve_empty(day(today));
    served.house.store.set_business(&testkit::owner()).unwrap();
    served
        .house
        .store
        .set_setting("currency_is_settled", &true)
        .unwrap();
    // Days go by in these tests without anybody being scored anew.
    let settings = score::ScoreSettings {
        every: score::ScoreEvery::Never,
        ..score::ScoreSettings::default()
    };
    score::write_settings(&served.house.store, &settings).unwrap();
    upload(&served, "orders.csv", ORDERS);
    served
}

pub(crate) fn upload(served: &Served, name: &str, text: &str) {
    assert_eq!(client::upload(served.address, name, text).status, 303);
    served.wait_until_idle();
}

/// The same workspace on another day, after what the clock of the program does by itself.
pub(crate) fn on(served: &Served, today: &str) -> Served {
    let later = serve(served.folder.path(), day(today));
    desk::keep_up(&later.house, &Silent).unwrap();
    later
}

/// Turns a trigger on by the page's form.
pub(crate) fn turn_on(served: &Served, code: &str) {
    let page = served.get(&format!("/triggers/{code}")).text();
    assert!(
        page.contains(&format!("action=\"/triggers/{code}/on\"")),
        "{page}"
    );
    assert_eq!(served.post(&format!("/triggers/{code}/on"), "").status, 303);
    served.wait_until_idle();
}

/// Tells events by the API.
pub(crate) fn tell(served: &Served, events: &Value) {
    let answer = tell_text(served, &events.to_string());
    assert_eq!(answer.status, 202, "{}", answer.text());
    served.wait_until_idle();
}

fn tell_text(served: &Served, text: &str) -> client::Answer {
    let host = served.address.to_string();
    let headers = [
        ("host", host.as_str()),
        ("content-type", "application/json"),
    ];
    client::send(
        served.address,
        "POST",
        "/api/v1/events",
        &headers,
        text.as_bytes(),
    )
}

/// Every mail that arrived: to whom, about what, its text, who it is from and who gets the answer.
pub(crate) struct Arrived {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) from: String,
    pub(crate) reply_to: String,
}

pub(crate) fn arrived(served: &Served) -> Vec<Arrived> {
    let read = |message: &testkit::Message| {
        let mail = MessageParser::default().parse(&message.raw).unwrap();
        let name = |address: Option<&mail_parser::Address<'_>>| {
            let one = address.and_then(|address| address.first());
            one.map_or(String::new(), |one| {
                let name = one.name().unwrap_or_default();
                format!("{name} <{}>", one.address().unwrap_or_default())
            })
        };
        Arrived {
            to: message.to.join(", "),
            subject: mail.subject().unwrap().to_owned(),
            text: mail.body_text(0).unwrap().into_owned(),
            from: name(mail.from()),
            reply_to: name(mail.reply_to()),
        }
    };
    served.mailbox.messages().iter().map(read).collect()
}

fn reasons(served: &Served) -> String {
    served.word(
        "SELECT COALESCE(group_concat(state || ': ' || reason, '; '), '')
         FROM (SELECT state, reason FROM ledger WHERE state <> 'done' ORDER BY id)",
    )
}

/// Proves C30.
#[test]
fn c30_every_order_is_thanked_once_and_a_returned_one_not_at_all() {
    let first = shop("2026-03-02");
    turn_on(&first, "thanks");
    // Whatever was bought before is left alone.
    assert_eq!(first.number("SELECT COUNT(*) FROM enrolments"), 0);
    let head = "Order No,Customer No,Email,Order Date,Product,Net\n";
    let four = format!(
        "{head}11,C1,ann@x.example,2026-03-03,Desk,300.00\n\
         12,C1,ann@x.example,2026-03-04,Chair,120.00\n\
         13,C2,ben@x.example,2026-03-04,Lamp,40.00\n"
    );
    let second = serve(first.folder.path(), day("2026-03-04"));
    upload(&second, "march.csv", &four);
    // The third order comes back before its thanks are due.
    let back = "Return date,Order number,Email,SKU,Return reason,Qty\n\
        2026-03-05,13,ben@x.example,Lamp,too dim,1\n";
    upload(&second, "returns.csv", back);
    let third = on(&second, "2026-03-07");
    let mut mails = arrived(&third);
    // Several lines to the mail server are open at once, so two mails may arrive in any order.
    mails.sort_by_key(|mail| mail.text.contains("Chair"));
    let told: Vec<(&str, bool, bool)> = mails
        .iter()
        .map(|mail| {
            (
                mail.to.as_str(),
                mail.text.contains("Desk"),
                mail.text.contains("Chair"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("ann@x.example", true, false),
            ("ann@x.example", false, true)
        ]
    );
    assert!(mails[0].text.contains("Dear Ann Alder,") && mails[0].text.contains("3 March 2026"));
    assert_eq!(reasons(&third), "skipped: the order came back");
    // The same file again, and the clock again: nobody is thanked twice.
    upload(&third, "march again.csv", &four.replace("300.00", "300.0"));
    desk::keep_up(&third.house, &Silent).unwrap();
    assert_eq!(third.mailbox.count(), 2);
    assert_eq!(third.number("SELECT COUNT(*) FROM enrolments"), 3);
    let page = third.get("/triggers/thanks").text();
    assert!(
        page.contains("the order came back") && page.contains("<dt>Sent</dt><dd>2</dd>"),
        "{page}"
    );
    let record = third.get("/customers/1").text();
    assert!(record.contains("Thanks after an order"), "{record}");
}

/// Proves C31.
#[test]
fn c31_a_renewal_is_reminded_of_two_weeks_before_and_a_cancelled_one_not() {
    let first = shop("2026-03-02");
    turn_on(&first, "renewal");
    tell(
        &first,
        &json!([
            {"event": "subscription", "customer": "C1", "subject": "Gold plan", "until": "2026-03-31", "amount": 120},
            {"event": "subscription", "email": "ben@x.example", "subject": "Silver plan", "until": "2026-03-31", "amount": "49.90"},
            // Its fourteenth day lies before the trigger was turned on.
            {"event": "subscription", "customer": "C3", "subject": "Late plan", "until": "2026-03-10", "amount": 5},
        ]),
    );
    assert_eq!(on(&first, "2026-03-16").mailbox.count(), 0);
    let second = serve(first.folder.path(), day("2026-03-16"));
    tell(
        &second,
        &json!({"event": "subscription_cancelled", "customer": "C2", "subject": "Silver plan"}),
    );
    let third = on(&second, "2026-03-17");
    let mails = arrived(&third);
    assert_eq!(mails.len(), 1, "one of three");
    assert_eq!(mails[0].to, "ann@x.example");
    assert_eq!(mails[0].subject, "Gold plan: renews on 31 March 2026");
    assert!(
        mails[0].text.contains("31 March 2026, for £120.00"),
        "{}",
        mails[0].text
    );
    desk::keep_up(&third.house, &Silent).unwrap();
    assert_eq!(third.mailbox.count(), 1);
    // Cancelled after the reminder was planned and before it left: the door sees it.
    let late = serve(first.folder.path(), day("2026-03-17"));
    desk::look_around(
        &House::open(late.folder.path(), Some(day("2026-03-16")), None).unwrap(),
        &Silent,
    )
    .unwrap();
    assert_eq!(late.mailbox.count(), 0);
}

/// Proves C25.
#[test]
fn c25_a_cart_or_a_click_starts_a_mail_within_the_minute_and_buying_first_cancels_it() {
    let served = shop("2026-03-02");
    turn_on(&served, "cart");
    tell(
        &served,
        &json!({"event": "cart_filled", "customer": "C1", "subject": "Walnut table"}),
    );
    tell(
        &served,
        &json!({"event": "ad_click", "email": "ben@x.example", "subject": "Spring lamps"}),
    );
    let mails = arrived(&served);
    let told: Vec<(&str, &str)> = mails
        .iter()
        .map(|mail| (mail.to.as_str(), mail.subject.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("ann@x.example", "Still thinking about Walnut table?"),
            ("ben@x.example", "Still thinking about Spring lamps?"),
        ]
    );
    // Again within the week, the same told again, and somebody who has bought by then.
    tell(
        &served,
        &json!({"event": "cart", "customer": "C1", "subject": "Oak table"}),
    );
    upload(
        &served,
        "today.csv",
        "Order No,Customer No,Email,Order Date,Product,Net\n21,C3,cleo@x.example,2026-03-02,Lamp,40.00\n",
    );
    tell(
        &served,
        &json!({"event": "cart", "customer": "C3", "subject": "Lamp"}),
    );
    assert_eq!(served.mailbox.count(), 2);
    assert_eq!(reasons(&served), "skipped: bought meanwhile");
    let timeline = served.get("/customers/1").text();
    assert!(
        timeline.contains("Filled a cart: Walnut table"),
        "{timeline}"
    );
    // The row is kept as it was told.
    assert_eq!(
        served.number("SELECT COUNT(*) FROM events WHERE kind IN ('cart', 'ad_click')"),
        4
    );
    // What cannot be is refused, and nothing of it is kept.
    for (text, told) in [
        ("{\"event\":\"cart\"}", "says not to whom"),
        ("{\"customer\":\"C1\"}", "says not what happened"),
        (
            "[{\"event\":\"cart\",\"customer\":\"C1\"},{\"event\":\"cart\",\"customer\":\"C1\",\"date\":\"soon\"}]",
            "event 2",
        ),
        (
            "{\"event\":\"cart\",\"customer\":\"C1\",\"amount\":\"much\"}",
            "is no number",
        ),
        (
            "{\"event\":\"cart\",\"customer\":\"C1\",\"colour\":\"red\"}",
            "colour",
        ),
    ] {
        let answer = tell_text(&served, text);
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(told), "{}", answer.text());
    }
    served.wait_until_idle();
    assert_eq!(served.number("SELECT COUNT(*) FROM events"), 4);
}

/// Proves C27.
#[test]
fn c27_three_mails_welcome_a_lead_on_their_days_until_an_order_an_answer_or_an_opt_out() {
    let first = shop("2026-03-02");
    turn_on(&first, "welcome");
    let lead = |name: &str| {
        json!({"event": "lead", "email": format!("{name}@y.example"), "first_name": name, "last_name": "New",
               "subject": "Valves", "consent": "yes"})
    };
    tell(
        &first,
        &json!([lead("dan"), lead("eve"), lead("fay"), lead("gus"),
        {"event": "lead", "email": "hal@y.example", "first_name": "Hal", "last_name": "Silent", "subject": "Valves"}]),
    );
    assert_eq!(first.mailbox.count(), 4, "{}", reasons(&first));
    assert!(reasons(&first).contains("never agreed to e-mails"));
    let second = serve(first.folder.path(), day("2026-03-05"));
    upload(
        &second,
        "order.csv",
        "Order No,Email,First name,Last name,Order Date,Product,Net\n31,eve@y.example,Eve,New,2026-03-05,Valve,9.00\n",
    );
    tell(
        &second,
        &json!({"event": "reply", "email": "fay@y.example", "detail": "call me"}),
    );
    let token = second.word(
        "SELECT k.page_token FROM offer_codes k JOIN enrolments e ON e.id = k.enrolment_id
         JOIN contact_points c ON c.account_id = e.account_id WHERE c.value = 'gus@y.example'",
    );
    assert_eq!(second.post(&format!("/stop/{token}"), "").status, 200);
    let third = on(&second, "2026-03-06");
    let told = |served: &Served| -> Vec<(String, String)> {
        arrived(served)
            .into_iter()
            .map(|mail| (mail.to, mail.subject))
            .collect()
    };
    let second_mail = "Why people stay with Tarn & Hollow Supplies";
    assert_eq!(
        told(&third),
        [("dan@y.example".to_owned(), second_mail.to_owned())]
    );
    let fourth = on(&third, "2026-03-12");
    assert_eq!(
        told(&fourth),
        [(
            "dan@y.example".into(),
            "Shall we look at it together?".into()
        )]
    );
    let after = on(&fourth, "2026-03-20");
    assert_eq!(after.mailbox.count(), 0);
    for reason in [
        "bought meanwhile",
        "answered meanwhile",
        "refused this channel",
    ] {
        assert!(reasons(&after).contains(reason), "{}", reasons(&after));
    }
}

//! E-mails as they arrive: fetched from the mailbox and read by a mail reader.

use act::{find_page, preview};
use mail_parser::{HeaderValue, Message, MessageParser};
use terms::Business;

use crate::world::{START, Somebody, World, business, call, case, day, email, letter};

/// Names that try to be something else than a name.
const NASTY: [&str; 7] = [
    "{{7*7}}",
    "{% include 'mail.txt' %}",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "${7*7} #{sys.inputs}",
    "=HYPERLINK(\"http://evil.test\")",
    "javascript:alert(1)",
];

fn parsed(raw: &[u8]) -> Message<'_> {
    MessageParser::default().parse(raw).unwrap()
}

/// What the mail of this person looks like on arrival: subject, text and HTML.
fn mail_of(who: &Somebody) -> (Vec<u8>, String, String, String) {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add(who, "contacted");
    assert_eq!(world.act(START).emails_sent, 1);
    let raw = world.arrived().remove(0);
    let mail = parsed(&raw);
    let part = |text: Option<std::borrow::Cow<'_, str>>| text.unwrap().into_owned();
    let subject = mail.subject().unwrap().to_owned();
    let (text, html) = (part(mail.body_text(0)), part(mail.body_html(0)));
    (raw, subject, text, html)
}

/// Proves C16.
#[test]
fn c16_mails_carry_name_and_own_code_in_both_parts() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add_many(5);
    world.act(START);
    for raw in world.arrived() {
        let mail = parsed(&raw);
        let to = mail
            .to()
            .unwrap()
            .first()
            .unwrap()
            .address()
            .unwrap()
            .to_owned();
        let number: String = to.chars().filter(char::is_ascii_digit).collect();
        let code = world.text(&format!(
            "SELECT k.code FROM offer_codes k JOIN enrolments e ON e.id = k.enrolment_id
             JOIN contact_points c ON c.account_id = e.account_id WHERE c.value = '{to}'"
        ));
        for part in [mail.body_text(0).unwrap(), mail.body_html(0).unwrap()] {
            assert!(part.contains(&code), "{to}");
            assert!(part.contains(&format!("Grace Hopper{number}")), "{to}");
        }
    }
}

#[test]
fn headers_follow_the_rules_for_bulk_mail() {
    let (raw, ..) = mail_of(&Somebody::number(1));
    let mail = parsed(&raw);
    let token_address = "<https://harbour.test/stop/";
    let header = |name: &str| match mail.header(name) {
        Some(HeaderValue::Text(text)) => text.to_string(),
        Some(HeaderValue::Address(_)) => "address".to_owned(),
        other => format!("{other:?}"),
    };
    let raw_text = String::from_utf8_lossy(&raw);
    let count = |name: &str| {
        raw_text
            .lines()
            .filter(|line| line.starts_with(name))
            .count()
    };
    for name in [
        "From: ",
        "To: ",
        "Date: ",
        "Message-ID: ",
        "Subject: ",
        "List-Unsubscribe: ",
        "List-Unsubscribe-Post: ",
    ] {
        assert_eq!(count(name), 1, "{name}");
    }
    assert!(raw_text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    let stop = raw_text
        .lines()
        .find(|line| line.starts_with("List-Unsubscribe: "))
        .unwrap();
    assert!(
        stop.contains(token_address) && stop.ends_with('>'),
        "{stop}"
    );
    assert_eq!(mail.to().unwrap().iter().count(), 1);
    assert!(mail.message_id().unwrap().starts_with("touch-1."));
    assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-03-02T09:00:00Z");
    assert!(!header("MIME-Version").is_empty());
    assert!(
        raw.split(|byte| *byte == b'\n')
            .all(|line| line.len() <= 998 && (line.is_empty() || line.ends_with(b"\r")))
    );
}

#[test]
fn the_stop_address_finds_the_account() {
    let world = World::with(&[email()]).mailbox(&[]);
    let account = world.add(&Somebody::number(1), "contacted");
    world.act(START);
    let raw = world.arrived().remove(0);
    let text = parsed(&raw).body_text(0).unwrap().into_owned();
    let token = text
        .split("https://harbour.test/stop/")
        .nth(1)
        .unwrap()
        .trim()
        .to_owned();
    let find = |token: &str| world.store.read(|db| find_page(db, token)).unwrap();
    let page = find(&token).unwrap();
    assert_eq!(
        (page.account_id, page.first_name.as_str(), page.percent),
        (account, "Grace", 10)
    );
    assert_eq!(token.len(), 32);
    let mut changed = token.clone().into_bytes();
    changed[31] = if changed[31] == b'0' { b'1' } else { b'0' };
    assert_eq!(find(&String::from_utf8(changed).unwrap()), None);
    assert_eq!(find(""), None);
}

/// Proves C6.
#[test]
fn c6_a_thousand_mails_have_no_unmerged_tag_and_no_hole() {
    let world = World::with(&[email()]).mailbox(&[]);
    for number in 0..1_000 {
        let mut who = Somebody::number(number);
        // Every combination of what may be missing.
        for (bit, field) in [
            &mut who.title,
            &mut who.first,
            &mut who.last,
            &mut who.company,
            &mut who.last_product,
        ]
        .into_iter()
        .enumerate()
        {
            if number >> bit & 1 == 1 {
                field.clear();
            }
        }
        world.add(&who, "contacted");
    }
    assert_eq!(world.act(START).emails_sent, 1_000);
    for raw in world.arrived() {
        let mail = parsed(&raw);
        let texts = [
            mail.subject().unwrap().into(),
            mail.body_text(0).unwrap(),
            mail.body_html(0).unwrap(),
        ];
        for text in texts {
            for hole in [
                "{{",
                "{%",
                "}}",
                "Dear ,",
                "Dear <",
                "Hello ,",
                " ,",
                "None",
                "undefined",
                "  ,",
                "team at ,",
                "For  only",
            ] {
                assert!(!text.contains(hole), "«{hole}» in {text}");
            }
        }
        let text = mail.body_text(0).unwrap();
        assert!(
            text.starts_with("Dear ") || text.starts_with("Hello,"),
            "{text}"
        );
    }
}

/// Proves C11.
#[test]
fn c11_two_people_with_different_last_products_get_different_paragraphs() {
    let of = |product: &str| {
        let (_, _, text, html) = mail_of(&Somebody {
            last_product: product.into(),
            ..Somebody::number(1)
        });
        (text, html)
    };
    let (hinge, bolt, nothing) = (of("Brass hinge"), of("Sliding bolt"), of(""));
    assert!(hinge.0.contains("Brass hinge") && hinge.1.contains("Brass hinge"));
    assert!(bolt.0.contains("Sliding bolt") && !bolt.0.contains("Brass hinge"));
    assert!(nothing.0.contains("Have a look at the new range."));
}

#[test]
fn names_stay_names_in_every_part_of_a_mail() {
    let plain = |html: &str| html.matches("<img").count() + html.matches("<script").count();
    let ordinary = mail_of(&Somebody::number(1)).3;
    for nasty in NASTY {
        let who = Somebody {
            first: nasty.into(),
            company: nasty.into(),
            last_product: nasty.into(),
            title: String::new(),
            ..Somebody::number(1)
        };
        let (_, subject, text, html) = mail_of(&who);
        assert!(subject.contains(nasty), "{subject}");
        // A name that is none is not greeted by, and stands elsewhere as it was written.
        assert!(text.starts_with("Hello,") && text.contains(nasty), "{text}");
        assert_eq!(plain(&html), plain(&ordinary), "{nasty}");
        assert_eq!(
            html.matches("href=").count(),
            ordinary.matches("href=").count()
        );
        let escaped = html.contains("&lt;img src=x onerror=alert(1)&gt;");
        assert_eq!(escaped, nasty.starts_with('<'), "{nasty}");
        assert!(!html.contains("49</") && !text.contains(" 49"), "{nasty}");
    }
}

#[test]
fn names_cannot_add_headers() {
    for field in ["first", "company", "product"] {
        let mut who = Somebody::number(1);
        let nasty = "X\r\nBcc: v@x.test\r\n\r\nbody".to_owned();
        match field {
            "first" => who.first = nasty,
            "company" => who.company = nasty,
            _ => who.last_product = nasty,
        }
        let (raw, ..) = mail_of(&who);
        let mail = parsed(&raw);
        assert!(mail.bcc().is_none(), "{field}");
        assert_eq!(mail.to().unwrap().iter().count(), 1);
        assert!(
            !String::from_utf8_lossy(&raw)
                .lines()
                .any(|line| line.starts_with("Bcc:")),
            "{field}"
        );
    }
}

#[test]
fn addresses_beyond_ascii_are_refused_where_the_server_cannot_take_them() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add(
        &Somebody {
            email: "grün@example.test".into(),
            ..Somebody::number(1)
        },
        "contacted",
    );
    world.add(&Somebody::number(2), "contacted");
    let report = world.act(START);
    assert_eq!((report.emails_sent, report.rejected), (1, 1));
}

#[test]
fn later_tries_have_the_same_bytes() {
    let world = World::with(&[email()]).mailbox(&[]);
    world.add(&Somebody::number(1), "contacted");
    world.act(START);
    world.run("DELETE FROM handovers");
    world.act(START);
    let arrived = world.arrived();
    assert_eq!(arrived.len(), 2);
    assert!(arrived[0] == arrived[1]);
}

#[test]
fn previews_show_what_will_arrive() {
    let world = World::with(&[email()]).mailbox(&[]);
    let account = world.add(&Somebody::number(1), "contacted");
    let until = Some(day(START) + 45);
    let show = |business: &Business, account| {
        let touches = [email(), letter(), call()];
        let read = |db: &_| {
            preview(
                db,
                business,
                day(START),
                account,
                &touches,
                &case(10, until),
            )
        };
        world.store.read(read).unwrap()
    };
    let shown = show(&business(), account);
    assert_eq!(
        shown.iter().map(|one| one.step).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(
        shown[0].to.contains("grace1@example.test") && shown[0].html.contains("YOUR-CODE-HERE")
    );
    assert!(shown[1].text.contains("1 Long Lane") && shown[1].html.contains("Your personal page"));
    assert!(
        shown[2].text.starts_with("1. Greet Grace of Firm 1 Ltd."),
        "{}",
        shown[2].text
    );
    assert_eq!(show(&business(), 999), []);

    world.act(START);
    let raw = world.arrived().remove(0);
    let mail = parsed(&raw);
    let text = mail.body_text(0).unwrap().replace("\r\n", "\n");
    let code = world.text("SELECT code FROM offer_codes");
    let token = world.text("SELECT page_token FROM offer_codes");
    let expected = shown[0]
        .text
        .replace("YOUR-CODE-HERE", &code)
        .replace("/sample", &format!("/{token}"));
    assert_eq!(text.trim_end(), expected.trim_end());
    assert_eq!(mail.subject().unwrap(), shown[0].subject);
}

#[test]
fn previews_say_why_somebody_cannot_be_reached() {
    let world = World::with(&[email()]);
    let account = world.add(
        &Somebody {
            email: String::new(),
            ..Somebody::number(1)
        },
        "contacted",
    );
    let read = |db: &_| {
        preview(
            db,
            &business(),
            day(START),
            account,
            &[email()],
            &case(10, None),
        )
    };
    assert_eq!(
        world.store.read(read).unwrap()[0].to,
        "no address for this channel"
    );
}

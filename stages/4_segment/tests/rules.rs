//! Rules: who belongs to a segment by what it is and what happened with it.

use segment::{Rule, SegmentError, read_members, read_segments, segment_named, write_segment};
use terms::{Currency, Day};

use crate::base::{Base, Scored, customer};

/// The day everything is seen from.
const AS_OF: i32 = 20_000;

/// Four customers and a prospect, each with a few things that happened.
fn base() -> Base {
    let base = Base::open();
    let mut accounts: Vec<Scored> = (1..=4)
        .map(|id| Scored {
            past_value_minor: id * 10_000,
            expected_value_minor: id * 1_000,
            ..customer(id, &[AS_OF - 300, AS_OF - id as i32 * 10])
        })
        .collect();
    accounts.push(Scored {
        id: 5,
        ..Scored::default()
    });
    base.scored(AS_OF, &accounts);
    base.segment(AS_OF);
    base.execute(&format!(
        "UPDATE accounts SET kind = 'firm', industry = 'Joinery', country = 'France' WHERE id IN (1, 2);
         INSERT INTO tags VALUES (1, 'VIP'), (3, 'spring fair');
         INSERT INTO contact_points (account_id, kind, value, compare_key, city, postcode)
         VALUES (1, 'post', 'x', 'x', 'Lyon', '69001'), (2, 'post', 'y', 'y', 'Paris', '75001');
         INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header, mapping,
             imported_at) VALUES (1, 'f', 'f', 'events', '', '', '', '[]', '[]', '');
         INSERT INTO events (account_id, day, until_day, kind, subject, detail, quantity, minutes,
             amount_minor, source_id, row_no)
         VALUES (1, {a}, NULL, 'visit', 'Range review', 'went well', NULL, 30, NULL, 1, 1),
                (1, {a}, NULL, 'survey', 'How happy?', 'fine', 9, NULL, NULL, 1, 2),
                (2, {a}, NULL, 'survey', 'How happy?', 'slow', 4, NULL, NULL, 1, 3),
                (2, {long_ago}, NULL, 'visit', 'Complaint', '', NULL, 45, NULL, 1, 4),
                (3, {a}, {soon}, 'subscription', 'Tool service', '', NULL, NULL, 12000, 1, 5),
                (4, {a}, {later}, 'subscription', 'Tool service', '', NULL, NULL, 12000, 1, 6),
                (5, {a}, NULL, 'interest', 'Pumps', '', NULL, NULL, NULL, 1, 7),
                (4, {tomorrow}, NULL, 'interest', 'Pumps', '', NULL, NULL, NULL, 1, 8),
                (3, {a}, {soon}, 'registration', 'Drill X', 'SN1', NULL, NULL, NULL, 1, 9);
         INSERT INTO orders (id, account_id, day, net_minor, status, channel, namespace, order_key, source_id)
         VALUES (1, 1, {a}, 5000, 'kept', 'web', '', '1', 1), (2, 1, {long_ago}, 9000, 'kept', 'phone', '', '2', 1),
                (3, 2, {a}, 500, 'kept', 'web', '', '3', 1), (4, 2, {a}, -500, 'refund', 'web', '', '4', 1),
                (5, 3, {tomorrow}, 700, 'kept', 'web', '', '5', 1);
         INSERT INTO order_lines (order_id, line_no, product_key, product, category, quantity, net_minor,
             source_id, row_no)
         VALUES (1, 1, 'L1', 'Desk lamp', 'Lighting', 1, 5000, 1, 1),
                (2, 1, 'L1', 'Desk lamp', 'Lighting', 2, 9000, 1, 2),
                (3, 1, 'P9', '100% wool rug', 'Rugs', 1, 500, 1, 3);",
        a = AS_OF - 10,
        long_ago = AS_OF - 400,
        soon = AS_OF + 20,
        later = AS_OF + 90,
        tomorrow = AS_OF + 1,
    ));
    base
}

fn members(base: &Base, rule: &str) -> Vec<i64> {
    let rule = Rule::read(rule, Currency::EUR).unwrap();
    let day = Day::from_number(AS_OF);
    base.store.read(|db| read_members(db, &rule, day)).unwrap()
}

#[test]
fn rules_find_exactly_whom_they_are_true_of() {
    let base = base();
    for (rule, found) in [
        ("orders > 0", vec![1, 2, 3, 4]),
        ("orders = 0", vec![5]),
        ("past_value >= 300", vec![3, 4]),
        ("past_value > 300", vec![4]),
        ("expected_value < 20", vec![1, 5]),
        ("cell = p3f3 and not past_value > 200", vec![1, 2]),
        ("stage != lead and kind = household", vec![3, 4]),
        ("tag = vip or tag ~ fair", vec![1, 3]),
        ("industry ~ join and country = France", vec![1, 2]),
        ("city = lyon", vec![1]),
        ("postcode ~ 75", vec![2]),
        ("visit", vec![1, 2]),
        ("visit within 180 days", vec![1]),
        ("visit minutes > 30", vec![2]),
        ("visit says ~ 'well'", vec![1]),
        ("kind = firm and not visit within 180 days", vec![2]),
        ("survey score <= 6", vec![2]),
        ("survey question ~ happy score > 6", vec![1]),
        ("subscription within next 30 days", vec![3]),
        ("subscription within next 120 days", vec![3, 4]),
        ("subscription amount = 120", vec![3, 4]),
        ("registration product = 'drill x'", vec![3]),
        // What lies ahead of the day has not happened yet.
        ("interest product ~ pump", vec![5]),
        ("purchase within 90 days", vec![1, 2]),
        ("purchase product ~ lamp at least 2 times", vec![1]),
        (
            "purchase product ~ lamp within 90 days at least 2 times",
            vec![],
        ),
        ("purchase category = lighting channel = phone", vec![1]),
        ("purchase amount < 10", vec![2]),
        // Signs of other languages are only letters here.
        ("purchase product ~ \"100% wool\"", vec![2]),
        ("tag = \"' OR 1=1 --\"", vec![]),
        ("city ~ \"%\"", vec![]),
    ] {
        assert_eq!(members(&base, rule), found, "{rule}");
    }
}

#[test]
fn accounts_that_are_gone_are_in_no_segment() {
    let base = base();
    base.execute("UPDATE accounts SET gone_at = 'now' WHERE id = 1");
    assert_eq!(members(&base, "not orders = 0"), [2, 3, 4]);
    assert_eq!(members(&base, "visit"), [2]);
}

#[test]
fn a_segment_keeps_its_rule_under_one_name() {
    let base = base();
    let write = |name: &str, rule: &str| {
        write_segment(
            &base.store,
            name,
            rule,
            Currency::EUR,
            "2026-11-01T08:00:00Z",
        )
    };
    let first = write(" Visited ", "visit").unwrap();
    assert_eq!(write("visited", "visit within 180 days").unwrap(), first);
    let kept = base.store.read(read_segments).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].rule, "visit within 180 days");
    let named = base.store.read(|db| segment_named(db, "VISITED")).unwrap();
    assert_eq!(named.unwrap().id, first);
    for (name, rule) in [("", "visit"), ("x", "colour = red"), ("x", "")] {
        assert!(
            matches!(write(name, rule), Err(SegmentError::Rule(_))),
            "{name} {rule}"
        );
    }
    assert!(segment::delete_segment(&base.store, first).unwrap());
    assert!(!segment::delete_segment(&base.store, first).unwrap());
}

/// Proves C69.
#[test]
fn c69_vendors_partners_and_staff_are_found_by_rules_that_name_their_kind_alone() {
    let base = base();
    base.execute(
        "INSERT INTO accounts (id, kind, name, gone_at) VALUES (11, 'vendor', 'Mill', NULL),
             (12, 'staff', 'Clerk', NULL), (13, 'partner', 'Agent', NULL), (14, 'vendor', 'Gone', 'now');
         INSERT INTO tags VALUES (11, 'VIP');",
    );
    for (rule, found) in [
        ("kind = vendor", vec![11]),
        ("kind = Vendor and tag = vip", vec![11]),
        ("tag = vip", vec![1]),
        ("kind = vendor or kind = staff", vec![11, 12]),
        ("kind ~ part", vec![13]),
        ("not kind = vendor", vec![1, 2, 3, 4, 5]),
        ("kind != firm", vec![3, 4, 5]),
        ("not spend > 1000000", vec![1, 2, 3, 4, 5]),
    ] {
        assert_eq!(members(&base, rule), found, "{rule}");
    }
    let unknown = Rule::read("kind = supplier", Currency::EUR).unwrap_err();
    assert!(
        unknown.to_string().contains("known are firm, household"),
        "{unknown}"
    );
}

/// Proves C75.
#[test]
fn c75_a_demographic_segment_is_asked_for_by_age_place_title_industry_and_size() {
    let base = base();
    let day = |text: &str| text.parse::<Day>().unwrap().number();
    // The day everything is seen from is 4 October 2024.
    base.execute(&format!(
        "UPDATE accounts SET employees = 12 WHERE id = 1;
         UPDATE accounts SET employees = 80 WHERE id = 2;
         INSERT INTO people (account_id, title, first_name, birthday)
         VALUES (3, 'Ms', 'Ann', {eve}), (4, 'Mr.', 'Bob', {today}), (4, 'Ms', 'Cleo', NULL);",
        eve = day("1984-10-05"),
        today = day("1984-10-04"),
    ));
    for (rule, found) in [
        ("age >= 40", vec![4]),
        ("age < 40", vec![3]),
        ("age >= 39 and age <= 40", vec![3, 4]),
        ("title = mr", vec![4]),
        ("title = ms", vec![3, 4]),
        (
            "industry = joinery and employees < 50 and city = lyon",
            vec![1],
        ),
        ("employees > 50", vec![2]),
    ] {
        assert_eq!(members(&base, rule), found, "{rule}");
    }
}

/// Proves C1.
#[test]
fn c1_who_was_silent_for_longer_than_some_days_is_exactly_the_known_set() {
    let base = Base::open();
    let accounts: Vec<Scored> = (1..=100).map(|id| customer(id, &[AS_OF - 5])).collect();
    base.scored(AS_OF, &accounts);
    base.execute(
        "INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header, mapping,
             imported_at) VALUES (1, 'f', 'f', 'events', '', '', '', '[]', '[]', '')",
    );
    // Customer n was last spoken with, visited or helped n days ago; every tenth never was. A note
    // or a registration is no contact.
    for id in (1..=100).filter(|id| id % 10 != 0) {
        let kind = ["call", "visit", "ticket"][id as usize % 3];
        base.execute(&format!(
            "INSERT INTO events (account_id, day, kind, source_id, row_no)
             VALUES ({id}, {}, '{kind}', 1, {id}), ({id}, {AS_OF}, 'note', 1, 1000 + {id})",
            AS_OF - id,
        ));
    }
    for days in [0, 7, 30, 45, 99, 200] {
        let silent: Vec<i64> = (1..=100)
            .filter(|id| id % 10 == 0 || *id > days)
            .map(i64::from)
            .collect();
        let rule = format!("not contact within {days} days");
        assert_eq!(members(&base, &rule), silent, "{days}");
    }
}

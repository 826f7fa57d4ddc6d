//! What customers read: no sentence with a hole in it, whatever is not known about them.

use minijinja::{Environment, Value};
use plan::{PLAN_FIELDS, TEXT_FIELDS, default_strategies};

/// Every text of every strategy, with its fields full or empty as `known` says.
fn every_text(known: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let fields = TEXT_FIELDS.iter().map(|field| {
        let value = match (known(field.name), field.is_number) {
            (true, true) => Value::from(10),
            (true, false) => Value::from(field.sample),
            (false, true) => Value::from(0),
            (false, false) => Value::from(""),
        };
        (field.name, value)
    });
    let values = Value::from(fields.collect::<std::collections::BTreeMap<_, _>>());
    let environment = Environment::new();
    let mut texts = Vec::new();
    for strategy in default_strategies().unwrap() {
        for touch in &strategy.touches {
            let all = [&touch.subject]
                .into_iter()
                .chain(&touch.paragraphs)
                .chain(&touch.guide)
                .chain(&touch.ask);
            texts.extend(all.map(|text| {
                (
                    format!("{}: {text}", strategy.cell),
                    environment.render_str(text, values.clone()).unwrap(),
                )
            }));
        }
    }
    texts
}

/// Whether the field of this name is filled.
type Rule = fn(&str) -> bool;

/// What gives away that something was to stand there.
fn hole(text: &str) -> Option<&'static str> {
    let holes = [
        "  ",
        " ,",
        " .",
        "()",
        "{{",
        "{%",
        "}}",
        ",,",
        "..",
        ", .",
        ": .",
        "(on )",
        " %%",
        "undefined",
        "none",
    ];
    holes.into_iter().find(|hole| text.contains(hole))
}

/// Proves C6.
#[test]
fn c6_no_text_has_a_hole_whatever_is_unknown() {
    let rules: [(&str, Rule); 8] = [
        ("all", |_| true),
        ("nothing", |_| false),
        ("no product", |name| name != "last_product"),
        ("no order day", |name| name != "last_order_words"),
        ("no first name", |name| name != "first_name"),
        ("no person", |name| {
            !matches!(name, "first_name" | "last_name" | "company")
        }),
        ("no end of offer", |name| name != "offer_until"),
        ("no business", |name| !matches!(name, "business" | "signer")),
    ];
    for (rule, known) in rules {
        for (source, text) in every_text(known) {
            let trimmed = text.trim();
            assert_eq!(hole(trimmed), None, "{rule}: {source}\n{text}");
            assert!(
                !trimmed.starts_with([',', '.', ':']),
                "{rule}: {source}\n{text}"
            );
            let first = trimmed.chars().next();
            assert!(
                first.is_none_or(|letter| !letter.is_lowercase()),
                "{rule}: {source}\n{text}"
            );
        }
    }
}

#[test]
fn the_offer_is_named_with_percent_and_day_and_never_where_there_is_none() {
    let with: Vec<_> = every_text(|_| true)
        .into_iter()
        .filter(|(_, text)| text.contains("10 %"))
        .collect();
    assert!(with.len() >= 10);
    assert!(
        with.iter()
            .any(|(_, text)| text.contains("until 31 May 2026"))
    );
    for (source, text) in every_text(|name| name != "offer_percent") {
        assert!(
            !text.contains(" % ") && !text.contains("offer on this page"),
            "{source}\n{text}"
        );
    }
}

#[test]
fn every_field_says_what_it_is_and_looks_like() {
    for field in TEXT_FIELDS.iter().chain(PLAN_FIELDS) {
        assert!(
            !field.meaning.is_empty() && !field.sample.is_empty(),
            "{}",
            field.name
        );
        assert!(
            !field.is_number || field.sample.parse::<i64>().is_ok(),
            "{}",
            field.name
        );
    }
}

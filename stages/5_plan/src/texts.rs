//! The fields that texts may use, and whether a text uses them rightly.

use std::collections::BTreeMap;

use minijinja::{Environment, Value};

/// One field that a text may use in double braces.
#[derive(Clone, Copy, Debug)]
pub struct TextField {
    /// As written in the text.
    pub name: &'static str,
    /// What stands there, for the owner.
    pub meaning: &'static str,
    /// What it looks like.
    pub sample: &'static str,
    /// Whether it is a number, so that 0 counts as absent.
    pub is_number: bool,
}

const fn text(name: &'static str, meaning: &'static str, sample: &'static str) -> TextField {
    TextField {
        name,
        meaning,
        sample,
        is_number: false,
    }
}

const fn number(name: &'static str, meaning: &'static str, sample: &'static str) -> TextField {
    TextField {
        name,
        meaning,
        sample,
        is_number: true,
    }
}

/// What the texts of touches may use. Each may be empty for somebody; `offer_percent` is 0 then.
pub const TEXT_FIELDS: &[TextField] = &[
    text(
        "greeting",
        "how the person is addressed; messages open with it by themselves",
        "Dear Ms Hopper",
    ),
    text("first_name", "first name", "Grace"),
    text("last_name", "last name", "Hopper"),
    text("company", "name of the firm", "Hopper Machine Works"),
    text(
        "last_product",
        "the product bought last",
        "Oak shelf, 80 cm",
    ),
    text(
        "last_order_words",
        "when the last order was",
        "4 March 2026",
    ),
    number("offer_percent", "discount in percent", "10"),
    text("offer_until", "last day of the offer", "31 May 2026"),
    text("code", "this account's own code", "7K3M-QX9P-4TWD"),
    text(
        "page_address",
        "this account's own page",
        "https://example.com/p/1",
    ),
    text("business", "name of your business", "Lindqvist Supplies"),
    text("signer", "who signs", "Anna Lindqvist"),
];

/// What the texts of a trigger may use besides [`TEXT_FIELDS`]; each is empty where the occasion has
/// none.
pub const OCCASION_FIELDS: &[TextField] = &[
    text(
        "about",
        "what it is about: the product, the plan, the feature",
        "Gold plan",
    ),
    text(
        "about_day",
        "the day it leads to, such as a renewal",
        "14 May 2026",
    ),
    text("about_amount", "its amount", "€120.00"),
    text("about_count", "years, or uses so far", "10"),
];

/// What the eight fields of a plan may use.
pub const PLAN_FIELDS: &[TextField] = &[
    text("segment", "the value segment", "P5F1"),
    number("accounts", "accounts in the campaign", "120"),
    number("contacted", "accounts that are contacted", "96"),
    number("control", "accounts left alone for comparison", "24"),
    number("emails", "e-mails planned", "96"),
    number("letters", "letters planned", "80"),
    number("calls", "calls planned", "30"),
    text("cost", "what the planned touches cost", "€166.00"),
    text("budget", "budget of the whole turn", "€500.00"),
    text("extra_orders", "extra orders expected", "9.6"),
    text(
        "expected_gain",
        "extra contribution expected, after cost and discount",
        "€410",
    ),
    number("offer_percent", "discount in percent", "10"),
    text("offer_until", "last day of the offer", "31 May 2026"),
    text("start", "first day", "1 May 2026"),
    text("last_touch", "day of the last touch", "15 May 2026"),
    text("end", "last day on which orders count", "29 July 2026"),
    text("business", "name of your business", "Lindqvist Supplies"),
    text("signer", "who signs", "Anna Lindqvist"),
];

/// Steps a text may take; a page of text takes a few hundred, an endless loop any number.
const FUEL: u64 = 20_000;

/// What fields hold while a text is filled in.
pub(crate) type Values = BTreeMap<&'static str, Value>;

/// The text with its fields filled in.
pub(crate) fn filled(source: &str, values: &Values) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    environment.render_str(source, Value::from(values.clone()))
}

/// What is wrong with a text, if anything: it cannot be read, or names a field that is not one.
pub(crate) fn text_problem(source: &str, known: &[TextField]) -> Option<String> {
    let environment = Environment::new();
    let template = match environment.template_from_str(source) {
        Ok(template) => template,
        Err(error) => return Some(error_words(&error)),
    };
    let mut unknown: Vec<String> = template
        .undeclared_variables(false)
        .into_iter()
        .filter(|name| known.iter().all(|field| field.name != name))
        .collect();
    unknown.sort_unstable();
    if let Some(name) = unknown.first() {
        let names: Vec<&str> = known.iter().map(|field| field.name).collect();
        return Some(format!(
            "«{name}» is not a field; known are {}",
            names.join(", ")
        ));
    }
    let samples = [sample_values(known), empty_values(known)];
    samples.iter().find_map(|values| {
        filled(source, values)
            .err()
            .map(|error| error_words(&error))
    })
}

fn error_words(error: &minijinja::Error) -> String {
    let detail = error.detail().unwrap_or("it cannot be filled in");
    format!("the text cannot be read: {detail}; check its braces and its if … endif")
}

/// Every field filled with its sample.
pub(crate) fn sample_values(known: &[TextField]) -> Values {
    let value = |field: &TextField| match field.sample.parse::<i64>() {
        Ok(number) if field.is_number => Value::from(number),
        _ => Value::from(field.sample),
    };
    known
        .iter()
        .map(|field| (field.name, value(field)))
        .collect()
}

/// Every field as it is where nothing is known.
pub(crate) fn empty_values(known: &[TextField]) -> Values {
    let value = |field: &TextField| {
        if field.is_number {
            Value::from(0)
        } else {
            Value::from("")
        }
    };
    known
        .iter()
        .map(|field| (field.name, value(field)))
        .collect()
}

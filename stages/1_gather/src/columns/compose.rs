//! Names made of parts: whose address it is (billing, home, mailing) and what of it (city, phone),
//! which of several (E-mail 2), that it is of the line (Lineitem price), or words that mean the same
//! in every order (Betrag netto, Net amount).
//!
//! Enters: a plain name and its context. Leaves: its meaning, if its parts have one.

use crate::columns::header_names::{Context, named};
use crate::columns::target::Target;
use crate::columns::word_parts::of_words;

/// Whose part of an address a name tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Party,
    Billing,
    Shipping,
}

/// Words in front of a part of an address, the longer first.
const BEFORE: &[(&str, Whose)] = &[
    ("billing address", Whose::Billing),
    ("invoice address", Whose::Billing),
    ("bill to address", Whose::Billing),
    ("billing", Whose::Billing),
    ("bill to", Whose::Billing),
    ("bill", Whose::Billing),
    ("rechnungsadresse", Whose::Billing),
    ("rechnung", Whose::Billing),
    ("shipping address", Whose::Shipping),
    ("delivery address", Whose::Shipping),
    ("ship to address", Whose::Shipping),
    ("shipping", Whose::Shipping),
    ("ship to", Whose::Shipping),
    ("delivery", Whose::Shipping),
    ("ship", Whose::Shipping),
    ("recipient", Whose::Shipping),
    ("lieferadresse", Whose::Shipping),
    ("lieferung", Whose::Shipping),
    ("default address", Whose::Party),
    ("order customer", Whose::Party),
    ("adresse", Whose::Party),
    ("mailing address", Whose::Party),
    ("home address", Whose::Party),
    ("business address", Whose::Party),
    ("work address", Whose::Party),
    ("other address", Whose::Party),
    ("primary address", Whose::Party),
    ("card address", Whose::Party),
    ("postal address", Whose::Party),
    ("customer address", Whose::Party),
    ("mailing", Whose::Party),
    ("home", Whose::Party),
    ("business", Whose::Party),
    ("work", Whose::Party),
    ("other", Whose::Party),
    ("primary", Whose::Party),
    ("main", Whose::Party),
    ("postal", Whose::Party),
    ("physical", Whose::Party),
    ("address", Whose::Party),
    ("customer", Whose::Party),
    ("contact", Whose::Party),
    ("company", Whose::Party),
    ("client", Whose::Party),
    ("buyer", Whose::Party),
    ("person", Whose::Party),
    ("member", Whose::Party),
    ("attendee", Whose::Party),
    ("guest", Whose::Party),
    ("account", Whose::Party),
    ("user", Whose::Party),
    ("kunden", Whose::Party),
    ("kunde", Whose::Party),
];

/// Words behind it.
const BEHIND: &[(&str, Whose)] = &[
    ("billing", Whose::Billing),
    ("shipping", Whose::Shipping),
    ("delivery", Whose::Shipping),
    ("home", Whose::Party),
    ("work", Whose::Party),
    ("business", Whose::Party),
    ("other", Whose::Party),
    ("mailing", Whose::Party),
    ("postal", Whose::Party),
    ("privat", Whose::Party),
    ("geschaeftlich", Whose::Party),
];

/// Words in front of what is of the line and not of the order.
const LINE_WORDS: &[&str] = &[
    "lineitem",
    "line item",
    "order item",
    "order line",
    "item",
    "line",
    "product",
];

/// What several of a kind are numbered for.
const NUMBERED: &[&str] = &[
    "email",
    "phone",
    "address",
    "organization",
    "website",
    "event",
    "custom field",
    "telefon",
    "telephone",
    "adresse",
    "strasse",
    "street",
    "mobil",
    "mobile",
];

/// What a name means: as a whole, else by its parts.
pub(crate) fn meaning_of(plain: &str, context: Context) -> Option<Target> {
    named(plain, context)
        .or_else(|| of_numbered(plain, context))
        .or_else(|| of_address(plain, context))
        .or_else(|| of_line(plain, context))
        .or_else(|| of_words(plain, context))
        .or_else(|| without_remark(plain, context))
}

/// What is said behind a name and changes nothing of its meaning: `Order total (inc tax)`.
const REMARKS: &[&str] = &[
    "inc tax",
    "incl tax",
    "including tax",
    "ex tax",
    "excl tax",
    "excluding tax",
    "inc vat",
    "incl vat",
    "excl vat",
    "base",
    "purchased",
    "optional",
    "required",
    "utc",
    "utc 0",
    "local time",
    "usd",
    "eur",
    "gbp",
    "chf",
    "brutto",
    "netto",
    "ht",
    "ttc",
    "in eur",
    "in usd",
    "in gbp",
];

fn without_remark(plain: &str, context: Context) -> Option<Target> {
    let bare = REMARKS
        .iter()
        .find_map(|remark| plain.strip_suffix(remark)?.strip_suffix(' '))?;
    meaning_of(bare, context)
}

/// Whether a name says that it is of the line: `Lineitem price`.
pub(crate) fn line_part(plain: &str) -> Option<&str> {
    LINE_WORDS
        .iter()
        .find_map(|word| plain.strip_prefix(word)?.strip_prefix(' '))
}

fn of_line(plain: &str, context: Context) -> Option<Target> {
    let rest = line_part(plain)
        .filter(|_| matches!(context, Context::Lines | Context::Orders | Context::Any))?;
    named(rest, Context::Lines).filter(|target| target.code().starts_with("line."))
}

/// `email 2 value` is an e-mail, `phone 1 label` a label of a phone.
fn of_numbered(plain: &str, context: Context) -> Option<Target> {
    let of = NUMBERED.iter().find(|of| plain.starts_with(**of))?;
    let words = plain[of.len()..].split_whitespace();
    let mut rest: Vec<&str> = words
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    if plain[of.len()..].split_whitespace().count() == rest.len() {
        return None;
    }
    if rest.last() == Some(&"value") && !matches!(*of, "event" | "custom field") {
        rest.pop();
    }
    let name = [of, &rest.join(" ")[..]].join(" ");
    let name = name.trim_end();
    let target = named(name, context).or_else(|| of_address(name, context));
    // The second line of a street is not a second street.
    match target {
        Some(Target::Street) if !plain.contains('1') => Some(Target::StreetMore),
        target => target,
    }
}

fn of_address(plain: &str, context: Context) -> Option<Target> {
    let before = BEFORE.iter().filter_map(|(word, whose)| {
        let rest = plain.strip_prefix(word)?.strip_prefix(' ')?;
        part_of(rest, *whose, context)
    });
    let behind = BEHIND.iter().filter_map(|(word, whose)| {
        let rest = plain.strip_suffix(word)?.strip_suffix(' ')?;
        part_of(rest, *whose, context)
    });
    before.chain(behind).next()
}

/// What a part of an address is called when it is of the invoice or of the parcel.
fn part_of(rest: &str, whose: Whose, context: Context) -> Option<Target> {
    use Target::*;
    if whose != Whose::Party {
        match (rest, whose) {
            ("street", Whose::Billing) => return Some(BillingStreet),
            ("street", _) => return Some(ShippingStreet),
            ("name" | "full name", Whose::Billing) => return Some(BillingName),
            ("name" | "full name", _) => return Some(ShippingName),
            ("address", Whose::Billing) => return Some(BillingBlock),
            ("address", _) => return Some(ShippingBlock),
            ("province name" | "state name" | "region name", Whose::Billing) => {
                return Some(Kept("billing.region_name"));
            }
            ("province name" | "state name" | "region name", _) => {
                return Some(Kept("shipping.region_name"));
            }
            _ => {}
        }
    }
    let target = named(rest, context)?;
    let code = target.code();
    let is_part = ["address.", "contact.", "person."]
        .iter()
        .any(|noun| code.starts_with(noun))
        || target == Company;
    if !is_part {
        return None;
    }
    Some(match whose {
        Whose::Party => target,
        Whose::Billing => match target {
            Company => BillingCompany,
            Phone => BillingPhone,
            Street => BillingLine1,
            StreetMore => BillingLine2,
            City => BillingCity,
            Region => BillingRegion,
            Postcode => BillingPostcode,
            Country => BillingCountry,
            other => other,
        },
        Whose::Shipping => match target {
            Company => ShippingCompany,
            Phone => ShippingPhone,
            Street => ShippingLine1,
            StreetMore => ShippingLine2,
            City => ShippingCity,
            Region => ShippingRegion,
            Postcode => ShippingPostcode,
            Country => ShippingCountry,
            FirstName => Kept("shipping.first_name"),
            LastName => Kept("shipping.last_name"),
            other => other,
        },
    })
}

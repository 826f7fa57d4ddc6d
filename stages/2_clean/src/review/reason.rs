//! Why two accounts look alike, in plain words.
//!
//! Enters: the people of both. Leaves: what speaks for one customer and what against. Pure.

use serde::{Deserialize, Serialize};

use linkage::jaro_winkler;

use crate::normal::company::company_key;
use crate::normal::contact_key::{email_key, phone_key, postcode_key};
use crate::normal::fold::{folded, is_one_error_apart};
use crate::normal::nickname::is_same_first_name;
use crate::review::people::{COLUMNS, PersonRow};

/// One field of two accounts side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The field.
    pub field: String,
    /// What both say of it, in plain words.
    pub finding: String,
    /// Whether it speaks for one customer; nothing where it speaks for neither.
    pub speaks_for: Option<bool>,
}

/// What the likeliest two people of the accounts have in common, and what not.
pub(crate) fn reasons_of(left: &[PersonRow], right: &[PersonRow]) -> Vec<Reason> {
    let all = left
        .iter()
        .flat_map(|one| right.iter().map(move |other| compare(one, other)));
    let score = |reasons: &Vec<Reason>| {
        let count = |side| {
            reasons
                .iter()
                .filter(|one| one.speaks_for == Some(side))
                .count() as i64
        };
        count(true) - count(false)
    };
    let mut best = all.max_by_key(score).unwrap_or_default();
    if let (Some(one), Some(other)) = (left.first(), right.first())
        && !one.number.is_empty()
        && !other.number.is_empty()
    {
        best.push(Reason {
            field: "customer number".into(),
            finding: format!("two numbers: {} and {}", one.number, other.number),
            speaks_for: Some(false),
        });
    }
    best
}

fn compare(one: &PersonRow, other: &PersonRow) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (at, (field, _)) in COLUMNS.iter().enumerate() {
        let (left, right) = (&one.cells[at], &other.cells[at]);
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let (finding, speaks_for) = finding_of(field, left, right);
        reasons.push(Reason {
            field: (*field).to_owned(),
            finding: finding.to_owned(),
            speaks_for,
        });
    }
    reasons
}

fn finding_of(field: &str, left: &str, right: &str) -> (&'static str, Option<bool>) {
    let (one, other) = (folded(left), folded(right));
    if one == other {
        return ("the same", Some(true));
    }
    let same_key = match field {
        "e-mail" => email_key(left).is_some() && email_key(left) == email_key(right),
        "phone" => phone_key(left).is_some() && phone_key(left) == phone_key(right),
        "postal code" => postcode_key(left) == postcode_key(right),
        "company" => !company_key(left).is_empty() && company_key(left) == company_key(right),
        _ => false,
    };
    if same_key {
        return ("the same, written another way", Some(true));
    }
    if field == "first name" && is_same_first_name(&one, &other) {
        return ("another form of the same name", Some(true));
    }
    if is_one_error_apart(&one, &other) {
        return ("but for a typing error the same", Some(true));
    }
    if one.contains(&other) || other.contains(&one) {
        return ("one holds the other", None);
    }
    if is_nearly_the_same(field, left, right) {
        return ("nearly the same", None);
    }
    match field {
        // People have several of these.
        "e-mail" | "phone" | "city" => ("different", None),
        _ => ("different", Some(false)),
    }
}

/// Alike enough that a person who reads both would think of a slip of the keys: Winkler's own cut for
/// "likely the same", by which the linkage compares words too.
const NEARLY: f64 = 0.92;

/// Whether two names or streets would be one but for blanks, small words and a few letters. E-mail,
/// phone and birthday are right or wrong: there a few letters make another.
fn is_nearly_the_same(field: &str, left: &str, right: &str) -> bool {
    if !matches!(
        field,
        "first name" | "last name" | "company" | "street" | "city"
    ) {
        return false;
    }
    let key = |text: &str| match field {
        "company" => company_key(text).replace(' ', ""),
        _ => folded(text).replace(' ', ""),
    };
    let (one, other) = (key(left), key(right));
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    // Another house number is another house.
    digits(&one) == digits(&other)
        && (is_one_error_apart(&one, &other)
            || jaro_winkler(one.as_bytes(), other.as_bytes()) >= NEARLY)
}

#[cfg(test)]
mod tests {
    use super::finding_of;

    #[test]
    fn a_slip_of_the_keys_is_not_called_different() {
        for (field, one, other, finding) in [
            (
                "company",
                "Ivelcombe & Penwell Marine",
                "Ivelcombe &P enwell Marine Ltd",
                "nearly the same",
            ),
            (
                "company",
                "Harrow & Sons Ltd",
                "Harrow Sons",
                "the same, written another way",
            ),
            ("company", "Harrow & Sons", "Marlow Paints", "different"),
            (
                "street",
                "70 Granary Road",
                "70 Gramary Rd",
                "nearly the same",
            ),
            ("street", "70 Granary Road", "17 Granary Road", "different"),
            ("birthday", "1970-01-01", "1970-02-02", "different"),
        ] {
            assert_eq!(finding_of(field, one, other).0, finding, "{one} {other}");
        }
    }

    #[test]
    fn findings_are_what_a_person_would_say() {
        for (field, one, other, speaks_for) in [
            ("first name", "Bob", "Robert", Some(true)),
            ("first name", "Anna", "Otto", Some(false)),
            ("last name", "Harris", "Harirs", Some(true)),
            ("phone", "01632 960123", "+44 1632 960123", Some(true)),
            ("phone", "01632 960123", "01632 960999", None),
            ("street", "4 Mill Rd", "9 Dock", Some(false)),
        ] {
            assert_eq!(finding_of(field, one, other).1, speaks_for, "{one} {other}");
        }
    }
}

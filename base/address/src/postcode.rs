//! Postal codes. Enters: words. Leaves: whether they are a postal code, and of which countries it
//! may be.

use crate::country::country_of_sign;

/// A postal code among words: where it starts, of how many words it is, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) at: usize,
    pub(crate) words: usize,
    /// Its form is that of nothing else: letters and digits in the order of a country.
    pub(crate) is_plain: bool,
}

/// Shapes of postal codes: `9` a digit, `A` a letter, `?` either, a space between two words. Plain
/// ones are taken for nothing else. Several words stand before fewer, so that `114 55` is one code.
const SHAPES: &[(&str, bool)] = &[
    ("A9 9AA", true),
    ("A99 9AA", true),
    ("AA9 9AA", true),
    ("AA99 9AA", true),
    ("A9A 9AA", true),
    ("AA9A 9AA", true),
    ("A9A 9A9", true),
    ("A9? ????", false),
    ("9999 AA", true),
    ("999 99", false),
    ("A99AA", true),
    ("A999AA", true),
    ("AA99AA", true),
    ("AA999AA", true),
    ("AA9A9AA", true),
    ("A9A9AA", true),
    ("A9A9A9", true),
    ("9999AA", true),
    ("99999-9999", true),
    ("99999-999", true),
    ("9999-999", true),
    ("999-9999", true),
    ("99-999", true),
    ("99.999-999", true),
    ("99999", false),
    ("9999", false),
];

/// Kinds of street that look like the letters of a Dutch code behind a house number.
const SHORT_KINDS: &[&str] = &["st", "rd", "ln", "dr", "av", "ct", "pl", "sq", "cl", "wy"];

fn fits(word: &str, shape: &str) -> bool {
    word.chars().count() == shape.len()
        && word
            .chars()
            .zip(shape.chars())
            .all(|(own, kind)| match kind {
                '9' => own.is_ascii_digit(),
                'A' => own.is_ascii_uppercase(),
                '?' => own.is_ascii_uppercase() || own.is_ascii_digit(),
                sign => own == sign,
            })
}

/// A word in capitals, without its country's sign.
fn bare(word: &str) -> String {
    let word = word.to_ascii_uppercase();
    match word.split_once('-') {
        Some((sign, code)) if !code.is_empty() && has_sign(sign, code) => code.to_owned(),
        _ => word,
    }
}

fn has_sign(sign: &str, code: &str) -> bool {
    sign.chars().all(|c| c.is_ascii_alphabetic())
        && code.starts_with(|c: char| c.is_ascii_digit())
        && country_of_sign(sign).is_some()
}

/// The sign and the code of a word like `D-10115`.
fn split_sign(word: &str) -> Option<(&str, &str)> {
    word.split_once('-')
        .filter(|(sign, code)| has_sign(sign, code))
}

/// The last postal code among words from a place on.
pub(crate) fn find_postcode(words: &[&str], from: usize) -> Option<Found> {
    let at_place = |at: usize| {
        let street = words
            .get(at + 1)
            .is_some_and(|next| SHORT_KINDS.contains(&next.to_lowercase().as_str()));
        let fit = |shape: &&(&str, bool)| {
            let parts: Vec<&str> = shape.0.split(' ').collect();
            let held = words.get(at..at + parts.len());
            held.is_some_and(|held| {
                !(street && parts.len() > 1)
                    && held
                        .iter()
                        .zip(&parts)
                        .all(|(word, part)| fits(&bare(word), part))
            })
        };
        let found = SHAPES.iter().find(fit)?;
        Some(Found {
            at,
            words: found.0.split(' ').count(),
            is_plain: found.1,
        })
    };
    let all: Vec<Found> = (from..words.len()).filter_map(at_place).collect();
    // Of two words the second may look like a code of its own: the longer one is meant.
    let inside = |one: &Found| {
        all.iter()
            .any(|other| other.at < one.at && other.at + other.words > one.at)
    };
    let plain = all.iter().rev().find(|one| one.is_plain && !inside(one));
    plain
        .or_else(|| all.iter().rev().find(|one| !inside(one)))
        .copied()
}

/// A postal code in capitals without spaces, dots and country sign.
pub(crate) fn key_of(written: &str) -> String {
    let code = split_sign(written).map_or(written, |(_, code)| code);
    code.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// The country sign before a postal code; empty when there is none.
pub(crate) fn sign_of(written: &str) -> &str {
    split_sign(written).map_or("", |(sign, _)| sign)
}

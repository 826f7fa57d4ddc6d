//! Phone numbers in running text: a text and numbers enter, the text leaves with a mark in the place
//! of each of them, however it is written.

use std::collections::BTreeSet;

use super::MARK;

/// Fewer digits are a house number, a day or an amount.
const FEWEST_DIGITS: usize = 7;

/// Most digits of a country code.
const LONGEST_COUNTRY: usize = 3;

/// Most signs that stand between two digits of a number, as in «(0171) - 12».
const MOST_BETWEEN: usize = 4;

/// Most digits before area and subscriber: 00 and a country code.
const LONGEST_PREFIX: usize = 2 + LONGEST_COUNTRY;

/// The digits that numbers are told by: area and subscriber without leading zeros, and with a country
/// code where one is given. Where it ends is not known, so such a number has several of them.
pub(super) fn phone_keys(phones: &BTreeSet<String>) -> BTreeSet<String> {
    let keys = phones.iter().flat_map(|phone| {
        let phone = phone.replace("(0)", "");
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let abroad = match phone.trim_start().starts_with('+') {
            true => Some(digits.as_str()),
            false => digits.strip_prefix("00"),
        };
        let after = |rest: &str, country| rest.get(country..).unwrap_or_default().to_owned();
        let found: Vec<String> = match abroad {
            Some(rest) => (0..=LONGEST_COUNTRY)
                .map(|country| after(rest, country))
                .collect(),
            None => vec![digits],
        };
        found
            .into_iter()
            .map(|key| key.trim_start_matches('0').to_owned())
    });
    keys.filter(|key| key.len() >= FEWEST_DIGITS).collect()
}

/// A text with a mark in the place of every number that one of these keys tells.
pub(super) fn without_phones(text: &str, keys: &BTreeSet<String>) -> String {
    if keys.is_empty() {
        return text.to_owned();
    }
    let signs: Vec<char> = text.chars().collect();
    let mut left = String::with_capacity(text.len());
    let (mut from, mut at) = (0, 0);
    while at < signs.len() {
        let ends = keys.iter().filter_map(|key| end_of(&signs, at, key));
        let number = ends
            .max()
            .and_then(|end| Some((begin_of(&signs, from, at)?, end)));
        if let Some((begin, end)) = number {
            left.extend(&signs[from..begin]);
            left.push_str(MARK);
            (from, at) = (end, end);
        } else {
            at += 1;
        }
    }
    left.extend(&signs[from..]);
    left
}

/// Behind the last of these digits, where they stand here with little between them and no further
/// digit follows at once.
fn end_of(signs: &[char], begin: usize, digits: &str) -> Option<usize> {
    let mut at = begin;
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 {
            at += parting(signs[at..].iter());
        }
        if signs.get(at) != Some(&digit) {
            return None;
        }
        at += 1;
    }
    let goes_on = signs.get(at).is_some_and(char::is_ascii_digit);
    (!goes_on).then_some(at)
}

/// Where the number begins whose area and subscriber begin here: with a zero, a country code, or
/// both. None where other digits stand right before.
fn begin_of(signs: &[char], from: usize, at: usize) -> Option<usize> {
    let own = with_prefix(signs, from, at)?;
    let is_trunk = own < at && signs[own] == '0';
    let abroad = with_prefix(signs, from, own).filter(|begin| is_trunk && signs[*begin] == '+');
    Some(abroad.unwrap_or(own))
}

/// Where what belongs to a number begins right before it: a zero, or a country code behind a plus or
/// two zeros. None where other digits stand right before.
fn with_prefix(signs: &[char], from: usize, at: usize) -> Option<usize> {
    let before = &signs[from..at];
    let between = parting(before.iter().rev());
    let head = &before[..before.len() - between];
    let is_digit = |sign: &&char| sign.is_ascii_digit();
    let digits = head
        .iter()
        .rev()
        .take(LONGEST_PREFIX + 1)
        .take_while(is_digit)
        .count();
    let (head, prefix) = head.split_at(head.len() - digits);
    let has_plus = head.last() == Some(&'+') && (digits > 0 || between == 0);
    let is_prefix = match (has_plus, prefix) {
        (true, _) => digits <= LONGEST_COUNTRY + 1,
        (false, ['0']) => true,
        (false, ['0', '0', ..]) => digits <= LONGEST_PREFIX,
        (false, _) => false,
    };
    match is_prefix {
        true => Some(from + head.len() - usize::from(has_plus)),
        // Digits at once before it are its own; some further away are none of its.
        false => (digits == 0 || between > 0).then_some(at),
    }
}

/// How many of the next signs only part digits.
fn parting<'a>(signs: impl Iterator<Item = &'a char>) -> usize {
    let parts = |sign: &&char| matches!(sign, ' ' | '-' | '/' | '.' | '(' | ')' | '\u{a0}');
    signs.take_while(parts).take(MOST_BETWEEN).count()
}

#[cfg(test)]
mod tests {
    use super::{phone_keys, without_phones};
    use std::collections::BTreeSet;

    #[test]
    fn a_number_goes_however_it_is_written_and_others_stay() {
        let phones = [
            "+49 171 123 45 67",
            "030/4455",
            "01632 960123",
            "+49 30 445566",
            "22 33 44 55",
            "0151 23456789",
        ];
        let keys = phone_keys(&BTreeSet::from(phones.map(str::to_owned)));
        for (text, left) in [
            ("call 0171-1234567 after 5", "call [erased] after 5"),
            ("0049 (171) 1234567.", "[erased]."),
            (
                "mobile: +491711234567, office no",
                "mobile: [erased], office no",
            ),
            ("+49 (0)171 1234567", "[erased]"),
            (
                "+44 1632 960 123 or +44 1632 960 124",
                "[erased] or +44 1632 960 124",
            ),
            ("22.11.2026 0171/1234567 rang", "22.11.2026 [erased] rang"),
            ("0171 1234567 10.30 o'clock", "[erased] 10.30 o'clock"),
            ("0171 1234567 / 030 445566", "[erased] / [erased]"),
            ("+47 22334455", "[erased]"),
            ("0049 151 23456789", "[erased]"),
            ("171 1234567", "[erased]"),
            (
                "0171 / 1234567 or (0171) - 1234567",
                "[erased] or ([erased]",
            ),
            (
                "491711234567 by chat, +491711234567",
                "[erased] by chat, [erased]",
            ),
            ("0 0 0 0171 1234567", "0 0 0 [erased]"),
            ("order 81711234567", "order 81711234567"),
            ("17112345678", "17112345678"),
            (
                "030 4455 is too short to be anybody's",
                "030 4455 is too short to be anybody's",
            ),
            ("paid 1,711,234,567", "paid 1,711,234,567"),
            ("naïve ☎ 0171/1234567 ☎", "naïve ☎ [erased] ☎"),
            ("0", "0"),
            ("", ""),
        ] {
            assert_eq!(without_phones(text, &keys), left, "{text}");
        }
    }

    #[test]
    fn nobody_erased_leaves_every_number() {
        let nobody = phone_keys(&BTreeSet::new());
        assert_eq!(without_phones("0171 1234567", &nobody), "0171 1234567");
    }
}

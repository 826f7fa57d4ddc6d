//! Phone numbers in running text: a text and numbers enter, the text leaves with a mark in the place
//! of each of them, however it is written.

use std::collections::BTreeSet;

use super::MARK;

/// Fewer digits are a house number, a day or an amount.
const FEWEST_DIGITS: usize = 7;

/// Most digits of a country code.
const LONGEST_COUNTRY: usize = 3;

/// Most signs that stand between two digits of a number, as in «(0) 171».
const MOST_BETWEEN: usize = 2;

/// The digits that numbers are told by: area and subscriber, without country code and leading zeros.
/// Where a country code ends is not known, so a number with one has up to three of them.
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
            Some(rest) => (1..=LONGEST_COUNTRY)
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
        let ends = || keys.iter().filter_map(|key| end_of(&signs, at, key)).max();
        let number = Some(at)
            .filter(|at| signs[*at].is_ascii_digit())
            .and_then(|_| begin_of(&signs, from, at).zip(ends()));
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

/// Where the number begins whose area and subscriber begin here: with a zero, or a country code. None
/// where other digits stand right before.
fn begin_of(signs: &[char], from: usize, at: usize) -> Option<usize> {
    let before = &signs[from..at];
    let between = parting(before.iter().rev());
    let head = &before[..before.len() - between];
    let digits = head
        .iter()
        .rev()
        .take_while(|sign| sign.is_ascii_digit())
        .count();
    let (head, prefix) = head.split_at(head.len() - digits);
    let zeros = prefix.iter().take_while(|sign| **sign == '0').count();
    let has_plus = head.last() == Some(&'+');
    let is_trunk = digits == 1 && zeros == 1;
    let is_country = match has_plus {
        true => (1..=LONGEST_COUNTRY + 1).contains(&digits),
        false => zeros >= 2 && digits <= 3 + LONGEST_COUNTRY,
    };
    if digits > 0 && is_trunk && !has_plus {
        // A country code may stand before the zero, too.
        let own = from + head.len();
        return Some(
            begin_of(signs, from, own)
                .filter(|begin| signs[*begin] == '+')
                .unwrap_or(own),
        );
    }
    match (digits, is_country) {
        (0, _) => Some(at),
        (_, true) => Some(from + head.len() - usize::from(has_plus)),
        // Digits at once before it are its own; some further away are none of its.
        (_, false) => (between > 0).then_some(at),
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

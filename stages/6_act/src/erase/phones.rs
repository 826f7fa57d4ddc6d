//! Phone numbers in running text: a text and numbers enter, the text leaves with a mark in the place
//! of each of them, however it is written.

use std::collections::BTreeSet;
use std::ops::Range;

use super::MARK;

/// Digits at the end by which two ways of writing a number are the same: country codes and the zero
/// before an area code come and go, the last nine digits stay.
const KEY_DIGITS: usize = 9;

/// Fewer digits are a house number, a day or an amount.
const FEWEST_DIGITS: usize = 7;

/// Most digits that stand before the key in one piece with it: a zero, or 00 and a country code.
const MOST_BEFORE: usize = 5;

/// The digits that phone numbers are told by; too short ones tell nobody.
pub(super) fn phone_keys(phones: &BTreeSet<String>) -> BTreeSet<String> {
    let key = |phone: &String| {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let key = &digits[digits.len().saturating_sub(KEY_DIGITS)..];
        (key.len() >= FEWEST_DIGITS).then(|| key.to_owned())
    };
    phones.iter().filter_map(key).collect()
}

/// A text with a mark in the place of every number that ends with one of these keys.
pub(super) fn without_phones(text: &str, keys: &BTreeSet<String>) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for number in numbers(text) {
        let digits: String = text[number.clone()]
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let is_one = |key: &String| {
            let before = digits.strip_suffix(key.as_str());
            before.is_some_and(|before| before.len() <= MOST_BEFORE)
        };
        if keys.iter().any(is_one) {
            left.push_str(&text[from..number.start]);
            left.push_str(MARK);
            from = number.end;
        }
    }
    left.push_str(&text[from..]);
    left
}

/// Where digits stand that are parted by nothing but the signs numbers are written with.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (at, sign) in text.char_indices() {
        match sign {
            '0'..='9' | '+' if is_open && sign != '+' => {
                if let Some(last) = found.last_mut() {
                    last.end = at + 1;
                }
            }
            '0'..='9' | '+' => {
                found.push(at..at + 1);
                is_open = true;
            }
            ' ' | '-' | '/' | '.' | '(' | ')' | '\u{a0}' => {}
            _ => is_open = false,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{phone_keys, without_phones};
    use std::collections::BTreeSet;

    #[test]
    fn a_number_goes_however_it_is_written_and_others_stay() {
        let phones = ["+49 171 123 45 67", "030/445", "01632 960123"];
        let keys = phone_keys(&BTreeSet::from(phones.map(str::to_owned)));
        for (text, left) in [
            ("call 0171-1234567 after 5", "call [erased] after 5"),
            ("0049 (171) 1234567.", "[erased]."),
            (
                "mobile: +491711234567, office no",
                "mobile: [erased], office no",
            ),
            (
                "+44 1632 960 123 or +44 1632 960 124",
                "[erased] or +44 1632 960 124",
            ),
            ("order 91711234567890", "order 91711234567890"),
            ("card 5500 0000 0171 1234567", "card 5500 0000 0171 1234567"),
            (
                "030 445 is too short to be anybody's",
                "030 445 is too short to be anybody's",
            ),
            (
                "paid 1,234,567 on 01.07.2026",
                "paid 1,234,567 on 01.07.2026",
            ),
            ("naïve ☎ 0171/1234567 ☎", "naïve ☎ [erased] ☎"),
            ("", ""),
        ] {
            assert_eq!(without_phones(text, &keys), left);
        }
    }
}

//! A date as a cell writes it: numbers, month names, Excel serials.
//!
//! Enters: the text of a cell. Leaves: what it says before day and month are told apart.

use terms::Day;

/// What a cell says about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateText {
    /// It can be read one way only.
    Certain(Day),
    /// Two numbers and a year; the column says which of them is the day.
    Pair {
        /// The number that stands first.
        first: i8,
        /// The number that stands second.
        second: i8,
        /// The year.
        year: i16,
    },
    /// A whole number as spreadsheets count days; a date only where the column is one.
    Serial(i32),
}

/// Years a business can have written down; everything else is a typing error or no date.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// Day 1 of spreadsheets is 1900-01-01, counted with a 29 February 1900 that never was.
const SERIAL_ZERO: i32 = -25_569;
/// Two-digit years from here on belong to the last century, as in POSIX `strptime`.
const CENTURY_TURNS_AT: i16 = 69;

const MONTHS: &[&[&str]] = &[
    &["jan", "jän", "ene", "janv"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz", "maer"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag"],
    &["jun", "juin"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

/// What the text says about a day; `None` when it is no date.
#[must_use]
pub(crate) fn read_date_text(text: &str) -> Option<DateText> {
    let text = text.trim();
    if let Some(day) = read_iso(text) {
        return Some(DateText::Certain(day));
    }
    if let Some(serial) = read_serial_with_time(text) {
        return Some(serial);
    }
    let (numbers, month) = split_parts(text)?;
    match (numbers.as_slice(), month) {
        ([only], None) => read_single(only),
        ([first, second], Some(month)) => read_named(first, second, month),
        ([first, second, third], None) => read_numbers(first, second, third),
        _ => None,
    }
}

/// `46023.5`: a day as spreadsheets count them, and the time as a part of it.
fn read_serial_with_time(text: &str) -> Option<DateText> {
    let (days, part) = text.split_once(['.', ','])?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_serial = days.len() == 5 && digits(days) && !part.is_empty() && digits(part);
    is_serial.then(|| read_single(days)).flatten()
}

/// `2026-03-31`, with or without a time behind it, is by far the commonest form.
fn read_iso(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    let digit = |at: usize| {
        bytes[at]
            .is_ascii_digit()
            .then(|| i16::from(bytes[at] - b'0'))
    };
    let ends = bytes.len() == 10 || bytes.len() > 10 && matches!(bytes[10], b' ' | b'T');
    if !ends || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = digit(0)? * 1_000 + digit(1)? * 100 + digit(2)? * 10 + digit(3)?;
    let month = digit(5)? * 10 + digit(6)?;
    let day = digit(8)? * 10 + digit(9)?;
    let of_a_business = YEARS.contains(&year)
        && bytes[11.min(bytes.len())..].iter().all(|byte| {
            byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+' | b'-' | b'Z' | b' ')
        });
    if !of_a_business {
        return None;
    }
    Day::from_ymd(year, month as i8, day as i8).ok()
}

/// Whether a text is a day and a month without a year, as birthdays often are.
#[must_use]
pub(crate) fn is_day_and_month(text: &str) -> bool {
    let mut parts = text.trim().trim_start_matches("--").split(['-', '/', '.']);
    let small = |part: Option<&str>| {
        part.and_then(small)
            .is_some_and(|number| (1..=31).contains(&number))
    };
    small(parts.next()) && small(parts.next()) && parts.all(str::is_empty)
}

/// The day a spreadsheet serial stands for.
#[must_use]
pub(crate) fn day_of_serial(serial: i32) -> Day {
    Day::from_number(serial + SERIAL_ZERO)
}

/// The numbers before the time of day, and the month if it is a word.
fn split_parts(text: &str) -> Option<(Vec<&str>, Option<i8>)> {
    let mut numbers = Vec::with_capacity(3);
    let mut month = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            (c.is_ascii_digit() == first.is_ascii_digit())
                && (c.is_alphanumeric() == first.is_alphanumeric())
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        rest = after;
        if first.is_ascii_digit() {
            if rest.starts_with(':') || numbers.len() == 3 {
                break;
            }
            numbers.push(token);
        } else if first.is_alphabetic() {
            if token == "T" && numbers.len() == 3 {
                break;
            }
            match month_of(token) {
                Some(found) if month.is_none() => month = Some(found),
                _ if is_weekday(token) || matches!(token, "st" | "nd" | "rd" | "th" | "de") => {}
                _ => return None,
            }
        } else if !token
            .chars()
            .all(|c| matches!(c, '-' | '/' | '.' | ',' | ' ' | '\u{a0}'))
        {
            return None;
        }
    }
    // The hour of a date with a month word is the third number and no part of the day.
    if month.is_some() {
        numbers.truncate(2);
    }
    Some((numbers, month))
}

fn read_single(digits: &str) -> Option<DateText> {
    match digits.len() {
        8 => certain(
            year_of(&digits[..4])?,
            small(&digits[4..6])?,
            small(&digits[6..])?,
        ),
        // 1954 to 2119 as spreadsheets count: wide enough for birthdays, too narrow for most numbers.
        5 => digits
            .parse()
            .ok()
            .filter(|serial| (20_000..80_000).contains(serial))
            .map(DateText::Serial),
        // Seconds and thousandths since 1970, as interfaces of shops write them, from 2001 on.
        10 => serial_of_seconds(digits.parse().ok()?),
        13 => serial_of_seconds(digits.parse::<i64>().ok()? / 1_000),
        _ => None,
    }
}

/// The day of an instant, counted as spreadsheets do.
fn serial_of_seconds(seconds: i64) -> Option<DateText> {
    /// 1 January 1970 in a spreadsheet (ECMA-376, 1900 date system).
    const EPOCH: i32 = 25_569;
    let days = i32::try_from(seconds / 86_400).ok()?;
    (1_000_000_000..5_000_000_000)
        .contains(&seconds)
        .then_some(DateText::Serial(days + EPOCH))
}

fn read_named(first: &str, second: &str, month: i8) -> Option<DateText> {
    if first.len() == 4 {
        return certain(year_of(first)?, month, small(second)?);
    }
    certain(year_of(second)?, month, small(first)?)
}

fn read_numbers(first: &str, second: &str, third: &str) -> Option<DateText> {
    if first.len() == 4 {
        return certain(year_of(first)?, small(second)?, small(third)?);
    }
    let (first, second, year) = (small(first)?, small(second)?, year_of(third)?);
    let possible =
        (1..=31).contains(&first) && (1..=31).contains(&second) && first.min(second) <= 12;
    possible.then_some(DateText::Pair {
        first,
        second,
        year,
    })
}

fn certain(year: i16, month: i8, day: i8) -> Option<DateText> {
    Day::from_ymd(year, month, day).ok().map(DateText::Certain)
}

fn small(digits: &str) -> Option<i8> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

fn year_of(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year).filter(|year| YEARS.contains(year)),
        2 => Some(if year < CENTURY_TURNS_AT {
            2000 + year
        } else {
            1900 + year
        }),
        _ => None,
    }
}

fn month_of(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| lower.starts_with(name)))?;
    i8::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const STARTS: &[&str] = &[
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so",
    ];
    STARTS
        .iter()
        .any(|start| word.to_lowercase().starts_with(start))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{DateText, day_of_serial, read_date_text};

    #[test]
    fn dates_that_say_it_themselves_are_certain() {
        for text in [
            "2011-12-09",
            "2011-12-09 08:26",
            "2011-12-09T08:26:00Z",
            "2011/12/9",
            "20111209",
            "9 Dec 2011",
            "Dec 9, 2011",
            "Fri, 9 December 2011",
            "09-Dec-11",
            "9. Dezember 2011",
            "2011-12-09 00:00:00.000",
            "9 Dec 2011 10:15",
            "December 9th, 2011",
            "2011 Dec 9",
        ] {
            let day = "2011-12-09".parse().unwrap();
            assert_eq!(read_date_text(text), Some(DateText::Certain(day)), "{text}");
        }
    }

    #[test]
    fn two_numbers_and_a_year_wait_for_the_column() {
        let pair = Some(DateText::Pair {
            first: 3,
            second: 4,
            year: 2021,
        });
        for text in [
            "03/04/2021",
            "3.4.21",
            "03-04-2021 17:05",
            "3/4/2021 5:00 PM",
        ] {
            assert_eq!(read_date_text(text), pair, "{text}");
        }
    }

    #[test]
    fn serials_count_as_spreadsheets_do() {
        assert_eq!(read_date_text("44562"), Some(DateText::Serial(44_562)));
        assert_eq!(day_of_serial(44_562).to_string(), "2022-01-01");
    }

    #[test]
    fn what_is_no_date_stays_unread() {
        for text in [
            "",
            "0/0/00",
            "31/31/2020",
            "2021-02-30",
            "yesterday",
            "12345678",
            "17850",
            "2.55",
            "3/4",
            "1/2/3/4",
            "99/99/9999",
            "2021-13-01",
        ] {
            assert_eq!(read_date_text(text), None, "{text}");
        }
    }
}

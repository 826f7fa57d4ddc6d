//! Cells as programs write them: ISO days, plain decimals.
//!
//! Enters: the bytes of a cell. Leaves: a day or a number, or nothing when the cell is written in
//! another way; then the whole file is read by the slower reader that knows every way.

/// The day of `2011-12-09`, `2011/12/09` or `20111209`, a time of day behind it or not, as days
/// since 1970-01-01. A time with a zone counts for the day where it was taken.
pub(crate) fn iso_day(cell: &[u8]) -> Option<i32> {
    let digit = |at: usize| {
        let digit = cell.get(at)?.wrapping_sub(b'0');
        (digit < 10).then_some(i32::from(digit))
    };
    let two = |at: usize| Some(10 * digit(at)? + digit(at + 1)?);
    let year = 100 * two(0)? + two(2)?;
    let parted = matches!(cell.get(4), Some(b'-' | b'/'));
    let (month, day, end) = match parted {
        true if cell.get(7) == cell.get(4) => (two(5)?, two(8)?, 10),
        false => (two(4)?, two(6)?, 8),
        true => return None,
    };
    if !parted && cell.len() != 8 {
        return None;
    }
    match cell.get(end) {
        None | Some(b' ' | b'T') => {}
        Some(_) => return None,
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    // Eight digits of an early year are rather a number of something.
    let is_year = year >= if parted { 1 } else { 1900 };
    ((1..=length).contains(&day) && is_year).then(|| day_number(year, month, day))
}

/// Days since 1970-01-01 of a day of the Gregorian calendar.
///
/// - Formula: days of whole years and months, with March as the first month
/// - Shape: year, month, day in, one number out
/// - Units: days
/// - Range: years from 1 on
/// - Errors: none
/// - Source: Hinnant 2013, "chrono-compatible low-level date algorithms", `days_from_civil`
/// - Checked: `days_are_those_of_the_calendar`
fn day_number(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The number in `12`, `-3.50`, `.5` or `1e-05`; exact, since fifteen digits and a power of ten both fit
/// a float, so that their quotient is the float next to the decimal.
pub(crate) fn plain_number(cell: &[u8]) -> Option<f64> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (mut size, mut places, mut seen, mut point) = (0_u64, 0_usize, 0, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                size = size * 10 + u64::from(byte - b'0');
                seen += 1;
                places += usize::from(point);
            }
            b'.' if !point => point = true,
            b'e' | b'E' if seen > 0 => return any_number(cell),
            _ => return None,
        }
        if seen > MOST_DIGITS {
            return any_number(cell);
        }
    }
    let value = size as f64 / POWERS[places];
    (seen > 0).then_some(if negative { -value } else { value })
}

/// The same by the standard library, for what is seldom.
fn any_number(cell: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(cell).ok()?;
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Digits of which every number is exactly a float.
const MOST_DIGITS: usize = 15;

/// Powers of ten up to that many places.
const POWERS: [f64; MOST_DIGITS + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

#[cfg(test)]
mod tests {
    use super::{iso_day, plain_number};
    use terms::Day;

    #[test]
    fn days_are_those_of_the_calendar() {
        for text in [
            "1900-03-01",
            "1970-01-01",
            "1996-02-29",
            "2000-02-29",
            "2011-12-09",
            "2100-12-31",
        ] {
            let wanted = text.parse::<Day>().ok().map(Day::number);
            assert_eq!(iso_day(text.as_bytes()), wanted, "{text}");
            assert_eq!(iso_day(text.replace('-', "/").as_bytes()), wanted, "{text}");
            assert_eq!(iso_day(text.replace('-', "").as_bytes()), wanted, "{text}");
            assert_eq!(
                iso_day(format!("{text} 08:26").as_bytes()),
                wanted,
                "{text}"
            );
            assert_eq!(
                iso_day(format!("{text}T08:26:00Z").as_bytes()),
                wanted,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_iso_day_is_left_to_others() {
        for text in [
            "",
            "2011",
            "2011-12",
            "2011-13-01",
            "2011-02-29",
            "1900-02-29",
            "09/12/2011",
            "2011-12/09",
            "201112091",
            "2011-1-9",
            "2011-12-09x",
            "12345678",
            "10101010",
            "0000-00-00",
            "yesterday",
        ] {
            assert_eq!(iso_day(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_those_of_the_standard_library() {
        for text in [
            "0",
            "12",
            "-3.50",
            ".5",
            "7.",
            "1234567.89",
            "0.1",
            "29.33",
            "99999999999999999999",
            "-0.000001",
            "1e3",
            "5.5E-05",
            "+7.5",
        ] {
            assert_eq!(plain_number(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in [
            "", "-", ".", "1,5", "e3", "1e", "1e999", "nan", "inf", "£5", "1.2.3", "--1", " 1",
        ] {
            assert_eq!(plain_number(text.as_bytes()), None, "{text}");
        }
    }
}

//! Dates of birth. Enters: a date as written. Leaves: eight digits, year first.

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Writes a date as `yyyymmdd`; nothing when it is none. Where day and month cannot be told apart
/// the first is the month, unless `day_first`.
pub(crate) fn date_into(cell: &str, day_first: bool, out: &mut String) {
    let Some((year, month, day)) = parts(cell, day_first) else {
        return;
    };
    let (month, day) = if month > 12 && day <= 12 {
        (day, month)
    } else {
        (month, day)
    };
    if !(1500..=2100).contains(&year) || month == 0 || month > 12 || day == 0 || day > 31 {
        return;
    }
    out.push_str(&format!("{year:04}{month:02}{day:02}"));
}

/// Whether a date in this writing shows that the day stands first: 25.12.1990.
pub(crate) fn shows_day_first(cell: &str) -> Option<bool> {
    let numbers = numbers(cell)?;
    let [first, second, third] = numbers.as_slice() else {
        return None;
    };
    if *third < 32 && *first > 31 {
        return None;
    }
    match (*first > 12, *second > 12) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn numbers(cell: &str) -> Option<Vec<u32>> {
    cell.split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .take(3)
        .map(|part| part.parse().ok())
        .collect()
}

fn parts(cell: &str, day_first: bool) -> Option<(u32, u32, u32)> {
    let cell = cell
        .split(['T', ' '])
        .next()
        .filter(|head| head.len() >= 8)
        .unwrap_or(cell);
    let found = numbers(cell)?;
    match found.as_slice() {
        [whole] if (15_000_101..=21_001_231).contains(whole) => {
            Some((whole / 10_000, whole / 100 % 100, whole % 100))
        }
        [first, second, third] if *first > 31 => Some((*first, *second, *third)),
        [first, second, third] => {
            let year = if *third < 100 {
                century(*third)
            } else {
                *third
            };
            let (day, month) = if day_first {
                (*first, *second)
            } else {
                (*second, *first)
            };
            Some((year, month, day))
        }
        [one, two] => {
            let month = named_month(cell)?;
            let (year, day) = if *one > 31 {
                (*one, *two)
            } else {
                (*two, *one)
            };
            Some((if year < 100 { century(year) } else { year }, month, day))
        }
        _ => None,
    }
}

/// Two digits of a birth year: nobody is born after the middle of the 2020s.
fn century(short: u32) -> u32 {
    if short > 25 {
        1900 + short
    } else {
        2000 + short
    }
}

fn named_month(cell: &str) -> Option<u32> {
    let lower = cell.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| lower.contains(month))?;
    u32::try_from(at + 1).ok()
}

//! A day of this year in; the days of earlier years it is the anniversary of out.

use terms::Day;

/// The earlier days that this one is the anniversary of, each with its years, the newest first, none
/// before the earliest. In a year without a 29 February its anniversary is the 28th, so that nobody
/// born or won on a leap day waits four years.
pub(crate) fn origins_of(anniversary: Day, earliest: Day) -> Vec<(i64, Day)> {
    let date = anniversary.date();
    let mut origins = Vec::new();
    for years in 1..=i64::from(date.year()) {
        let year = date.year() - years as i16;
        if Day::from_ymd(year, 12, 31).is_ok_and(|last| last < earliest) {
            break;
        }
        let same = Day::from_ymd(year, date.month(), date.day());
        let is_eve_of_none = date.month() == 2 && date.day() == 28 && !date.in_leap_year();
        let leap = is_eve_of_none
            .then(|| Day::from_ymd(year, 2, 29).ok())
            .flatten();
        let days = [same.ok(), leap].into_iter().flatten();
        origins.extend(days.filter(|day| *day >= earliest).map(|day| (years, day)));
    }
    origins
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn c32_a_leap_day_comes_round_every_year_once() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for (today, origins) in [
            (
                "2026-03-02",
                vec![(1, "2025-03-02"), (2, "2024-03-02"), (3, "2023-03-02")],
            ),
            (
                "2026-02-28",
                vec![
                    (1, "2025-02-28"),
                    (2, "2024-02-28"),
                    (2, "2024-02-29"),
                    (3, "2023-02-28"),
                ],
            ),
            // In a leap year the 28th is its own day, and the 29th comes from leap years alone.
            (
                "2028-02-28",
                vec![
                    (1, "2027-02-28"),
                    (2, "2026-02-28"),
                    (3, "2025-02-28"),
                    (4, "2024-02-28"),
                    (5, "2023-02-28"),
                ],
            ),
            ("2028-02-29", vec![(4, "2024-02-29")]),
            (
                "2026-03-01",
                vec![(1, "2025-03-01"), (2, "2024-03-01"), (3, "2023-03-01")],
            ),
        ] {
            let expected: Vec<(i64, Day)> = origins
                .into_iter()
                .map(|(years, text)| (years, day(text)))
                .collect();
            assert_eq!(
                origins_of(day(today), day("2023-02-01")),
                expected,
                "{today}"
            );
        }
        assert!(origins_of(day("2026-05-05"), day("2026-01-01")).is_empty());
    }
}

//! A calendar day, counted; the only notion of time most of the house needs.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use jiff::civil::Date;

/// A calendar day as the number of days since 1970-01-01; stored as that integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(i32);

/// A text that is not a day.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("«{0}» is not a day; write it as 2026-03-31")]
pub struct DayError(pub String);

impl Day {
    /// The day this many days after 1970-01-01.
    #[must_use]
    pub const fn from_number(days: i32) -> Self {
        Day(days)
    }

    /// Days since 1970-01-01, as stored.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of this year, month and day of month.
    ///
    /// # Errors
    /// When there is no such day, such as 31 February.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Result<Self, DayError> {
        Date::new(year, month, day)
            .map(Day::from)
            .map_err(|_| DayError(format!("{year:04}-{month:02}-{day:02}")))
    }

    /// This day in the calendar, for years, months and weekdays.
    #[must_use]
    pub fn date(self) -> Date {
        // Stored numbers outside jiff's ±9999 years can only come from a damaged file; the
        // nearest day that exists keeps pages readable instead of stopping them.
        let span = jiff::Span::new().try_days(self.0).unwrap_or_default();
        Date::constant(1970, 1, 1).saturating_add(span)
    }

    /// How a person reads it: `4 Nov 2026`.
    #[must_use]
    pub fn words(self) -> String {
        self.date().strftime("%-d %b %Y").to_string()
    }

    /// How a letter shows it: `4 November 2026`.
    #[must_use]
    pub fn long_words(self) -> String {
        self.date().strftime("%-d %B %Y").to_string()
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let start = Date::constant(1970, 1, 1);
        Day(date.duration_since(start).as_hours() as i32 / 24)
    }
}

impl Add<i32> for Day {
    type Output = Day;
    fn add(self, days: i32) -> Day {
        Day(self.0 + days)
    }
}

impl Sub<i32> for Day {
    type Output = Day;
    fn sub(self, days: i32) -> Day {
        Day(self.0 - days)
    }
}

impl Sub for Day {
    type Output = i32;
    fn sub(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date())
    }
}

impl FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        text.trim()
            .parse::<Date>()
            .map(Day::from)
            .map_err(|_| DayError(text.to_owned()))
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Day;

    #[test]
    fn days_count_across_leap_years_and_before_1970() {
        for (text, number) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2011-12-09", 15_317),
            ("1900-01-01", -25_567),
        ] {
            let day: Day = text.parse().unwrap();
            assert_eq!(day.number(), number, "{text}");
            assert_eq!(day.to_string(), text);
        }
        assert!("2026-02-30".parse::<Day>().is_err());
        assert!(Day::from_ymd(2026, 2, 31).is_err());
    }

    #[test]
    fn days_are_read_aloud_the_way_people_write_them() {
        let day: Day = "2026-11-04".parse().unwrap();
        assert_eq!(day.words(), "4 Nov 2026");
        assert_eq!(day.long_words(), "4 November 2026");
        assert_eq!(day + 30 - day, 30);
    }
}

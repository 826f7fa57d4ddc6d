//! When everybody is scored anew: a calendar and the last time enter, the date that is due leaves.

use serde::{Deserialize, Serialize};
use terms::Day;

use crate::coming::months::{first_day_of, month_number};

/// How often everybody is scored anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreEvery {
    /// On Mondays.
    Weekly,
    /// On the first of the month.
    Monthly,
    /// On the first of January, April, July and October.
    Quarterly,
    /// Only when somebody asks.
    Never,
}

impl std::str::FromStr for ScoreEvery {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "weekly" => Ok(Self::Weekly),
            "monthly" => Ok(Self::Monthly),
            "quarterly" => Ok(Self::Quarterly),
            "never" => Ok(Self::Never),
            _ => Err(format!(
                "«{text}» is no rhythm; known are weekly, monthly, quarterly, never"
            )),
        }
    }
}

/// A Monday: 5 January 1970.
const A_MONDAY: i32 = 4;

impl ScoreEvery {
    /// The newest date of this calendar up to and including a day.
    fn newest_date(self, day: Day) -> Option<Day> {
        let month = month_number(day);
        match self {
            Self::Weekly => Some(day - (day.number() - A_MONDAY).rem_euclid(7)),
            Self::Monthly => Some(first_day_of(month)),
            Self::Quarterly => Some(first_day_of(month - month.rem_euclid(3))),
            Self::Never => None,
        }
    }
}

/// The date that is due today: the newest of the calendar that the last run lies before. However
/// many dates were missed, one run today makes up for all of them.
#[must_use]
pub fn next_due(every: ScoreEvery, last_as_of: Option<Day>, today: Day) -> Option<Day> {
    every
        .newest_date(today)
        .filter(|date| last_as_of.is_none_or(|last| last < *date))
}

/// The next dates of the calendar after a day.
#[must_use]
pub fn dates_after(every: ScoreEvery, day: Day, most: usize) -> Vec<Day> {
    // A quarter has at most 92 days.
    (1..=92 * most as i32)
        .map(|ahead| day + ahead)
        .filter(|date| every.newest_date(*date) == Some(*date))
        .take(most)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{ScoreEvery, dates_after, next_due};
    use terms::Day;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_mondays_firsts_and_quarters() {
        let words = |every, most| -> Vec<String> {
            let dates = dates_after(every, day("2026-11-21"), most);
            dates.iter().map(Day::to_string).collect()
        };
        assert_eq!(
            words(ScoreEvery::Weekly, 3),
            ["2026-11-23", "2026-11-30", "2026-12-07"]
        );
        assert_eq!(words(ScoreEvery::Monthly, 2), ["2026-12-01", "2027-01-01"]);
        assert_eq!(
            words(ScoreEvery::Quarterly, 2),
            ["2027-01-01", "2027-04-01"]
        );
        assert_eq!(words(ScoreEvery::Never, 2), Vec::<String>::new());
    }

    #[test]
    fn missed_dates_are_made_up_for_once() {
        let due = |every, last: &str, today: &str| {
            next_due(every, Some(day(last)), day(today)).map(|date| date.to_string())
        };
        // Five Mondays were missed: the newest is due, and after a run today none is.
        assert_eq!(
            due(ScoreEvery::Weekly, "2026-10-12", "2026-11-18"),
            Some("2026-11-16".into())
        );
        assert_eq!(due(ScoreEvery::Weekly, "2026-11-18", "2026-11-18"), None);
        assert_eq!(
            due(ScoreEvery::Weekly, "2026-11-18", "2026-11-23"),
            Some("2026-11-23".into())
        );
        assert_eq!(due(ScoreEvery::Monthly, "2026-11-01", "2026-11-30"), None);
        assert_eq!(
            due(ScoreEvery::Quarterly, "2026-09-30", "2026-11-18"),
            Some("2026-10-01".into())
        );
        assert_eq!(due(ScoreEvery::Never, "2020-01-01", "2026-11-18"), None);
        assert_eq!(
            next_due(ScoreEvery::Monthly, None, day("2026-11-18")),
            Some(day("2026-11-01"))
        );
    }
}

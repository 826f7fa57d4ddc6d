//! The days of the practice business: an as-of day in; day texts and the season's rhythm out.

use jiff::civil::Weekday;
use terms::{AccountKind, Day};

/// Days of order history before the as-of day: four and a half years.
pub const HISTORY_DAYS: i32 = 1_643;
/// Days that can be lived through after the as-of day: three years.
pub const FUTURE_DAYS: i32 = 1_096;

/// How busy each month is against an average one, January first; firms buy before summer and
/// before the year ends, private people before Christmas. Chosen by hand to look like trade.
static FIRM_MONTHS: [f64; 12] = [
    0.90, 0.95, 1.10, 1.05, 1.10, 1.05, 0.95, 0.75, 1.10, 1.15, 1.15, 0.75,
];
static HOUSEHOLD_MONTHS: [f64; 12] = [
    0.75, 0.80, 1.00, 1.15, 1.15, 1.00, 0.90, 0.85, 0.90, 1.00, 1.25, 1.25,
];
/// How busy each weekday is, Monday first.
static FIRM_WEEK: [f64; 7] = [1.35, 1.45, 1.40, 1.35, 1.20, 0.20, 0.05];
static HOUSEHOLD_WEEK: [f64; 7] = [0.85, 0.80, 0.80, 0.85, 1.10, 1.50, 1.10];

/// Every day from the first of the history to the last that can be lived through.
#[derive(Debug)]
pub(crate) struct Calendar {
    first: i32,
    days: Vec<DayText>,
    /// Activity gone by at the start of each day, for firms and for households; one more than days.
    rhythm: [Vec<f64>; 2],
}

/// A day as files write it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DayText {
    /// The calendar year, for price lists.
    pub(crate) year: i16,
    year_month_day: [u8; 10],
    day_month_year: [u8; 10],
}

impl DayText {
    /// `2026-03-31`.
    pub(crate) fn iso(&self) -> &str {
        ascii(&self.year_month_day)
    }

    /// `31/03/2026`.
    pub(crate) fn slashed(&self) -> &str {
        ascii(&self.day_month_year)
    }
}

/// Day texts are digits and separators only.
fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

impl Calendar {
    /// The calendar around an as-of day.
    pub(crate) fn around(as_of: Day) -> Calendar {
        let first = as_of.number() - HISTORY_DAYS;
        let all = first..=as_of.number() + FUTURE_DAYS;
        let days = all.clone().map(day_text).collect();
        let rhythm = [AccountKind::Firm, AccountKind::Household]
            .map(|kind| activity_gone_by(all.clone().map(|day| busyness(day, kind))));
        Calendar {
            first,
            days,
            rhythm,
        }
    }

    /// The last day there is.
    pub(crate) fn last(&self) -> i32 {
        self.first + self.days.len() as i32 - 1
    }

    /// How files write this day; days outside the calendar read as its nearest end.
    pub(crate) fn text(&self, day: i32) -> &DayText {
        let at = (day - self.first).clamp(0, self.days.len() as i32 - 1);
        &self.days[at as usize]
    }

    /// Activity gone by at the start of a day, in average days.
    pub(crate) fn activity(&self, kind: AccountKind, day: i32) -> f64 {
        let rhythm = self.rhythm_of(kind);
        rhythm[(day - self.first).clamp(0, rhythm.len() as i32 - 1) as usize]
    }

    /// The day on which this much activity has gone by; none after the last day.
    pub(crate) fn day_at(&self, kind: AccountKind, activity: f64) -> Option<i32> {
        let rhythm = self.rhythm_of(kind);
        let after = rhythm.partition_point(|gone| *gone <= activity);
        (after < rhythm.len()).then(|| self.first + after as i32 - 1)
    }

    fn rhythm_of(&self, kind: AccountKind) -> &[f64] {
        &self.rhythm[usize::from(kind != AccountKind::Firm)]
    }
}

fn day_text(day: i32) -> DayText {
    let date = Day::from_number(day).date();
    let (year, month, dom) = (date.year(), date.month(), date.day());
    let mut text = DayText {
        year,
        year_month_day: [0; 10],
        day_month_year: [0; 10],
    };
    text.year_month_day
        .copy_from_slice(&format!("{year:04}-{month:02}-{dom:02}").as_bytes()[..10]);
    text.day_month_year
        .copy_from_slice(&format!("{dom:02}/{month:02}/{year:04}").as_bytes()[..10]);
    text
}

fn busyness(day: i32, kind: AccountKind) -> f64 {
    let date = Day::from_number(day).date();
    let (months, week) = match kind {
        AccountKind::Firm => (&FIRM_MONTHS, &FIRM_WEEK),
        _ => (&HOUSEHOLD_MONTHS, &HOUSEHOLD_WEEK),
    };
    let weekday = date.weekday().since(Weekday::Monday) as usize;
    months[date.month() as usize - 1] * week[weekday]
}

/// Running sums, scaled so that an average day counts one.
fn activity_gone_by(busyness: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut gone = vec![0.0];
    let mut sum = 0.0;
    for day in busyness {
        sum += day;
        gone.push(sum);
    }
    let scale = (gone.len() - 1) as f64 / sum;
    gone.iter().map(|part| part * scale).collect()
}

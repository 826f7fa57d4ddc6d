//! Operational time: a clock that runs faster in the weeks in which customers order more.
//!
//! Enters: a multiplier per week of the year. Leaves: spans of calendar time in operational
//! weeks, in which every model that takes `(x, t_x, T)` holds as it stands.
//!
//! # The idea
//! If everybody's rate is multiplied by m(t) at the same moments, then on a clock that advances
//! by ∫m(t)dt the rates are constant again. Likelihood, chances and expectations of all models
//! need nothing but the two spans t_x and T, so they keep their closed forms; the multipliers
//! add Σ ln m(day) over the repeat orders. Holidays need no list: they are weeks.
//!
//! Where customers leave after an order this is exact. Where they leave at any moment, leaving
//! is taken to run on the same clock, which matters little within a year.

use crate::folded::FoldedHistories;
use crate::history::{DAYS_PER_WEEK, History, WEEKS_PER_YEAR};
use crate::summary::Purchase;
use serde::{Deserialize, Serialize};

/// Steps into which a year is cut: weeks of 7.02 days.
pub const SEASON_WEEKS: usize = 52;

/// Slowest and fastest the clock may run: a hundredth and a hundred times the mean.
const MULTIPLIER_RANGE: (f64, f64) = (0.01, 100.0);

/// Days in a mean Gregorian year.
const DAYS_PER_YEAR: f64 = WEEKS_PER_YEAR * DAYS_PER_WEEK;

/// How much faster than on average customers order in each week of the year.
///
/// The mean over a year is one, so spans of whole years stay what they are. With days counted
/// from 1970-01-01 week 0 is the first of January, to within a day.
///
/// ```
/// use clv::{SEASON_WEEKS, Season};
///
/// // A shop that sells three times as much in the last four weeks of the year.
/// let mut weeks = [1.0; SEASON_WEEKS];
/// weeks[48..].fill(3.0);
/// let season = Season::new(weeks);
/// assert!((season.weeks_between(0.0, 365.2425) - 365.2425 / 7.0).abs() < 1e-9);
/// let (december, july) = (season.weeks_between(337.2, 365.2), season.weeks_between(180.0, 208.0));
/// assert!((december / july - 3.0).abs() < 0.02);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<f64>", into = "Vec<f64>")]
pub struct Season {
    multipliers: [f64; SEASON_WEEKS],
    /// Sums of the multipliers before each week.
    before: [f64; SEASON_WEEKS],
}

impl Season {
    /// The clock that runs evenly.
    pub fn none() -> Self {
        Self::new([1.0; SEASON_WEEKS])
    }

    /// A season with relative multipliers, which are scaled to a mean of one; what is not a
    /// number above zero counts as the mean.
    pub fn new(relative: [f64; SEASON_WEEKS]) -> Self {
        let (low, high) = MULTIPLIER_RANGE;
        let usable = |value: f64| value.is_finite() && value > 0.0;
        let known: Vec<f64> = relative
            .into_iter()
            .filter(|value| usable(*value))
            .collect();
        let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
        let clean = relative.map(|value| match usable(value) {
            true => (value / mean).clamp(low, high),
            false => 1.0,
        });
        let mean = clean.iter().sum::<f64>() / SEASON_WEEKS as f64;
        Self::of(clean.map(|value| value / mean))
    }

    /// A season with multipliers whose mean is one.
    fn of(multipliers: [f64; SEASON_WEEKS]) -> Self {
        let mut before = [0.0; SEASON_WEEKS];
        for week in 1..SEASON_WEEKS {
            before[week] = before[week - 1] + multipliers[week - 1];
        }
        Self {
            multipliers,
            before,
        }
    }

    /// The multipliers, week by week; their mean is one.
    pub fn multipliers(&self) -> &[f64; SEASON_WEEKS] {
        &self.multipliers
    }

    /// Whether the clock runs evenly.
    pub fn is_none(&self) -> bool {
        self.multipliers.iter().all(|multiplier| *multiplier == 1.0)
    }

    /// How fast the clock runs on a day.
    pub fn multiplier(&self, day: i32) -> f64 {
        self.multipliers[week_of_year(day)]
    }

    /// Operational weeks between two moments, given in days.
    ///
    /// - Formula: `∫ m(t) dt` from one to the other, in weeks.
    /// - Shape: two moments in, one span out.
    /// - Units: days in, operational weeks out.
    /// - Range: negative when the second moment is the earlier one.
    /// - Errors: none.
    /// - Source: operational time, Feller 1971, An Introduction to Probability Theory II, X.7.
    /// - Checked: `tests/season.rs`; a year has as many weeks as without a season.
    pub fn weeks_between(&self, from: f64, until: f64) -> f64 {
        self.weeks_until(until) - self.weeks_until(from)
    }

    /// Operational weeks since day 0.
    fn weeks_until(&self, day: f64) -> f64 {
        let years = day / DAYS_PER_YEAR;
        let step = years.rem_euclid(1.0) * SEASON_WEEKS as f64;
        let week = (step as usize).min(SEASON_WEEKS - 1);
        let passed = self.before[week] + (step - week as f64) * self.multipliers[week];
        (years.floor() + passed / SEASON_WEEKS as f64) * WEEKS_PER_YEAR
    }

    /// A customer's history on the operational clock.
    ///
    /// - Formula: `t_x` and `T` as [`weeks_between`](Self::weeks_between) the first order and the
    ///   last, and the first order and the as-of day.
    /// - Shape: a history by the calendar and its as-of day in, a history out.
    /// - Units: weeks in, operational weeks out.
    /// - Range: every history; repeats and order of events stay.
    /// - Errors: none.
    /// - Source: the idea at the top of this file.
    /// - Checked: `tests/season.rs`.
    pub fn retime(&self, history: &History, as_of: i32) -> History {
        let as_of = f64::from(as_of);
        let first = as_of - history.t_obs() * DAYS_PER_WEEK;
        let last = first + history.t_x() * DAYS_PER_WEEK;
        let until_last = self.weeks_between(first, last);
        // Rounding must not take the last order to the first, or past the end.
        let t_x = match history.x() {
            0 => 0.0,
            _ => until_last.max(f64::MIN_POSITIVE),
        };
        let t_obs = self.weeks_between(first, as_of).max(t_x);
        match History::new(history.x(), t_x, t_obs) {
            Ok(retimed) => retimed,
            Err(why) => unreachable!("a faster or slower clock keeps the order of events: {why}"),
        }
    }

    /// A whole base on the operational clock; rows and customers keep their places.
    ///
    /// Equal histories have equal first days, so what was folded stays folded: the cost is two
    /// spans per distinct history.
    pub fn retime_base(&self, base: &FoldedHistories, as_of: i32) -> FoldedHistories {
        match self.is_none() {
            true => base.clone(),
            false => base.with_rows(|history| self.retime(history, as_of)),
        }
    }

    /// The horizon on the operational clock of a window of days that begins on `as_of`.
    pub fn horizon(&self, as_of: i32, days: f64) -> f64 {
        self.weeks_between(f64::from(as_of), f64::from(as_of) + days)
    }

    /// Sum of the natural logarithms of all gaps between order days up to `as_of`, in
    /// operational weeks: what the Erlang models need on this clock. The log is sorted as for
    /// [`summarise`](crate::summarise).
    pub fn ln_gap_sum(&self, log: impl IntoIterator<Item = Purchase>, as_of: i32) -> f64 {
        let mut sum = 0.0;
        for_each_repeat(log, as_of, |before, day| {
            sum += self.weeks_between(f64::from(before), f64::from(day)).ln();
        });
        sum
    }
}

impl From<Vec<f64>> for Season {
    fn from(weeks: Vec<f64>) -> Self {
        let at = |week: usize| weeks.get(week).copied().unwrap_or(f64::NAN);
        let multipliers = std::array::from_fn(at);
        // What was written by this program is taken as it is, to the last bit.
        let is_whole = multipliers.iter().all(|one| one.is_finite() && *one > 0.0);
        let mean = multipliers.iter().sum::<f64>() / SEASON_WEEKS as f64;
        match is_whole && (mean - 1.0).abs() < 1e-9 {
            true => Self::of(multipliers),
            false => Self::new(multipliers),
        }
    }
}

impl From<Season> for Vec<f64> {
    fn from(season: Season) -> Self {
        season.multipliers.to_vec()
    }
}

/// Repeat orders of a base, counted by the day on which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrdersByDay {
    first_day: i32,
    counts: Vec<u32>,
}

/// Days kept: a hundred years before the as-of day; what is older tells nothing of the season.
const MOST_DAYS: i32 = 36_525;

impl OrdersByDay {
    /// Counts the repeat order days of a log, sorted as for [`summarise`](crate::summarise), up
    /// to `as_of`; the first order day of a customer is not counted.
    pub fn of_repeats(log: impl IntoIterator<Item = Purchase>, as_of: i32) -> Self {
        let first_day = as_of.saturating_sub(MOST_DAYS);
        let mut counts = vec![0; as_of.abs_diff(first_day) as usize + 1];
        for_each_repeat(log, as_of, |_, day| {
            if day >= first_day {
                counts[day.abs_diff(first_day) as usize] += 1;
            }
        });
        Self { first_day, counts }
    }

    /// Days with orders, with how many came.
    pub fn iter(&self) -> impl Iterator<Item = (i32, u32)> {
        (self.first_day..)
            .zip(self.counts.iter().copied())
            .filter(|(_, count)| *count > 0)
    }
}

/// Calls `at(day of the order day before, day)` for every repeat order day of a sorted log.
fn for_each_repeat(
    log: impl IntoIterator<Item = Purchase>,
    as_of: i32,
    mut at: impl FnMut(i32, i32),
) {
    let mut previous: Option<(u32, i32)> = None;
    for event in log {
        if event.day > as_of {
            continue;
        }
        if let Some((customer, day)) = previous
            && customer == event.customer
            && day < event.day
        {
            at(day, event.day);
        }
        previous = Some((event.customer, event.day));
    }
}

/// The week of the year in which a day lies, from 0.
pub(crate) fn week_of_year(day: i32) -> usize {
    week_since_start(day).rem_euclid(SEASON_WEEKS as i64) as usize
}

/// The number of 7.02-day weeks before the one in which a day lies; an order of day d came at
/// some moment before its end, so the middle of the day before counts.
pub(crate) fn week_since_start(day: i32) -> i64 {
    let years = (f64::from(day) - 0.5) / DAYS_PER_YEAR;
    (years * SEASON_WEEKS as f64).floor() as i64
}

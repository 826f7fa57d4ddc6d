//! The twelve months ahead: what customers are expected to bring, seasons put on it.

use serde::{Deserialize, Serialize};
use terms::Day;

use crate::coming::future::Future;
use crate::coming::money_range::MoneyRange;
use crate::coming::months::{MonthTable, first_day_of, month_code, month_number};
use crate::coming::season::Seasons;
use crate::log::windows::YEAR_DAYS;
use crate::totals::base_totals::BaseTotals;

/// Typical relative error of a year's total where the model could not be tried on the past:
/// single origins of small bases are off by about that much.
const UNTRIED_ERROR: f64 = 0.30;

/// No total is claimed to be surer than this: the future need not be like the past.
const LEAST_ERROR: f64 = 0.05;

/// Revenue expected in one calendar month, or the part of it within the next twelve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MonthAhead {
    /// Such as `2026-03`.
    pub month: String,
    /// How many of its days lie within the next twelve months.
    pub days: u8,
    /// Revenue of today's customers, in minor units.
    pub expected_minor: i64,
    /// It lies above this with a chance of 90 %
    pub low_minor: i64,
    /// and below this likewise.
    pub high_minor: i64,
    /// What the calendar month makes of an ordinary one; 1 where seasons are not known.
    pub season: f64,
}

/// Revenue of one calendar month of the past, net of refunds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastMonth {
    /// Such as `2026-03`.
    pub month: String,
    /// Revenue in minor units.
    pub revenue_minor: i64,
}

/// The next twelve months.
pub(crate) struct Ahead {
    pub(crate) months: Vec<MonthAhead>,
    pub(crate) has_seasons: bool,
    pub(crate) revenue: MoneyRange,
    /// Typical relative error of the year's total.
    pub(crate) error: f64,
}

/// Foretells twelve months from what an order of each customer brings, and how far off the
/// model's totals were on the past.
pub(crate) fn look_ahead(
    future: &Future,
    tried: Option<f64>,
    order_minor: &[f64],
    totals: &BaseTotals,
    as_of: Day,
) -> Ahead {
    let seasons = learn_seasons(totals, as_of);
    let cuts = month_cuts(as_of);
    let ends: Vec<i32> = cuts.iter().map(|(_, until)| *until).collect();
    let by_end = future.revenue_by(&ends, order_minor);
    let plain = by_end
        .iter()
        .enumerate()
        .map(|(at, sum)| sum - if at > 0 { by_end[at - 1] } else { 0.0 });
    let season = |month: i32| seasons.shares[month.rem_euclid(12) as usize];
    let seasoned: Vec<f64> = plain
        .zip(&cuts)
        .map(|(minor, (month, _))| minor * season(*month))
        .collect();
    // Seasons move money between months and make none.
    let total = by_end.last().copied().unwrap_or_default();
    let sum: f64 = seasoned.iter().sum();
    let scale = if sum > 0.0 { total / sum } else { 1.0 };
    let tried = tried.unwrap_or(UNTRIED_ERROR).max(LEAST_ERROR);
    let error = (tried * tried + seasons.noise * seasons.noise / 12.0).sqrt();
    let mut before = 0;
    let months = cuts.iter().zip(&seasoned).map(|((month, until), minor)| {
        let days = until - before;
        before = *until;
        let range = MoneyRange::of(minor * scale, tried.hypot(seasons.noise));
        MonthAhead {
            month: month_code(*month),
            days: days as u8,
            expected_minor: range.minor,
            low_minor: range.low80,
            high_minor: range.high80,
            season: season(*month),
        }
    });
    Ahead {
        months: months.collect(),
        has_seasons: seasons.are_known,
        revenue: MoneyRange::of(total, error),
        error,
    }
}

/// The months of the next 365 days, each with the number of days from now until its end.
///
/// The same calendar month begins and ends them unless the day is the last of its month. A stub at
/// either end says nothing about a month: of the two, the shorter one goes to its neighbour.
fn month_cuts(as_of: Day) -> Vec<(i32, i32)> {
    let last = as_of + YEAR_DAYS;
    let mut cuts: Vec<(i32, i32)> = (month_number(as_of + 1)..=month_number(last))
        .map(|month| {
            let end = first_day_of(month + 1) - 1;
            (month, end.min(last) - as_of)
        })
        .collect();
    if cuts.len() > 12 {
        let (first, end) = (cuts[0].1, YEAR_DAYS - cuts[11].1);
        match first < end {
            true => drop(cuts.remove(0)),
            false => {
                cuts.truncate(12);
                cuts[11].1 = YEAR_DAYS;
            }
        }
    }
    cuts
}

/// Seasons from the whole months on file.
fn learn_seasons(totals: &BaseTotals, as_of: Day) -> Seasons {
    let table = MonthTable::until(as_of);
    let Some(first_day) = totals.first_day.map(Day::from_number) else {
        return Seasons::learn(&[], 0);
    };
    // The first and the running month are whole only by chance.
    let first = (month_number(first_day) + 1).max(table.first_month);
    let is_month_end = month_number(as_of + 1) != month_number(as_of);
    let end = month_number(as_of) + i32::from(is_month_end);
    let whole = first.min(end)..end;
    let minor: Vec<f64> = whole
        .map(|month| totals.month_minor[(month - table.first_month) as usize] as f64)
        .collect();
    Seasons::learn(&minor, first.rem_euclid(12) as usize)
}

/// Revenue of the last 36 calendar months, the running one last.
pub(crate) fn past_months(totals: &BaseTotals, as_of: Day) -> Vec<PastMonth> {
    const SHOWN: usize = 36;
    let table = MonthTable::until(as_of);
    let skipped = table.len() - SHOWN;
    let months = totals.month_minor.iter().enumerate().skip(skipped);
    months
        .map(|(at, minor)| PastMonth {
            month: month_code(table.first_month + at as i32),
            revenue_minor: *minor,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::month_cuts;
    use terms::Day;

    #[test]
    fn twelve_months_ahead_are_cut_at_their_ends() {
        let as_of: Day = "2026-03-31".parse().unwrap();
        let cuts = month_cuts(as_of);
        assert_eq!((cuts.len(), cuts[0].1, cuts[11].1), (12, 30, 365));
    }

    #[test]
    fn a_stub_of_a_month_goes_to_its_neighbour() {
        let month = 2026 * 12 + 2;
        for (as_of, first, last) in [
            ("2026-03-10", (month, 21), (month + 11, 365)),
            ("2026-03-30", (month + 1, 31), (month + 12, 365)),
        ] {
            let cuts = month_cuts(as_of.parse().unwrap());
            assert_eq!((cuts.len(), cuts[0], cuts[11]), (12, first, last));
        }
    }
}

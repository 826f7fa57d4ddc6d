//! What order days say beyond the three numbers of a history: pace of late, gaps, amounts.
//!
//! Enters: one customer's order days up to a day. Leaves: a row of features that mean the same
//! at every origin, so that what is learnt at one can be used at another.

use crate::choosing::boosting::Row;
use crate::history::DAYS_PER_WEEK;
use crate::summary::Purchase;

/// Features of a row.
pub(crate) const FEATURES: usize = 15;

/// Stretches, in days, over which the pace of late is compared with the own pace: from a month
/// to a year, each about twice the one before.
const LATE_DAYS: [i32; 5] = [28, 56, 91, 182, 364];

/// Days of a year in whole weeks, so that the same weekdays are compared.
const YEAR_DAYS: i32 = 364;

/// Orders added to both sides of a ratio of paces, so that it stays finite.
const ADDED_ORDERS: f64 = 0.5;

/// What stands for a feature that is not known.
const UNKNOWN: f32 = -1.0;

/// One customer's order days with what was spent on each, rising.
pub(crate) type OrderDays = Vec<(i32, f64)>;

/// The stretch of the log in which customers are seen, and the window that is to be foretold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// First day of the log.
    pub(crate) first_day: i32,
    /// Last day that is known.
    pub(crate) as_of: i32,
    /// Days to look ahead.
    pub(crate) window_days: i32,
}

/// Merges a customer's purchases after `from` and up to `until` into order days.
pub(crate) fn merge_order_days(purchases: &[Purchase], from: i32, until: i32) -> OrderDays {
    let mut days = OrderDays::new();
    for purchase in purchases {
        match days.last_mut() {
            _ if purchase.day <= from || purchase.day > until => (),
            Some((day, amount)) if *day == purchase.day => *amount += purchase.amount,
            _ => days.push((purchase.day, purchase.amount)),
        }
    }
    days
}

/// Order days after `from` and up to `until`.
pub(crate) fn count_between(days: &[(i32, f64)], from: i32, until: i32) -> f64 {
    let start = days.partition_point(|(day, _)| *day <= from);
    let end = days.partition_point(|(day, _)| *day <= until);
    end.saturating_sub(start) as f64
}

/// The features of a customer with at least one order day.
pub(crate) fn behaviour_row(days: &[(i32, f64)], view: &View) -> Row<FEATURES> {
    let (first, last) = (days[0].0, days[days.len() - 1].0);
    let repeats = days.len() as f64 - 1.0;
    let age = view.as_of - first;
    let silence = f64::from(view.as_of - last);
    let pace = (repeats + ADDED_ORDERS) / (f64::from(age) + DAYS_PER_WEEK);
    let mut row = [UNKNOWN; FEATURES];
    row[0] = repeats as f32;
    row[1] = (last - first) as f32;
    row[2] = age as f32;
    row[3] = silence as f32;
    row[4] = (silence * pace) as f32;
    for (at, stretch) in LATE_DAYS.into_iter().enumerate() {
        if age >= stretch {
            let orders = count_between(days, first.max(view.as_of - stretch), view.as_of);
            row[5 + at] = against_pace(orders, pace, stretch);
        }
    }
    row[10] = gap_unevenness(days);
    [row[11], row[12]] = spend_features(days);
    let known_days = (view.as_of - view.first_day).max(1);
    row[13] = (first - view.first_day) as f32 / known_days as f32;
    let year_ago = view.as_of - YEAR_DAYS;
    if first <= year_ago {
        let stretch = view.window_days.min(YEAR_DAYS);
        let orders = count_between(days, year_ago.max(first), year_ago + stretch);
        row[14] = against_pace(orders, pace, stretch);
    }
    row
}

/// Orders of a stretch over those that the own pace would have made.
fn against_pace(orders: f64, pace: f64, stretch_days: i32) -> f32 {
    ((orders + ADDED_ORDERS) / (pace * f64::from(stretch_days) + ADDED_ORDERS)) as f32
}

/// Logarithm of the mean spend, and the last spend over the mean.
fn spend_features(days: &[(i32, f64)]) -> [f32; 2] {
    let mean = days.iter().map(|(_, amount)| amount).sum::<f64>() / days.len() as f64;
    if mean <= 0.0 {
        return [-10.0, UNKNOWN];
    }
    [mean.ln() as f32, (days[days.len() - 1].1 / mean) as f32]
}

/// Standard deviation of the gaps over their mean: 0 for a clock, 1 for chance.
fn gap_unevenness(days: &[(i32, f64)]) -> f32 {
    if days.len() < 3 {
        return UNKNOWN;
    }
    let count = days.len() as f64 - 1.0;
    let mean = f64::from(days[days.len() - 1].0 - days[0].0) / count;
    let squares: f64 = days
        .windows(2)
        .map(|pair| (f64::from(pair[1].0 - pair[0].0) - mean).powi(2))
        .sum();
    ((squares / count).sqrt() / mean) as f32
}

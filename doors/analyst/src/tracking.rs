//! Tracking: repeat orders week by week, actual against expected.
//!
//! Enters: a base, its model, its log. Leaves: two plots, per week and in total.

use chart::{Axis, Line, Mark, Plot, Unit, Words};
use clv::{BaseModel, DAYS_PER_WEEK, Purchase};
use terms::Day;

use crate::base::Base;

/// Repeat orders up to the end of each week, counted from the first order of all.
pub(crate) struct Tracking {
    actual: Vec<f64>,
    expected: Vec<f64>,
    fitted_weeks: f64,
    model: &'static str,
}

impl Tracking {
    /// Counts and expects; only customers known on the as-of day count, also after it.
    pub(crate) fn of(base: &Base, model: &BaseModel, log: &[Purchase], as_of: Day) -> Tracking {
        let first = base.summary.first_days.iter().copied().min().unwrap_or(0);
        let last = log.iter().map(|one| one.day).max().unwrap_or(first);
        let weeks = ((f64::from(last - first) + 1.0) / DAYS_PER_WEEK)
            .floor()
            .max(1.0) as usize;
        let newcomers = newcomers_by_day(base, first);
        let expected = (1..=weeks).map(|week| {
            let day = week as f64 * DAYS_PER_WEEK;
            let own = |(since, count): (usize, &f64)| {
                let left = (day - since as f64) / DAYS_PER_WEEK;
                match *count > 0.0 && left > 0.0 {
                    true => count * model.expected_orders_of_new(left),
                    false => 0.0,
                }
            };
            newcomers.iter().enumerate().map(own).sum()
        });
        Tracking {
            expected: expected.collect(),
            actual: count_repeats(base, log, first, weeks),
            fitted_weeks: f64::from(as_of.number() - first + 1) / DAYS_PER_WEEK,
            model: model.name(),
        }
    }

    /// Orders of each week.
    pub(crate) fn weekly(&self) -> Plot {
        let own = |totals: &[f64]| -> Vec<f64> {
            let before = std::iter::once(&0.0).chain(totals);
            totals
                .iter()
                .zip(before)
                .map(|(now, before)| now - before)
                .collect()
        };
        self.plot(
            "Repeat orders per week",
            &own(&self.actual),
            &own(&self.expected),
        )
    }

    /// Orders up to the end of each week.
    pub(crate) fn total(&self) -> Plot {
        self.plot("Repeat orders so far", &self.actual, &self.expected)
    }

    fn plot(&self, title: &str, actual: &[f64], expected: &[f64]) -> Plot {
        let points = |values: &[f64]| -> Vec<(f64, f64)> {
            let weeks = (1..).map(f64::from);
            weeks.zip(values.iter().copied()).collect()
        };
        let weeks = actual.len() as f64;
        let off = match self
            .actual
            .last()
            .copied()
            .zip(self.expected.last().copied())
        {
            Some((actual, expected)) if actual > 0.0 => expected / actual - 1.0,
            _ => 0.0,
        };
        let marks = match self.fitted_weeks < weeks {
            true => vec![Mark {
                at: self.fitted_weeks,
                name: "fitted up to here".into(),
            }],
            false => Vec::new(),
        };
        Plot {
            words: Words::new(
                title,
                format!(
                    "Actual beside expected by the {}; after {weeks:.0} weeks the expected total is {:+.1} % off the actual.",
                    self.model,
                    100.0 * off
                ),
            ),
            x: Axis::new("week since the first order", Unit::Count),
            y: Axis::number("repeat orders"),
            lines: vec![
                Line::solid("actual", points(actual)),
                Line::dashed("expected", points(expected)),
            ],
            marks,
            ..Plot::default()
        }
    }
}

/// How many customers came new on each day after the first.
fn newcomers_by_day(base: &Base, first: i32) -> Vec<f64> {
    let days = base
        .summary
        .first_days
        .iter()
        .map(|day| (day - first) as usize);
    let mut newcomers = vec![0.0; days.clone().max().map_or(0, |last| last + 1)];
    for day in days {
        newcomers[day] += 1.0;
    }
    newcomers
}

/// Repeat order days of known customers up to the end of each week.
fn count_repeats(base: &Base, log: &[Purchase], first: i32, weeks: usize) -> Vec<f64> {
    let mut counts = vec![0.0; weeks];
    for own in log.chunk_by(|one, other| one.customer == other.customer) {
        if base
            .summary
            .customers
            .binary_search(&own[0].customer)
            .is_err()
        {
            continue;
        }
        for days in own.windows(2) {
            let week = ((days[1].day - first) / DAYS_PER_WEEK as i32) as usize;
            if days[1].day > days[0].day && week < weeks {
                counts[week] += 1.0;
            }
        }
    }
    let mut total = 0.0;
    for count in &mut counts {
        total += *count;
        *count = total;
    }
    counts
}

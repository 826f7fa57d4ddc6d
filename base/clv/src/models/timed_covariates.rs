//! Covariates that change over time, and customers seen through them.
//!
//! Enters: values by the calendar, a sorted log. Leaves: every customer's time cut into pieces
//! on which the covariates stand still.

use crate::history::DAYS_PER_WEEK;
use crate::models::covariate_effects::{CovariateScale, MOST_COVARIATES};
use crate::summary::Purchase;

/// Values of covariates by the calendar, for one kind of customer or for all.
///
/// A season's flag is the same for everybody; a segment's price level is the same for the
/// segment. Customers who share their values share a path.
#[derive(Clone, Debug, PartialEq)]
pub struct CovariatePath {
    steps: Vec<(i32, Vec<f64>)>,
}

/// Why values by the calendar cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CovariatePathError {
    /// No step at all.
    #[error("a path needs at least one day with values")]
    Empty,
    /// Days do not rise.
    #[error("day {day} does not come after the day before it; sort the steps by day")]
    Unsorted {
        /// The day out of order.
        day: i32,
    },
    /// Rows of different length, none, too many, or a value that is not a number.
    #[error("day {day} has not the same 1 to {MOST_COVARIATES} finite values as the others")]
    Values {
        /// The day.
        day: i32,
    },
    /// A customer without a path.
    #[error("customer {customer} has no path of covariates")]
    NoPath {
        /// The customer, by the log's index.
        customer: u32,
    },
}

impl CovariatePath {
    /// A path of steps: from each day on, these values hold until the next. Before the first
    /// day its values hold too, and after the last day the last.
    pub fn new(steps: Vec<(i32, Vec<f64>)>) -> Result<Self, CovariatePathError> {
        let Some((_, first)) = steps.first() else {
            return Err(CovariatePathError::Empty);
        };
        let count = first.len();
        for (day, values) in &steps {
            let sound = values.iter().all(|value| value.is_finite());
            if values.len() != count || !(1..=MOST_COVARIATES).contains(&count) || !sound {
                return Err(CovariatePathError::Values { day: *day });
            }
        }
        for pair in steps.windows(2) {
            if pair[1].0 <= pair[0].0 {
                return Err(CovariatePathError::Unsorted { day: pair[1].0 });
            }
        }
        let mut merged: Vec<(i32, Vec<f64>)> = Vec::with_capacity(steps.len());
        for step in steps {
            // Steps at which nothing changes would only make more pieces.
            if merged.last().is_none_or(|(_, values)| *values != step.1) {
                merged.push(step);
            }
        }
        Ok(Self { steps: merged })
    }

    /// How many covariates there are.
    pub fn count(&self) -> usize {
        self.steps[0].1.len()
    }

    /// The values on a day.
    pub fn on(&self, day: i32) -> &[f64] {
        let after = self.steps.partition_point(|(start, _)| *start <= day);
        &self.steps[after.saturating_sub(1)].1
    }

    /// The pieces between two days.
    pub(crate) fn pieces(&self, from: i32, until: i32) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut day = from;
        while day < until {
            let next = self.steps.partition_point(|(start, _)| *start <= day);
            let end = self
                .steps
                .get(next)
                .map_or(until, |(start, _)| until.min(*start));
            pieces.push(Piece {
                values: self.on(day).to_vec(),
                weeks: f64::from(end - day) / DAYS_PER_WEEK,
            });
            day = end;
        }
        pieces
    }
}

/// A stretch of a customer's time on which the covariates stand still.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) values: Vec<f64>,
    pub(crate) weeks: f64,
}

/// A customer of a log, seen through covariates.
#[derive(Clone, Debug, PartialEq)]
pub struct TimedCustomer {
    /// The customer, by the log's index.
    pub customer: u32,
    /// Which path the customer follows.
    pub path: usize,
    pub(crate) x: u32,
    /// Sum of the covariates over the repeat order days.
    pub(crate) at_orders: Vec<f64>,
    pub(crate) until_last: Vec<Piece>,
    pub(crate) since_last: Vec<Piece>,
}

impl TimedCustomer {
    /// All that was seen of the customer, piece by piece.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.until_last.iter().chain(&self.since_last)
    }

    /// The same customer with covariates on another scale.
    pub(crate) fn scaled(&self, scale: &CovariateScale) -> Self {
        let scaled = |pieces: &[Piece]| -> Vec<Piece> {
            let each = pieces.iter().map(|piece| Piece {
                values: scale.scaled(&piece.values, 1.0),
                weeks: piece.weeks,
            });
            each.collect()
        };
        Self {
            at_orders: scale.scaled(&self.at_orders, f64::from(self.x)),
            until_last: scaled(&self.until_last),
            since_last: scaled(&self.since_last),
            ..*self
        }
    }
}

/// Reads the customers of a log, sorted as for [`summarise`](crate::summarise), as of the end
/// of the day `as_of`; `path_of` says which path a customer follows.
pub fn timed_customers(
    log: &[Purchase],
    as_of: i32,
    paths: &[CovariatePath],
    path_of: impl Fn(u32) -> usize,
) -> Result<Vec<TimedCustomer>, CovariatePathError> {
    let mut customers = Vec::new();
    for own in log.chunk_by(|one, other| one.customer == other.customer) {
        let mut days: Vec<i32> = own.iter().map(|event| event.day).collect();
        days.retain(|day| *day <= as_of);
        days.dedup();
        let (Some(&first), Some(&last)) = (days.first(), days.last()) else {
            continue;
        };
        let customer = own[0].customer;
        let path = path_of(customer);
        let Some(values) = paths.get(path) else {
            return Err(CovariatePathError::NoPath { customer });
        };
        let mut at_orders = vec![0.0; values.count()];
        for day in &days[1..] {
            for (sum, value) in at_orders.iter_mut().zip(values.on(*day)) {
                *sum += value;
            }
        }
        customers.push(TimedCustomer {
            customer,
            path,
            x: days.len() as u32 - 1,
            at_orders,
            until_last: values.pieces(first, last),
            since_last: values.pieces(last, as_of),
        });
    }
    Ok(customers)
}

//! The ways to foretell orders that stand for choice: models, and rules without any model.
//!
//! Enters: what is known on a day. Leaves: a name, and per customer an expectation.

use crate::choosing::behaviour::{View, count_between};
use crate::choosing::candidate::Candidate;
use serde::{Deserialize, Serialize};

/// Days of a year in whole weeks, so that the same weekdays are compared.
const YEAR_DAYS: i32 = 364;

/// What is preferred in doubt.
pub(crate) const DEFAULT_MODEL: Candidate = Candidate::ParetoNbd;

/// The same as a method.
pub(crate) const DEFAULT: Method = Method::Model(DEFAULT_MODEL);

/// A way to foretell orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Method {
    /// A model, fitted to the base.
    Model(Candidate),
    /// The Pareto/NBD on the clock of the year's seasons, learnt jointly.
    Seasonal,
    /// A rule that needs no fit.
    Baseline(Baseline),
}

/// Rules that any forecast has to beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Baseline {
    /// As many orders as in the stretch of equal length just passed.
    LastWindow,
    /// As many orders as in the same stretch a year ago.
    LastYear,
}

impl Method {
    /// The name as the literature, or the street, has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Model(candidate) => candidate.name(),
            Self::Seasonal => "Pareto/NBD with season",
            Self::Baseline(Baseline::LastWindow) => "same as last window",
            Self::Baseline(Baseline::LastYear) => "same as last year",
        }
    }
}

impl Baseline {
    /// Whether the log goes back far enough for this rule.
    pub(crate) fn applies(self, view: &View) -> bool {
        let known = view.as_of - view.first_day;
        match self {
            Self::LastWindow => known >= view.window_days / 2,
            Self::LastYear => known >= YEAR_DAYS && view.window_days < YEAR_DAYS,
        }
    }

    /// Orders to expect of one customer; where the log is shorter than the window, in
    /// proportion.
    pub(crate) fn expected_orders(self, days: &[(i32, f64)], view: &View) -> f64 {
        match self {
            Self::LastWindow => {
                let stretch = view.window_days.min(view.as_of - view.first_day).max(1);
                let orders = count_between(days, view.as_of - stretch, view.as_of);
                orders * f64::from(view.window_days) / f64::from(stretch)
            }
            Self::LastYear => {
                let from = view.as_of - YEAR_DAYS;
                count_between(days, from, from + view.window_days)
            }
        }
    }
}

//! One customer's buying history in the three numbers that every model here needs.
//!
//! Enters: a count and two spans in weeks. Leaves: a `History` that cannot be impossible.

use serde::{Deserialize, Serialize};

/// Days in the time unit of this crate, the week; every span is days divided by this.
pub const DAYS_PER_WEEK: f64 = 7.0;

/// Weeks in a mean Gregorian year (365.2425 days), for yearly rates and horizons.
pub const WEEKS_PER_YEAR: f64 = 365.2425 / DAYS_PER_WEEK;

/// What one customer's order days look like to a customer-base model.
///
/// Order days of the same date count once. The first one opens the account and is not
/// counted: `x` counts the repeats. All three numbers together are sufficient for every
/// model of the BG/NBD and Pareto/NBD families, so nothing else about the timing is kept.
///
/// Invariants, checked by [`History::new`]: both spans are finite, `0 <= t_x <= t_obs`,
/// and `t_x` is zero exactly when `x` is.
///
/// ```
/// use clv::History;
///
/// // First order 272 days ago, two more since, the last of them 213 days after the first.
/// let history = History::new(2, 213.0 / 7.0, 272.0 / 7.0)?;
/// assert_eq!(history.x(), 2);
/// assert!(History::new(2, 50.0, 40.0).is_err(), "nobody orders after the end");
/// # Ok::<(), clv::HistoryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedHistory", into = "UncheckedHistory")]
pub struct History {
    x: u32,
    t_x: f64,
    t_obs: f64,
}

/// Why three numbers are not a history.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum HistoryError {
    /// A span is NaN, infinite or negative.
    #[error(
        "a span of {weeks} weeks is not a length of time; give finite weeks that are zero or more"
    )]
    NotASpan {
        /// The span as given.
        weeks: f64,
    },
    /// The last order lies after the end of the observation.
    #[error(
        "the last order is {t_x} weeks after the first but the customer was observed for {t_obs}; \
         leave out orders after the as-of date"
    )]
    LastOrderAfterEnd {
        /// Weeks from first to last order.
        t_x: f64,
        /// Weeks from first order to the as-of date.
        t_obs: f64,
    },
    /// Repeat orders without time between them, or time between first and last without repeats.
    #[error(
        "{x} repeat orders do not fit {t_x} weeks between first and last order; \
         merge orders of the same day, and give 0 weeks when there is no repeat"
    )]
    CountAndSpanDisagree {
        /// Repeat orders.
        x: u32,
        /// Weeks from first to last order.
        t_x: f64,
    },
}

impl History {
    /// Checks the three numbers: repeat orders, weeks from first to last order, weeks from
    /// first order to the as-of date.
    pub fn new(x: u32, t_x: f64, t_obs: f64) -> Result<Self, HistoryError> {
        for weeks in [t_x, t_obs] {
            if !weeks.is_finite() || weeks < 0.0 {
                return Err(HistoryError::NotASpan { weeks });
            }
        }
        if t_x > t_obs {
            return Err(HistoryError::LastOrderAfterEnd { t_x, t_obs });
        }
        if (x == 0) != (t_x == 0.0) {
            return Err(HistoryError::CountAndSpanDisagree { x, t_x });
        }
        // Adding zero turns -0.0 into 0.0, so that equal histories have equal bits.
        Ok(Self {
            x,
            t_x: t_x + 0.0,
            t_obs: t_obs + 0.0,
        })
    }

    /// The history of a customer whose first order is this moment.
    pub fn just_acquired() -> Self {
        Self {
            x: 0,
            t_x: 0.0,
            t_obs: 0.0,
        }
    }

    /// Repeat orders: order days after the first.
    pub fn x(&self) -> u32 {
        self.x
    }

    /// Age at last order: weeks from the first to the last order.
    pub fn t_x(&self) -> f64 {
        self.t_x
    }

    /// Customer age (T in the papers): weeks from the first order to the as-of date.
    pub fn t_obs(&self) -> f64 {
        self.t_obs
    }

    /// Weeks without an order up to the as-of date.
    pub fn silence(&self) -> f64 {
        self.t_obs - self.t_x
    }

    /// Repeat orders as a number for formulas.
    pub(crate) fn x_f64(&self) -> f64 {
        f64::from(self.x)
    }
}

/// The three numbers as they stand in a file, before they are checked.
#[derive(Serialize, Deserialize)]
struct UncheckedHistory {
    x: u32,
    t_x: f64,
    #[serde(rename = "T")]
    t_obs: f64,
}

impl TryFrom<UncheckedHistory> for History {
    type Error = HistoryError;

    fn try_from(raw: UncheckedHistory) -> Result<Self, HistoryError> {
        Self::new(raw.x, raw.t_x, raw.t_obs)
    }
}

impl From<History> for UncheckedHistory {
    fn from(history: History) -> Self {
        Self {
            x: history.x,
            t_x: history.t_x,
            t_obs: history.t_obs,
        }
    }
}

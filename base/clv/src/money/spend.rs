//! One customer's spend in two numbers. Enters: a count and a mean. Leaves: a checked `Spend`.

use serde::{Deserialize, Serialize};

/// How many order days a customer's mean spend is taken over, and that mean.
///
/// Invariants: the mean is finite, and zero when the count is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedSpend")]
pub struct Spend {
    count: u32,
    mean: f64,
}

/// Why two numbers are not a spend.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum SpendError {
    /// The mean is NaN or infinite.
    #[error("a mean spend of {mean} is not an amount; give a finite number")]
    NotAnAmount {
        /// The mean as given.
        mean: f64,
    },
}

impl Spend {
    /// A mean taken over `count` order days; with no order day the mean is zero.
    pub fn new(count: u32, mean: f64) -> Result<Self, SpendError> {
        if !mean.is_finite() {
            return Err(SpendError::NotAnAmount { mean });
        }
        Ok(Self {
            count,
            mean: if count == 0 { 0.0 } else { mean },
        })
    }

    /// The spend of a customer of whom no amount is known yet.
    pub fn unknown() -> Self {
        Self {
            count: 0,
            mean: 0.0,
        }
    }

    /// The same from the sum over those days.
    pub fn from_sum(count: u32, sum: f64) -> Result<Self, SpendError> {
        Self::new(
            count,
            if count == 0 {
                0.0
            } else {
                sum / f64::from(count)
            },
        )
    }

    /// Order days the mean is taken over.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Mean spend per order day.
    pub fn mean(&self) -> f64 {
        self.mean
    }
}

/// The two numbers as they stand in a file, before they are checked.
#[derive(Deserialize)]
struct UncheckedSpend {
    count: u32,
    mean: f64,
}

impl TryFrom<UncheckedSpend> for Spend {
    type Error = SpendError;

    fn try_from(raw: UncheckedSpend) -> Result<Self, SpendError> {
        Self::new(raw.count, raw.mean)
    }
}

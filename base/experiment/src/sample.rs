//! Enters: one arm's outcomes, or their sums. Leaves: how many, their mean and their spread.

use crate::error::{Error, finite};

/// What one arm's outcomes come down to: their number, mean and sum of squared deviations.
///
/// Made from values or from sums kept elsewhere; two samples merge into the one that all their
/// values would have given.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Sample {
    n: u64,
    mean: f64,
    squared_deviations: f64,
}

/// Part of the sum of squares below which a spread computed from sums is rounding noise.
///
/// Eight units in the last place: the subtraction behind it cannot be trusted any further.
const NOISE: f64 = 8.0 * f64::EPSILON;

impl Sample {
    /// The sample of a column of outcomes.
    ///
    /// - Formula: mean = Σ x / n; squared deviations = Σ (x − mean)²
    /// - Shape: one column in, one sample out; an empty column gives an empty sample
    /// - Units: those of the outcome
    /// - Range: squared deviations ≥ 0, exactly 0 for a constant column
    /// - Errors: `NotFinite` for a NaN, an infinity or an overflow
    /// - Source: shifted two-pass algorithm with correction, Chan, Golub & LeVeque 1983
    /// - Checked: `tests/degenerate.rs`, `tests/properties.rs`
    pub fn from_values(values: &[f64]) -> Result<Self, Error> {
        let Some(&first) = values.first() else {
            return Ok(Self {
                n: 0,
                mean: 0.0,
                squared_deviations: 0.0,
            });
        };
        let n = values.len() as f64;
        // Shifted by the first value, so that a constant column has no spread at all.
        let offset = values.iter().map(|x| x - first).sum::<f64>() / n;
        let mean = first + offset;
        let deviation = |x: &f64| (x - first) - offset;
        let squares: f64 = values.iter().map(|x| deviation(x).powi(2)).sum();
        let drift: f64 = values.iter().map(deviation).sum();
        let squared_deviations = finite("an outcome", (squares - drift * drift / n).max(0.0))?;
        Ok(Self {
            n: values.len() as u64,
            mean: finite("an outcome", mean)?,
            squared_deviations,
        })
    }

    /// The sample behind a count, a sum and a sum of squares.
    ///
    /// - Formula: mean = sum / n; squared deviations = sum_squares − sum² / n
    /// - Shape: three figures in, one sample out
    /// - Units: the outcome's for `sum`, squared for `sum_squares`
    /// - Range: a spread below 8 rounding units counts as 0
    /// - Errors: `NotFinite`; `OutOfRange` when no values can have these sums
    /// - Source: definition of the variance
    /// - Checked: `tests/published.rs`, rows `welch_two_sided` of gbstats 0.8.0
    pub fn from_sums(n: u64, sum: f64, sum_squares: f64) -> Result<Self, Error> {
        finite("the sum", sum)?;
        finite("the sum of squares", sum_squares)?;
        if n == 0 {
            return Ok(Self {
                n: 0,
                mean: 0.0,
                squared_deviations: 0.0,
            });
        }
        let mean = sum / n as f64;
        let spread = finite("the squared sum", sum_squares - sum * mean)?;
        if spread < -1e-9 * sum_squares.abs() || sum_squares < 0.0 {
            let range = "at least the squared sum divided by n";
            return Err(Error::OutOfRange {
                what: "the sum of squares",
                value: sum_squares,
                range,
            });
        }
        let squared_deviations = if spread <= NOISE * sum_squares {
            0.0
        } else {
            spread
        };
        Ok(Self {
            n,
            mean,
            squared_deviations,
        })
    }

    /// The sample of a yes-or-no outcome, with the variance p(1 − p) that lift tools use for shares.
    ///
    /// - Formula: mean p = yes / n; variance = p (1 − p), without the factor n / (n − 1)
    /// - Shape: two counts in, one sample out
    /// - Units: accounts
    /// - Range: mean 0..=1
    /// - Errors: `OutOfRange` when `yes` is above `n`
    /// - Source: growthbook gbstats 0.8.0, `ProportionStatistic`
    /// - Checked: `tests/published.rs`, rows `proportion_relative_welch`
    pub fn from_count(yes: u64, n: u64) -> Result<Self, Error> {
        if yes > n {
            return Err(Error::OutOfRange {
                what: "the count of yes",
                value: yes as f64,
                range: "at most n",
            });
        }
        if n == 0 {
            return Ok(Self {
                n,
                mean: 0.0,
                squared_deviations: 0.0,
            });
        }
        let mean = yes as f64 / n as f64;
        Ok(Self {
            n,
            mean,
            squared_deviations: mean * (1.0 - mean) * (n - 1) as f64,
        })
    }

    /// How many outcomes there are.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Their mean; none of an empty sample.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then_some(self.mean)
    }

    /// Their variance, with n − 1; none of fewer than two outcomes.
    pub fn variance(&self) -> Option<f64> {
        (self.n > 1).then(|| self.squared_deviations / (self.n - 1) as f64)
    }

    /// The sample of both columns together.
    ///
    /// - Formula: M = M₁ + M₂ + d² n₁ n₂ / (n₁ + n₂), d the difference of means
    /// - Shape: two samples in, one out; the order does not matter beyond rounding
    /// - Units: those of the outcome
    /// - Range: an empty sample changes nothing
    /// - Errors: none
    /// - Source: Chan, Golub & LeVeque 1983
    /// - Checked: `tests/properties.rs::merged_samples_equal_the_sample_of_all`
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if other.n == 0 {
            return self;
        }
        let n = self.n + other.n;
        let weight = other.n as f64 / n as f64;
        let gap = other.mean - self.mean;
        let between = gap * gap * weight * self.n as f64;
        Self {
            n,
            mean: self.mean + gap * weight,
            squared_deviations: self.squared_deviations + other.squared_deviations + between,
        }
    }

    /// Mean and variance, when there are enough outcomes for both.
    pub(crate) fn moments(&self, what: &'static str) -> Result<(f64, f64), Error> {
        match (self.mean(), self.variance()) {
            (Some(mean), Some(variance)) => Ok((mean, variance)),
            _ => Err(Error::TooFew {
                what,
                found: self.n,
                needed: 2,
            }),
        }
    }
}

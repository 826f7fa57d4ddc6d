//! Enters: an estimate with its standard error. Leaves: the lift as it is shown: with an interval.

use crate::error::{Error, finite, open_share, positive};
use crate::tail::{student_above, student_point_above, student_two_sided};

/// Where the true value plausibly lies.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Share of such intervals that hold the true value, for example 0.95.
    pub level: f64,
}

impl Interval {
    /// Whether a value lies inside, ends included.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Half of its width: the "plus or minus".
    #[must_use]
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// Contacted minus control, with what chance alone could have done.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Lift {
    /// The difference.
    pub estimate: f64,
    /// How far the estimate scatters from one draw of the control group to the next.
    pub standard_error: f64,
    /// Degrees of freedom of Student's t behind interval and p-value.
    pub degrees_of_freedom: f64,
    /// Chance of a difference this far from zero, either side, if contacting did nothing.
    pub p_value: f64,
    /// Where the true lift plausibly lies.
    pub interval: Interval,
}

impl Lift {
    /// The lift with its t interval and two-sided p-value.
    ///
    /// - Formula: estimate ± t(level, degrees) · standard error; p = 2 P(T > |estimate / error|)
    /// - Shape: three figures and a level in, one lift out
    /// - Units: those of the estimate
    /// - Range: p 0..=1; the interval holds the estimate
    /// - Errors: `NotFinite`; `OutOfRange` for an error or degrees not above 0, or a level outside (0, 1)
    /// - Source: Student 1908
    /// - Checked: `tests/published.rs`, rows `welch_two_sided`
    pub fn from_error(
        estimate: f64,
        standard_error: f64,
        degrees_of_freedom: f64,
        level: f64,
    ) -> Result<Self, Error> {
        finite("the lift", estimate)?;
        positive("the standard error", standard_error)?;
        positive("the degrees of freedom", degrees_of_freedom)?;
        open_share("the level", level)?;
        let reach = standard_error * student_point_above((1.0 - level) / 2.0, degrees_of_freedom);
        let interval = Interval {
            low: finite("the interval", estimate - reach)?,
            high: finite("the interval", estimate + reach)?,
            level,
        };
        let p_value = student_two_sided(estimate / standard_error, degrees_of_freedom);
        Ok(Self {
            estimate,
            standard_error,
            degrees_of_freedom,
            p_value,
            interval,
        })
    }

    /// One-sided p-value against a lift of at most `threshold`: small means "more than that".
    ///
    /// - Formula: P(T > (estimate − threshold) / standard error)
    /// - Shape: one threshold in, one chance out
    /// - Units: the threshold in those of the estimate
    /// - Range: 0..=1
    /// - Errors: none; a NaN threshold gives 1, the answer that claims nothing
    /// - Source: Student 1908
    /// - Checked: `tests/published.rs`, rows `profit_per_customer_lift` / `one_sided_p_greater`
    #[must_use]
    pub fn p_above(&self, threshold: f64) -> f64 {
        if threshold.is_nan() {
            return 1.0;
        }
        student_above(
            (self.estimate - threshold) / self.standard_error,
            self.degrees_of_freedom,
        )
    }

    /// The same lift times `factor`, for example the number of accounts or a margin.
    ///
    /// - Formula: estimate, standard error and ends times the factor; a negative one swaps the ends
    /// - Shape: one factor in, one lift out; the p-value stays
    /// - Units: those of the estimate times those of the factor
    /// - Range: as the lift's
    /// - Errors: `OutOfRange` for a factor of 0 or one that is not finite
    /// - Source: linearity
    /// - Checked: `tests/roi.rs`
    pub fn times(&self, factor: f64) -> Result<Self, Error> {
        positive("the size of the factor", factor.abs())?;
        let level = self.interval.level;
        Self::from_error(
            self.estimate * factor,
            self.standard_error * factor.abs(),
            self.degrees_of_freedom,
            level,
        )
    }
}

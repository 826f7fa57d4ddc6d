//! Enters: both arms' outcomes. Leaves: the lift in percent, and the lift of a ratio such as the
//! average order value.

use crate::error::{Error, finite, same_length};
use crate::lift::Lift;
use crate::sample::Sample;
use crate::welch::welch_degrees;

/// The lift as a share of the control mean, by the delta method.
///
/// Show the absolute lift first: with a few hundred accounts a relative lift of 100 % is often
/// noise over a small base.
///
/// - Formula: (m₁ − m₀)/m₀; s² = v₁/(n₁ m₀²) + v₀ m₁²/(n₀ m₀⁴); degrees as Welch's absolute ones
/// - Shape: two samples and a level in, one lift out
/// - Units: a share of the control mean; 0.07 is 7 %
/// - Range: above −1 when outcomes are positive
/// - Errors: `BaseNotPositive` for a control mean of 0 or less; `TooFew`; `NoVariation`
/// - Source: delta method; growthbook gbstats 0.8.0, relative difference
/// - Checked: `tests/published.rs`, rows `welch_relative_delta_method`, `proportion_relative_welch`
pub fn relative_lift(contacted: &Sample, control: &Sample, level: f64) -> Result<Lift, Error> {
    let (mean_1, variance_1) = contacted.moments("contacted accounts")?;
    let (mean_0, variance_0) = control.moments("control accounts")?;
    if mean_0 <= 0.0 {
        return Err(Error::BaseNotPositive { base: mean_0 });
    }
    let part_1 = variance_1 / contacted.n() as f64;
    let part_0 = variance_0 / control.n() as f64;
    let degrees = welch_degrees(part_1, contacted.n(), part_0, control.n())?;
    let ratio = mean_1 / mean_0;
    // In standard errors rather than variances, so that squares of small means do not vanish.
    let error = (part_1.sqrt() / mean_0).hypot(part_0.sqrt() / mean_0 * ratio);
    Lift::from_error((mean_1 - mean_0) / mean_0, error, degrees, level)
}

/// A ratio of two totals in one arm, such as revenue over orders, with its uncertainty.
///
/// The account stays the unit of randomisation: both columns have a row for every account of the
/// arm, also for those who ordered nothing. Comparing buyers only would compare groups that the
/// campaign itself has sorted.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct RatioSample {
    n: u64,
    ratio: f64,
    squared_error: f64,
}

impl RatioSample {
    /// The ratio of two columns with a row per account.
    ///
    /// - Formula: r = Σ y / Σ x; squared error = Σ (yᵢ − r xᵢ)² / (n − 1) / (n x̄²)
    /// - Shape: two columns of equal length in, one ratio out
    /// - Units: the numerator's over the denominator's
    /// - Range: any finite ratio over a positive total
    /// - Errors: `LengthsDiffer`; `TooFew` below two accounts; `BaseNotPositive` for a denominator
    ///   of 0 or less; `NotFinite`
    /// - Source: delta method; Deng, Knoblich & Lu 2018 (KDD), section 3
    /// - Checked: `tests/published.rs`, rows `ratio_metric_delta_method`
    pub fn from_values(numerators: &[f64], denominators: &[f64]) -> Result<Self, Error> {
        same_length("the denominators", numerators.len(), denominators.len())?;
        let top = Sample::from_values(numerators)?;
        let bottom = Sample::from_values(denominators)?;
        let (mean_top, _) = top.moments("accounts in an arm")?;
        let (mean_bottom, _) = bottom.moments("accounts in an arm")?;
        if mean_bottom <= 0.0 {
            return Err(Error::BaseNotPositive { base: mean_bottom });
        }
        let ratio = finite("the ratio", mean_top / mean_bottom)?;
        // The delta method's three terms are the spread of y − r x, which cannot come out negative.
        let rest = |(y, x): (&f64, &f64)| y - ratio * x;
        let residuals: Vec<f64> = numerators.iter().zip(denominators).map(rest).collect();
        let (_, variance) = Sample::from_values(&residuals)?.moments("accounts in an arm")?;
        let squared_error = variance / top.n() as f64 / (mean_bottom * mean_bottom);
        Ok(Self {
            n: top.n(),
            ratio,
            squared_error: finite("the ratio's error", squared_error)?,
        })
    }

    /// The ratio itself.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.ratio
    }
}

/// The lift of a ratio, contacted minus control: for example of the average order value.
///
/// - Formula: r₁ − r₀ ± t · √(s₁² + s₀²), degrees by Welch-Satterthwaite
/// - Shape: two ratios and a level in, one lift out
/// - Units: those of the ratio
/// - Range: any
/// - Errors: `NoVariation` when neither arm's ratio varies; `OutOfRange` for the level
/// - Source: growthbook gbstats 0.8.0, `RatioStatistic`
/// - Checked: `tests/published.rs`, rows `ratio_metric_delta_method` (15.77, −15.18..46.73)
pub fn ratio_lift(
    contacted: &RatioSample,
    control: &RatioSample,
    level: f64,
) -> Result<Lift, Error> {
    let (part_1, part_0) = (contacted.squared_error, control.squared_error);
    let degrees = welch_degrees(part_1, contacted.n, part_0, control.n)?;
    Lift::from_error(
        contacted.ratio - control.ratio,
        (part_1 + part_0).sqrt(),
        degrees,
        level,
    )
}

//! Enters: the outcomes of both arms. Leaves: their difference, without assuming equal spreads.

use crate::error::Error;
use crate::lift::Lift;
use crate::sample::Sample;

/// Contacted minus control by Welch's t, two-sided.
///
/// The plain comparison. With a small control group and skewed spend its one-sided error is double
/// the nominal one; prefer `regression::lin_regression` where past spend is known.
///
/// - Formula: d = m₁ − m₀; s² = v₁/n₁ + v₀/n₀; degrees = s⁴ / (Σ (vᵢ/nᵢ)² / (nᵢ − 1)); d ± t · s
/// - Shape: two samples and a level in, one lift out
/// - Units: those of the outcome
/// - Range: degrees between min(n) − 1 and n₁ + n₀ − 2
/// - Errors: `TooFew` below two accounts an arm; `NoVariation` when both arms are constant
/// - Source: Welch 1947, Biometrika 34:28-35
/// - Checked: `tests/published.rs`, rows `welch_two_sided` of gbstats and scipy (p 0.0201584)
pub fn welch(contacted: &Sample, control: &Sample, level: f64) -> Result<Lift, Error> {
    let (mean_1, variance_1) = contacted.moments("contacted accounts")?;
    let (mean_0, variance_0) = control.moments("control accounts")?;
    let part_1 = variance_1 / contacted.n() as f64;
    let part_0 = variance_0 / control.n() as f64;
    let degrees = welch_degrees(part_1, contacted.n(), part_0, control.n())?;
    Lift::from_error(mean_1 - mean_0, (part_1 + part_0).sqrt(), degrees, level)
}

/// Welch's t from two raw columns of outcomes.
///
/// - Formula: as [`welch`]
/// - Shape: two columns of any lengths and a level in, one lift out
/// - Units: those of the outcome
/// - Range: as [`welch`]
/// - Errors: as [`welch`], and `NotFinite` for a NaN or an infinity
/// - Source: Welch 1947
/// - Checked: `tests/published.rs`, rows `welch_two_sided` of scipy on Hillstrom
pub fn welch_from_values(contacted: &[f64], control: &[f64], level: f64) -> Result<Lift, Error> {
    welch(
        &Sample::from_values(contacted)?,
        &Sample::from_values(control)?,
        level,
    )
}

/// Welch-Satterthwaite degrees of freedom from each arm's squared standard error.
pub(crate) fn welch_degrees(part_1: f64, n_1: u64, part_0: f64, n_0: u64) -> Result<f64, Error> {
    let total = part_1 + part_0;
    if total <= 0.0 {
        return Err(Error::NoVariation {
            what: "the outcome",
        });
    }
    // As shares of the total, because fourth powers of tiny or huge spreads leave the range of f64.
    let (share_1, share_0) = (part_1 / total, part_0 / total);
    Ok(1.0 / (share_1 * share_1 / (n_1 - 1) as f64 + share_0 * share_0 / (n_0 - 1) as f64))
}

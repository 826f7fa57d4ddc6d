//! Enters: both arms' outcomes, stratum by stratum. Leaves: the lift as if the arms held the same mix.

use crate::error::Error;
use crate::lift::Lift;
use crate::sample::Sample;

/// One stratum's outcomes in both arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratum {
    /// Contacted accounts.
    pub contacted: Sample,
    /// Control accounts.
    pub control: Sample,
}

/// Contacted minus control, with strata weighted by their share of all accounts.
///
/// - Formula: Σ wₖ dₖ; error² = Σ wₖ² (v₁ₖ/n₁ₖ + v₀ₖ/n₀ₖ); degrees by Welch-Satterthwaite over all parts
/// - Shape: one pair of samples per stratum and a level in, one lift out
/// - Units: those of the outcome
/// - Range: strata without accounts count nothing
/// - Errors: `TooFew` when a stratum has fewer than two accounts in an arm, or there is none;
///   `NoVariation`
/// - Source: Miratrix, Sekhon & Yu 2013, JRSS B 75:369-396
/// - Checked: `tests/hillstrom.rs`, rows `post_stratified_difference` (0.6670 ± 0.2021)
pub fn post_stratified_lift(strata: &[Stratum], level: f64) -> Result<Lift, Error> {
    let size = |stratum: &Stratum| (stratum.contacted.n() + stratum.control.n()) as f64;
    let all: f64 = strata.iter().map(size).sum();
    if all <= 0.0 {
        return Err(Error::TooFew {
            what: "accounts",
            found: 0,
            needed: 4,
        });
    }
    let (mut estimate, mut parts) = (0.0, Vec::with_capacity(2 * strata.len()));
    for stratum in strata.iter().filter(|stratum| size(stratum) > 0.0) {
        let weight = size(stratum) / all;
        let (mean_1, variance_1) = stratum
            .contacted
            .moments("contacted accounts of a stratum")?;
        let (mean_0, variance_0) = stratum.control.moments("control accounts of a stratum")?;
        estimate += weight * (mean_1 - mean_0);
        for (variance, n) in [
            (variance_1, stratum.contacted.n()),
            (variance_0, stratum.control.n()),
        ] {
            parts.push((weight * weight * variance / n as f64, (n - 1) as f64));
        }
    }
    let squared_error: f64 = parts.iter().map(|(part, _)| part).sum();
    if squared_error <= 0.0 {
        return Err(Error::NoVariation {
            what: "the outcome",
        });
    }
    let lost: f64 = parts
        .iter()
        .map(|(part, free)| (part / squared_error).powi(2) / free)
        .sum();
    Lift::from_error(estimate, squared_error.sqrt(), 1.0 / lost, level)
}

//! Enters: skewed outcomes of both arms. Leaves: the same with the few largest pulled in.
//!
//! One large order can decide a comparison. Capped outcomes answer another question, the lift
//! without the largest orders, and understate the true mean; show them second and labelled.

use crate::error::{Error, finite, open_share};

/// Both arms' outcomes with everything above their common quantile set to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Capped {
    /// Contacted accounts, in order.
    pub contacted: Vec<f64>,
    /// Control accounts, in order.
    pub control: Vec<f64>,
    /// The cap.
    pub cap: f64,
    /// How many outcomes were above it.
    pub changed: usize,
}

/// Caps the outcomes of both arms at one common quantile.
///
/// - Formula: min(x, q), q the quantile of all outcomes by linear interpolation (type 7)
/// - Shape: two columns in, two of the same lengths out
/// - Units: those of the outcome; `share` 0..1, for example 0.99
/// - Range: nothing above the cap
/// - Errors: `TooFew` without any outcome; `NotFinite`; `OutOfRange` for the share
/// - Source: winsorising; Hyndman & Fan 1996 for the quantile
/// - Checked: `tests/published.rs`, rows `winsorised_95_pooled_linear_quantile_welch` (38.0833)
pub fn cap_outcomes(contacted: &[f64], control: &[f64], share: f64) -> Result<Capped, Error> {
    open_share("the share kept as it is", share)?;
    let mut all: Vec<f64> = contacted.iter().chain(control).copied().collect();
    for &value in &all {
        finite("an outcome", value)?;
    }
    all.sort_by(f64::total_cmp);
    let Some(last) = all.len().checked_sub(1) else {
        return Err(Error::TooFew {
            what: "outcomes",
            found: 0,
            needed: 1,
        });
    };
    let place = last as f64 * share;
    let (below, part) = (place.floor() as usize, place.fract());
    let above = all[(below + 1).min(last)];
    // Weighted rather than by the gap, whose size may leave the range of f64.
    let cap = all[below] * (1.0 - part) + above * part;
    let pulled_in = |column: &[f64]| column.iter().map(|value| value.min(cap)).collect();
    let changed = all.iter().filter(|&&value| value > cap).count();
    Ok(Capped {
        contacted: pulled_in(contacted),
        control: pulled_in(control),
        cap,
        changed,
    })
}

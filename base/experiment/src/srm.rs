//! Enters: how many accounts ended up in each arm. Leaves: whether chance can have done that.
//!
//! When arms do not have the sizes they were drawn with, something after the draw lost or moved
//! accounts, and no comparison of the arms can be trusted.

use crate::error::{Error, positive, same_length};
use crate::tail::chi_square_above;

/// Error rate of the alarm.
///
/// One in a thousand, as experiment platforms commonly use: the check runs on every campaign.
pub const ALARM_BELOW: f64 = 0.001;

/// Largest harmless gap between an arm's share and its intended share.
///
/// Own choice, half a percentage point: with millions of accounts a gap of 0.2 points is
/// unmistakable and changes no decision.
pub const HARMLESS_GAP: f64 = 0.005;

/// Fewest accounts expected in an arm for chi-square to hold: Cochran's rule, 1954.
const EXPECTED_AT_LEAST: f64 = 5.0;

/// Sizes of the arms against those intended.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct SampleRatio {
    /// Σ (seen − expected)² / expected.
    pub chi_square: f64,
    /// Number of arms less one.
    pub degrees_of_freedom: u32,
    /// Chance of sizes this far off if the draw was as intended.
    pub p_value: f64,
    /// Largest distance between a share seen and the share intended, 0..=1.
    pub largest_gap: f64,
}

impl SampleRatio {
    /// Whether to raise the alarm: beyond chance, and large enough to matter.
    #[must_use]
    pub fn is_mismatch(&self) -> bool {
        self.p_value < ALARM_BELOW && self.largest_gap > HARMLESS_GAP
    }
}

/// Compares the sizes of the arms with the shares they were drawn with.
///
/// - Formula: χ² = Σ (nᵢ − n wᵢ)² / (n wᵢ), arms − 1 degrees
/// - Shape: a count and a weight per arm in, one result out
/// - Units: accounts; weights in any unit, only their proportions count
/// - Range: p 0..=1
/// - Errors: `LengthsDiffer`; `TooFew` with one arm, or when an arm is expected to hold fewer than
///   five accounts; `OutOfRange` for a weight not above 0
/// - Source: Pearson 1900; Fabijan et al. 2019 (KDD) for its use on arms
/// - Checked: `tests/published.rs`, rows `srm_chi_square` of gbstats (0.04767 for 5,000 : 5,200)
pub fn sample_ratio(counts: &[u64], weights: &[f64]) -> Result<SampleRatio, Error> {
    same_length("the weights", counts.len(), weights.len())?;
    if counts.len() < 2 {
        return Err(Error::TooFew {
            what: "arms",
            found: counts.len() as u64,
            needed: 2,
        });
    }
    for &weight in weights {
        positive("a weight", weight)?;
    }
    let n: f64 = counts.iter().map(|&count| count as f64).sum();
    let all: f64 = positive("the sum of weights", weights.iter().sum())?;
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min) / all;
    if n * least < EXPECTED_AT_LEAST {
        let needed = (EXPECTED_AT_LEAST / least).ceil() as u64;
        return Err(Error::TooFew {
            what: "accounts in all arms",
            found: n as u64,
            needed,
        });
    }
    let (mut chi_square, mut largest_gap) = (0.0, 0.0_f64);
    for (&count, weight) in counts.iter().zip(weights) {
        let expected = n * weight / all;
        let gap = count as f64 - expected;
        chi_square += gap * gap / expected;
        largest_gap = largest_gap.max(gap.abs() / n);
    }
    let degrees_of_freedom = (counts.len() - 1) as u32;
    let p_value = chi_square_above(chi_square, f64::from(degrees_of_freedom));
    Ok(SampleRatio {
        chi_square,
        degrees_of_freedom,
        p_value,
        largest_gap,
    })
}

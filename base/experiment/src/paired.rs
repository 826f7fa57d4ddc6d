//! Enters: outcomes of accounts drawn in pairs, one of each contacted. Leaves: their lift.
//!
//! The few largest accounts of a firm outweigh all others. Paired with their like they can be judged
//! apart from the rest, and do not drown the comparison of everybody else.

use crate::error::{Error, finite, same_length};
use crate::lift::Lift;
use crate::sample::Sample;

/// Most pairs for which every sign is tried: two million sums.
pub const SIGN_FLIP_LIMIT: usize = 21;

/// Sums closer than this share of all differences count as equal; they differ by rounding alone.
const TIE: f64 = 1e-12;

/// Contacted minus control over matched pairs, by Student's t of the differences.
///
/// - Formula: mean(d) ± t(n − 1) · sd(d) / √n
/// - Shape: two columns in the order of the pairs and a level in, one lift out
/// - Units: those of the outcome
/// - Range: n − 1 degrees
/// - Errors: `LengthsDiffer`; `TooFew` below two pairs; `NotFinite`; `NoVariation`
/// - Source: Student 1908
/// - Checked: `tests/published.rs`, rows `matched_pairs_t` of scipy (3.926..75.674)
pub fn paired_lift(contacted: &[f64], control: &[f64], level: f64) -> Result<Lift, Error> {
    let sample = Sample::from_values(&differences(contacted, control)?)?;
    let (mean, variance) = sample.moments("pairs")?;
    if variance <= 0.0 {
        return Err(Error::NoVariation {
            what: "the difference within pairs",
        });
    }
    let n = sample.n() as f64;
    Lift::from_error(mean, (variance / n).sqrt(), n - 1.0, level)
}

/// Two-sided p-value over every way the pairs could have been drawn.
///
/// - Formula: share of all 2ⁿ signs of the differences with a sum as far from zero
/// - Shape: two columns in the order of the pairs in, one p-value out
/// - Units: none
/// - Range: at least 2¹⁻ⁿ; 1 when no pair differs
/// - Errors: `LengthsDiffer`; `TooFew` without a pair; `NotFinite`; `TooLarge` above
///   [`SIGN_FLIP_LIMIT`] pairs
/// - Source: Fisher 1935
/// - Checked: `tests/published.rs`, row `matched_pairs_sign_flip_exact` (28 / 1,024)
pub fn sign_flip_p(contacted: &[f64], control: &[f64]) -> Result<f64, Error> {
    let gaps = differences(contacted, control)?;
    if gaps.is_empty() {
        return Err(Error::TooFew {
            what: "pairs",
            found: 0,
            needed: 1,
        });
    }
    if gaps.len() > SIGN_FLIP_LIMIT {
        let (count, limit) = (gaps.len() as f64, SIGN_FLIP_LIMIT as f64);
        return Err(Error::TooLarge {
            what: "the sign test of pairs",
            count,
            limit,
        });
    }
    let tie = TIE * gaps.iter().map(|gap| gap.abs()).sum::<f64>();
    let observed = gaps.iter().sum::<f64>().abs();
    let signed = |signs: u32| -> f64 {
        let one = |(pair, gap): (usize, &f64)| if signs >> pair & 1 == 1 { -gap } else { *gap };
        gaps.iter().enumerate().map(one).sum()
    };
    let ways = 1_u32 << gaps.len();
    let as_far = (0..ways)
        .filter(|&signs| signed(signs).abs() >= observed - tie)
        .count();
    Ok(as_far as f64 / f64::from(ways))
}

/// Contacted less control within each pair.
fn differences(contacted: &[f64], control: &[f64]) -> Result<Vec<f64>, Error> {
    same_length(
        "the control accounts of the pairs",
        contacted.len(),
        control.len(),
    )?;
    contacted
        .iter()
        .zip(control)
        .map(|(one, zero)| finite("an outcome", one - zero))
        .collect()
}

//! Enters: each account's outcome and the same figure from before. Leaves: the lift with the past
//! taken out, by one common factor.

use crate::error::{Error, finite, same_length};
use crate::lift::Lift;
use crate::sample::Sample;
use crate::welch::welch_from_values;

/// A lift after CUPED.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct CupedLift {
    /// How much of each unit of past deviation is taken out.
    pub theta: f64,
    /// Welch's lift of the adjusted outcomes.
    pub lift: Lift,
    /// Variance of the adjusted outcomes over that of the raw ones, all accounts together, 0..=1.
    pub variance_ratio: f64,
}

/// Contacted minus control after taking out what the past predicts, with one factor for both arms.
///
/// `regression::lin_regression` does the same with a factor for each arm, several covariates and
/// errors that hold at small counts; this is the form other tools report, for comparison.
///
/// - Formula: θ = cov(y, x) / var(x) over all accounts; y' = y − θ (x − x̄); Welch on y'
/// - Shape: a row per account in outcome, past and arm; one result out
/// - Units: those of the outcome
/// - Range: `variance_ratio` 0..=1, being 1 − correlation²; 1 when the past is constant (θ = 0)
/// - Errors: `LengthsDiffer`; `TooFew`; `NotFinite`; `NoVariation` when nothing is left to vary
/// - Source: Deng, Xu, Kohavi & Walker 2013 (WSDM)
/// - Checked: `tests/published.rs`, rows `cuped`, `cuped_welch` (θ 1.0709, 50.1696)
pub fn cuped(
    outcomes: &[f64],
    past: &[f64],
    is_contacted: &[bool],
    level: f64,
) -> Result<CupedLift, Error> {
    same_length("the past", outcomes.len(), past.len())?;
    same_length("the arms", outcomes.len(), is_contacted.len())?;
    let (raw, before) = (Sample::from_values(outcomes)?, Sample::from_values(past)?);
    let (mean_y, variance_y) = raw.moments("accounts")?;
    let (mean_x, variance_x) = before.moments("accounts")?;
    let products = outcomes
        .iter()
        .zip(past)
        .map(|(y, x)| (y - mean_y) * (x - mean_x));
    let covariance = products.sum::<f64>() / (raw.n() - 1) as f64;
    let theta = if variance_x > 0.0 {
        finite("theta", covariance / variance_x)?
    } else {
        0.0
    };
    let adjusted: Vec<f64> = outcomes
        .iter()
        .zip(past)
        .map(|(y, x)| y - theta * (x - mean_x))
        .collect();
    let (_, variance_left) = Sample::from_values(&adjusted)?.moments("accounts")?;
    if variance_y <= 0.0 {
        return Err(Error::NoVariation {
            what: "the outcome",
        });
    }
    let of_arm = |arm: bool| -> Vec<f64> {
        adjusted
            .iter()
            .zip(is_contacted)
            .filter(|&(_, &z)| z == arm)
            .map(|(&y, _)| y)
            .collect()
    };
    let lift = welch_from_values(&of_arm(true), &of_arm(false), level)?;
    Ok(CupedLift {
        theta,
        lift,
        variance_ratio: (variance_left / variance_y).min(1.0),
    })
}

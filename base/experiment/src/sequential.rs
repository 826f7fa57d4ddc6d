//! Enters: a lift looked at again and again while it grows. Leaves: intervals and p-values that hold
//! however often one looks.
//!
//! An ordinary interval is right once. Whoever looks every week and stops when it suits will be
//! misled; these are wider, and right at every look together.

use crate::error::{Error, finite, open_share, positive, same_length};
use crate::lift::{Interval, Lift};
use statrs::function::gamma::ln_gamma;

/// What a lift says at this look, with all looks before and after allowed for.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Look {
    /// Where the true lift plausibly lies, at all looks together.
    pub interval: Interval,
    /// Two-sided p-value that stays valid whenever one stops.
    pub p_value: f64,
}

/// The lift at one look of many: an asymptotic confidence sequence.
///
/// - Formula: half-width = s √(2 (n ρ² + 1) ln(√(n ρ² + 1) / α) / (n² ρ²)), s² = n · error²,
///   ρ² = (ln(1 − 2 ln α) − 2 ln α) / `tuning_n`; p = min(1, √(n ρ² + 1) · exp(−n² ρ² d² / (2 s² (n ρ² + 1))))
/// - Shape: one lift, the accounts behind it and the number to be sharpest at in, one look out
/// - Units: those of the lift; `n` and `tuning_n` in accounts of both arms together
/// - Range: always wider than the ordinary interval of that look
/// - Errors: `TooFew` for no accounts; `OutOfRange` for the tuning or the level
/// - Source: Waudby-Smith et al. 2024, Annals of Statistics 52 (arXiv 2103.06476), equations 9, 155, 161
/// - Checked: `tests/published.rs`, rows `asymptotic_confidence_sequence` of gbstats (p 0.0067399)
pub fn look_at(lift: &Lift, n: u64, tuning_n: u64, level: f64) -> Result<Look, Error> {
    let alpha = 1.0 - open_share("the level", level)?;
    if n == 0 {
        return Err(Error::TooFew {
            what: "accounts",
            found: 0,
            needed: 1,
        });
    }
    let error = positive("the standard error", lift.standard_error)?;
    let tuning = positive("the number of accounts to be sharpest at", tuning_n as f64)?;
    let n = n as f64;
    let log = -2.0 * alpha.ln();
    let growth = n * (log + log.ln_1p()) / tuning;
    // With s² = n · error², n cancels against it: only n ρ², here `growth`, remains.
    let spread = 2.0 * (growth + 1.0) / growth * (0.5 * growth.ln_1p() - alpha.ln());
    let reach = finite("the interval", error * spread.sqrt())?;
    let z = lift.estimate / error;
    let ln_p = 0.5 * growth.ln_1p() - z * z * growth / (2.0 * (growth + 1.0));
    let interval = Interval {
        low: lift.estimate - reach,
        high: lift.estimate + reach,
        level,
    };
    Ok(Look {
        interval,
        p_value: ln_p.exp().min(1.0),
    })
}

/// Whether the arms' sizes can be chance, checked day after day.
///
/// - Formula: running minimum of Π wᵢ^nᵢ · B(c w) / B(c w + n), n the counts so far
/// - Shape: one list of new accounts per arm for every day, in order, and a weight per arm in; the
///   p-value after the last day out
/// - Units: accounts; weights in any unit; `concentration` says how firmly the alternative holds to
///   the intended shares, in accounts: 100 finds gross errors soonest, 10,000 slight ones
/// - Range: 0..=1; 1 before the first account
/// - Errors: `TooFew` with one arm; `LengthsDiffer`; `OutOfRange` for weights or concentration
/// - Source: Lindon & Malek 2022, "Anytime-valid inference for multinomial count data" (NeurIPS)
/// - Checked: `tests/published.rs`, row `sequential_srm_dirichlet_multinomial` (0.0095953)
pub fn sample_ratio_over_days(
    daily: &[Vec<u64>],
    weights: &[f64],
    concentration: f64,
) -> Result<f64, Error> {
    if weights.len() < 2 {
        return Err(Error::TooFew {
            what: "arms",
            found: weights.len() as u64,
            needed: 2,
        });
    }
    positive("the concentration", concentration)?;
    for &weight in weights {
        positive("a weight", weight)?;
    }
    let all: f64 = positive("the sum of weights", weights.iter().sum())?;
    let shares: Vec<f64> = weights.iter().map(|weight| weight / all).collect();
    let mut counts = vec![0.0; shares.len()];
    let mut p_value = 1.0_f64;
    for day in daily {
        same_length("a day's arms", shares.len(), day.len())?;
        for (count, &new) in counts.iter_mut().zip(day) {
            *count += new as f64;
        }
        p_value = p_value.min((-ln_bayes_factor(&counts, &shares, concentration)).exp());
    }
    Ok(p_value)
}

/// Logarithm of how much better the counts fit some other shares than those intended.
fn ln_bayes_factor(counts: &[f64], shares: &[f64], concentration: f64) -> f64 {
    let total: f64 = counts.iter().sum();
    let of_arm = |(count, share): (&f64, &f64)| {
        let prior = concentration * share;
        ln_gamma(prior + count) - ln_gamma(prior) - count * share.ln()
    };
    let arms: f64 = counts.iter().zip(shares).map(of_arm).sum();
    arms - (ln_gamma(concentration + total) - ln_gamma(concentration))
}

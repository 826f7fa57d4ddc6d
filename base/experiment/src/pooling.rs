//! Enters: the effect measured in each segment, with its error. Leaves: how much segments truly
//! differ, and the effect they have in common.

use crate::error::{Error, finite, positive, same_length};
use crate::root::{doubled_until_negative, falling_root};

/// Measured effects of several segments, campaigns or arms.
///
/// Invariant: at least two, all finite, all errors above zero; only `new` makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentEffects {
    effects: Vec<f64>,
    variances: Vec<f64>,
}

/// How the true spread between segments is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum SpreadMethod {
    /// Moments with fixed weights: closed form, low when segments differ in size.
    DerSimonianLaird,
    /// Moments with weights that fit the answer.
    PauleMandel,
    /// Restricted likelihood: the usual choice.
    Reml,
}

/// The effect segments have in common.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct PooledEffect {
    /// The common mean.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// Weights, their sum, and the mean they give, at one supposed spread.
struct Weighed {
    weights: Vec<f64>,
    sum: f64,
    mean: f64,
}

impl SegmentEffects {
    /// Effects with their standard errors, one of each per segment.
    ///
    /// Use errors pooled over segments where the own ones rest on few buyers: a segment where by
    /// luck nobody bought has a tiny error of its own and would drag the others along.
    pub fn new(effects: &[f64], standard_errors: &[f64]) -> Result<Self, Error> {
        same_length("the standard errors", effects.len(), standard_errors.len())?;
        if effects.len() < 2 {
            return Err(Error::TooFew {
                what: "segments",
                found: effects.len() as u64,
                needed: 2,
            });
        }
        for &effect in effects {
            finite("an effect", effect)?;
        }
        for &error in standard_errors {
            // Squared, so that an error too small or too large to square is refused as well.
            positive(
                "a squared standard error",
                positive("a standard error", error)?.powi(2),
            )?;
        }
        Ok(Self {
            effects: effects.to_vec(),
            variances: standard_errors.iter().map(|error| error * error).collect(),
        })
    }

    /// Effect and squared error of each segment.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        self.effects
            .iter()
            .copied()
            .zip(self.variances.iter().copied())
    }

    fn weighed(&self, between_variance: f64) -> Weighed {
        let weights: Vec<f64> = self
            .variances
            .iter()
            .map(|variance| 1.0 / (variance + between_variance))
            .collect();
        let sum = weights.iter().sum();
        let total: f64 = weights
            .iter()
            .zip(&self.effects)
            .map(|(weight, effect)| weight * effect)
            .sum();
        Weighed {
            weights,
            sum,
            mean: total / sum,
        }
    }

    /// Σ weight^power · (effect − mean)².
    fn weighed_squares(&self, weighed: &Weighed, power: i32) -> f64 {
        let pairs = weighed.weights.iter().zip(&self.effects);
        pairs
            .map(|(weight, effect)| weight.powi(power) * (effect - weighed.mean).powi(2))
            .sum()
    }

    /// Segments less one.
    fn degrees(&self) -> f64 {
        (self.effects.len() - 1) as f64
    }
}

/// The effect in common, at a given variance between segments; 0 gives the fixed-effect mean.
///
/// - Formula: Σ w y / Σ w ± 1 / √Σ w, w = 1 / (v + τ²)
/// - Shape: segments and one variance in, one mean and error out
/// - Units: those of the effects; the variance in their square
/// - Range: the mean lies between the smallest and the largest effect
/// - Errors: `OutOfRange` for a negative variance
/// - Source: DerSimonian & Laird 1986
/// - Checked: `tests/published.rs`, rows `fixed_effect_pooled`, `reml_mean` (7.6856 ± 4.0719)
pub fn pooled_effect(
    segments: &SegmentEffects,
    between_variance: f64,
) -> Result<PooledEffect, Error> {
    if between_variance.is_nan() || between_variance < 0.0 {
        let what = "the variance between segments";
        return Err(Error::OutOfRange {
            what,
            value: between_variance,
            range: "0 or more",
        });
    }
    let weighed = segments.weighed(between_variance);
    let mean = finite("the pooled effect", weighed.mean)?;
    Ok(PooledEffect {
        mean,
        standard_error: 1.0 / weighed.sum.sqrt(),
    })
}

/// How much the true effects of segments vary, beyond what their errors explain: τ².
///
/// - Formula: DerSimonian-Laird max(0, (Q − k + 1) / (Σw − Σw²/Σw)); Paule-Mandel Σ w (y − μ)² =
///   k − 1; REML the maximum of the restricted likelihood
/// - Shape: segments in, one variance out
/// - Units: those of the effects, squared
/// - Range: 0 and more; exactly 0 when errors explain all differences
/// - Errors: none that `SegmentEffects::new` let pass, beyond `NotFinite`
/// - Source: DerSimonian & Laird 1986; Paule & Mandel 1982; Viechtbauer 2005
/// - Checked: `tests/published.rs`, rows `dersimonian_laird_tau2`, `paule_mandel_tau2`, `reml_tau`
pub fn between_variance(segments: &SegmentEffects, method: SpreadMethod) -> Result<f64, Error> {
    let variance = match method {
        SpreadMethod::DerSimonianLaird => dersimonian_laird(segments),
        SpreadMethod::PauleMandel => paule_mandel(segments),
        SpreadMethod::Reml => reml(segments),
    };
    finite("the variance between segments", variance)
}

fn dersimonian_laird(segments: &SegmentEffects) -> f64 {
    let fixed = segments.weighed(0.0);
    let excess = segments.weighed_squares(&fixed, 1) - segments.degrees();
    let squares: f64 = fixed.weights.iter().map(|weight| weight * weight).sum();
    (excess / (fixed.sum - squares / fixed.sum)).max(0.0)
}

fn paule_mandel(segments: &SegmentEffects) -> f64 {
    let excess =
        |tau2: f64| segments.weighed_squares(&segments.weighed(tau2), 1) - segments.degrees();
    if excess(0.0) <= 0.0 {
        return 0.0;
    }
    falling_root(
        0.0,
        doubled_until_negative(largest_variance(segments), excess),
        excess,
    )
}

/// Points at which the restricted likelihood is first looked at, evenly in the logarithm.
///
/// It can have two peaks; 240 points over 16 powers of ten are 15 to each.
const LIKELIHOOD_POINTS: i32 = 240;

fn reml(segments: &SegmentEffects) -> f64 {
    let top = largest_variance(segments);
    let at = |point: i32| top * 10_f64.powf(f64::from(point - LIKELIHOOD_POINTS) / 15.0);
    let (mut best, mut best_height) = (-1, restricted_likelihood(segments, 0.0));
    for point in 0..=LIKELIHOOD_POINTS {
        let height = restricted_likelihood(segments, at(point));
        if height > best_height {
            (best, best_height) = (point, height);
        }
    }
    if best < 0 {
        return 0.0;
    }
    let low = if best == 0 { 0.0 } else { at(best - 1) };
    falling_root(low, at(best + 1), |tau2| restricted_slope(segments, tau2))
}

/// A variance that the true one between segments cannot reach: all differences, and all errors.
fn largest_variance(segments: &SegmentEffects) -> f64 {
    let squares: f64 = segments
        .effects
        .iter()
        .map(|effect| (effect - segments.effects[0]).powi(2))
        .sum();
    4.0 * squares + segments.variances.iter().sum::<f64>()
}

/// Logarithm of the restricted likelihood, up to a constant.
fn restricted_likelihood(segments: &SegmentEffects, tau2: f64) -> f64 {
    let weighed = segments.weighed(tau2);
    let logs: f64 = weighed.weights.iter().map(|weight| weight.ln()).sum();
    0.5 * (logs - weighed.sum.ln() - segments.weighed_squares(&weighed, 1))
}

/// Twice the slope of the restricted likelihood in τ².
fn restricted_slope(segments: &SegmentEffects, tau2: f64) -> f64 {
    let weighed = segments.weighed(tau2);
    let squares: f64 = weighed.weights.iter().map(|weight| weight * weight).sum();
    segments.weighed_squares(&weighed, 2) - weighed.sum + squares / weighed.sum
}

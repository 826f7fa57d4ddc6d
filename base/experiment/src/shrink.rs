//! Enters: measured effects and what is believed or known of others like them. Leaves: effects
//! drawn towards the common one, as far as their own noise demands.

use crate::error::{Error, finite, open_share, positive};
use crate::lift::Interval;
use crate::pooling::{SegmentEffects, SpreadMethod, between_variance, pooled_effect};
use crate::tail::{normal_above, normal_density, normal_point_above};

/// A belief about one true effect: normal, with mean and spread.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Belief {
    /// Most likely value.
    pub mean: f64,
    /// Standard deviation; above 0.
    pub sd: f64,
}

impl Belief {
    /// Chance that the true effect is above `threshold`; above 0 it is the chance to win.
    ///
    /// - Formula: Φ((mean − threshold) / sd)
    /// - Shape: one threshold in, one chance out
    /// - Units: those of the effect
    /// - Range: 0..=1
    /// - Errors: none; a NaN threshold gives 0, the answer that claims nothing
    /// - Source: normal distribution
    /// - Checked: `tests/published.rs`, rows `normal_prior_effect`, `gaussian_effect_bayes`
    #[must_use]
    pub fn chance_above(&self, threshold: f64) -> f64 {
        if threshold.is_nan() {
            0.0
        } else {
            normal_above((threshold - self.mean) / self.sd)
        }
    }

    /// Where the true effect lies with the chance `level`.
    ///
    /// - Formula: mean ± z(level) · sd
    /// - Shape: one level in, one interval out
    /// - Units: those of the effect
    /// - Range: holds the mean
    /// - Errors: `OutOfRange` for a level outside (0, 1)
    /// - Source: normal distribution
    /// - Checked: `tests/published.rs`, rows `gaussian_effect_bayes`
    pub fn interval(&self, level: f64) -> Result<Interval, Error> {
        let reach = self.sd * normal_point_above((1.0 - open_share("the level", level)?) / 2.0);
        Ok(Interval {
            low: self.mean - reach,
            high: self.mean + reach,
            level,
        })
    }

    /// What is lost on average by contacting, should the effect be below zero.
    ///
    /// - Formula: sd φ(mean/sd) − mean Φ(−mean/sd)
    /// - Shape: one loss out
    /// - Units: those of the effect
    /// - Range: 0 and more
    /// - Errors: none
    /// - Source: expected loss, growthbook gbstats 0.8.0 "risk"
    /// - Checked: `tests/published.rs`, rows `gaussian_effect_bayes` / `risk_choose_treated`
    #[must_use]
    pub fn loss_of_contacting(&self) -> f64 {
        expected_shortfall(self.mean, self.sd)
    }

    /// What is lost on average by leaving alone, should the effect be above zero.
    ///
    /// - Formula: sd φ(mean/sd) + mean Φ(mean/sd)
    /// - Shape: one loss out
    /// - Units: those of the effect
    /// - Range: 0 and more
    /// - Errors: none
    /// - Source: expected loss, growthbook gbstats 0.8.0 "risk"
    /// - Checked: `tests/published.rs`, rows `gaussian_effect_bayes` / `risk_choose_control`
    #[must_use]
    pub fn loss_of_leaving_alone(&self) -> f64 {
        expected_shortfall(-self.mean, self.sd)
    }
}

/// Mean of the part of a normal below zero, as a positive number.
fn expected_shortfall(mean: f64, sd: f64) -> f64 {
    let z = mean / sd;
    (sd * normal_density(z) - mean * normal_above(z)).max(0.0)
}

/// What to believe of an effect after measuring it, given what was believed before.
///
/// - Formula: precision-weighted mean; variance 1 / (1/prior variance + 1/error²)
/// - Shape: one prior, one estimate and its error in, one belief out
/// - Units: those of the effect
/// - Range: the mean lies between prior and estimate; the spread is below both
/// - Errors: `OutOfRange` for a spread or an error not above 0; `NotFinite`
/// - Source: normal conjugate prior
/// - Checked: `tests/published.rs`, rows `normal_prior_effect` (1.2923, 1.6641)
pub fn believe_after(prior: Belief, estimate: f64, standard_error: f64) -> Result<Belief, Error> {
    positive("the prior's spread", prior.sd)?;
    positive("the standard error", standard_error)?;
    finite("the prior's mean", prior.mean)?;
    finite("the estimate", estimate)?;
    // By the hypotenuse, so that neither square leaves the range of f64.
    let both = prior.sd.hypot(standard_error);
    let weight = (prior.sd / both).powi(2);
    let mean = finite("the belief", prior.mean + weight * (estimate - prior.mean))?;
    Ok(Belief {
        mean,
        sd: prior.sd / both * standard_error,
    })
}

/// One segment's effect after looking at all segments.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct ShrunkEffect {
    /// Most likely true effect and its spread.
    pub belief: Belief,
    /// How much the segment's own measurement counts, 0..=1; the rest is the common effect.
    pub own_weight: f64,
}

/// The effect of each segment, drawn towards the common one: empirical Bayes.
///
/// Show it beside the raw effect. With a few hundred accounts it is what keeps a lucky segment from
/// being mistaken for a good one.
///
/// The spread allows for τ² being estimated: from few segments it often comes out as 0, and then the
/// plain formula would claim to know each effect to the last digit.
///
/// - Formula: m + s (y − m), s = τ² / (τ² + v); variance by Morris: (1 − s)² var(m) + s' v +
///   2/(k − 3) (1 − s)² (v̄ + τ²)/(v + τ²) (y − m)², s' = 1 − (1 − s)(k − 3)/(k − 1)
/// - Shape: segments in, one belief per segment out, same order
/// - Units: those of the effects
/// - Range: each mean lies between its own effect and the common one
/// - Errors: `NotFinite`
/// - Source: Efron & Morris 1975; Morris 1983, JASA 78:47-55, section 5 for the spread
/// - Checked: `tests/published.rs`, rows `empirical_bayes_segment_effect` (12.266, 14.585);
///   coverage in `tests/simulation.rs`
pub fn shrink_segments(
    segments: &SegmentEffects,
    method: SpreadMethod,
) -> Result<Vec<ShrunkEffect>, Error> {
    let tau2 = between_variance(segments, method)?;
    let common = pooled_effect(segments, tau2)?;
    let doubt = Doubt::of(segments, tau2);
    let shrunk = |(effect, variance): (f64, f64)| {
        let own_weight = tau2 / (tau2 + variance);
        let gap = effect - common.mean;
        let common_part = ((1.0 - own_weight) * common.standard_error).powi(2);
        let sd = (common_part + doubt.variance(own_weight, variance, tau2, gap)).sqrt();
        ShrunkEffect {
            belief: Belief {
                mean: common.mean + own_weight * gap,
                sd,
            },
            own_weight,
        }
    };
    Ok(segments.pairs().map(shrunk).collect())
}

/// What is not known of a segment's own part, τ² being itself an estimate.
struct Doubt {
    /// Segments less three, at least one: the degrees left for τ² in Morris's formula.
    degrees: f64,
    /// Mean squared error of the segments, weighted as the common effect weighs them.
    typical_variance: f64,
}

impl Doubt {
    fn of(segments: &SegmentEffects, tau2: f64) -> Self {
        let weighed = segments.pairs().map(|(_, v)| (1.0 / (v + tau2), v));
        let (weights, total) = weighed.fold((0.0, 0.0), |(w, t), (weight, v)| {
            (w + weight, t + weight * v)
        });
        let degrees = (segments.pairs().count() as f64 - 3.0).max(1.0);
        Self {
            degrees,
            typical_variance: total / weights,
        }
    }

    fn variance(&self, own_weight: f64, variance: f64, tau2: f64, gap: f64) -> f64 {
        let pull = 1.0 - own_weight;
        let careful_weight = 1.0 - pull * self.degrees / (self.degrees + 2.0);
        let scale = (self.typical_variance + tau2) / (variance + tau2);
        let of_pull = 2.0 / self.degrees * pull * pull * scale;
        careful_weight * variance + of_pull * gap * gap
    }
}

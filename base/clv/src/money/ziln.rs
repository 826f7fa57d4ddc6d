//! ZILN, the zero-inflated log-normal: a value that is often nothing and otherwise skewed.
//!
//! Enters: values, or a chance, a location, a scale. Leaves: the fitted distribution, its mean, and
//! the loss by which any forecast in this form is judged.

use crate::fit::edges::PARAMETER_RANGE;
use crate::fit::fitted::{FitError, FitNote, Fitted};
use crate::fit::params::{ParamError, check_positive};
use std::f64::consts::TAU;

/// Smallest scale, as in the paper's own code: the square root of the 32-bit rounding unit.
const SMALLEST_SCALE: f64 = 3.452_669_830_012_439e-4;

/// A zero-inflated log-normal distribution.
///
/// # The story
/// Most customers come to nothing; the values of the others differ by factors, not by amounts.
/// One distribution says both: with chance `1−p` the value is zero, else it is log-normal. A
/// forecast of this form is judged by its likelihood, so neither the zeros nor the few largest
/// customers drown the rest.
///
/// Source: Wang, Liu & Miao 2019, "A Deep Probabilistic Model for Customer Lifetime Value
/// Prediction", arXiv 1912.07753.
///
/// ```
/// use clv::Ziln;
///
/// let values = [0.0, 0.0, 0.0, 12.0, 30.0, 75.0];
/// let fit = Ziln::fit(&values)?;
/// assert_eq!(fit.params.chance(), 0.5);
/// assert!((fit.params.mean() - 20.0).abs() < 2.0, "about the plain mean, 19.5");
/// # Ok::<(), clv::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ziln {
    /// Logarithm of the odds of a value above zero.
    ln_odds: f64,
    /// Mean of the logarithm of a value above zero.
    location: f64,
    /// Deviation of that logarithm.
    scale: f64,
}

impl Ziln {
    /// A distribution with a chance of a value above zero, and location and scale of that
    /// value's logarithm.
    pub fn new(chance: f64, location: f64, scale: f64) -> Result<Self, ParamError> {
        check_positive(&[
            ("chance", chance),
            ("1 - chance", 1.0 - chance),
            ("scale", scale),
        ])?;
        check_positive(&[("exp(location)", location.exp())])?;
        Ok(Self {
            ln_odds: (chance / (1.0 - chance)).ln(),
            location,
            scale: scale.max(SMALLEST_SCALE),
        })
    }

    /// The distribution that three free numbers stand for, as a regression or a net gives them:
    /// log-odds of the chance, location, and the scale by `ln(1+e^x)`.
    ///
    /// - Formula: `p = 1/(1+e^−a)`, `μ = b`, `σ = max(ln(1+e^c), ε)`.
    /// - Shape: three numbers in, a distribution out.
    /// - Units: those of the value's logarithm.
    /// - Range: any finite numbers; what is not finite counts as zero.
    /// - Errors: none.
    /// - Source: Wang, Liu & Miao 2019, section 3.3.
    /// - Checked: `tests/published.rs`.
    pub fn from_logits([ln_odds, location, raw_scale]: [f64; 3]) -> Self {
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        Self {
            ln_odds: finite(ln_odds),
            location: finite(location),
            scale: softplus(finite(raw_scale)).max(SMALLEST_SCALE),
        }
    }

    /// Finds the distribution that makes observed values most likely.
    ///
    /// - Formula: p the share above zero, μ and σ² mean and variance (over n₊, the number above
    ///   zero) of their logarithms; standard errors √(p(1−p)/n), σ/√n₊, σ/√(2n₊).
    /// - Shape: one value per customer in, the distribution with errors of chance, location and
    ///   scale out.
    /// - Units: those of the values.
    /// - Range: what is zero or less came to nothing; where nothing did, the chance ends at its
    ///   edge, without errors and with a note. What is not finite is skipped.
    /// - Errors: [`FitError`] for no value, none above zero, or all of these alike.
    /// - Source: Aitchison 1955, Journal of the American Statistical Association 50(271), for the
    ///   two parts.
    /// - Checked: below, against the loss around it; `tests/recovery.rs` for errors and bias.
    pub fn fit(values: &[f64]) -> Result<Fitted<Self>, FitError> {
        let values: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        let customers = values.len();
        let logs: Vec<f64> = values
            .iter()
            .filter(|value| **value > 0.0)
            .map(|value| value.ln())
            .collect();
        let (all, above) = (customers as f64, logs.len() as f64);
        if values.is_empty() {
            return Err(FitError::Empty);
        }
        if logs.is_empty() {
            return Err(FitError::NothingAboveZero);
        }
        let location = logs.iter().sum::<f64>() / above;
        let squares = logs.iter().map(|log| (log - location).powi(2));
        let scale = (squares.sum::<f64>() / above).sqrt();
        if scale <= SMALLEST_SCALE {
            let customers = logs.len();
            return Err(FitError::AllAlike { customers });
        }
        let odds = above / (all - above).max(above / PARAMETER_RANGE.1);
        let params = Self {
            ln_odds: odds.ln(),
            location,
            scale,
        };
        let is_certain = logs.len() == customers;
        let chance = above / all;
        let errors = [
            (chance * (1.0 - chance) / all).sqrt(),
            scale / above.sqrt(),
            scale / (2.0 * above).sqrt(),
        ];
        Ok(Fitted {
            params,
            log_likelihood: -values.iter().map(|value| params.loss(*value)).sum::<f64>(),
            standard_errors: (!is_certain).then(|| errors.to_vec()),
            customers,
            folded_rows: customers,
            iterations: 0,
            note: is_certain.then_some(FitNote::NoneCameToNothing),
        })
    }

    /// The parameters by name, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 3] {
        [
            ("chance", self.chance()),
            ("location", self.location),
            ("scale", self.scale),
        ]
    }

    /// The chance of a value above zero.
    pub fn chance(&self) -> f64 {
        (-softplus(-self.ln_odds)).exp()
    }

    /// The mean value.
    ///
    /// - Formula: `p · e^(μ + σ²/2)`.
    /// - Shape: one number out.
    /// - Units: those of the value.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: Wang, Liu & Miao 2019, equation 5.
    /// - Checked: below, against the loss's minimum.
    pub fn mean(&self) -> f64 {
        self.chance() * (self.location + self.scale * self.scale / 2.0).exp()
    }

    /// How badly the distribution foretold a value: minus the logarithm of its likelihood.
    ///
    /// - Formula: `−ln(1−p)` for zero or less, else `−ln p + ln(vσ√2π) + (ln v − μ)²/2σ²`.
    /// - Shape: one value in, one number out; the smaller the better.
    /// - Units: those of log-likelihood.
    /// - Range: finite for every finite value.
    /// - Errors: none.
    /// - Source: Wang, Liu & Miao 2019, equation 7.
    /// - Checked: `tests/published.rs`; 1.87837 for 1.5 at logits (.4, .5, .6).
    pub fn loss(&self, value: f64) -> f64 {
        if value <= 0.0 {
            return softplus(self.ln_odds);
        }
        let off = (value.ln() - self.location) / self.scale;
        softplus(-self.ln_odds) + value.ln() + (self.scale * TAU.sqrt()).ln() + off * off / 2.0
    }
}

/// `ln(1 + e^x)` without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn loss_of_values_is_smallest_at_their_own_parameters() {
        let values = [0.0, 0.0, 1.0, std::f64::consts::E.powi(2)];
        let total = |model: Ziln| values.iter().map(|value| model.loss(*value)).sum::<f64>();
        let best = total(Ziln::new(0.5, 1.0, 1.0).unwrap());
        for (chance, location, scale) in [(0.6, 1.0, 1.0), (0.5, 1.2, 1.0), (0.5, 1.0, 1.2)] {
            assert!(total(Ziln::new(chance, location, scale).unwrap()) > best);
        }
        let fit = Ziln::fit(&values).unwrap();
        assert_eq!(
            fit.params.parameters().map(|(_, value)| value),
            [0.5, 1.0, 1.0]
        );
        assert!((fit.log_likelihood + best).abs() < 1e-12);
        let mean = Ziln::new(0.5, 1.0, 1.0).unwrap().mean();
        assert!((mean - 0.5 * 1.5_f64.exp()).abs() < 1e-12);
        assert!(Ziln::new(1.0, 0.0, 1.0).is_err());
    }
    #[test]
    fn values_that_tell_too_little_are_refused_or_noted() {
        assert_eq!(Ziln::fit(&[]), Err(FitError::Empty));
        assert_eq!(Ziln::fit(&[f64::NAN]), Err(FitError::Empty));
        assert_eq!(Ziln::fit(&[0.0, -1.0]), Err(FitError::NothingAboveZero));
        for (values, customers) in [(&[0.0, 5.0][..], 1), (&[5.0, 5.0, -1.0], 2)] {
            assert_eq!(Ziln::fit(values), Err(FitError::AllAlike { customers }));
        }
        let fit = Ziln::fit(&[1.0, 2.0, 4.0]).unwrap();
        assert_eq!(fit.note, Some(FitNote::NoneCameToNothing));
        assert!(fit.standard_errors.is_none() && fit.params.chance() > 0.9999);
        assert!(fit.log_likelihood.is_finite() && fit.params.mean().is_finite());
    }
}

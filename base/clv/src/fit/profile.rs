//! Intervals of parameters from the likelihood's own shape.
//!
//! Enters: a likelihood and its maximum. Leaves: per parameter the values that are not much less
//! likely, however the others are set.
//!
//! Where parameters can make up for each other the likelihood is a bent ridge, and a standard error
//! at its top does not see the bend: intervals by it hold too seldom. The profile follows the ridge.
//!
//! Source: Venzon & Moolgavkar 1988, "A Method for Computing Profile-Likelihood-Based Confidence
//! Intervals", Applied Statistics 37(1).

use crate::fit::curve::Curve;
use crate::fit::fitted::{Maximum, Search};
use crate::fit::minimise::minimise;
use statrs::distribution::{ContinuousCDF, Normal};

/// Halvings of the bracket of an end: to a thousandth of a step outwards.
const HALVINGS: usize = 10;

/// First step outwards, in logarithms, where the maximum has no standard errors.
const FIRST_STEP: f64 = 0.5;

/// Intervals of all parameters; an end that is never reached is the end of what is allowed.
pub(crate) fn profile_intervals<const N: usize>(
    search: &Search<N>,
    maximum: &Maximum<N>,
    coverage: f64,
    log_likelihood: impl Fn(&[f64; N]) -> Curve<N>,
) -> [(f64, f64); N] {
    let share = 0.5 + coverage.clamp(0.0, 0.999_999) / 2.0;
    let profile = Profile {
        top: maximum.theta.map(f64::ln),
        value: maximum.log_likelihood,
        bounds: search.bounds.map(|(low, high)| (low.ln(), high.ln())),
        customers: search.customers,
        reach: Normal::standard().inverse_cdf(share),
        loss: |ln_theta: &[f64; N]| {
            let theta = ln_theta.map(f64::exp);
            let curve = log_likelihood(&theta).in_logs(&theta);
            curve.scaled(-1.0 / search.customers)
        },
    };
    std::array::from_fn(|i| {
        let step = maximum.standard_errors.map_or(FIRST_STEP, |errors| {
            errors[i] / maximum.theta[i] * profile.reach
        });
        let [low, high] = [-step, step].map(|step| profile.end(i, step).exp());
        (low, high)
    })
}

/// A likelihood near its maximum, by the logarithms of the parameters.
struct Profile<const N: usize, L> {
    top: [f64; N],
    value: f64,
    bounds: [(f64, f64); N],
    customers: f64,
    /// How far, in standard normal deviations, an end is from the top.
    reach: f64,
    loss: L,
}

impl<const N: usize, L: Fn(&[f64; N]) -> Curve<N>> Profile<N, L> {
    /// Where parameter `i` has become so unlikely that it lies outside, in the direction of a step.
    fn end(&self, i: usize, step: f64) -> f64 {
        let (low, high) = self.bounds[i];
        let (mut inside, mut warm, mut width) = (self.top[i], self.top, step);
        let mut outside = loop {
            let next = (inside + width).clamp(low, high);
            let (distance, at) = self.distance(i, next, warm);
            if distance > self.reach {
                break next;
            }
            if next <= low || next >= high {
                return next;
            }
            (inside, warm, width) = (next, at, 2.0 * width);
        };
        for _ in 0..HALVINGS {
            let middle = (inside + outside) / 2.0;
            let (distance, at) = self.distance(i, middle, warm);
            if distance > self.reach {
                outside = middle;
            } else {
                (inside, warm) = (middle, at);
            }
        }
        (inside + outside) / 2.0
    }

    /// Signed root of twice the fall of the log-likelihood when parameter `i` is held at a value and
    /// the others are set for the best; and how these are set.
    fn distance(&self, i: usize, value: f64, warm: [f64; N]) -> (f64, [f64; N]) {
        let (mut bounds, mut start) = (self.bounds, warm);
        bounds[i] = (value, value);
        start[i] = value;
        let found = minimise(start, &bounds, &self.loss);
        let fall = self.value + found.curve.value * self.customers;
        ((2.0 * fall).max(0.0).sqrt(), found.at)
    }
}

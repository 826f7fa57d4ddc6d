//! Importance weights smoothed by a Pareto tail, and the measure of whether they can be used.
//!
//! Enters: logarithms of density ratios. Leaves: weights that add up to one, and the shape k̂
//! of their tail.
//!
//! Vehtari, Simpson, Gelman, Yao & Gabry 2024, Journal of Machine Learning Research 25; the
//! fit of the tail by Zhang & Stephens 2009, Technometrics 51(3).

/// Weights with the shape of their tail.
#[derive(Clone, Debug)]
pub(crate) struct SmoothedWeights {
    /// One per draw, adding up to one.
    pub(crate) weights: Vec<f64>,
    /// Tail shape: below 0.7 the weighted draws can be used.
    pub(crate) k_hat: f64,
}

/// Tail draws below which its shape cannot be told.
const SHORTEST_TAIL: usize = 5;

impl SmoothedWeights {
    /// Smooths ratios of target to proposal, given by their logarithms.
    pub(crate) fn of(ln_ratios: &[f64]) -> Self {
        let draws = ln_ratios.len();
        let top = ln_ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut order: Vec<usize> = (0..draws).collect();
        order.sort_by(|&one, &other| ln_ratios[one].total_cmp(&ln_ratios[other]));
        let mut weights: Vec<f64> = ln_ratios.iter().map(|ratio| (ratio - top).exp()).collect();
        let tail = (3.0 * (draws as f64).sqrt()).min(draws as f64 / 5.0).ceil() as usize;
        let mut k_hat = f64::INFINITY;
        if tail >= SHORTEST_TAIL && top.is_finite() && draws > tail {
            let cutoff = weights[order[draws - tail - 1]];
            let largest = &order[draws - tail..];
            let above: Vec<f64> = largest.iter().map(|&at| weights[at] - cutoff).collect();
            let (k, sigma) = fit_pareto_tail(&above);
            k_hat = k;
            for (rank, &at) in largest.iter().enumerate() {
                let share = (rank as f64 + 0.5) / tail as f64;
                weights[at] = (cutoff + pareto_quantile(share, k, sigma)).min(1.0);
            }
        }
        let all: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= all);
        Self { weights, k_hat }
    }

    /// Independent draws the weighted ones are worth: `1 / Σ weight²`.
    pub(crate) fn effective_draws(&self) -> f64 {
        1.0 / self
            .weights
            .iter()
            .map(|weight| weight * weight)
            .sum::<f64>()
    }
}

fn pareto_quantile(share: f64, k: f64, sigma: f64) -> f64 {
    let ln_rest = (-share).ln_1p();
    match k.abs() < 1e-12 {
        true => -sigma * ln_rest,
        false => sigma * (-k * ln_rest).exp_m1() / k,
    }
}

/// Shape and scale of a generalised Pareto distribution for rising exceedances: the mean over
/// a grid of one parameter, weighted by profile likelihood, the shape drawn to ½ as by ten
/// draws.
fn fit_pareto_tail(above: &[f64]) -> (f64, f64) {
    let n = above.len();
    let largest = above[n - 1];
    let quartile = above[((n as f64 / 4.0 + 0.5) as usize).saturating_sub(1)];
    if largest <= 0.0 || quartile <= 0.0 {
        return (0.0, largest.max(f64::MIN_POSITIVE));
    }
    let points = 30 + (n as f64).sqrt() as usize;
    let theta = |j: usize| {
        let part = (points as f64 / (j as f64 + 0.5)).sqrt();
        1.0 / largest + (1.0 - part) / (3.0 * quartile)
    };
    let shape = |theta: f64| above.iter().map(|x| (-theta * x).ln_1p()).sum::<f64>() / n as f64;
    let profile: Vec<(f64, f64)> = (0..points)
        .map(|j| {
            let theta = theta(j);
            let k = shape(theta);
            (theta, n as f64 * ((-theta / k).ln() - k - 1.0))
        })
        .filter(|(_, height)| height.is_finite())
        .collect();
    let top = profile
        .iter()
        .fold(f64::NEG_INFINITY, |top, (_, height)| top.max(*height));
    let mass: f64 = profile.iter().map(|(_, height)| (height - top).exp()).sum();
    let mean: f64 = profile
        .iter()
        .map(|(theta, height)| theta * (height - top).exp() / mass)
        .sum();
    let k = shape(mean);
    let sigma = -k / mean;
    ((n as f64 * k + 5.0) / (n as f64 + 10.0), sigma)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ratios at the quantiles of a Pareto tail of a known shape.
    fn ratios(k: f64) -> Vec<f64> {
        (0..4000)
            .map(|at| (1.0 + pareto_quantile((f64::from(at) + 0.5) / 4000.0, k, 1.0)).ln())
            .collect()
    }

    #[test]
    fn shape_of_a_known_tail_is_found() {
        for k in [0.2, 0.5, 0.9] {
            let found = SmoothedWeights::of(&ratios(k)).k_hat;
            assert!((found - k).abs() < 0.12, "{k} {found}");
        }
    }

    #[test]
    fn equal_ratios_weigh_the_same() {
        let even = SmoothedWeights::of(&[-700.0; 400]);
        assert!((even.effective_draws() - 400.0).abs() < 1e-6);
        assert!(even.k_hat < 0.7);
    }
}

//! The special functions of the models, written as differences that stay exact where the
//! plain functions cancel.
//!
//! Enters and leaves: numbers.

use statrs::function::gamma::{digamma, ln_gamma};

/// Up to this many factors a rising factorial is multiplied out, which is exact to the last
/// bits; beyond, the difference of two log-gammas is (owner's choice: equal cost at about 60).
const FACTORS_MULTIPLIED: u32 = 64;

/// Factors multiplied before a logarithm is taken: arguments up to 1e9 cannot overflow 16 of them.
const FACTORS_PER_LOGARITHM: u32 = 16;

/// `ln Γ(z+n) − ln Γ(z)`, the logarithm of the rising factorial z(z+1)…(z+n−1).
pub(crate) fn ln_rising(z: f64, n: u32) -> f64 {
    if n > FACTORS_MULTIPLIED {
        return ln_gamma(z + f64::from(n)) - ln_gamma(z);
    }
    let mut sum = 0.0;
    let mut product = 1.0;
    for factor in 0..n {
        product *= z + f64::from(factor);
        if factor % FACTORS_PER_LOGARITHM == FACTORS_PER_LOGARITHM - 1 {
            sum += product.ln();
            product = 1.0;
        }
    }
    sum + product.ln()
}

/// `ψ(z+n) − ψ(z)`: the first derivative of [`ln_rising`] by z.
pub(crate) fn digamma_rising(z: f64, n: u32) -> f64 {
    if n > FACTORS_MULTIPLIED {
        return digamma(z + f64::from(n)) - digamma(z);
    }
    (0..n).map(|step| 1.0 / (z + f64::from(step))).sum()
}

/// `ψ′(z+n) − ψ′(z)`: the second derivative of [`ln_rising`] by z.
pub(crate) fn trigamma_rising(z: f64, n: u32) -> f64 {
    if n > FACTORS_MULTIPLIED {
        return trigamma(z + f64::from(n)) - trigamma(z);
    }
    -(0..n)
        .map(|step| (z + f64::from(step)).powi(-2))
        .sum::<f64>()
}

/// The trigamma function ψ′ for positive arguments: recurrence up to 12, then the asymptotic
/// series (Abramowitz & Stegun 6.4.12), whose first omitted term is below 1e-16 there.
pub(crate) fn trigamma(z: f64) -> f64 {
    let mut z = z;
    let mut sum = 0.0;
    while z < 12.0 {
        sum += 1.0 / (z * z);
        z += 1.0;
    }
    let w = 1.0 / (z * z);
    let tail = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * (1.0 / 30.0 - w * (5.0 / 66.0))));
    sum + 1.0 / z + w / 2.0 + (1.0 / 6.0 - tail) * w / z
}

/// `(1 − (1−u)^k) / k` with its limit `−ln(1−u)` at k = 0, for u in 0..1.
pub(crate) fn power_complement(ln_one_minus_u: f64, k: f64) -> f64 {
    let exponent = k * ln_one_minus_u;
    if exponent.abs() < 1e-300 {
        -ln_one_minus_u
    } else {
        -exponent.exp_m1() / k
    }
}

/// Chance of `n` Poisson events when their number has a gamma mean with this shape and the
/// window is `load` times the gamma's rate.
pub(crate) fn negative_binomial(shape: f64, load: f64, n: u32) -> f64 {
    if load <= 0.0 {
        return if n == 0 { 1.0 } else { 0.0 };
    }
    let ln_ways = ln_rising(shape, n) - ln_rising(1.0, n);
    (ln_ways - shape * load.ln_1p() - f64::from(n) * load.recip().ln_1p()).exp()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rising_functions_on_both_sides_of_the_switch_agree() {
        for z in [1e-3, 0.25, 1.0, 7.5, 300.0] {
            for n in [1, 5, 16, 17, 64, 65, 200] {
                let by_factors: f64 = (0..n).map(|k| (z + f64::from(k)).ln()).sum();
                assert!((ln_rising(z, n) - by_factors).abs() < 1e-11 * (1.0 + by_factors.abs()));
                let first: f64 = (0..n).map(|k| 1.0 / (z + f64::from(k))).sum();
                assert!((digamma_rising(z, n) - first).abs() < 1e-12 * first);
                let second: f64 = (0..n).map(|k| (z + f64::from(k)).powi(-2)).sum();
                assert!((trigamma_rising(z, n) + second).abs() < 1e-12 * second);
            }
        }
    }

    #[test]
    fn trigamma_at_known_points_is_exact() {
        let pi_squared = std::f64::consts::PI.powi(2);
        assert!((trigamma(1.0) - pi_squared / 6.0).abs() < 1e-14);
        assert!((trigamma(0.5) - pi_squared / 2.0).abs() < 1e-13);
    }

    #[test]
    fn power_complement_at_zero_power_is_the_logarithm() {
        let ln = (1.0_f64 - 0.4).ln();
        assert_eq!(power_complement(ln, 0.0), -ln);
        assert!((power_complement(ln, 1e-12) + ln).abs() < 1e-12);
        assert!((power_complement(ln, 2.0) - (1.0 - 0.36) / 2.0).abs() < 1e-15);
    }
}

//! Enters: a statistic. Leaves: how often chance alone goes that far, and the reverse.
//!
//! Normal, Student's t and chi-square, each with the small tail computed directly, because one
//! minus the large one loses every digit of a small probability.

use crate::root::{doubled_until_negative, falling_root};
use statrs::function::{beta::beta_reg, erf::erfc, erf::erfc_inv, gamma::gamma_ur};

/// Degrees of freedom from which Student's t is taken as normal.
///
/// There the two differ by less than one part in a million for |t| up to 6, while the logarithm of
/// the beta function begins to lose digits.
pub(crate) const NORMAL_FROM: f64 = 1e7;

/// Chance that a standard normal lies above `z`.
pub(crate) fn normal_above(z: f64) -> f64 {
    0.5 * erfc(z / std::f64::consts::SQRT_2)
}

/// Density of the standard normal.
pub(crate) fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// The point that a standard normal exceeds with chance `share`.
pub(crate) fn normal_point_above(share: f64) -> f64 {
    std::f64::consts::SQRT_2 * erfc_inv(2.0 * share)
}

/// Chance that Student's t with `freedom` degrees lies above `t`.
pub(crate) fn student_above(t: f64, freedom: f64) -> f64 {
    if freedom >= NORMAL_FROM {
        return normal_above(t);
    }
    let inside = freedom / (freedom + t * t);
    let outer = 0.5 * beta_reg(freedom / 2.0, 0.5, inside.clamp(0.0, 1.0));
    if t >= 0.0 { outer } else { 1.0 - outer }
}

/// Chance that Student's t lies as far from zero as `t`, on either side.
pub(crate) fn student_two_sided(t: f64, freedom: f64) -> f64 {
    (2.0 * student_above(t.abs(), freedom)).min(1.0)
}

/// The point that Student's t exceeds with chance `share`, for shares up to one half.
pub(crate) fn student_point_above(share: f64, freedom: f64) -> f64 {
    if freedom >= NORMAL_FROM {
        return normal_point_above(share);
    }
    let excess = |t: f64| student_above(t, freedom) - share;
    let high = doubled_until_negative(2.0, excess);
    falling_root(0.0, high, excess)
}

/// Chance that chi-square with `freedom` degrees lies above `x`.
pub(crate) fn chi_square_above(x: f64, freedom: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else {
        gamma_ur(freedom / 2.0, x / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Printed in every table of Student's t and chi-square; more digits from their closed forms.
    #[test]
    fn tails_at_table_points_match_the_tables() {
        let near =
            |got: f64, want: f64| assert!((got - want).abs() < 1e-9 * want.abs(), "{got} {want}");
        near(student_point_above(0.025, 1.0), 12.706_204_736_174_7);
        near(student_point_above(0.025, 2.0), 4.302_652_729_749_46);
        near(student_point_above(0.025, 10.0), 2.228_138_851_986_27);
        near(student_point_above(0.025, 1e9), 1.959_963_984_540_05);
        near(student_two_sided(1.0, 1.0), 0.5);
        near(chi_square_above(2.0 * std::f64::consts::LN_2, 2.0), 0.5);
        near(normal_above(1.959_963_984_540_05), 0.025);
    }

    #[test]
    fn student_near_the_normal_limit_stays_continuous() {
        let below = student_above(3.0, NORMAL_FROM * 0.999);
        let above = student_above(3.0, NORMAL_FROM);
        assert!((below / above - 1.0).abs() < 5e-6, "{below} {above}");
    }
}

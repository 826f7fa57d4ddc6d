//! How closely order rate and leaving rate can be tied before their joint density turns negative.
//!
//! Enters: r, α, s, β and κ of the correlated Pareto/NBD. Leaves: whether they make a distribution,
//! and a fence with derivatives that keeps a search inside.

use crate::fit::curve::Curve;

/// Weight of the fence around valid ties, in units of log-likelihood: it keeps the search off
/// densities that would be negative somewhere, and costs less than a thousandth.
pub(crate) const FENCE: f64 = 1e-4;

/// Logarithm of the room below which the tie counts as at its limit.
const AT_LIMIT: f64 = -4.0;

/// Whether the tie leaves a density that is nowhere negative.
pub(crate) fn is_valid(theta: &[f64; 5]) -> bool {
    rooms(theta).iter().all(|room| room.value > 0.0)
}

/// Whether the tie can hardly be closer.
pub(crate) fn is_at_limit(theta: &[f64; 5]) -> bool {
    rooms(theta).iter().any(|room| room.value.ln() < AT_LIMIT)
}

/// The sum of the logarithms of what room the tie has: finite where the joint density is positive
/// everywhere, falling steeply towards the limit.
pub(crate) fn fence_curve(theta: &[f64; 5]) -> Curve<5> {
    let mut fence = Curve::zero();
    for room in rooms(theta) {
        fence.add_scaled(&room.ln(), 1.0);
    }
    fence
}

/// The factor that ties λ and μ, 1 + (κ−1)(e^(−λ)/φ_λ − 1)(e^(−μ)/φ_μ − 1), where it is smallest:
/// with o = 1/φ − 1 at 1 − (κ−1)o_λ and 1 − (κ−1)o_μ (a rate of zero beside an endless one) for
/// rates that go together, and at 1 + (κ−1)o_λo_μ (both zero) for rates against each other; with
/// both endless it is κ itself, which is above zero.
fn rooms(&[r, alpha, s, beta, kappa]: &[f64; 5]) -> [Curve<5>; 3] {
    let odds = [odds_curve(0, r, alpha), odds_curve(2, s, beta)];
    let mut tie = Curve::constant(kappa - 1.0);
    tie.gradient[4] = 1.0;
    let room = |share: Curve<5>| {
        let mut room = Curve::constant(1.0);
        room.add_scaled(&tie.times(&share), 1.0);
        room
    };
    let both = odds[0].times(&odds[1]);
    [
        room(odds[0].scaled(-1.0)),
        room(odds[1].scaled(-1.0)),
        room(both),
    ]
}

/// 1/φ − 1 = ((1+rate)/rate)^shape − 1, where shape and rate are parameters `at` and `at + 1`.
fn odds_curve(at: usize, shape: f64, rate: f64) -> Curve<5> {
    let ln_ratio = rate.recip().ln_1p();
    let slope = -1.0 / (rate * (rate + 1.0));
    let mut ln_inverse = Curve::constant(shape * ln_ratio);
    ln_inverse.gradient[at] = ln_ratio;
    ln_inverse.gradient[at + 1] = shape * slope;
    ln_inverse.hessian[at + 1][at + 1] = shape * slope * slope * (2.0 * rate + 1.0);
    ln_inverse.add_cross(at, at + 1, slope);
    Curve {
        value: ln_inverse.value.exp_m1(),
        ..ln_inverse.exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_derivatives;

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        for theta in [
            [0.55, 10.6, 0.6, 11.7, 1.0],
            [0.55, 10.6, 0.6, 11.7, 2.5],
            [0.55, 10.6, 0.6, 11.7, 0.2],
            [0.9, 0.8, 0.7, 1.5, 0.6],
        ] {
            assert_derivatives(&theta, fence_curve);
        }
    }

    /// The factor itself, over a grid of e^(−λ) and e^(−μ).
    #[test]
    fn ties_are_valid_exactly_where_the_density_is_nowhere_negative() {
        for [r, alpha, s, beta] in [
            [0.9, 0.8, 0.7, 1.5],
            [2.0, 0.5, 3.0, 0.9],
            [0.5, 10.0, 0.6, 12.0],
        ] {
            let phi = |shape: f64, rate: f64| (rate / (1.0 + rate)).powf(shape);
            let [lambda, mu] = [phi(r, alpha), phi(s, beta)];
            for kappa in [0.001, 0.3, 0.7, 0.95, 1.0, 1.05, 1.3, 2.0, 5.0] {
                let density = |at: u32| {
                    let [x, y] = [at / 21, at % 21].map(|part| f64::from(part) / 20.0);
                    1.0 + (kappa - 1.0) * (x / lambda - 1.0) * (y / mu - 1.0)
                };
                let least = (0..441).map(density).fold(f64::INFINITY, f64::min);
                let theta = [r, alpha, s, beta, kappa];
                assert_eq!(is_valid(&theta), least > 0.0, "{theta:?}: {least}");
                assert_eq!(fence_curve(&theta).value.is_finite(), least > 0.0);
            }
        }
    }
}

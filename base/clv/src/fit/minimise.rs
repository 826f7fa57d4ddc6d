//! A small minimiser for smooth functions of a few parameters inside a box.
//!
//! Enters: a function with exact derivatives, a start, bounds. Leaves: a minimum, or the point
//! where it stopped and how steep the function still was there.
//!
//! Newton's method, made safe in three ways: the Hessian is shifted until it is positive
//! definite and the step pays (Levenberg 1944, Marquardt 1963), no step is longer than
//! [`LONGEST_STEP`], and directions that push against a bound are held still. Second
//! derivatives make long curved valleys, the usual trouble of these likelihoods, a matter of
//! a dozen steps, and they are needed for the standard errors anyway.

use crate::fit::curve::Curve;

/// Where the slope counts as level. The functions minimised here are means per customer, so
/// this leaves parameters exact to about a millionth of their standard error.
const LEVEL_SLOPE: f64 = 1e-9;

/// Relative gain below which a step is lost in rounding.
const ROUNDING_GAIN: f64 = 1e-15;

/// Longest step per parameter. The parameters are logarithms: a factor of e² at a time.
const LONGEST_STEP: f64 = 2.0;

/// Steps before giving up; twenty is usual, a valley that runs into a bound takes about forty.
const MOST_STEPS: usize = 200;

/// The first shift tried, relative to the curvature: valleys that run out to a bound are nearly
/// flat, and a larger shift would make them endless.
const SMALLEST_SHIFT: f64 = 1e-10;

/// Shifts beyond this make no step at all.
const LARGEST_SHIFT: f64 = 1e12;

/// Where the search ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Minimum<const N: usize> {
    pub(crate) at: [f64; N],
    pub(crate) curve: Curve<N>,
    pub(crate) steps: usize,
    /// Largest slope that does not push against a bound.
    pub(crate) slope: f64,
    pub(crate) converged: bool,
}

/// Finds a local minimum from `start` inside `bounds`.
pub(crate) fn minimise<const N: usize>(
    start: [f64; N],
    bounds: &[(f64, f64); N],
    function: impl Fn(&[f64; N]) -> Curve<N>,
) -> Minimum<N> {
    let mut at = into_box(start, bounds);
    let mut curve = function(&at);
    let mut shift = 0.0;
    for steps in 0..MOST_STEPS {
        let free = free_directions(&at, &curve, bounds);
        let slope = steepest(&curve, &free);
        if slope < LEVEL_SLOPE {
            return Minimum {
                at,
                curve,
                steps,
                slope,
                converged: true,
            };
        }
        match pay_a_step(&at, &curve, &free, bounds, &mut shift, &function) {
            Some((next, next_curve)) => (at, curve) = (next, next_curve),
            None => {
                return Minimum {
                    at,
                    curve,
                    steps,
                    slope,
                    converged: slope < 1e-5,
                };
            }
        }
    }
    let slope = steepest(&curve, &free_directions(&at, &curve, bounds));
    Minimum {
        at,
        curve,
        steps: MOST_STEPS,
        slope,
        converged: false,
    }
}

/// Takes one step that lowers the function, raising the shift until one does; `None` when
/// no step can be told from rounding any more.
fn pay_a_step<const N: usize>(
    at: &[f64; N],
    curve: &Curve<N>,
    free: &[bool; N],
    bounds: &[(f64, f64); N],
    shift: &mut f64,
    function: impl Fn(&[f64; N]) -> Curve<N>,
) -> Option<([f64; N], Curve<N>)> {
    let scale = (0..N)
        .map(|i| curve.hessian[i][i].abs())
        .fold(1e-12, f64::max);
    while *shift < LARGEST_SHIFT * scale {
        let raised = (*shift * 10.0).max(SMALLEST_SHIFT * scale);
        let Some(step) = newton_step(curve, free, *shift) else {
            *shift = raised;
            continue;
        };
        let next = stepped(at, &step, bounds);
        let gain = promised_gain(curve, at, &next);
        if gain <= ROUNDING_GAIN * (1.0 + curve.value.abs()) {
            // A step cut off by a wall may promise nothing; a shorter, steeper one does.
            if !touches_wall(&next, free, bounds) {
                return None;
            }
            *shift = raised;
            continue;
        }
        let next_curve = function(&next);
        let kept = (curve.value - next_curve.value) / gain;
        if next_curve.value.is_finite() && kept > 1e-4 {
            *shift = if kept > 0.7 { *shift / 8.0 } else { *shift };
            *shift = if *shift < SMALLEST_SHIFT * scale {
                0.0
            } else {
                *shift
            };
            return Some((next, next_curve));
        }
        *shift = raised;
    }
    None
}

fn touches_wall<const N: usize>(at: &[f64; N], free: &[bool; N], bounds: &[(f64, f64); N]) -> bool {
    (0..N).any(|i| free[i] && (at[i] <= bounds[i].0 || at[i] >= bounds[i].1))
}

fn into_box<const N: usize>(mut at: [f64; N], bounds: &[(f64, f64); N]) -> [f64; N] {
    for (value, (low, high)) in at.iter_mut().zip(bounds) {
        *value = value.clamp(*low, *high);
    }
    at
}

/// Directions along which a downhill step stays inside the box.
fn free_directions<const N: usize>(
    at: &[f64; N],
    curve: &Curve<N>,
    bounds: &[(f64, f64); N],
) -> [bool; N] {
    std::array::from_fn(|i| {
        let (low, high) = bounds[i];
        let downhill = -curve.gradient[i];
        !(at[i] <= low && downhill < 0.0 || at[i] >= high && downhill > 0.0)
    })
}

fn steepest<const N: usize>(curve: &Curve<N>, free: &[bool; N]) -> f64 {
    (0..N)
        .filter(|&i| free[i])
        .map(|i| curve.gradient[i].abs())
        .fold(0.0, f64::max)
}

fn stepped<const N: usize>(at: &[f64; N], step: &[f64; N], bounds: &[(f64, f64); N]) -> [f64; N] {
    let longest = step
        .iter()
        .fold(0.0_f64, |longest, part| longest.max(part.abs()));
    let shrink = (LONGEST_STEP / longest).min(1.0);
    into_box(std::array::from_fn(|i| at[i] + shrink * step[i]), bounds)
}

/// What the quadratic model says the step gains.
fn promised_gain<const N: usize>(curve: &Curve<N>, from: &[f64; N], to: &[f64; N]) -> f64 {
    let step: [f64; N] = std::array::from_fn(|i| to[i] - from[i]);
    let mut gain = 0.0;
    for i in 0..N {
        gain -= curve.gradient[i] * step[i];
        for j in 0..N {
            gain -= 0.5 * step[i] * curve.hessian[i][j] * step[j];
        }
    }
    gain
}

fn newton_step<const N: usize>(curve: &Curve<N>, free: &[bool; N], shift: f64) -> Option<[f64; N]> {
    let matrix: [[f64; N]; N] = std::array::from_fn(|i| {
        std::array::from_fn(|j| match (i == j, free[i] && free[j]) {
            (true, true) => curve.hessian[i][i] + shift,
            (true, false) => 1.0,
            (false, true) => curve.hessian[i][j],
            (false, false) => 0.0,
        })
    });
    let downhill = std::array::from_fn(|i| if free[i] { -curve.gradient[i] } else { 0.0 });
    let factor = cholesky(&matrix)?;
    let step = solve(&factor, &downhill);
    step.iter().all(|part| part.is_finite()).then_some(step)
}

/// The lower triangle L with L·Lᵀ = `matrix`, or `None` when it is not positive definite.
pub(crate) fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut lower = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i != j {
                lower[i][j] = rest / lower[j][j];
            } else if rest > 1e-14 * matrix[i][i].abs() {
                lower[i][i] = rest.sqrt();
            } else {
                return None;
            }
        }
    }
    Some(lower)
}

/// Solves L·Lᵀ·x = `right`.
pub(crate) fn solve<const N: usize>(lower: &[[f64; N]; N], right: &[f64; N]) -> [f64; N] {
    solve_upper(lower, &solve_lower(lower, right))
}

/// Solves L·x = `right`.
pub(crate) fn solve_lower<const N: usize>(lower: &[[f64; N]; N], right: &[f64; N]) -> [f64; N] {
    let mut x = *right;
    for i in 0..N {
        let known: f64 = (0..i).map(|k| lower[i][k] * x[k]).sum();
        x[i] = (x[i] - known) / lower[i][i];
    }
    x
}

/// Solves Lᵀ·x = `right`.
pub(crate) fn solve_upper<const N: usize>(lower: &[[f64; N]; N], right: &[f64; N]) -> [f64; N] {
    let mut x = *right;
    for i in (0..N).rev() {
        let known: f64 = (i + 1..N).map(|k| lower[k][i] * x[k]).sum();
        x[i] = (x[i] - known) / lower[i][i];
    }
    x
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Rosenbrock's banana valley, minimum 0 at (1, 1).
    fn banana(at: &[f64; 2]) -> Curve<2> {
        let [x, y] = *at;
        let bend = y - x * x;
        Curve {
            value: (1.0 - x).powi(2) + 100.0 * bend * bend,
            gradient: [-2.0 * (1.0 - x) - 400.0 * x * bend, 200.0 * bend],
            hessian: [
                [2.0 - 400.0 * bend + 800.0 * x * x, -400.0 * x],
                [-400.0 * x, 200.0],
            ],
        }
    }

    #[test]
    fn banana_valley_from_the_far_side_is_solved() {
        let found = minimise([-1.2, 1.0], &[(-5.0, 5.0); 2], banana);
        assert!(found.converged && found.steps < 60, "{found:?}");
        assert!((found.at[0] - 1.0).abs() < 1e-8 && (found.at[1] - 1.0).abs() < 1e-8);
    }

    #[test]
    fn minimum_outside_the_box_ends_on_its_wall() {
        let found = minimise([-1.0, 0.0], &[(-2.0, 0.5), (-5.0, 5.0)], banana);
        assert!(found.converged);
        assert_eq!(found.at[0], 0.5);
        assert!((found.at[1] - 0.25).abs() < 1e-8);
    }

    #[test]
    fn slope_without_end_runs_to_the_bound() {
        let falling = |at: &[f64; 1]| Curve {
            value: -at[0],
            gradient: [-1.0],
            hessian: [[0.0]],
        };
        let found = minimise([0.0], &[(-1.0, 30.0)], falling);
        assert!(found.converged);
        assert_eq!(found.at, [30.0]);
    }
}

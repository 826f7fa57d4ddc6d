//! The log-likelihood of the models in which customers leave after an order, with exact first
//! and second derivatives.
//!
//! Enters: a folded base, r, α, a, b and the kind of model. Leaves: value, gradient, Hessian.

use crate::fit::curve::{Curve, LogSum, sum_over_base};
use crate::fit::special::ln_rising;
use crate::folded::{FoldedHistories, FoldedRow};
use crate::history::History;

/// The two whole numbers that tell the models apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Kind {
    /// Poisson stages per order: 1 for random timing, more for regular customers.
    pub(crate) stages: u32,
    /// 1 where a customer may leave right after the first order, 0 where not.
    pub(crate) first_chances: u32,
}

/// The log-likelihood of a base with exact derivatives by (r, α, a, b).
pub(crate) fn curve(base: &FoldedHistories, theta: &[f64; 4], kind: Kind) -> Curve<4> {
    let timing = |row: &FoldedRow| timing_curve(row, theta, kind);
    sum_over_base(base, timing, |x| count_curve(x, theta, kind))
}

/// The part of one history's log-likelihood that depends on when the orders came: still active
/// with 0, 1, … k−1 stages passed since the last order, or gone since then.
fn timing_curve(row: &FoldedRow, &[r, alpha, a, b]: &[f64; 4], kind: Kind) -> Curve<4> {
    let history = &row.history;
    let shape = r + f64::from(kind.stages) * history.x_f64();
    let chances = history.x().saturating_add(kind.first_chances);
    let active = silence_curve(shape, alpha + history.t_obs());
    if chances == 0 && kind.stages == 1 {
        return active;
    }
    let mut either = LogSum::new();
    either.add(&active);
    for passed in 1..kind.stages {
        either.add(&stages_curve(history, shape, alpha, passed));
    }
    if chances > 0 {
        let mut gone = silence_curve(shape, alpha + history.t_x());
        let others = b + f64::from(chances) - 1.0;
        gone.add_along(2, a.ln(), 1.0 / a, -1.0 / (a * a));
        gone.add_along(3, -others.ln(), -1.0 / others, 1.0 / (others * others));
        either.add(&gone);
    }
    either.finish()
}

/// Active, with `passed` stages since the last order.
fn stages_curve(history: &History, shape: f64, alpha: f64, passed: u32) -> Curve<4> {
    let count = f64::from(passed);
    let mut curve = silence_curve(shape + count, alpha + history.t_obs());
    curve.value += count * history.silence().ln() - ln_rising(1.0, passed);
    curve.add_rising(0, shape, passed);
    curve
}

/// `−shape · ln weeks`, where shape moves with r (parameter 0) and weeks with α (parameter 1).
fn silence_curve(shape: f64, weeks: f64) -> Curve<4> {
    let ln_weeks = weeks.ln();
    let mut curve = Curve::constant(-shape * ln_weeks);
    curve.gradient[0] = -ln_weeks;
    curve.gradient[1] = -shape / weeks;
    curve.hessian[1][1] = shape / (weeks * weeks);
    curve.add_cross(0, 1, -1.0 / weeks);
    curve
}

/// The part of one history's log-likelihood that depends on the number of orders alone:
/// `ln Γ(r+kx)/Γ(r) + r ln α + ln B(a, b+chances)/B(a, b)`.
fn count_curve(x: u32, &[r, alpha, a, b]: &[f64; 4], kind: Kind) -> Curve<4> {
    let mut curve = Curve::zero();
    curve.add_rising(0, r, x.saturating_mul(kind.stages));
    curve.add_power(0, 1, r, alpha);
    let chances = x.saturating_add(kind.first_chances);
    curve.add_rising(3, b, chances);
    curve.subtract_rising_of_sum(2, 3, a + b, chances);
    curve
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_derivatives, mixed_base};

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let base = FoldedHistories::fold(&mixed_base());
        for (stages, first_chances) in [(1, 0), (1, 1), (2, 0), (2, 1), (5, 1)] {
            let kind = Kind {
                stages,
                first_chances,
            };
            for theta in [
                [0.24, 4.4, 0.8, 2.4],
                [3.0, 0.5, 5.0, 0.2],
                [0.02, 900.0, 0.01, 40.0],
            ] {
                assert_derivatives(&theta, |theta| curve(&base, theta, kind));
            }
        }
    }
}

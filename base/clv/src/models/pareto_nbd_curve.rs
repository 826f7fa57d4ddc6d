//! The Pareto/NBD log-likelihood with exact first and second derivatives.
//!
//! Enters: a folded base and r, α, s, β. Leaves: value, gradient, Hessian.

use crate::fit::curve::{Curve, LogSum, sum_over_base};
use crate::folded::{FoldedHistories, FoldedRow};
use crate::history::History;
use crate::models::departure::{Departure, for_each_departure};

/// The log-likelihood of a base with exact derivatives by (r, α, s, β).
pub(crate) fn curve(base: &FoldedHistories, theta: &[f64; 4]) -> Curve<4> {
    let &[r, alpha, s, beta] = theta;
    let count = |x| {
        let mut count = Curve::zero();
        count.add_rising(0, r, x);
        count.add_power(0, 1, r, alpha);
        count.add_power(2, 3, s, beta);
        count
    };
    sum_over_base(base, |row| timing_curve(row, theta), count)
}

/// Still active at T, or gone at one of the moments since the last order.
pub(crate) fn timing_curve(row: &FoldedRow, theta: &[f64; 4]) -> Curve<4> {
    let &[r, alpha, s, beta] = theta;
    let history = &row.history;
    let shape = r + history.x_f64();
    let end = history.t_obs();
    let active = moment_curve([shape, alpha + end], [s, beta + end]);
    if history.silence() <= 0.0 {
        return active;
    }
    let mut either = LogSum::new();
    either.add(&active);
    either.add(&gone_curve(history, shape, theta));
    either.finish()
}

/// Weighted sums over the moments of leaving of the four features that move the likelihood,
/// ln(α+y), 1/(α+y), ln(β+y), 1/(β+y), and of their products.
#[derive(Default)]
struct Moments {
    weight: f64,
    first: [f64; 4],
    second: [[f64; 4]; 4],
}

impl Moments {
    fn add(&mut self, departure: &Departure) {
        let [ln_a, ln_b] = departure.ln_growth;
        let [weeks_a, weeks_b] = departure.weeks;
        let features = [ln_a, 1.0 / weeks_a, ln_b, 1.0 / weeks_b];
        self.weight += departure.weight;
        for i in 0..4 {
            let weighted = departure.weight * features[i];
            self.first[i] += weighted;
            for (j, feature) in features.iter().enumerate() {
                self.second[i][j] += weighted * feature;
            }
        }
    }

    /// Means and covariances.
    fn finish(mut self) -> ([f64; 4], [[f64; 4]; 4]) {
        let mean = self.first.map(|sum| sum / self.weight);
        for i in 0..4 {
            for j in 0..4 {
                self.second[i][j] = self.second[i][j] / self.weight - mean[i] * mean[j];
            }
        }
        (mean, self.second)
    }
}

/// `ln{ s ∫ (α+y)^−shape (β+y)^−(s+1) dy }` since the last order.
///
/// The derivatives of a logarithm of an integral are means over the integrand: the mean of the
/// first derivatives, and the mean of the second ones plus the covariance of the first ones.
fn gone_curve(history: &History, shape: f64, &[_, alpha, s, beta]: &[f64; 4]) -> Curve<4> {
    let mut moments = Moments::default();
    for_each_departure(history, shape, [alpha, beta], s, |departure| {
        moments.add(departure)
    });
    let (ln_a, ln_b) = ((alpha + history.t_x()).ln(), (beta + history.t_x()).ln());
    let mut curve = Curve::constant(moments.weight.ln() - shape * ln_a - (s + 1.0) * ln_b);
    let (mean, covariance) = moments.finish();
    let factor = [1.0, shape, 1.0, s + 1.0];
    let origin = [ln_a, 0.0, ln_b, 0.0];
    for i in 0..4 {
        curve.gradient[i] = -factor[i] * (origin[i] + mean[i]);
        for j in 0..4 {
            curve.hessian[i][j] = factor[i] * factor[j] * covariance[i][j];
        }
    }
    for i in [1, 3] {
        curve.hessian[i][i] += factor[i] * (covariance[i][i] + mean[i] * mean[i]);
        curve.add_cross(i - 1, i, -mean[i]);
    }
    curve.add_along(2, s.ln(), 1.0 / s, -1.0 / (s * s));
    curve
}

/// `−shape · ln weeks` for orders (parameters 0 and 1) and for leaving (2 and 3).
fn moment_curve([shape, weeks]: [f64; 2], [power, span]: [f64; 2]) -> Curve<4> {
    let (ln_weeks, ln_span) = (weeks.ln(), span.ln());
    let mut curve = Curve::constant(-shape * ln_weeks - power * ln_span);
    curve.gradient = [-ln_weeks, -shape / weeks, -ln_span, -power / span];
    curve.hessian[1][1] = shape / (weeks * weeks);
    curve.hessian[3][3] = power / (span * span);
    curve.add_cross(0, 1, -1.0 / weeks);
    curve.add_cross(2, 3, -1.0 / span);
    curve
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_derivatives, mixed_base};

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let base = FoldedHistories::fold(&mixed_base());
        for theta in [
            [0.55, 10.6, 0.61, 11.7],
            [3.0, 0.5, 2.0, 80.0],
            [0.1, 300.0, 0.02, 0.4],
        ] {
            assert_derivatives(&theta, |theta| curve(&base, theta));
        }
    }
}

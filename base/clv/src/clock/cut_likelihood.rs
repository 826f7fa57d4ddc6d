//! Customers from before the start of a file: the likelihood of what is seen of them.
//!
//! Enters: histories by the window of the file, parameters. Leaves: likelihoods with exact
//! derivatives, of newcomers and of those who were there before.
//!
//! A customer who was acquired `a` weeks before the window opened, a anywhere in `0..A`, and is
//! still active then, has a leaving rate that is gamma(s, β+a); the order rate is gamma(r, α)
//! as ever. All orders in the window are repeats, the first one seen too. The age is integrated
//! out. Customers from before are seen only if they order in the window at all.

use crate::fit::curve::{Curve, LogSum};
use crate::fit::quadrature::FIVE_POINTS;
use crate::folded::FoldedRow;
use crate::history::{DAYS_PER_WEEK, History};
use crate::models::pareto_nbd::ParetoNbd;
use crate::models::pareto_nbd_curve::timing_curve;

/// A customer as the file shows them, told twice: as a newcomer, and as one from before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeenRow {
    /// From the first order seen, as if it were the first ever.
    pub(crate) as_newcomer: FoldedRow,
    /// From the start of the window, all orders counted.
    pub(crate) as_known: FoldedRow,
}

impl SeenRow {
    /// Tells a row twice; `window` is the weeks the file covers.
    pub(crate) fn of(row: &FoldedRow, window: f64) -> Self {
        let own = &row.history;
        let last = window - own.silence();
        let known = match History::new(own.x() + 1, last, window) {
            Ok(known) => known,
            Err(why) => unreachable!("a window that opens a day before the first order: {why}"),
        };
        Self {
            as_newcomer: *row,
            as_known: FoldedRow {
                history: known,
                count: row.count,
            },
        }
    }

    /// Customers who share the row.
    pub(crate) fn customers(&self) -> f64 {
        f64::from(self.as_known.count)
    }

    /// Weeks from the start of the window to the first order seen.
    pub(crate) fn first_seen(&self) -> f64 {
        self.as_known.history.t_obs() - self.as_newcomer.history.t_obs()
    }
}

/// Weeks a base's file covers: from the day before the first order seen.
pub(crate) fn window_of(rows: &[FoldedRow]) -> f64 {
    let oldest = rows.iter().map(|row| row.history.t_obs());
    oldest.fold(0.0, f64::max) + 1.0 / DAYS_PER_WEEK
}

/// Ages before the window with the logarithms of their weights, adding up to one: five
/// Gauss–Legendre points in the logarithm of age on β's scale, so that young and old are
/// resolved.
pub(crate) fn ages_before(longest: f64, beta_scale: f64) -> Vec<(f64, f64)> {
    let length = (longest / beta_scale).ln_1p();
    let at_point = |(at, weight): (f64, f64)| {
        let age = beta_scale * (at * length).exp_m1();
        (age, (weight * length * (beta_scale + age) / longest).ln())
    };
    FIVE_POINTS.map(at_point).to_vec()
}

/// Log-likelihood of a newcomer's history.
pub(crate) fn newcomer_curve(row: &SeenRow, theta: &[f64; 4]) -> Curve<4> {
    let &[r, alpha, s, beta] = theta;
    let mut curve = timing_curve(&row.as_newcomer, theta);
    curve.add_rising(0, r, row.as_newcomer.history.x());
    curve.add_power(0, 1, r, alpha);
    curve.add_power(2, 3, s, beta);
    curve
}

/// Log-likelihood of the history in the window of a customer from before: acquired at any of
/// the ages, active when the window opened, and then as seen.
pub(crate) fn known_curve(row: &SeenRow, theta: &[f64; 4], ages: &[(f64, f64)]) -> Curve<4> {
    history_curve(&row.as_known.history, theta, ages)
}

fn history_curve(history: &History, theta: &[f64; 4], ages: &[(f64, f64)]) -> Curve<4> {
    let &[r, alpha, s, beta] = theta;
    let row = FoldedRow {
        history: *history,
        count: 1,
    };
    let mut any_age = LogSum::new();
    for (age, ln_weight) in ages {
        // Being active at this age is worth (β/(β+a))^s; the power of β+a cancels.
        let mut at_age = timing_curve(&row, &[r, alpha, s, beta + age]);
        at_age.value += ln_weight;
        any_age.add(&at_age);
    }
    let mut curve = any_age.finish();
    curve.add_rising(0, r, history.x());
    curve.add_power(0, 1, r, alpha);
    curve.add_power(2, 3, s, beta);
    curve
}

/// Logarithm of the chance that a customer acquired before is active when the window opens and
/// orders in it.
pub(crate) fn ln_seen_curve(window: f64, theta: &[f64; 4], ages: &[(f64, f64)]) -> Curve<4> {
    let silent = |weeks: f64| match History::new(0, 0.0, weeks) {
        Ok(history) => history_curve(&history, theta, ages),
        Err(why) => unreachable!("a window is a span: {why}"),
    };
    let mut seen = silent(0.0).exp();
    seen.add_scaled(&silent(window).exp(), -1.0);
    seen.ln()
}

/// The models that a known customer may follow, one per age, with logarithms of their weights.
pub(crate) fn known_parts(
    row: &SeenRow,
    &[r, alpha, s, beta]: &[f64; 4],
    ages: &[(f64, f64)],
) -> Vec<(f64, ParetoNbd)> {
    let part = |&(age, ln_weight): &(f64, f64)| {
        let theta = [r, alpha, s, beta + age];
        let ln_likelihood = timing_curve(&row.as_known, &theta).value;
        (ln_weight + ln_likelihood, ParetoNbd::at(theta))
    };
    ages.iter().map(part).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::testing::assert_derivatives;

    fn row(x: u32, t_x: f64, t_obs: f64) -> SeenRow {
        let history = History::new(x, t_x, t_obs).unwrap();
        SeenRow::of(&FoldedRow { history, count: 1 }, 52.0)
    }

    #[test]
    fn derivatives_of_all_parts_equal_finite_differences() {
        let ages = ages_before(200.0, 12.0);
        for theta in [[0.6, 8.0, 0.7, 12.0], [2.0, 20.0, 1.5, 60.0]] {
            for own in [row(0, 0.0, 51.0), row(3, 20.0, 40.0), row(9, 30.0, 30.0)] {
                assert_derivatives(&theta, |theta| known_curve(&own, theta, &ages));
                assert_derivatives(&theta, |theta| newcomer_curve(&own, theta));
            }
            assert_derivatives(&theta, |theta| ln_seen_curve(52.0, theta, &ages));
        }
    }

    #[test]
    fn customers_acquired_just_before_are_newcomers_with_one_order_more() {
        let theta = [0.6, 8.0, 0.7, 12.0];
        let ages = ages_before(1e-9, 12.0);
        let own = row(3, 20.0, 40.0);
        let plain = SeenRow {
            as_newcomer: own.as_known,
            ..own
        };
        let (known, newcomer) = (
            known_curve(&own, &theta, &ages),
            newcomer_curve(&plain, &theta),
        );
        assert!((known.value - newcomer.value).abs() < 1e-6);
    }
}

//! The common kernel of the four models in which customers leave after an order: BG/NBD,
//! MBG/NBD and their Erlang siblings BG/CNBD-k and MBG/CNBD-k.
//!
//! Enters: histories and parameters. Leaves: likelihood with exact derivatives, chances,
//! expectations. The models differ in two whole numbers only: how many Poisson stages make an
//! order (k), and whether the first order is already a chance to leave.

use crate::active_customer::ActiveCustomer;
use crate::curve::{Curve, LogSum, sum_over_rows};
use crate::fitted::{FitError, FitNote, Maximum, Search, maximise_over};
use crate::folded::{FoldedHistories, FoldedRow};
use crate::history::History;
use crate::special::{digamma_rising, ln_rising, negative_binomial, trigamma_rising};

/// Below this mean chance to leave after an order, "nobody leaves" is the better description:
/// a customer would make a thousand orders.
const HARDLY_ANYONE_LEAVES: f64 = 1e-3;

/// Above this gamma or beta parameter the customers differ by about three percent or less.
pub(crate) const HARDLY_ANY_SPREAD: f64 = 1e3;

/// Bounds of the parameters without unit, and of alpha in mean customer ages; a fit that wants
/// to go further is at the edge of the model and says so.
pub(crate) const PARAMETER_RANGE: (f64, f64) = (1e-5, 1e5);

/// The two whole numbers that tell the four models apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Kind {
    /// Poisson stages per order: 1 for random timing, more for regular customers.
    pub(crate) stages: u32,
    /// 1 where a customer may leave right after the first order, 0 where not.
    pub(crate) first_chances: u32,
}

/// A model of the family with its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BetaGeometric {
    pub(crate) r: f64,
    pub(crate) alpha: f64,
    pub(crate) a: f64,
    pub(crate) b: f64,
    pub(crate) kind: Kind,
}

impl BetaGeometric {
    /// Fits r, α, a, b for a kind; the likelihood lacks the part of the gaps that is constant
    /// for given stages.
    pub(crate) fn fit(base: &FoldedHistories, kind: Kind) -> Result<(Maximum<4>, Self), FitError> {
        refuse_unfittable(base)?;
        let maximum = maximise_over(
            base,
            |base| search(base, kind),
            |base, theta| curve(base, theta, kind),
        )?;
        let [r, alpha, a, b] = maximum.theta;
        Ok((
            maximum,
            Self {
                r,
                alpha,
                a,
                b,
                kind,
            },
        ))
    }

    /// Which edge of the model, if any, the parameters lie at.
    pub(crate) fn edge_note(&self) -> Option<FitNote> {
        let smallest = PARAMETER_RANGE.0 * 2.0;
        if self.a / (self.a + self.b) < HARDLY_ANYONE_LEAVES {
            Some(FitNote::NoOneLeaves)
        } else if self.r > HARDLY_ANY_SPREAD {
            Some(FitNote::RatesAlike)
        } else if self.a + self.b > HARDLY_ANY_SPREAD {
            Some(FitNote::LeavingAlike)
        } else if self.r < smallest || self.b < smallest {
            Some(FitNote::SpreadUnbounded)
        } else {
            None
        }
    }

    /// The log-likelihood without the constant part of the gaps.
    pub(crate) fn log_likelihood(&self, base: &FoldedHistories) -> f64 {
        curve(base, &[self.r, self.alpha, self.a, self.b], self.kind).value
    }

    /// The chance of being active: the likelihood of silence against that of having left.
    pub(crate) fn p_alive(&self, history: &History) -> f64 {
        let chances = history.x() + self.kind.first_chances;
        if chances == 0 {
            return 1.0;
        }
        let shape = self.shape(history);
        let silence = (history.silence() / (self.alpha + history.t_x())).ln_1p();
        let ln_left = self.a.ln() - (self.b + f64::from(chances) - 1.0).ln() + shape * silence;
        let ln_stages: f64 = self.stage_terms(history).sum::<f64>().ln();
        1.0 / (1.0 + (ln_left - ln_stages).exp())
    }

    /// Expected orders in the next weeks.
    pub(crate) fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.expected_orders_if_active(history, horizon)
    }

    /// Expected orders in the next weeks of a customer known to be active.
    pub(crate) fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        self.over_stages(history, |active| active.expected_orders(horizon))
    }

    /// Chance of exactly `n` orders in the next weeks.
    pub(crate) fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        let p_alive = self.p_alive(history);
        let gone = if n == 0 { 1.0 - p_alive } else { 0.0 };
        gone + p_alive * self.over_stages(history, |active| active.order_probability(horizon, n))
    }

    /// Chance that a new customer makes exactly `n` orders in the weeks after `from` up to
    /// `until`: a sum over the stages passed by `from`.
    pub(crate) fn order_probability_between(&self, from: f64, until: f64, n: u32) -> f64 {
        let Kind {
            stages,
            first_chances,
        } = self.kind;
        let (mut active, mut chance) = (0.0, 0.0);
        for passed in 0..u32::MAX {
            let orders = passed / stages;
            let chances = orders + first_chances;
            let stayed = (ln_rising(self.b, chances) - ln_rising(self.a + self.b, chances)).exp();
            let share = stayed * negative_binomial(self.r, from / self.alpha, passed);
            active += share;
            let later = ActiveCustomer {
                shape: self.r + f64::from(passed),
                weeks: self.alpha + from,
                leave: self.a,
                stay: self.b + f64::from(chances),
                stages,
                passed: passed % stages,
            };
            chance += share * later.order_probability(until - from, n);
            // The tail is geometric with ratio from/(α+from): stop when it cannot matter.
            let past_mean = f64::from(passed) > self.r * from / self.alpha;
            if past_mean && share * (1.0 + from / self.alpha) < 1e-17 * active {
                break;
            }
        }
        chance + if n == 0 { 1.0 - active } else { 0.0 }
    }

    fn shape(&self, history: &History) -> f64 {
        self.r + f64::from(self.kind.stages) * history.x_f64()
    }

    /// Relative weights of 0, 1, … k−1 stages passed in silence, if active; the first is 1.
    fn stage_terms(&self, history: &History) -> impl Iterator<Item = f64> + use<> {
        let shape = self.shape(history);
        let ratio = history.silence() / (self.alpha + history.t_obs());
        (0..self.kind.stages).scan(1.0, move |term, stage| {
            let now = *term;
            *term *= (shape + f64::from(stage)) * ratio / f64::from(stage + 1);
            Some(now)
        })
    }

    /// The mean of `value` over the stages passed since the last order, if active.
    fn over_stages(&self, history: &History, value: impl Fn(&ActiveCustomer) -> f64) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (passed, weight) in (0u32..).zip(self.stage_terms(history)) {
            let active = ActiveCustomer {
                shape: self.shape(history) + f64::from(passed),
                weeks: self.alpha + history.t_obs(),
                leave: self.a,
                stay: self.b + history.x_f64() + f64::from(self.kind.first_chances),
                stages: self.kind.stages,
                passed,
            };
            if weight > 0.0 {
                sum += weight * value(&active);
            }
            weights += weight;
        }
        sum / weights
    }
}

/// Refuses the bases from which no rhythm can be learnt.
pub(crate) fn refuse_unfittable(base: &FoldedHistories) -> Result<(), FitError> {
    if base.is_empty() {
        return Err(FitError::Empty);
    }
    if base.repeaters() == 0 {
        return Err(FitError::NoRepeat);
    }
    if base.rows().len() == 1 {
        return Err(FitError::AllAlike {
            customers: base.customers(),
        });
    }
    Ok(())
}

/// Where the search begins: moderate spreads around the base's own rate.
fn search(base: &FoldedHistories, kind: Kind) -> Search<4> {
    let customers = base.customers() as f64;
    let mean_age = base.observed_weeks() / customers;
    // Customers who left stop ordering, so the rate while active is above the overall one.
    let orders_per_week = 1.5 * base.repeat_orders() / base.observed_weeks();
    let stages_per_week = f64::from(kind.stages) * orders_per_week;
    let mut starts = Vec::new();
    for r in [0.3, 1.5] {
        for (a, b) in [(0.6, 2.0), (0.5, 8.0)] {
            starts.push([r, r / stages_per_week, a, b]);
        }
    }
    let (low, high) = PARAMETER_RANGE;
    let bounds = [
        (low, high),
        (low * mean_age, high * mean_age),
        (low, high),
        (low, high),
    ];
    Search {
        starts,
        bounds,
        customers,
    }
}

/// The log-likelihood of a base with exact derivatives by (r, α, a, b).
pub(crate) fn curve(base: &FoldedHistories, theta: &[f64; 4], kind: Kind) -> Curve<4> {
    let mut total = sum_over_rows(base.rows(), |row| timing_curve(row, theta, kind));
    for &(x, customers) in base.repeat_counts() {
        total.add_scaled(&count_curve(x, theta, kind), customers);
    }
    total
}

/// The part of one history's log-likelihood that depends on when the orders came: still active
/// with 0, 1, … k−1 stages passed since the last order, or gone since then.
fn timing_curve(row: &FoldedRow, &[r, alpha, a, b]: &[f64; 4], kind: Kind) -> Curve<4> {
    let history = &row.history;
    let shape = r + f64::from(kind.stages) * history.x_f64();
    let chances = history.x() + kind.first_chances;
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
    let (d1, d2) = (
        digamma_rising(shape, passed),
        trigamma_rising(shape, passed),
    );
    curve.add_along(0, ln_rising(shape, passed), d1, d2);
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
    let stages = x.saturating_mul(kind.stages);
    curve.add_along(
        0,
        ln_rising(r, stages),
        digamma_rising(r, stages),
        trigamma_rising(r, stages),
    );
    curve.add_power(0, 1, r, alpha);
    let n = x + kind.first_chances;
    curve.add_along(
        3,
        ln_rising(b, n),
        digamma_rising(b, n),
        trigamma_rising(b, n),
    );
    let (d1, d2) = (digamma_rising(a + b, n), trigamma_rising(a + b, n));
    curve.add_along_sum(2, 3, -ln_rising(a + b, n), -d1, -d2);
    curve
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::testing::{assert_derivatives, mixed_base};

    const KINDS: [Kind; 5] = [
        Kind {
            stages: 1,
            first_chances: 0,
        },
        Kind {
            stages: 1,
            first_chances: 1,
        },
        Kind {
            stages: 2,
            first_chances: 0,
        },
        Kind {
            stages: 2,
            first_chances: 1,
        },
        Kind {
            stages: 5,
            first_chances: 1,
        },
    ];

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let base = FoldedHistories::fold(&mixed_base());
        for kind in KINDS {
            for theta in [
                [0.24, 4.4, 0.8, 2.4],
                [3.0, 0.5, 5.0, 0.2],
                [0.02, 900.0, 0.01, 40.0],
            ] {
                assert_derivatives(&theta, |theta| curve(&base, theta, kind));
            }
        }
    }

    #[test]
    fn order_probabilities_add_up_to_one_and_to_the_expectation() {
        for kind in KINDS {
            let model = BetaGeometric {
                r: 0.85,
                alpha: 3.0,
                a: 0.8,
                b: 2.4,
                kind,
            };
            for history in [
                History::just_acquired(),
                History::new(3, 20.0, 25.0).unwrap(),
            ] {
                let chances: Vec<f64> = (0..900)
                    .map(|n| model.order_probability(&history, 20.0, n))
                    .collect();
                let sum: f64 = chances.iter().sum();
                let mean: f64 = (0..)
                    .zip(&chances)
                    .map(|(n, share)| f64::from(n) * share)
                    .sum();
                assert!((sum - 1.0).abs() < 1e-9, "{kind:?} {sum}");
                let expected = model.expected_orders(&history, 20.0);
                assert!(
                    (mean / expected - 1.0).abs() < 1e-7,
                    "{kind:?} {mean} {expected}"
                );
                let whole = model.order_probability_between(0.0, 20.0, 2);
                let new = model.order_probability(&History::just_acquired(), 20.0, 2);
                assert!((whole - new).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn windows_after_a_pause_add_up_to_the_difference_of_expectations() {
        for kind in KINDS {
            let model = BetaGeometric {
                r: 0.85,
                alpha: 3.0,
                a: 0.8,
                b: 2.4,
                kind,
            };
            let mean: f64 = (1..600)
                .map(|n| f64::from(n) * model.order_probability_between(10.0, 25.0, n))
                .sum();
            let new = History::just_acquired();
            let expected = model.expected_orders(&new, 25.0) - model.expected_orders(&new, 10.0);
            assert!(
                (mean / expected - 1.0).abs() < 1e-6,
                "{kind:?} {mean} {expected}"
            );
        }
    }

    #[test]
    fn likelihood_without_leaving_is_the_negative_binomial() {
        let history = History::new(3, 20.0, 30.0).unwrap();
        let base = FoldedHistories::fold(&[history]);
        let model = BetaGeometric {
            r: 0.7,
            alpha: 9.0,
            a: 1e-13,
            b: 5.0,
            kind: KINDS[0],
        };
        let nbd = ln_rising(0.7, 3) + 0.7 * 9.0_f64.ln() - 3.7 * 39.0_f64.ln();
        assert!((model.log_likelihood(&base) - nbd).abs() < 1e-10);
    }

    #[test]
    fn leaving_parameter_at_one_has_a_finite_expectation() {
        let at = |a| {
            let model = BetaGeometric {
                r: 0.5,
                alpha: 6.0,
                a,
                b: 3.0,
                kind: KINDS[0],
            };
            model.expected_orders(&History::just_acquired(), 30.0)
        };
        assert!((at(1.0) - (at(1.0 - 1e-6) + at(1.0 + 1e-6)) / 2.0).abs() < 1e-9);
    }
}

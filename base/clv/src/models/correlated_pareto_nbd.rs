//! Pareto/NBD in which busy customers may leave sooner, or later, than quiet ones.
//!
//! Enters: histories. Leaves: the fitted model, and per customer the chance of being active
//! and the orders to expect.

use crate::fit::curve::{Curve, sum_over_base};
use crate::fit::edges::{PARAMETER_RANGE, refuse_unfittable};
use crate::fit::fitted::{FitError, FitNote, Fitted, Search, maximise_over};
use crate::fit::params::{ParamError, check_positive, read_checked};
use crate::folded::{FoldedHistories, FoldedRow};
use crate::history::History;
use crate::models::order_model::{Rhythm, order_model};
use crate::models::pareto_nbd::{ParetoNbd, search as independent_search};
use crate::models::pareto_nbd_curve::timing_curve;
use crate::models::tie_fence::{FENCE, fence_curve, is_at_limit};
use serde::{Deserialize, Serialize};

/// The four parts of the mixture: what is added to α and β, and how the weight depends on κ.
const PARTS: [([f64; 2], Weight); 4] = [
    (
        [0.0, 0.0],
        Weight {
            at_zero: 0.0,
            per_kappa: 1.0,
        },
    ),
    (
        [1.0, 1.0],
        Weight {
            at_zero: -1.0,
            per_kappa: 1.0,
        },
    ),
    (
        [1.0, 0.0],
        Weight {
            at_zero: 1.0,
            per_kappa: -1.0,
        },
    ),
    (
        [0.0, 1.0],
        Weight {
            at_zero: 1.0,
            per_kappa: -1.0,
        },
    ),
];

/// A weight that is a straight line in κ.
#[derive(Clone, Copy, Debug)]
struct Weight {
    at_zero: f64,
    per_kappa: f64,
}

impl Weight {
    fn at(self, kappa: f64) -> f64 {
        self.at_zero + self.per_kappa * kappa
    }
}

/// The correlated Pareto/NBD model.
///
/// # The story
/// As the Pareto/NBD, but the order rate λ and the leaving rate μ of a customer are tied: their
/// joint distribution is the product of the two gammas times 1 + m·(e^(−λ)−E e^(−λ))·(e^(−μ)−
/// E e^(−μ)) (Sarmanov 1966). Since e^(−λ) times a gamma is a gamma again, the likelihood is a
/// sum of four of the Pareto/NBD's, with α or α+1 and β or β+1. The tie is kept as `kappa`
/// = 1 + m·E e^(−λ)·E e^(−μ): above one the rates go together, below one against each other,
/// at one they are independent.
///
/// Source: Park & Fader 2004, Marketing Science 23(3), 280–303, for the mixture; Meyer et al.
/// 2020 for its use with the Pareto/NBD.
///
/// ```
/// use clv::CorrelatedParetoNbd;
///
/// let with_tie = |kappa| CorrelatedParetoNbd::new([0.54, 10.1, 0.51, 9.2], kappa);
/// assert_eq!(with_tie(1.0)?.correlation(), 0.0);
/// assert!(with_tie(1.5)?.correlation() > 0.0, "who orders often leaves readily");
/// # Ok::<(), clv::ParamError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct CorrelatedParetoNbd {
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
    kappa: f64,
}

read_checked!(
    CorrelatedParetoNbd {
        r,
        alpha,
        s,
        beta,
        kappa
    },
    of_five
);

fn of_five(
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
    kappa: f64,
) -> Result<CorrelatedParetoNbd, ParamError> {
    CorrelatedParetoNbd::new([r, alpha, s, beta], kappa)
}

impl CorrelatedParetoNbd {
    /// A model with known r, α, s, β (weeks) and κ, all finite and above zero.
    pub fn new(independent: [f64; 4], kappa: f64) -> Result<Self, ParamError> {
        let [r, alpha, s, beta] = independent;
        let model = Self::at([r, alpha, s, beta, kappa]);
        check_positive(&model.parameters())?;
        Ok(model)
    }

    /// The parameters under the papers' names, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 5] {
        [
            ("r", self.r),
            ("alpha", self.alpha),
            ("s", self.s),
            ("beta", self.beta),
            ("kappa", self.kappa),
        ]
    }

    /// A model with parameters known to be positive.
    pub(crate) fn at([r, alpha, s, beta, kappa]: [f64; 5]) -> Self {
        Self {
            r,
            alpha,
            s,
            beta,
            kappa,
        }
    }

    /// Correlation between order rate and leaving rate over the base.
    ///
    /// - Formula: `m · √(rs)/(αβ) · φ_λφ_μ · αβ/((1+α)(1+β))` with φ = (α/(1+α))^r and alike:
    ///   the covariance −φ_λ·r/(α(1+α)) of λ with e^(−λ), times that of μ, over both standard
    ///   deviations.
    /// - Shape: one number out.
    /// - Units: -1..1; the week is the unit of the e^(−λ), as in published fits.
    /// - Range: 0 at κ = 1.
    /// - Errors: none.
    /// - Source: Park & Fader 2004, equation 9.
    /// - Checked: `tests/published.rs` through the likelihood.
    pub fn correlation(&self) -> f64 {
        let Self {
            r, alpha, s, beta, ..
        } = *self;
        (self.kappa - 1.0) * (r * s).sqrt() / ((1.0 + alpha) * (1.0 + beta))
    }

    /// Finds the parameters that make the observed base most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: a folded base in, parameters out.
    /// - Units: weeks.
    /// - Range: starts at the independent model's optimum, so it is never less likely.
    /// - Errors: [`FitError`] as for the Pareto/NBD.
    /// - Source: Park & Fader 2004.
    /// - Checked: `tests/published.rs`; −9591.7659 on CDNOW.
    pub fn fit(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
        refuse_unfittable(base)?;
        let apart = ParetoNbd::fit(base)?;
        let [r, alpha, s, beta] = apart.params.parameters().map(|(_, value)| value);
        let search = |base: &FoldedHistories| search_from(base, [r, alpha, s, beta]);
        let mut maximum = maximise_over(base, search, fenced_curve)?;
        let model = Self::at(maximum.theta);
        maximum.log_likelihood = model.log_likelihood(base);
        let note = if is_at_limit(&maximum.theta) {
            Some(FitNote::TieAtLimit)
        } else {
            apart.note
        };
        Ok(maximum.into_fitted(model, base.customers(), base.rows().len(), note))
    }

    /// Log-likelihood of a base: of the ordered purchase times, without `x!`.
    ///
    /// - Formula: sum of `ln{ κL(α,β) + (κ−1)[L(α+1,β+1) − L(α+1,β) − L(α,β+1)] }`, L that of
    ///   the Pareto/NBD.
    /// - Shape: a folded base in, one number out.
    /// - Units: weeks.
    /// - Range: that of the Pareto/NBD at κ = 1; NaN where κ leaves no valid distribution.
    /// - Errors: none; zero for an empty base.
    /// - Source: Park & Fader 2004.
    /// - Checked: `tests/published.rs`; −9591.7659 at the CDNOW optimum.
    pub fn log_likelihood(&self, base: &FoldedHistories) -> f64 {
        curve(base, &self.theta()).value
    }

    /// Chance that a customer has not left for good.
    ///
    /// - Formula: the mixture of the four parts' active terms over the mixture of all.
    /// - Shape: one history in, one chance out.
    /// - Units: weeks in, a share 0..=1 out.
    /// - Range: 1 on the day of an order.
    /// - Errors: none.
    /// - Source: Park & Fader 2004.
    /// - Checked: `tests/consistency.rs`; at κ = 1 the Pareto/NBD's.
    pub fn p_alive(&self, history: &History) -> f64 {
        let (active, all, _) = self.mix(history, |_| 0.0);
        (active / all).clamp(0.0, 1.0)
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: the four parts' expectations if active, mixed by their active terms.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: Park & Fader 2004.
    /// - Checked: `tests/consistency.rs`; at κ = 1 the Pareto/NBD's.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.expected_orders_if_active(history, horizon)
    }

    fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        self.mean_if_active(history, |part| {
            part.expected_orders_if_active(history, horizon)
        })
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: the four parts' distributions if active, mixed by their active terms, plus
    ///   the chance of having left for n = 0.
    /// - Shape: history, horizon, count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: Park & Fader 2004.
    /// - Checked: `tests/consistency.rs`.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        let p_alive = self.p_alive(history);
        let gone = if n == 0 { 1.0 - p_alive } else { 0.0 };
        let active = self.mean_if_active(history, |part| {
            part.probability_if_active(history, horizon, n)
        });
        gone + p_alive * active
    }

    /// The mean of a value over the parts, weighted by their active terms.
    fn mean_if_active(&self, history: &History, value: impl Fn(&ParetoNbd) -> f64) -> f64 {
        let (active, _, sum) = self.mix(history, value);
        (sum / active).max(0.0)
    }

    /// Sums over the parts: active terms, all terms, and a value weighted by active terms.
    fn mix(&self, history: &History, value: impl Fn(&ParetoNbd) -> f64) -> (f64, f64, f64) {
        let [r, alpha, s, beta, kappa] = self.theta();
        let row = FoldedRow {
            history: *history,
            count: 1,
        };
        let top = part_curve(&row, &[r, alpha, s, beta]).value;
        let mut sums = (0.0, 0.0, 0.0);
        for ([more_alpha, more_beta], weight) in PARTS {
            let theta = [r, alpha + more_alpha, s, beta + more_beta];
            let all = weight.at(kappa) * (part_curve(&row, &theta).value - top).exp();
            let part = ParetoNbd::at(theta);
            let active = all * part.p_alive(history);
            sums.0 += active;
            sums.1 += all;
            sums.2 += active * value(&part);
        }
        sums
    }

    fn theta(&self) -> [f64; 5] {
        [self.r, self.alpha, self.s, self.beta, self.kappa]
    }
}

order_model!(CorrelatedParetoNbd, "Pareto/NBD with correlation", {
    fn p_alive(&self, history: &History) -> f64 {
        self.p_alive(history)
    }

    fn p_stays(&self, history: &History, horizon: f64) -> f64 {
        self.mean_if_active(history, |part| part.p_stays(history, horizon))
    }

    /// That of the gamma rates before they are tied.
    fn rhythm(&self) -> Rhythm {
        Rhythm::poisson(self.r, self.alpha)
    }
});

/// A search from the optimum, or a guess, of the independent model.
pub(crate) fn search_from(base: &FoldedHistories, [r, alpha, s, beta]: [f64; 4]) -> Search<5> {
    let inner = independent_search(base);
    let [a, b, c, d] = inner.bounds;
    Search {
        starts: [1.0, 2.0].map(|kappa| [r, alpha, s, beta, kappa]).to_vec(),
        bounds: [a, b, c, d, PARAMETER_RANGE],
        customers: inner.customers,
    }
}

/// The log-likelihood with the fence that keeps the search on valid ties.
pub(crate) fn fenced_curve(base: &FoldedHistories, theta: &[f64; 5]) -> Curve<5> {
    let mut fenced = curve(base, theta);
    fenced.add_scaled(&fence_curve(theta), FENCE);
    fenced
}

/// The log-likelihood of a base with exact derivatives by (r, α, s, β, κ).
fn curve(base: &FoldedHistories, theta: &[f64; 5]) -> Curve<5> {
    let count = |x| {
        let mut count = Curve::zero();
        count.add_rising(0, theta[0], x);
        count
    };
    sum_over_base(base, |row| mixture_curve(row, theta), count)
}

/// One part's log-likelihood without the gamma functions of r.
fn part_curve(row: &FoldedRow, theta: &[f64; 4]) -> Curve<4> {
    let &[r, alpha, s, beta] = theta;
    let mut curve = timing_curve(row, theta);
    curve.add_power(0, 1, r, alpha);
    curve.add_power(2, 3, s, beta);
    curve
}

/// The logarithm of the signed sum of four likelihoods.
fn mixture_curve(row: &FoldedRow, &[r, alpha, s, beta, kappa]: &[f64; 5]) -> Curve<5> {
    let parts = PARTS.map(|([more_alpha, more_beta], weight)| {
        (
            part_curve(row, &[r, alpha + more_alpha, s, beta + more_beta]),
            weight,
        )
    });
    let top = parts[0].0.value;
    let mut sum = Curve::<5>::zero();
    for (part, weight) in &parts {
        let size = (part.value - top).exp();
        let now = weight.at(kappa) * size;
        sum.value += now;
        sum.gradient[4] += weight.per_kappa * size;
        for i in 0..4 {
            sum.gradient[i] += now * part.gradient[i];
            sum.add_cross(i, 4, weight.per_kappa * size * part.gradient[i]);
            for j in 0..4 {
                let outer = part.gradient[i] * part.gradient[j];
                sum.hessian[i][j] += now * (part.hessian[i][j] + outer);
            }
        }
    }
    let mut curve = sum.ln();
    curve.value += top;
    curve
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_derivatives, mixed_base};

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let base = FoldedHistories::fold(&mixed_base()[..7]);
        for theta in [
            [0.55, 10.6, 0.6, 11.7, 1.0],
            [0.55, 10.6, 0.6, 11.7, 2.5],
            [0.55, 10.6, 0.6, 11.7, 0.2],
            [0.9, 0.8, 0.7, 1.5, 0.6],
        ] {
            assert_derivatives(&theta, |theta| curve(&base, theta));
        }
    }
}

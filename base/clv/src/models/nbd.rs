//! NBD: customers order at random at their own rate, and nobody ever leaves.
//!
//! Enters: histories. Leaves: the fitted model and per customer the orders to expect.

use crate::fit::curve::{Curve, sum_over_base};
use crate::fit::edges::{HARDLY_ANY_SPREAD, PARAMETER_RANGE, Scale, refuse_unfittable};
use crate::fit::fitted::{FitError, FitNote, Fitted, Search, maximise};
use crate::fit::params::{ParamError, check_positive, read_checked};
use crate::fit::special::negative_binomial;
use crate::folded::{FoldedHistories, FoldedRow};
use crate::history::History;
use crate::models::order_model::{Rhythm, order_model};
use serde::{Deserialize, Serialize};

/// The NBD model with its two parameters.
///
/// # The story
/// Each customer orders as a Poisson process with rate λ; rates differ as gamma(r, alpha).
/// The oldest model of repeat buying, and the right one for a base that is too young, or too
/// loyal, for leaving to be seen. All the others contain it as a limit.
///
/// Source: Ehrenberg 1959, "The Pattern of Consumer Purchases", Applied Statistics 8(1), 26–41.
///
/// ```
/// use clv::{History, Nbd};
///
/// let model = Nbd::new(0.8, 12.0)?;
/// let own = History::new(4, 30.0, 36.0).unwrap();
/// // (r + x) / (alpha + T) orders a week: between the own pace and the base's.
/// assert!((model.expected_orders(&own, 10.0) - 10.0 * 4.8 / 48.0).abs() < 1e-12);
/// # Ok::<(), clv::ParamError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Nbd {
    r: f64,
    alpha: f64,
}

read_checked!(Nbd { r, alpha }, Nbd::new);

impl Nbd {
    /// A model with known parameters, finite and above zero; `alpha` in weeks.
    pub fn new(r: f64, alpha: f64) -> Result<Self, ParamError> {
        let model = Self { r, alpha };
        check_positive(&model.parameters())?;
        Ok(model)
    }

    /// A model with parameters known to be positive.
    pub(crate) fn at([r, alpha]: [f64; 2]) -> Self {
        Self { r, alpha }
    }

    /// The parameters under the papers' names, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 2] {
        [("r", self.r), ("alpha", self.alpha)]
    }

    /// Finds the parameters that make the observed base most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: a folded base in, parameters with standard errors out.
    /// - Units: weeks.
    /// - Range: any base with a repeat order; equal rates are a note.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: Ehrenberg 1959.
    /// - Checked: `tests/published.rs`; CDNOW gives .38477, 12.0720 at −9763.65761.
    pub fn fit(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
        refuse_unfittable(base)?;
        let maximum = maximise(&search(base), |theta| curve(base, theta))?;
        let [r, alpha] = maximum.theta;
        let note = (r > HARDLY_ANY_SPREAD).then_some(FitNote::RatesAlike);
        Ok(maximum.into_fitted(Self { r, alpha }, base.customers(), base.rows().len(), note))
    }

    /// Log-likelihood of a base: of the ordered purchase times, without `x!`.
    ///
    /// - Formula: sum of `ln{ Γ(r+x)α^r/Γ(r) · (α+T)^−(r+x) }`.
    /// - Shape: a folded base in, one number out.
    /// - Units: weeks.
    /// - Range: finite for every valid history and parameter.
    /// - Errors: none; zero for an empty base.
    /// - Source: Ehrenberg 1959.
    /// - Checked: `tests/published.rs`; −9763.65761 at the CDNOW optimum.
    pub fn log_likelihood(&self, base: &FoldedHistories) -> f64 {
        curve(base, &[self.r, self.alpha]).value
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: `(r+x)/(α+T) · t`.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: above zero; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: Ehrenberg 1959; Morrison & Schmittlein 1981.
    /// - Checked: `tests/consistency.rs` as the limit of BG/NBD and Pareto/NBD.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.expected_orders_if_active(history, horizon)
    }

    fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        (self.r + history.x_f64()) / (self.alpha + history.t_obs()) * horizon.max(0.0)
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: negative binomial with shape r+x and load t/(α+T).
    /// - Shape: history, horizon, count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: Ehrenberg 1959.
    /// - Checked: `tests/consistency.rs` as the limit of BG/NBD and Pareto/NBD.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        let load = horizon / (self.alpha + history.t_obs());
        negative_binomial(self.r + history.x_f64(), load, n)
    }
}

order_model!(Nbd, "NBD", {
    fn p_alive(&self, _: &History) -> f64 {
        1.0
    }

    fn p_stays(&self, _: &History, _: f64) -> f64 {
        1.0
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::poisson(self.r, self.alpha)
    }
});

/// Where the search begins: three spreads around the base's own rate.
pub(crate) fn search(base: &FoldedHistories) -> Search<2> {
    let scale = Scale::of(base);
    let rate = base.repeat_orders() / base.observed_weeks();
    Search {
        starts: [0.3, 1.0, 5.0].map(|r| [r, r / rate]).to_vec(),
        bounds: [PARAMETER_RANGE, scale.weeks_range()],
        customers: scale.customers,
    }
}

/// The log-likelihood of a base with exact derivatives by (r, α).
pub(crate) fn curve(base: &FoldedHistories, theta: &[f64; 2]) -> Curve<2> {
    let &[r, alpha] = theta;
    let count = |x| {
        let mut count = Curve::zero();
        count.add_rising(0, r, x);
        count.add_power(0, 1, r, alpha);
        count
    };
    sum_over_base(base, |row| timing_curve(row, theta), count)
}

/// `−(r+x) ln(α+T)`.
fn timing_curve(row: &FoldedRow, &[r, alpha]: &[f64; 2]) -> Curve<2> {
    let shape = r + row.history.x_f64();
    let weeks = alpha + row.history.t_obs();
    let mut curve = Curve::zero();
    curve.add_along(0, -shape * weeks.ln(), -weeks.ln(), 0.0);
    curve.add_along(1, 0.0, -shape / weeks, shape / (weeks * weeks));
    curve.add_cross(0, 1, -1.0 / weeks);
    curve
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_derivatives, mixed_base};

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let base = FoldedHistories::fold(&mixed_base());
        for theta in [[0.4, 12.0], [30.0, 0.2]] {
            assert_derivatives(&theta, |theta| curve(&base, theta));
        }
    }
}

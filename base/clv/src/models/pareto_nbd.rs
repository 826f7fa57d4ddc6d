//! Pareto/NBD: customers order at random at their own rate, and leave at any moment.
//!
//! Enters: histories. Leaves: the fitted model, and per customer the chance of being active,
//! the orders to expect and their discounted sum over all time.

use crate::fit::edges::{
    HARDLY_ANY_SPREAD, PARAMETER_RANGE, SMALLEST_SPREAD, Scale, refuse_unfittable,
};
use crate::fit::fitted::{FitError, FitNote, Fitted, Search, maximise_over};
use crate::fit::params::{ParamError, check_positive, read_checked};
use crate::fit::quadrature::for_each_node;
use crate::fit::special::{negative_binomial, power_complement};
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::models::departure::{ln_left, p_left_with_orders};
use crate::models::order_model::{Rhythm, order_model};
use crate::models::pareto_nbd_curve::curve;
use serde::{Deserialize, Serialize};

/// Yearly departures below one in a thousand count as none.
pub(crate) const HARDLY_ANYONE_LEAVES_PER_WEEK: f64 = 1e-3 / crate::history::WEEKS_PER_YEAR;

/// The Pareto/NBD model with its four parameters.
///
/// # The story
/// While active, a customer orders as a Poisson process with rate λ. Unseen, at any moment,
/// the customer may leave for good, at a rate μ of the customer's own. The rates differ over
/// the base: λ as gamma(r, alpha), μ as gamma(s, beta), independently. Leaving is not tied to
/// orders, so one-time customers age like all others: the model of choice where many order
/// once. The mixture of the times of leaving is a Pareto distribution, hence the name.
///
/// Source: Schmittlein, Morrison & Colombo 1987, "Counting Your Customers", Management Science
/// 33(1), 1–24; Fader & Hardie 2005, "A Note on Deriving the Pareto/NBD Model".
///
/// ```
/// use clv::{History, ParetoNbd};
///
/// // As fitted to the CDNOW sample.
/// let cdnow = ParetoNbd::new(0.553, 10.578, 0.606, 11.669)?;
/// let (silent, lately) = (History::new(2, 4.0, 38.9).unwrap(), History::new(2, 34.0, 38.9).unwrap());
/// assert!(cdnow.p_alive(&silent) < 0.3 && cdnow.p_alive(&lately) > 0.8);
/// assert!(cdnow.expected_orders(&silent, 39.0) < cdnow.expected_orders(&lately, 39.0));
/// # Ok::<(), clv::ParamError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct ParetoNbd {
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
}

read_checked!(ParetoNbd { r, alpha, s, beta }, ParetoNbd::new);

impl ParetoNbd {
    /// A model with known parameters: all finite and above zero, `alpha` and `beta` in weeks.
    pub fn new(r: f64, alpha: f64, s: f64, beta: f64) -> Result<Self, ParamError> {
        let model = Self { r, alpha, s, beta };
        check_positive(&model.parameters())?;
        Ok(model)
    }

    /// A model with parameters known to be positive.
    pub(crate) fn at([r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    /// The parameters under the papers' names, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 4] {
        [
            ("r", self.r),
            ("alpha", self.alpha),
            ("s", self.s),
            ("beta", self.beta),
        ]
    }

    /// Finds the parameters that make the observed base most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: a folded base in, parameters with standard errors out.
    /// - Units: weeks in, `alpha` and `beta` in weeks out.
    /// - Range: any base with a repeat order; at the model's edge the note says which edge.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: Fader & Hardie 2005.
    /// - Checked: `tests/published.rs`; CDNOW gives .5533, 10.578, .6062, 11.669 at −9594.97618.
    pub fn fit(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
        refuse_unfittable(base)?;
        let maximum = maximise_over(base, search, curve)?;
        let [r, alpha, s, beta] = maximum.theta;
        let model = Self { r, alpha, s, beta };
        Ok(maximum.into_fitted(
            model,
            base.customers(),
            base.rows().len(),
            model.edge_note(base),
        ))
    }

    /// Log-likelihood of a base: of the ordered purchase times, without `x!`.
    ///
    /// - Formula: sum of `ln{ Γ(r+x)α^rβ^s/Γ(r) · [(α+T)^−(r+x)(β+T)^−s +
    ///   s·∫_{t_x}^{T} (α+y)^−(r+x)(β+y)^−(s+1) dy] }`, the integral by Gauss–Legendre points
    ///   in the logarithm of time.
    /// - Shape: a folded base in, one number out.
    /// - Units: weeks.
    /// - Range: finite for every valid history and parameter.
    /// - Errors: none; zero for an empty base.
    /// - Source: Fader & Hardie 2005, equation 17, before the hypergeometric functions.
    /// - Checked: `tests/published.rs`; 116.30126461 for an overflow case.
    pub fn log_likelihood(&self, base: &FoldedHistories) -> f64 {
        curve(base, &self.theta()).value
    }

    /// Chance that a customer has not left for good.
    ///
    /// - Formula: the first term of the likelihood's bracket over both.
    /// - Shape: one history in, one chance out.
    /// - Units: weeks in, a share 0..=1 out.
    /// - Range: 1 on the day of an order, falling with silence.
    /// - Errors: none.
    /// - Source: Schmittlein, Morrison & Colombo 1987, equation 11.
    /// - Checked: `tests/published.rs`; x=26, t_x=30.86, T=31 gives .997918.
    pub fn p_alive(&self, history: &History) -> f64 {
        1.0 / (1.0 + self.ln_odds_of_having_left(history).exp())
    }

    /// The logarithm of the second term of the likelihood's bracket over the first.
    fn ln_odds_of_having_left(&self, history: &History) -> f64 {
        let end = history.t_obs();
        let shape = self.r + history.x_f64();
        let ln_stayed = -shape * (self.alpha + end).ln() - self.s * (self.beta + end).ln();
        ln_left(history, &self.theta()) - ln_stayed
    }

    /// Orders to expect per week up to the last order and after it, given all that is known;
    /// the first with the departures that leaving on the same clock adds.
    pub(crate) fn rates_by_stretch(&self, history: &History) -> [f64; 2] {
        let after = self.p_alive(history) * self.rate(history);
        let silence = history.silence();
        let [weeks_a, weeks_b] = [self.alpha, self.beta].map(|rate| rate + history.t_x());
        let ln_growth = (self.r + history.x_f64()) * (silence / weeks_a).ln_1p()
            + self.s * (silence / weeks_b).ln_1p();
        let ln_odds = self.ln_odds_of_having_left(history);
        let ln_p_alive = -(ln_odds.max(0.0) + (-ln_odds.abs()).exp().ln_1p());
        let left_at_once = (ln_growth + ln_p_alive).exp() * self.s / weeks_b;
        [after + left_at_once, after]
    }

    /// The four parameters in the order of [`parameters`](Self::parameters).
    pub(crate) fn theta(&self) -> [f64; 4] {
        [self.r, self.alpha, self.s, self.beta]
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × `(r+x)/(α+T) · (β+T)/(s−1) · [1 − ((β+T)/(β+T+t))^(s−1)]`,
    ///   in a form without the division by s−1.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: from 0 to rate × horizon; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: Schmittlein, Morrison & Colombo 1987, equation 22.
    /// - Checked: `tests/published.rs`; x=26, t_x=30.86, T=31, t=52 gives 25.4549.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.expected_orders_if_active(history, horizon)
    }

    /// Expected orders in the next `horizon` weeks of a customer known to be active.
    pub(crate) fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        if horizon <= 0.0 {
            return 0.0;
        }
        let weeks = self.beta + history.t_obs();
        let active_weeks = weeks * power_complement(-(horizon / weeks).ln_1p(), self.s - 1.0);
        self.rate(history) * active_weeks
    }

    /// Expected repeat orders of a new customer in the first `horizon` weeks.
    ///
    /// - Formula: [`expected_orders`](Self::expected_orders) at x = 0, T = 0.
    /// - Shape: a horizon in, one mean out.
    /// - Units: weeks in, orders out; the first order is not counted.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: Schmittlein, Morrison & Colombo 1987, equation 17.
    /// - Checked: `tests/published.rs`; 52 weeks of CDNOW give 1.4731.
    pub fn expected_orders_of_new(&self, horizon: f64) -> f64 {
        self.expected_orders(&History::just_acquired(), horizon)
    }

    /// Discounted expected orders over all time to come.
    ///
    /// - Formula: chance active × `(r+x)/(α+T) · ∫_0^∞ e^(−δt) (1+t/(β+T))^(−s) dt`.
    /// - Shape: one history and a rate in, one number out.
    /// - Units: `weekly_rate` δ is continuous and per week: `(1+yearly).ln() / WEEKS_PER_YEAR`.
    /// - Range: finite for every rate above zero; infinite at zero or below.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, Journal of Marketing Research 42(4), equation 2.
    /// - Checked: `tests/published.rs`; x=7, t_x=35, T=77.86, δ=.0027 gives 1.86418.
    pub fn discounted_residual_orders(&self, history: &History, weekly_rate: f64) -> f64 {
        if weekly_rate <= 0.0 {
            return f64::INFINITY;
        }
        let weeks = self.beta + history.t_obs();
        let load = weekly_rate * weeks;
        // Beyond the discount of e^−40 nothing is left that a sum could show.
        let end = (40.0 / load).ln_1p();
        let panels = (end / 0.5).ceil() as u32;
        let mut discounted_weeks = 0.0;
        for_each_node(0.0, end, panels, |v, weight| {
            discounted_weeks += weight * ((1.0 - self.s) * v - load * v.exp_m1()).exp();
        });
        self.p_alive(history) * self.rate(history) * weeks * discounted_weeks
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × [NB(n; t)·S(t) + ∫_0^t NB(n; y) dF(y)] with r+x, α+T, β+T for
    ///   r, α, β; a customer who has left makes none.
    /// - Shape: history, horizon, count in, one chance out; `History::just_acquired()` gives
    ///   the distribution of a new customer.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: Fader & Hardie 2005, section 4; own integration.
    /// - Checked: `tests/published.rs`; P(X(39)=0) of CDNOW is .593576.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        let p_alive = self.p_alive(history);
        let gone = if n == 0 { 1.0 - p_alive } else { 0.0 };
        gone + p_alive * self.probability_if_active(history, horizon, n)
    }

    /// Chance of exactly `n` orders in the next weeks of a customer known to be active.
    pub(crate) fn probability_if_active(&self, history: &History, horizon: f64, n: u32) -> f64 {
        let shape = self.r + history.x_f64();
        let rates = [self.alpha + history.t_obs(), self.beta + history.t_obs()];
        self.probability_while_active(shape, rates, horizon, n)
    }

    /// Chance that a new customer makes exactly `n` repeat orders after week `from` and up to
    /// week `until`.
    ///
    /// - Formula: P(active at `from`) × the distribution over the rest with β+from for β, plus
    ///   the chance of having left for n = 0.
    /// - Shape: window and count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: own derivation; published code is wrong here.
    /// - Checked: `tests/published.rs`; P(X(39,78)=0) of CDNOW is .790273.
    pub fn order_probability_between(&self, from: f64, until: f64, n: u32) -> f64 {
        let active = (-self.s * (from / self.beta).ln_1p()).exp();
        let gone = if n == 0 { 1.0 - active } else { 0.0 };
        let rates = [self.alpha, self.beta + from];
        gone + active * self.probability_while_active(self.r, rates, until - from, n)
    }

    fn probability_while_active(&self, shape: f64, rates: [f64; 2], horizon: f64, n: u32) -> f64 {
        let [alpha, beta] = rates;
        if horizon <= 0.0 {
            return if n == 0 { 1.0 } else { 0.0 };
        }
        let stayed = (-self.s * (horizon / beta).ln_1p()).exp();
        stayed * negative_binomial(shape, horizon / alpha, n)
            + p_left_with_orders(shape, alpha, self.s, beta, horizon, n)
    }

    /// The mean order rate of a customer who is active.
    fn rate(&self, history: &History) -> f64 {
        (self.r + history.x_f64()) / (self.alpha + history.t_obs())
    }

    fn edge_note(&self, base: &FoldedHistories) -> Option<FitNote> {
        let mean_age = base.observed_weeks() / base.customers() as f64;
        if self.s / (self.beta + mean_age) < HARDLY_ANYONE_LEAVES_PER_WEEK {
            Some(FitNote::NoOneLeaves)
        } else if self.r > HARDLY_ANY_SPREAD {
            Some(FitNote::RatesAlike)
        } else if self.s > HARDLY_ANY_SPREAD {
            Some(FitNote::LeavingAlike)
        } else if self.r.min(self.s) < SMALLEST_SPREAD {
            Some(FitNote::SpreadUnbounded)
        } else {
            None
        }
    }
}

order_model!(ParetoNbd, "Pareto/NBD", {
    fn p_alive(&self, history: &History) -> f64 {
        self.p_alive(history)
    }

    fn p_stays(&self, history: &History, horizon: f64) -> f64 {
        let weeks = self.beta + history.t_obs();
        (-self.s * (horizon / weeks).ln_1p()).exp()
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::poisson(self.r, self.alpha)
    }
});

/// Where the search begins: moderate spreads around the base's own rate and age.
pub(crate) fn search(base: &FoldedHistories) -> Search<4> {
    let scale = Scale::of(base);
    let mut starts = Vec::new();
    for r in [0.4, 1.5] {
        for (s, ages) in [(0.6, 0.4), (1.0, 5.0)] {
            starts.push([r, r / scale.rate_while_active, s, ages * scale.mean_age]);
        }
    }
    let (free, weeks) = (PARAMETER_RANGE, scale.weeks_range());
    Search {
        starts,
        bounds: [free, weeks, free, weeks],
        customers: scale.customers,
    }
}

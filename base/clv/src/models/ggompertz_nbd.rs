//! GGompertz/NBD: as the Pareto/NBD, with a chance to leave that may rise with age.
//!
//! Enters: histories. Leaves: the fitted model, and per customer the chance of being active
//! and the orders to expect.

use crate::fit::curve::{Curve, LogSum, sum_over_base};
use crate::fit::edges::{HARDLY_ANY_SPREAD, PARAMETER_RANGE, Scale, refuse_unfittable};
use crate::fit::fitted::{FitError, FitNote, Fitted, Search, maximise_over};
use crate::fit::params::{ParamError, check_positive, read_checked};
use crate::fit::quadrature::for_each_node;
use crate::fit::special::negative_binomial;
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::models::departure::count_panels;
use crate::models::order_model::{Rhythm, order_model};
use serde::{Deserialize, Serialize};

/// Panels over the time ahead: hazards that bunch within an eighth of it are resolved.
const PANELS_AHEAD: u32 = 8;

/// The GGompertz/NBD model with its five parameters.
///
/// # The story
/// Orders come as in the Pareto/NBD. The moment of leaving follows a Gompertz law: the hazard
/// grows as e^(b·t), with a level that differs over the base as gamma(s, beta). Leaving can so
/// bunch around a typical customer life, as with products for a phase of life. At small `b`
/// it is the Pareto/NBD with β/b for its beta.
///
/// Source: Bemmaor & Glady 2012, "Modeling Purchasing Behavior with Sudden Death", Management
/// Science 58(5), 1012–1021; the expectation with the correction of Adler 2022.
///
/// ```
/// use clv::{GGompertzNbd, History};
///
/// let model = GGompertzNbd::new([0.55, 10.0, 0.02, 0.6, 0.5])?;
/// let (silent, lately) = (History::new(2, 4.0, 38.9).unwrap(), History::new(2, 34.0, 38.9).unwrap());
/// assert!(model.p_alive(&silent) < model.p_alive(&lately));
/// assert!(model.expected_orders(&lately, 39.0) < 2.0 * model.expected_orders(&lately, 19.5));
/// # Ok::<(), clv::ParamError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct GGompertzNbd {
    r: f64,
    alpha: f64,
    b: f64,
    s: f64,
    beta: f64,
}

read_checked!(
    GGompertzNbd {
        r,
        alpha,
        b,
        s,
        beta
    },
    of_five
);

impl GGompertzNbd {
    /// A model with known r, α (weeks), b (per week), s, β, all finite and above zero.
    pub fn new(theta: [f64; 5]) -> Result<Self, ParamError> {
        let model = Self::at(theta);
        check_positive(&model.parameters())?;
        Ok(model)
    }

    /// A model with parameters known to be positive.
    pub(crate) fn at([r, alpha, b, s, beta]: [f64; 5]) -> Self {
        Self {
            r,
            alpha,
            b,
            s,
            beta,
        }
    }

    /// The parameters under the papers' names, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 5] {
        [
            ("r", self.r),
            ("alpha", self.alpha),
            ("b", self.b),
            ("s", self.s),
            ("beta", self.beta),
        ]
    }

    /// Finds the parameters that make the observed base most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: a folded base in, parameters out.
    /// - Units: weeks.
    /// - Range: where hazards do not rise, b ends at its smallest value and the fit is that of
    ///   the Pareto/NBD, with a note.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: Bemmaor & Glady 2012.
    /// - Checked: `tests/published.rs`; no better than −9594.976 on CDNOW.
    pub fn fit(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
        refuse_unfittable(base)?;
        let maximum = maximise_over(base, search, curve)?;
        let [r, _, b, s, _] = maximum.theta;
        let mean_age = base.observed_weeks() / base.customers() as f64;
        let note = if b < SMALLEST_RISE / mean_age * 2.0 {
            Some(FitNote::HazardLevel)
        } else if r.max(s) > HARDLY_ANY_SPREAD {
            Some(FitNote::LeavingAlike)
        } else {
            None
        };
        let model = Self::at(maximum.theta);
        Ok(maximum.into_fitted(model, base.customers(), base.rows().len(), note))
    }

    /// Log-likelihood of a base: of the ordered purchase times, without `x!`.
    ///
    /// - Formula: sum of `ln{ Γ(r+x)α^rβ^s/Γ(r) · [(α+T)^−(r+x) D(T)^−s +
    ///   bs·∫_{t_x}^{T} (α+y)^−(r+x) e^(by) D(y)^−(s+1) dy] }` with D(y) = β−1+e^(by).
    /// - Shape: a folded base in, one number out.
    /// - Units: weeks.
    /// - Range: finite for every valid history and parameter.
    /// - Errors: none; zero for an empty base.
    /// - Source: Bemmaor & Glady 2012, equation 8.
    /// - Checked: `tests/published.rs`; −9595.771 at the paper's parameters.
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
    /// - Source: Bemmaor & Glady 2012, equation 9.
    /// - Checked: `tests/published.rs`; (.55, 10, .02, .6, .5), x=2 gives .843320.
    pub fn p_alive(&self, history: &History) -> f64 {
        let active = active_curve(history, &self.theta()).value;
        (active - timing_curve(history, &self.theta()).value)
            .exp()
            .min(1.0)
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × `(r+x)/(α+T) · ∫_0^t (D(T)/D(T+u))^s du`.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: from 0 to rate × horizon; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: Bemmaor & Glady 2012 as corrected by Adler 2022.
    /// - Checked: below, as the Pareto/NBD at small b.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.expected_orders_if_active(history, horizon)
    }

    /// Expected orders in the next `horizon` weeks of a customer known to be active.
    fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        let mut active_weeks = 0.0;
        self.for_each_moment(history, horizon, |_, stays, weight| {
            active_weeks += weight * stays;
        });
        let rate = (self.r + history.x_f64()) / (self.alpha + history.t_obs());
        rate * active_weeks
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × [NB(n; t)·S(t) + ∫_0^t NB(n; y) h(y) S(y) dy] with r+x, α+T
    ///   for r, α, S(y) = (D(T)/D(T+y))^s and its hazard h; a customer who has left makes none.
    /// - Shape: history, horizon, count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: the model's story, by own integration.
    /// - Checked: `tests/consistency.rs`.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        let p_alive = self.p_alive(history);
        let gone = if n == 0 { 1.0 - p_alive } else { 0.0 };
        let (shape, weeks) = (self.r + history.x_f64(), self.alpha + history.t_obs());
        let orders = |ahead: f64| negative_binomial(shape, ahead / weeks, n);
        let mut active = self.stays(history, horizon) * orders(horizon);
        self.for_each_moment(history, horizon, |ahead, stays, weight| {
            active += weight * stays * self.hazard(history.t_obs() + ahead) * orders(ahead);
        });
        gone + p_alive * active
    }

    /// Calls `at(weeks ahead, chance to stay until then, weight)` for the points of an integral
    /// over the time ahead.
    fn for_each_moment(&self, history: &History, horizon: f64, mut at: impl FnMut(f64, f64, f64)) {
        if horizon <= 0.0 {
            return;
        }
        let start = self.beta / self.b;
        for_each_node(0.0, (horizon / start).ln_1p(), PANELS_AHEAD, |v, weight| {
            let ahead = start * v.exp_m1();
            at(ahead, self.stays(history, ahead), weight * (start + ahead));
        });
    }

    /// Chance that an active customer is still active in `ahead` weeks.
    fn stays(&self, history: &History, ahead: f64) -> f64 {
        let now = history.t_obs();
        let level = ln_denominator(now, self.b, self.beta);
        (self.s * (level - ln_denominator(now + ahead, self.b, self.beta))).exp()
    }

    /// Rate of leaving at an age, over those who have not left: `s b e^(by) / D(y)`.
    fn hazard(&self, age: f64) -> f64 {
        let shrunk = (-self.b * age).exp();
        self.s * self.b / (self.beta * shrunk + 1.0 - shrunk)
    }

    fn theta(&self) -> [f64; 5] {
        [self.r, self.alpha, self.b, self.s, self.beta]
    }
}

fn of_five(r: f64, alpha: f64, b: f64, s: f64, beta: f64) -> Result<GGompertzNbd, ParamError> {
    GGompertzNbd::new([r, alpha, b, s, beta])
}

order_model!(GGompertzNbd, "GGompertz/NBD", {
    fn p_alive(&self, history: &History) -> f64 {
        self.p_alive(history)
    }

    fn p_stays(&self, history: &History, horizon: f64) -> f64 {
        self.stays(history, horizon)
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::poisson(self.r, self.alpha)
    }
});

/// Smallest rise of the hazard, per mean customer age, that a fit tells from none.
const SMALLEST_RISE: f64 = 1e-4;

pub(crate) fn search(base: &FoldedHistories) -> Search<5> {
    let scale = Scale::of(base);
    let mean_age = scale.mean_age;
    let rises = [0.05, 1.0].map(|rise| rise / mean_age);
    let starts = rises
        .map(|b| {
            [
                0.5,
                0.5 / scale.rate_while_active,
                b,
                0.6,
                0.4 * b * mean_age,
            ]
        })
        .to_vec();
    let (low, high) = PARAMETER_RANGE;
    let weeks = scale.weeks_range();
    let rise = (SMALLEST_RISE / mean_age, 50.0 / mean_age);
    Search {
        starts,
        bounds: [(low, high), weeks, rise, (low, high), (low * 1e-3, high)],
        customers: scale.customers,
    }
}

/// The log-likelihood of a base with exact derivatives by (r, α, b, s, β).
pub(crate) fn curve(base: &FoldedHistories, theta: &[f64; 5]) -> Curve<5> {
    let &[r, alpha, _, s, beta] = theta;
    let count = |x| {
        let mut count = Curve::zero();
        count.add_rising(0, r, x);
        count.add_power(0, 1, r, alpha);
        count.add_power(3, 4, s, beta);
        count
    };
    sum_over_base(base, |row| timing_curve(&row.history, theta), count)
}

/// Still active at T, or gone at one of the moments since the last order.
fn timing_curve(history: &History, theta: &[f64; 5]) -> Curve<5> {
    let &[r, alpha, b, s, beta] = theta;
    let mut either = LogSum::new();
    either.add(&active_curve(history, theta));
    let (t_x, silence) = (history.t_x(), history.silence());
    if silence > 0.0 {
        let shape = r + history.x_f64();
        let start = alpha.min(beta / b) + t_x;
        let length = (silence / start).ln_1p();
        // How fast the integrand's logarithm rises with log time.
        let slope = |since: f64| {
            let age = t_x + since;
            let shrunk = (-b * age).exp();
            let hazard = b / (beta * shrunk + 1.0 - shrunk);
            (start + since) * (b - (s + 1.0) * hazard - shape / (alpha + age)) + 1.0
        };
        let slopes = [slope(0.0), slope(silence / 2.0), slope(silence)];
        let panels = count_panels(length, &slopes);
        for_each_node(0.0, length, panels, |v, weight| {
            let y = t_x + start * v.exp_m1();
            let mut gone = moment_curve(y, shape, s + 1.0, theta);
            gone.value += weight.ln() + start.ln() + v;
            gone.add_along(2, b.ln() + b * y, 1.0 / b + y, -1.0 / (b * b));
            gone.add_along(3, s.ln(), 1.0 / s, -1.0 / (s * s));
            either.add(&gone);
        });
    }
    either.finish()
}

fn active_curve(history: &History, theta: &[f64; 5]) -> Curve<5> {
    let &[r, _, _, s, _] = theta;
    moment_curve(history.t_obs(), r + history.x_f64(), s, theta)
}

/// `−shape ln(α+y) − power ln D(y)`, where shape moves with r and power with s.
fn moment_curve(y: f64, shape: f64, power: f64, &[_, alpha, b, _, beta]: &[f64; 5]) -> Curve<5> {
    let weeks = alpha + y;
    // D(y)·e^(−by), which neither overflows nor cancels.
    let shrunk = beta * (-b * y).exp() - (-b * y).exp_m1();
    let (by_beta, by_b) = ((-b * y).exp() / shrunk, y / shrunk);
    let ln_d = ln_denominator(y, b, beta);
    let mut curve = Curve::constant(-shape * weeks.ln() - power * ln_d);
    curve.gradient = [
        -weeks.ln(),
        -shape / weeks,
        -power * by_b,
        -ln_d,
        -power * by_beta,
    ];
    curve.hessian[1][1] = shape / (weeks * weeks);
    curve.hessian[2][2] = -power * (y * by_b - by_b * by_b);
    curve.hessian[4][4] = power * by_beta * by_beta;
    curve.add_cross(0, 1, -1.0 / weeks);
    curve.add_cross(2, 3, -by_b);
    curve.add_cross(3, 4, -by_beta);
    curve.add_cross(2, 4, power * by_b * by_beta);
    curve
}

/// `ln(β − 1 + e^(by))`.
fn ln_denominator(y: f64, b: f64, beta: f64) -> f64 {
    b * y + (beta * (-b * y).exp() - (-b * y).exp_m1()).ln()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::models::pareto_nbd::ParetoNbd;
    use crate::testing::{assert_derivatives, mixed_base};

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let base = FoldedHistories::fold(&mixed_base());
        for theta in [[0.55, 10.0, 0.02, 0.6, 0.5], [2.0, 1.0, 0.2, 1.5, 3.0]] {
            assert_derivatives(&theta, |theta| curve(&base, theta));
        }
    }

    #[test]
    fn hazard_that_does_not_rise_is_the_pareto_nbd() {
        let b = 1e-7;
        let model = GGompertzNbd::new([0.55, 10.6, b, 0.6, 11.7 * b]).unwrap();
        let pareto = ParetoNbd::new(0.55, 10.6, 0.6, 11.7).unwrap();
        let base = FoldedHistories::fold(&mixed_base());
        let (one, other) = (model.log_likelihood(&base), pareto.log_likelihood(&base));
        assert!((one / other - 1.0).abs() < 1e-4, "{one} {other}");
        for history in &mixed_base()[1..6] {
            let (one, other) = (
                model.expected_orders(history, 52.0),
                pareto.expected_orders(history, 52.0),
            );
            assert!(
                (one / other - 1.0).abs() < 1e-4,
                "{history:?} {one} {other}"
            );
        }
    }
}

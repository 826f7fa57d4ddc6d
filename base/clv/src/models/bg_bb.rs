//! BG/BB: customers who can buy, give or attend at fixed opportunities only.
//!
//! Enters: how many of n opportunities each customer took, and the last one taken. Leaves:
//! the fitted model, the chance of being active, and the opportunities that will be taken.

use crate::fit::curve::{Curve, LogSum, sum_over};
use crate::fit::edges::{HARDLY_ANY_SPREAD, PARAMETER_RANGE};
use crate::fit::fitted::{FitError, FitNote, Fitted, Search, maximise};
use crate::fit::params::{ParamError, check_positive, read_checked};
use serde::{Deserialize, Serialize};

/// What a customer did with `n` opportunities.
///
/// Invariants: `x <= t_x <= n`, and `t_x` is zero exactly when `x` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Opportunities {
    x: u32,
    t_x: u32,
    n: u32,
}

/// Why three counts are not a history of opportunities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{x} taken, the last at number {t_x}, does not fit {n} opportunities; the last taken must \
     lie between the number taken and the number offered, and be 0 when none was"
)]
pub struct OpportunitiesError {
    x: u32,
    t_x: u32,
    n: u32,
}

impl Opportunities {
    /// Checks the three counts: opportunities taken, the number of the last, opportunities had.
    pub fn new(x: u32, t_x: u32, n: u32) -> Result<Self, OpportunitiesError> {
        if x <= t_x && t_x <= n && (x == 0) == (t_x == 0) {
            Ok(Self { x, t_x, n })
        } else {
            Err(OpportunitiesError { x, t_x, n })
        }
    }
}

/// The BG/BB model with its four parameters.
///
/// # The story
/// At every opportunity (a yearly appeal, a season, a trade fair) an active customer takes
/// part with a chance p of the customer's own, beta(alpha, beta) over the base; before every
/// opportunity the customer leaves for good with a chance θ, beta(gamma, delta) over the base.
///
/// Source: Fader, Hardie & Shang 2010, "Customer-Base Analysis in a Discrete-Time
/// Noncontractual Setting", Marketing Science 29(6), 1086–1108.
///
/// ```
/// use clv::{BgBb, Opportunities};
///
/// // As fitted to donors asked once a year.
/// let model = BgBb::new(1.204, 0.750, 0.657, 2.783)?;
/// let (faithful, lapsed) = (Opportunities::new(6, 6, 6).unwrap(), Opportunities::new(3, 3, 6).unwrap());
/// assert!(model.p_alive(&faithful) > 0.9 && model.p_alive(&lapsed) < 0.3);
/// assert!(model.expected_taken(&faithful, 5) > 3.0);
/// # Ok::<(), clv::ParamError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct BgBb {
    alpha: f64,
    beta: f64,
    gamma: f64,
    delta: f64,
}

read_checked!(
    BgBb {
        alpha,
        beta,
        gamma,
        delta
    },
    BgBb::new
);

impl BgBb {
    /// A model with known parameters, finite and above zero.
    pub fn new(alpha: f64, beta: f64, gamma: f64, delta: f64) -> Result<Self, ParamError> {
        let model = Self {
            alpha,
            beta,
            gamma,
            delta,
        };
        check_positive(&model.parameters())?;
        Ok(model)
    }

    /// The parameters under the papers' names, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 4] {
        [
            ("alpha", self.alpha),
            ("beta", self.beta),
            ("gamma", self.gamma),
            ("delta", self.delta),
        ]
    }

    /// Finds the parameters that make the observed base most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: distinct histories with their customers in, parameters out.
    /// - Units: opportunities.
    /// - Range: any base in which somebody took an opportunity; edges are notes.
    /// - Errors: [`FitError`] for nobody, nothing taken, all alike.
    /// - Source: Fader, Hardie & Shang 2010.
    /// - Checked: `tests/published.rs`; 1.2035, .7497, .6567, 2.7834 at −33225.58127.
    pub fn fit(base: &[(Opportunities, u32)]) -> Result<Fitted<Self>, FitError> {
        let customers: u32 = base.iter().map(|(_, customers)| customers).sum();
        let customers = customers as usize;
        if customers == 0 {
            return Err(FitError::Empty);
        }
        if base
            .iter()
            .all(|(history, count)| history.x == 0 || *count == 0)
        {
            return Err(FitError::NoRepeat);
        }
        if base
            .iter()
            .filter(|(_, count)| *count > 0)
            .all(|(history, _)| *history == base[0].0)
        {
            return Err(FitError::AllAlike { customers });
        }
        let starts = vec![
            [1.0, 1.0, 0.7, 3.0],
            [0.5, 1.5, 0.5, 8.0],
            [2.0, 2.0, 1.0, 2.0],
        ];
        let bounds = [PARAMETER_RANGE; 4];
        let search = Search {
            starts,
            bounds,
            customers: customers as f64,
        };
        let maximum = maximise(&search, |theta| curve(base, theta))?;
        let [alpha, beta, gamma, delta] = maximum.theta;
        let model = Self {
            alpha,
            beta,
            gamma,
            delta,
        };
        Ok(maximum.into_fitted(model, customers, base.len(), model.edge_note()))
    }

    /// Log-likelihood of a base: of the ordered sequence of opportunities taken.
    ///
    /// - Formula: sum of `ln{ B(α+x, β+n−x)/B(α,β) · B(γ, δ+n)/B(γ,δ) + Σ_{i<n−t_x}
    ///   B(α+x, β+t_x−x+i)/B(α,β) · B(γ+1, δ+t_x+i)/B(γ,δ) }`.
    /// - Shape: distinct histories with their customers in, one number out.
    /// - Units: opportunities.
    /// - Range: finite for every valid history and parameter.
    /// - Errors: none; zero for nobody.
    /// - Source: Fader, Hardie & Shang 2010, equation 7.
    /// - Checked: `tests/published.rs`; −33225.58127 at the optimum.
    pub fn log_likelihood(&self, base: &[(Opportunities, u32)]) -> f64 {
        curve(base, &self.theta()).value
    }

    /// Chance that a customer is still active at the next opportunity.
    ///
    /// - Formula: the first term of the likelihood with B(γ, δ+n+1) over the likelihood.
    /// - Shape: one history in, one chance out.
    /// - Units: a share 0..=1.
    /// - Range: δ/(γ+δ) for a new customer.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Shang 2010, equation 11.
    /// - Checked: `tests/published.rs`; x=3, t_x=4, n=6 gives .438344.
    pub fn p_alive(&self, history: &Opportunities) -> f64 {
        self.p_alive_after(history, 1)
    }

    /// Opportunities expected to be taken among the next `n_ahead`.
    ///
    /// - Formula: `(α+x)/(α+β+n) · Σ_{j=1}^{n*} P(active at n+j)`.
    /// - Shape: one history and a number in, one mean out.
    /// - Units: opportunities.
    /// - Range: 0..=n_ahead.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Shang 2010, equation 13.
    /// - Checked: `tests/published.rs`; x=3, t_x=4, n=6, n*=10 gives 1.84081.
    pub fn expected_taken(&self, history: &Opportunities, n_ahead: u32) -> f64 {
        let active: f64 = self.active_path(history).take(n_ahead as usize).sum();
        self.p_take(history) * active
    }

    /// Opportunities a new customer is expected to take among the first `n`.
    ///
    /// - Formula: [`expected_taken`](Self::expected_taken) without history.
    /// - Shape: a number in, one mean out.
    /// - Units: opportunities.
    /// - Range: 0..=n.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Shang 2010, equation 9.
    /// - Checked: `tests/published.rs`; n=10 at (1.2, .75, .66, 2.78) gives 3.16499.
    pub fn expected_taken_by_new(&self, n: u32) -> f64 {
        self.expected_taken(&Opportunities { x: 0, t_x: 0, n: 0 }, n)
    }

    /// Discounted opportunities taken over all time to come.
    ///
    /// - Formula: `(α+x)/(α+β+n) · Σ_{j≥1} P(active at n+j) · (1+d)^−j`.
    /// - Shape: one history and a rate in, one number out.
    /// - Units: `rate` d is per opportunity; the next opportunity is discounted once.
    /// - Range: finite for every rate above zero; infinite at zero or below.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Shang 2010, equation 14.
    /// - Checked: `tests/published.rs`; x=3, t_x=4, n=6, d=.1 gives 1.62138.
    pub fn discounted_residual_taken(&self, history: &Opportunities, rate: f64) -> f64 {
        if rate <= 0.0 {
            return f64::INFINITY;
        }
        let (mut sum, mut discount) = (0.0, 1.0);
        for active in self.active_path(history) {
            discount /= 1.0 + rate;
            sum += active * discount;
            if discount < 1e-16 * rate.min(1.0) || active * discount < 1e-17 * sum * rate.min(1.0) {
                break;
            }
        }
        self.p_take(history) * sum
    }

    /// Chances of being active at the next opportunity, the one after, and so on.
    fn active_path(&self, history: &Opportunities) -> impl Iterator<Item = f64> + use<> {
        let (gamma, delta) = (self.gamma, self.delta + f64::from(history.n));
        let next = self.p_alive_after(history, 1);
        (1u32..).scan(next, move |active, ahead| {
            let now = *active;
            let stay = delta + f64::from(ahead);
            *active *= stay / (gamma + stay);
            Some(now)
        })
    }

    /// The mean chance to take an opportunity while active.
    fn p_take(&self, history: &Opportunities) -> f64 {
        let taken = self.alpha + f64::from(history.x);
        taken / (self.alpha + self.beta + f64::from(history.n))
    }

    fn p_alive_after(&self, history: &Opportunities, ahead: u32) -> f64 {
        let theta = self.theta();
        let ln_all = history_curve(history, &theta).value;
        let ln_active = taking_curve(history.x, history.n, &theta).value
            + staying_curve(history.n + ahead, &theta).value;
        (ln_active - ln_all).exp().min(1.0)
    }

    fn theta(&self) -> [f64; 4] {
        [self.alpha, self.beta, self.gamma, self.delta]
    }

    fn edge_note(&self) -> Option<FitNote> {
        if self.gamma / (self.gamma + self.delta) < 1e-3 {
            Some(FitNote::NoOneLeaves)
        } else if self.gamma + self.delta > HARDLY_ANY_SPREAD {
            Some(FitNote::LeavingAlike)
        } else if self.alpha + self.beta > HARDLY_ANY_SPREAD {
            Some(FitNote::RatesAlike)
        } else {
            None
        }
    }
}

/// The log-likelihood of a base with exact derivatives by (α, β, γ, δ).
fn curve(base: &[(Opportunities, u32)], theta: &[f64; 4]) -> Curve<4> {
    sum_over(base, |(history, customers)| {
        (history_curve(history, theta), f64::from(*customers))
    })
}

/// Active to the end, or left before one of the opportunities since the last one taken.
fn history_curve(history: &Opportunities, theta: &[f64; 4]) -> Curve<4> {
    let mut either = LogSum::new();
    let mut active = taking_curve(history.x, history.n, theta);
    active.add_scaled(&staying_curve(history.n, theta), 1.0);
    either.add(&active);
    for met in history.t_x..history.n {
        let mut gone = taking_curve(history.x, met, theta);
        gone.add_scaled(&leaving_curve(met, theta), 1.0);
        either.add(&gone);
    }
    either.finish()
}

/// `ln B(α+x, β+met−x)/B(α,β)`: x opportunities taken of those met while active.
fn taking_curve(x: u32, met: u32, &[alpha, beta, _, _]: &[f64; 4]) -> Curve<4> {
    let mut curve = Curve::zero();
    curve.add_rising(0, alpha, x);
    curve.add_rising(1, beta, met - x);
    curve.subtract_rising_of_sum(0, 1, alpha + beta, met);
    curve
}

/// `ln B(γ, δ+met)/B(γ,δ)`: active for that many opportunities.
fn staying_curve(met: u32, &[_, _, gamma, delta]: &[f64; 4]) -> Curve<4> {
    let mut curve = Curve::zero();
    curve.add_rising(3, delta, met);
    curve.subtract_rising_of_sum(2, 3, gamma + delta, met);
    curve
}

/// `ln B(γ+1, δ+met)/B(γ,δ)`: active for that many opportunities, not for the next.
fn leaving_curve(met: u32, &[_, _, gamma, delta]: &[f64; 4]) -> Curve<4> {
    let mut curve = Curve::zero();
    curve.add_rising(2, gamma, 1);
    curve.add_rising(3, delta, met);
    curve.subtract_rising_of_sum(2, 3, gamma + delta, met + 1);
    curve
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::testing::assert_derivatives;

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let base = [(0, 0, 6), (3, 4, 6), (6, 6, 6), (1, 2, 9)]
            .map(|(x, t_x, n)| (Opportunities::new(x, t_x, n).unwrap(), 2 + x));
        for theta in [[1.2, 0.75, 0.66, 2.8], [0.1, 9.0, 5.0, 0.3]] {
            assert_derivatives(&theta, |theta| curve(&base, theta));
        }
    }

    #[test]
    fn counts_that_do_not_fit_are_refused() {
        for (x, t_x, n) in [(3, 2, 6), (1, 7, 6), (0, 2, 6), (2, 0, 6)] {
            assert!(Opportunities::new(x, t_x, n).is_err());
        }
    }
}

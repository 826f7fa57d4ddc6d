//! BG/NBD: customers order at random at their own rate, and after each repeat order some leave.
//!
//! Enters: histories. Leaves: the fitted model, and per customer the chance of being active
//! and the orders to expect.
//!
//! # The story
//! While active, a customer orders as a Poisson process with rate λ. After every repeat order
//! the customer leaves for good with chance p. Rates differ between customers as a gamma
//! distribution with shape `r` and rate `alpha` (weeks); chances to leave differ as a beta
//! distribution with parameters `a` and `b`; the two are independent. Nobody can leave before
//! a repeat order, so a customer who ordered once counts as active for ever: where that
//! matters, use the Pareto/NBD or the modified BG/NBD.
//!
//! Source: Fader, Hardie & Lee 2005, "Counting Your Customers the Easy Way", Marketing Science
//! 24(2), 275–284.

use crate::beta_geometric::{BetaGeometric, Kind};
use crate::fitted::{FitError, Fitted};
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::params::{ParamError, check_positive};
use serde::{Deserialize, Serialize};

/// Random timing; nobody leaves before a repeat order.
const KIND: Kind = Kind {
    stages: 1,
    first_chances: 0,
};

/// The BG/NBD model with its four parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct BgNbd {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

/// The parameters as they stand in a file, before they are checked.
#[derive(Deserialize)]
struct Unchecked {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

impl TryFrom<Unchecked> for BgNbd {
    type Error = ParamError;

    fn try_from(raw: Unchecked) -> Result<Self, ParamError> {
        Self::new(raw.r, raw.alpha, raw.a, raw.b)
    }
}

impl BgNbd {
    /// A model with known parameters: all finite and above zero, `alpha` in weeks.
    pub fn new(r: f64, alpha: f64, a: f64, b: f64) -> Result<Self, ParamError> {
        let model = Self { r, alpha, a, b };
        check_positive(&model.parameters())?;
        Ok(model)
    }

    /// The parameters under the papers' names, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 4] {
        [
            ("r", self.r),
            ("alpha", self.alpha),
            ("a", self.a),
            ("b", self.b),
        ]
    }

    /// Finds the parameters that make the observed base most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: a folded base in, parameters with standard errors out.
    /// - Units: weeks in, `alpha` in weeks out; starting points scale with the base's mean age.
    /// - Range: any base with a repeat order; at the model's edge the note says which edge.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: Fader, Hardie & Lee 2005, section 4.
    /// - Checked: `tests/published.rs`; CDNOW gives .243, 4.414, .793, 2.426 at −9582.42921.
    pub fn fit(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
        let (maximum, kernel) = BetaGeometric::fit(base, KIND)?;
        let BetaGeometric { r, alpha, a, b, .. } = kernel;
        let model = Self { r, alpha, a, b };
        Ok(maximum.into_fitted(
            model,
            base.customers(),
            base.rows().len(),
            kernel.edge_note(),
        ))
    }

    /// Log-likelihood of a base: of the ordered purchase times, without `x!`.
    ///
    /// - Formula: sum of `ln{ Γ(r+x)α^r/Γ(r) · B(a,b+x)/B(a,b) · [(α+T)^−(r+x) +
    ///   [x>0]·a/(b+x−1)·(α+t_x)^−(r+x)] }`.
    /// - Shape: a folded base in, one number out.
    /// - Units: weeks; changing the unit of time shifts it by a constant per repeat order.
    /// - Range: finite for every valid history and parameter.
    /// - Errors: none; zero for an empty base.
    /// - Source: Fader, Hardie & Lee 2005, equation 6.
    /// - Checked: `tests/published.rs`; x=3, t_x=4, T=6 at (.5, 6, 1.2, 3.3) gives −7.57638.
    pub fn log_likelihood(&self, base: &FoldedHistories) -> f64 {
        self.kernel().log_likelihood(base)
    }

    /// Chance that a customer has not left for good.
    ///
    /// - Formula: `1 / (1 + [x>0] · a/(b+x−1) · ((α+T)/(α+t_x))^(r+x))`, in logarithms.
    /// - Shape: one history in, one chance out.
    /// - Units: weeks in, a share 0..=1 out.
    /// - Range: exactly 1 when x = 0, for this model lets nobody leave before a repeat order.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005; Hardie 2008, note 021.
    /// - Checked: `tests/published.rs`; x=2, t_x=30.43, T=38.86 gives .7266.
    pub fn p_alive(&self, history: &History) -> f64 {
        self.kernel().p_alive(history)
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × `(a+b+x−1)/(a−1) · [1 − ((α+T)/(α+T+t))^(r+x) ·
    ///   ₂F₁(r+x, b+x; a+b+x−1; t/(α+T+t))]`, in a form without the division by a−1.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: from 0 to rate × horizon; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, equation 10.
    /// - Checked: `tests/published.rs`; x=2, t_x=30.43, T=38.86, t=39 gives 1.2260.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.kernel().expected_orders(history, horizon)
    }

    /// Expected repeat orders of a new customer in the first `horizon` weeks.
    ///
    /// - Formula: [`expected_orders`](Self::expected_orders) at x = 0, T = 0.
    /// - Shape: a horizon in, one mean out.
    /// - Units: weeks in, orders out; the first order is not counted.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, equation 9.
    /// - Checked: `tests/published.rs`; 52 weeks of CDNOW give 1.4461.
    pub fn expected_orders_of_new(&self, horizon: f64) -> f64 {
        self.expected_orders(&History::just_acquired(), horizon)
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × the new customer's probability with r+x, α+T, b+x for
    ///   r, α, b; a customer who has left makes none.
    /// - Shape: history, horizon, count in, one chance out; `History::just_acquired()` gives
    ///   the distribution of a new customer.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, equation 8.
    /// - Checked: `tests/published.rs`; P(X(39)=0) of CDNOW is .573786.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        self.kernel().order_probability(history, horizon, n)
    }

    /// Chance that a new customer makes exactly `n` repeat orders after week `from` and up to
    /// week `until`.
    ///
    /// - Formula: sum over the orders j up to `from` of P(j orders, still active) ×
    ///   P(n in the rest | rates r+j, α+from, b+j), plus the chance of having left for n = 0.
    /// - Shape: window and count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: own sum over the model's story; published code is wrong here.
    /// - Checked: `tests/published.rs`; P(X(39,78)=0) of CDNOW is .754001.
    pub fn order_probability_between(&self, from: f64, until: f64, n: u32) -> f64 {
        self.kernel().order_probability_between(from, until, n)
    }

    pub(crate) fn kernel(&self) -> BetaGeometric {
        let Self { r, alpha, a, b } = *self;
        BetaGeometric {
            r,
            alpha,
            a,
            b,
            kind: KIND,
        }
    }
}

//! MBG/NBD, the modified BG/NBD: customers may leave after every order, the first included.
//!
//! Enters: histories. Leaves: the fitted model, and per customer the chance of being active
//! and the orders to expect.
//!
//! # The story
//! As in the BG/NBD, orders come at random at a rate λ of the customer's own, gamma(r, alpha)
//! over the base, and after an order the customer leaves with a chance p of the customer's
//! own, beta(a, b) over the base. Here the very first order is already such a moment, so
//! somebody who ordered once long ago is probably gone, as experience says.
//!
//! Source: Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing
//! 24(3), 201–209; Hoppe & Wagner 2007, Marketing – Journal of Research and Management 3(2).

use crate::beta_geometric::{BetaGeometric, Kind};
use crate::fitted::{FitError, Fitted};
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::params::{ParamError, check_positive};
use serde::{Deserialize, Serialize};

/// Random timing; the first order is a chance to leave.
const KIND: Kind = Kind {
    stages: 1,
    first_chances: 1,
};

/// The MBG/NBD model with its four parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct MbgNbd {
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

impl TryFrom<Unchecked> for MbgNbd {
    type Error = ParamError;

    fn try_from(raw: Unchecked) -> Result<Self, ParamError> {
        Self::new(raw.r, raw.alpha, raw.a, raw.b)
    }
}

impl MbgNbd {
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
    /// - Source: Batislam, Denizel & Filiztekin 2007.
    /// - Checked: `tests/published.rs`; CDNOW gives .525, 6.183, .891, 1.614 at −9582.13572.
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
    /// - Formula: sum of `ln{ Γ(r+x)α^r/Γ(r) · B(a,b+x+1)/B(a,b) · [(α+T)^−(r+x) +
    ///   a/(b+x)·(α+t_x)^−(r+x)] }`.
    /// - Shape: a folded base in, one number out.
    /// - Units: weeks; changing the unit of time shifts it by a constant per repeat order.
    /// - Range: finite for every valid history and parameter.
    /// - Errors: none; zero for an empty base.
    /// - Source: Batislam, Denizel & Filiztekin 2007.
    /// - Checked: `tests/published.rs`; −9582.13572 at the CDNOW optimum.
    pub fn log_likelihood(&self, base: &FoldedHistories) -> f64 {
        self.kernel().log_likelihood(base)
    }

    /// Chance that a customer has not left for good.
    ///
    /// - Formula: `1 / (1 + a/(b+x) · ((α+T)/(α+t_x))^(r+x))`, in logarithms.
    /// - Shape: one history in, one chance out.
    /// - Units: weeks in, a share 0..=1 out.
    /// - Range: below 1 even on the day of an order, b/(a+b) for a new customer.
    /// - Errors: none.
    /// - Source: Batislam, Denizel & Filiztekin 2007.
    /// - Checked: `tests/published.rs`; x=0, T=39 of CDNOW gives .3893.
    pub fn p_alive(&self, history: &History) -> f64 {
        self.kernel().p_alive(history)
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: as for the BG/NBD, with b+1 for b.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: from 0 to rate × horizon; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: Wagner & Hoppe 2008, "Erratum on the MBG/NBD model", International Journal of
    ///   Research in Marketing 25(3), 225–226.
    /// - Checked: `tests/published.rs`; x=20, t_x=38, T=39, t=39 gives 12.6555.
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
    /// - Source: Batislam, Denizel & Filiztekin 2007.
    /// - Checked: `tests/published.rs`; 39 weeks of CDNOW give 1.1830.
    pub fn expected_orders_of_new(&self, horizon: f64) -> f64 {
        self.expected_orders(&History::just_acquired(), horizon)
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × P(n survived orders, or the n-th the last), by gamma and
    ///   beta mixtures; a customer who has left makes none.
    /// - Shape: history, horizon, count in, one chance out; `History::just_acquired()` gives
    ///   the distribution of a new customer.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: Platzer & Reutterer 2016, appendix.
    /// - Checked: `tests/published.rs`; P(X(39)=0) of CDNOW is .582473.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        self.kernel().order_probability(history, horizon, n)
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

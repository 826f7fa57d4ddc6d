//! BG/CNBD-k and MBG/CNBD-k: customers who order with some regularity, and leave after orders.
//!
//! Enters: histories and the sum of the logarithms of all gaps. Leaves: the fitted model with
//! its regularity k, and per customer the chance of being active and the orders to expect.
//!
//! # The story
//! Offices restock, households refill: gaps between orders are often more even than chance.
//! Here every order takes `k` Poisson stages, so a gap is the sum of k exponential ones
//! (Erlang-k): k = 1 is pure chance, the BG/NBD; the greater k, the more regular. Rates of the
//! stages differ as gamma(r, alpha), chances to leave after an order as beta(a, b). Silence
//! tells more about a regular customer: the same gap makes leaving more likely.
//!
//! Source: Platzer & Reutterer 2016, "Ticking Away the Moments", Marketing Science 35(5),
//! 779–799; Reutterer, Platzer & Schröder 2021, International Journal of Research in Marketing
//! 38(4). Expectations are exact here, not the approximation of the papers' own package.

use crate::beta_geometric::{BetaGeometric, Kind};
use crate::fitted::{FitError, Fitted};
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::params::{ParamError, check_positive};
use crate::special::ln_rising;
use serde::{Deserialize, Serialize};

/// The greatest regularity tried. Twelve stages mean gaps within 29 % of their mean; more even
/// ones are a standing order.
pub const GREATEST_K: u32 = 12;

/// Whether a customer may leave right after the first order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FirstOrder {
    /// Nobody leaves before a repeat order: BG/CNBD-k.
    Stays,
    /// The first order is a moment to leave like any other: MBG/CNBD-k.
    MayLeave,
}

/// The BG/CNBD-k or MBG/CNBD-k model with its regularity and four parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Cnbd {
    first_order: FirstOrder,
    k: u32,
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

/// The parameters as they stand in a file, before they are checked.
#[derive(Deserialize)]
struct Unchecked {
    first_order: FirstOrder,
    k: u32,
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

impl TryFrom<Unchecked> for Cnbd {
    type Error = ParamError;

    fn try_from(raw: Unchecked) -> Result<Self, ParamError> {
        Self::new(raw.first_order, raw.k, [raw.r, raw.alpha, raw.a, raw.b])
    }
}

impl Cnbd {
    /// A model with known regularity `k` ≥ 1 and parameters r, α (weeks), a, b, all above zero.
    pub fn new(first_order: FirstOrder, k: u32, theta: [f64; 4]) -> Result<Self, ParamError> {
        let [r, alpha, a, b] = theta;
        let model = Self {
            first_order,
            k,
            r,
            alpha,
            a,
            b,
        };
        check_positive(&[("k", f64::from(k))])?;
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

    /// The regularity: Poisson stages per order.
    pub fn k(&self) -> u32 {
        self.k
    }

    /// Whether a customer may leave right after the first order.
    pub fn first_order(&self) -> FirstOrder {
        self.first_order
    }

    /// Finds regularity and parameters that make the observed base most likely.
    ///
    /// - Formula: [`fit_with_k`](Self::fit_with_k) for k = 1, 2, … as long as the likelihood
    ///   rises.
    /// - Shape: a folded base and its sum of log gaps in, the best model out.
    /// - Units: weeks.
    /// - Range: k from 1 to [`GREATEST_K`].
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: Platzer & Reutterer 2016.
    /// - Checked: `tests/published.rs`; CDNOW chooses k = 1.
    pub fn fit(
        base: &FoldedHistories,
        ln_gap_sum: f64,
        first_order: FirstOrder,
    ) -> Result<Fitted<Self>, FitError> {
        let mut best = Self::fit_with_k(base, ln_gap_sum, first_order, 1)?;
        for k in 2..=GREATEST_K {
            match Self::fit_with_k(base, ln_gap_sum, first_order, k) {
                Ok(fit) if fit.log_likelihood > best.log_likelihood => best = fit,
                _ => break,
            }
        }
        Ok(best)
    }

    /// Finds the parameters for a given regularity.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: a folded base and its sum of log gaps in, the model out.
    /// - Units: weeks; the sum is that of `Summary::ln_gap_sums`.
    /// - Range: any k from 1; at the model's edge the note says which edge.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: Platzer & Reutterer 2016.
    /// - Checked: `tests/published.rs`; k = 2 on CDNOW gives −9855.32697 and −9853.25313.
    pub fn fit_with_k(
        base: &FoldedHistories,
        ln_gap_sum: f64,
        first_order: FirstOrder,
        k: u32,
    ) -> Result<Fitted<Self>, FitError> {
        let (mut maximum, kernel) = BetaGeometric::fit(base, kind(first_order, k.max(1)))?;
        maximum.log_likelihood += gaps_given_stages(base, ln_gap_sum, k.max(1));
        let BetaGeometric { r, alpha, a, b, .. } = kernel;
        let model = Self {
            first_order,
            k: k.max(1),
            r,
            alpha,
            a,
            b,
        };
        Ok(maximum.into_fitted(
            model,
            base.customers(),
            base.rows().len(),
            kernel.edge_note(),
        ))
    }

    /// Log-likelihood of a base: of the ordered purchase times, without `x!`.
    ///
    /// - Formula: sum of `ln{ Πgaps^(k−1)/Γ(k)^x · Γ(r+kx)α^r/Γ(r) · B(a,b+c)/B(a,b) ·
    ///   [Σ_{j<k} (r+kx)_j/j!·(T−t_x)^j·(α+T)^−(r+kx+j) + [c>0]·a/(b+c−1)·(α+t_x)^−(r+kx)] }`
    ///   with c = x chances to leave, or x+1 where the first order is one.
    /// - Shape: a folded base and its sum of log gaps in, one number out.
    /// - Units: weeks.
    /// - Range: finite for every valid history and parameter.
    /// - Errors: none; zero for an empty base.
    /// - Source: Platzer & Reutterer 2016, appendix.
    /// - Checked: `tests/published.rs`; −9855.32697 at the CDNOW optimum for k = 2.
    pub fn log_likelihood(&self, base: &FoldedHistories, ln_gap_sum: f64) -> f64 {
        self.kernel().log_likelihood(base) + gaps_given_stages(base, ln_gap_sum, self.k)
    }

    /// Chance that a customer has not left for good.
    ///
    /// - Formula: the term of the likelihood with j < k over the whole bracket.
    /// - Shape: one history in, one chance out.
    /// - Units: weeks in, a share 0..=1 out.
    /// - Range: 0..=1; exactly 1 at x = 0 where the first order is no chance to leave.
    /// - Errors: none.
    /// - Source: Platzer & Reutterer 2016, appendix.
    /// - Checked: `tests/published.rs`; k=2, x=10, t_x=31, T=32 gives .9257.
    pub fn p_alive(&self, history: &History) -> f64 {
        self.kernel().p_alive(history)
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × mean over the j stages passed of Σ_n P(N ≥ kn−j) ·
    ///   B(a, b+c+n−1)/B(a, b+c), with N negative binomial.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: own sum over the model's story, exact where the published one approximates.
    /// - Checked: `beta_geometric.rs` against the distribution; `tests/published.rs`.
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
    /// - Source: Platzer & Reutterer 2016, appendix.
    /// - Checked: `tests/published.rs`; k=2, 10 weeks give 1.75962.
    pub fn expected_orders_of_new(&self, horizon: f64) -> f64 {
        self.expected_orders(&History::just_acquired(), horizon)
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × mean over the stages passed of P(n survived orders, or the
    ///   n-th the last); a customer who has left makes none.
    /// - Shape: history, horizon, count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: Platzer & Reutterer 2016, appendix.
    /// - Checked: `tests/published.rs`; k=2, P(X(28)=3) is .101009.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        self.kernel().order_probability(history, horizon, n)
    }

    pub(crate) fn kernel(&self) -> BetaGeometric {
        let Self {
            first_order,
            k,
            r,
            alpha,
            a,
            b,
        } = *self;
        BetaGeometric {
            r,
            alpha,
            a,
            b,
            kind: kind(first_order, k),
        }
    }
}

fn kind(first_order: FirstOrder, k: u32) -> Kind {
    let first_chances = match first_order {
        FirstOrder::Stays => 0,
        FirstOrder::MayLeave => 1,
    };
    Kind {
        stages: k,
        first_chances,
    }
}

/// `(k−1) Σ ln gap − Σx ln Γ(k)`: what even gaps add to the likelihood of k stages.
fn gaps_given_stages(base: &FoldedHistories, ln_gap_sum: f64, k: u32) -> f64 {
    f64::from(k - 1) * ln_gap_sum - base.repeat_orders() * ln_rising(1.0, k - 1)
}

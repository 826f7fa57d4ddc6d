//! BG/CNBD-k and MBG/CNBD-k: customers who order with some regularity, and leave after orders.
//!
//! Enters: histories and the sum of the logarithms of all gaps. Leaves: the fitted model with
//! its regularity k.

use crate::draws::posterior::{Posterior, draw_posterior};
use crate::fit::fitted::{FitError, Fitted};
use crate::fit::params::ParamError;
use crate::fit::special::ln_rising;
use crate::folded::FoldedHistories;
use crate::models::after_order::{AfterOrder, FirstOrder, Variety};
use serde::{Deserialize, Serialize};

/// The greatest regularity tried. Twelve stages mean gaps within 29 % of their mean; more even
/// ones are a standing order.
pub const GREATEST_K: u32 = 12;

/// The BG/CNBD-k and the MBG/CNBD-k: customers who order with some regularity.
///
/// Offices restock, households refill: gaps between orders are often more even than chance.
/// Here every order takes `k` Poisson stages, so a gap is the sum of k exponential ones
/// (Erlang-k): k = 1 is pure chance, the BG/NBD; the greater k, the more regular. Silence
/// tells more about a regular customer: the same gap makes leaving more likely.
///
/// Source: Platzer & Reutterer 2016, "Ticking Away the Moments", Marketing Science 35(5),
/// 779–799; Reutterer, Platzer & Schröder 2021, International Journal of Research in Marketing
/// 38(4). Expectations are exact here, not the approximation of the papers' own package.
///
/// ```
/// use clv::{Cnbd, FirstOrder, History};
///
/// let at = |k| Cnbd::new(FirstOrder::MayLeave, k, [0.85, 1.45, 0.8, 2.4]);
/// let silent = History::new(10, 31.0, 36.0).unwrap();
/// assert!(at(3)?.p_alive(&silent) < at(1)?.p_alive(&silent), "regulars are missed sooner");
/// # Ok::<(), clv::ParamError>(())
/// ```
pub type Cnbd = AfterOrder<Regular>;

/// Regular timing: `k` Poisson stages to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regular {
    /// Whether a customer may leave right after the first order.
    pub first_order: FirstOrder,
    /// Poisson stages that make one order, at least one.
    pub k: u32,
}

impl Variety for Regular {
    fn stages(&self) -> u32 {
        self.k
    }

    fn first_order(&self) -> FirstOrder {
        self.first_order
    }

    fn name(&self) -> &'static str {
        match self.first_order {
            FirstOrder::Stays => "BG/CNBD-k",
            FirstOrder::MayLeave => "MBG/CNBD-k",
        }
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("k", f64::from(self.k))]
    }
}

impl Cnbd {
    /// A model with known regularity `k` ≥ 1 and parameters r, α (weeks), a, b, all above zero.
    pub fn new(first_order: FirstOrder, k: u32, theta: [f64; 4]) -> Result<Self, ParamError> {
        Self::of(Regular { first_order, k }, theta)
    }

    /// The regularity: Poisson stages per order.
    pub fn k(&self) -> u32 {
        self.variety.k
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
        let k = k.max(1);
        let mut fit = Self::fit_variety(base, Regular { first_order, k })?;
        fit.log_likelihood += gaps_given_stages(base, ln_gap_sum, k);
        Ok(fit)
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
        self.likelihood_of_stages(base) + gaps_given_stages(base, ln_gap_sum, self.k())
    }

    /// Draws models of a given regularity from the posterior.
    ///
    /// How sure the regularity itself is, these draws do not tell: k is given, usually as fitted,
    /// and stays. Where the likelihoods of two neighbouring k lie within one or two of each other
    /// ([`fit_with_k`](Self::fit_with_k)), intervals of what depends on it are somewhat too narrow;
    /// draws for both then show by how much.
    ///
    /// - Formula: as [`PosteriorModel::posterior`](crate::PosteriorModel::posterior); for one k the gaps add a constant.
    /// - Shape: a folded base, a regularity, a number of draws and a seed in, the draws out.
    /// - Units: weeks.
    /// - Range: any base with a repeat order; k as fitted, or any other from 1 to [`GREATEST_K`], the
    ///   nearest of which is taken.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: as [`PosteriorModel::posterior`](crate::PosteriorModel::posterior).
    /// - Checked: `tests/posterior.rs`; at k = 1 the draws of the MBG/NBD.
    pub fn posterior(
        base: &FoldedHistories,
        regularity: Regular,
        draws: usize,
        seed: u64,
    ) -> Result<Posterior<Self>, FitError> {
        let k = regularity.k.clamp(1, GREATEST_K);
        draw_posterior::<Self, 4>(Regular { k, ..regularity }, base, draws, seed)
    }
}

/// `(k−1) Σ ln gap − Σx ln Γ(k)`: what even gaps add to the likelihood of k stages.
fn gaps_given_stages(base: &FoldedHistories, ln_gap_sum: f64, k: u32) -> f64 {
    f64::from(k - 1) * ln_gap_sum - base.repeat_orders() * ln_rising(1.0, k - 1)
}

//! BG/NBD: customers order at random at their own rate, and after each repeat order some leave.
//!
//! Enters: histories. Leaves: the fitted model.

use crate::fit::fitted::{FitError, Fitted};
use crate::fit::params::ParamError;
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::models::after_order::{AfterOrder, FirstOrder, Variety};
use crate::models::mbg_nbd::Mbg;
use serde::{Deserialize, Serialize};

/// The BG/NBD: customers order at random at their own rate, and after each repeat order some
/// leave.
///
/// Nobody can leave before a repeat order, so a customer who ordered once counts as active for
/// ever: where that matters, use the Pareto/NBD or the modified BG/NBD.
///
/// Source: Fader, Hardie & Lee 2005, "Counting Your Customers the Easy Way", Marketing Science
/// 24(2), 275–284.
///
/// ```
/// use clv::{BgNbd, History};
///
/// let cdnow = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
/// let twice_more = History::new(2, 30.43, 38.86).unwrap();
/// assert!((cdnow.p_alive(&twice_more) - 0.7266).abs() < 1e-3);
/// assert!((cdnow.expected_orders(&twice_more, 39.0) - 1.226).abs() < 1e-3);
/// # Ok::<(), clv::ParamError>(())
/// ```
pub type BgNbd = AfterOrder<Bg>;

/// Random timing; nobody leaves before a repeat order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bg {}

impl Variety for Bg {
    fn stages(&self) -> u32 {
        1
    }

    fn first_order(&self) -> FirstOrder {
        FirstOrder::Stays
    }

    fn name(&self) -> &'static str {
        "BG/NBD"
    }
}

/// The varieties with random timing, which need no sum of gaps.
pub trait RandomTiming: Variety + Default {}
impl RandomTiming for Bg {}
impl RandomTiming for Mbg {}

impl<V: RandomTiming> AfterOrder<V> {
    /// A model with known parameters: all finite and above zero, `alpha` in weeks.
    pub fn new(r: f64, alpha: f64, a: f64, b: f64) -> Result<Self, ParamError> {
        Self::of(V::default(), [r, alpha, a, b])
    }

    /// Finds the parameters that make the observed base most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: a folded base in, parameters with standard errors out.
    /// - Units: weeks in, `alpha` in weeks out; starting points scale with the base's mean age.
    /// - Range: any base with a repeat order; at the model's edge the note says which edge.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: Fader, Hardie & Lee 2005, section 4; Batislam, Denizel & Filiztekin 2007.
    /// - Checked: `tests/published.rs`; CDNOW gives .243, 4.414, .793, 2.426 at −9582.42921
    ///   (BG/NBD) and .525, 6.183, .891, 1.614 at −9582.13572 (MBG/NBD).
    pub fn fit(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
        Self::fit_variety(base, V::default())
    }

    /// Log-likelihood of a base: of the ordered purchase times, without `x!`.
    ///
    /// - Formula: sum of `ln{ Γ(r+x)α^r/Γ(r) · B(a,b+c)/B(a,b) · [(α+T)^−(r+x) +
    ///   [c>0]·a/(b+c−1)·(α+t_x)^−(r+x)] }` with c = x chances to leave in the BG/NBD, x+1 in
    ///   the MBG/NBD.
    /// - Shape: a folded base in, one number out.
    /// - Units: weeks; changing the unit of time shifts it by a constant per repeat order.
    /// - Range: finite for every valid history and parameter.
    /// - Errors: none; zero for an empty base.
    /// - Source: Fader, Hardie & Lee 2005, equation 6; Batislam, Denizel & Filiztekin 2007.
    /// - Checked: `tests/published.rs`; x=3, t_x=4, T=6 at (.5, 6, 1.2, 3.3) gives −7.57638
    ///   (BG/NBD); −9582.13572 at the CDNOW optimum (MBG/NBD).
    pub fn log_likelihood(&self, base: &FoldedHistories) -> f64 {
        self.likelihood_of_stages(base)
    }

    /// Orders to expect per week up to the last order and after it, given all that is known.
    pub(crate) fn rates_by_stretch(&self, history: &History) -> [f64; 2] {
        let [r, alpha, ..] = self.theta();
        let shape = r + history.x_f64();
        let p_alive = self.p_alive(history);
        let after = p_alive * shape / (alpha + history.t_obs());
        [
            after + (1.0 - p_alive) * shape / (alpha + history.t_x()),
            after,
        ]
    }
}

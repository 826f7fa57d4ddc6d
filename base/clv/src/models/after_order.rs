//! Customers who leave after an order: one model, known under four names.
//!
//! Enters: histories. Leaves: the fitted model, and per customer the chance of being active
//! and the orders to expect.
//!
//! # The story
//! While active, a customer passes Poisson stages at a rate λ of the customer's own,
//! gamma(r, alpha) over the base; every `k` stages make an order. After an order the customer
//! leaves for good with a chance p of the customer's own, beta(a, b) over the base. The names
//! differ in k, and in whether the very first order is already a chance to leave:
//!
//! | name | k | after the first order |
//! |--|--|--|
//! | [`BgNbd`](crate::BgNbd) | 1 | stays |
//! | [`MbgNbd`](crate::MbgNbd) | 1 | may leave |
//! | [`Cnbd`](crate::Cnbd), BG/CNBD-k | any | stays |
//! | [`Cnbd`](crate::Cnbd), MBG/CNBD-k | any | may leave |

use crate::fit::edges::{
    HARDLY_ANY_SPREAD, PARAMETER_RANGE, SMALLEST_SPREAD, Scale, refuse_unfittable,
};
use crate::fit::fitted::{FitError, FitNote, Fitted, Search, maximise_over};
use crate::fit::params::{ParamError, check_positive};
use crate::fit::special::{ln_rising, negative_binomial};
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::models::active_customer::ActiveCustomer;
use crate::models::after_order_curve::{Kind, curve};
use crate::models::order_model::{OrderModel, Rhythm};
use serde::{Deserialize, Serialize};

/// Below this mean chance to leave after an order, "nobody leaves" is the better description:
/// a customer would make a thousand orders.
const HARDLY_ANYONE_LEAVES: f64 = 1e-3;

/// Whether a customer may leave right after the first order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FirstOrder {
    /// Nobody leaves before a repeat order.
    Stays,
    /// The first order is a moment to leave like any other.
    MayLeave,
}

mod sealed {
    /// Keeps the varieties to this crate.
    pub trait Sealed {}
    impl Sealed for crate::Bg {}
    impl Sealed for crate::Mbg {}
    impl Sealed for crate::Regular {}
}

/// What tells the models of this family apart: [`Bg`](crate::Bg), [`Mbg`](crate::Mbg) and
/// [`Regular`](crate::Regular).
pub trait Variety: sealed::Sealed + Copy + std::fmt::Debug + PartialEq + Send + Sync {
    /// Poisson stages that make one order.
    fn stages(&self) -> u32;

    /// Whether a customer may leave right after the first order.
    fn first_order(&self) -> FirstOrder;

    /// The model's name as the literature has it.
    fn name(&self) -> &'static str;

    /// What the variety has to name beside r, α, a, b.
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Vec::new()
    }
}

/// A model in which customers leave after an order, with its four parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    try_from = "Unchecked<V>",
    bound(deserialize = "V: Variety + Deserialize<'de>")
)]
pub struct AfterOrder<V> {
    #[serde(flatten)]
    pub(crate) variety: V,
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

/// The parameters as they stand in a file, before they are checked.
#[derive(Deserialize)]
struct Unchecked<V> {
    #[serde(flatten)]
    variety: V,
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

impl<V: Variety> TryFrom<Unchecked<V>> for AfterOrder<V> {
    type Error = ParamError;

    fn try_from(raw: Unchecked<V>) -> Result<Self, ParamError> {
        Self::of(raw.variety, [raw.r, raw.alpha, raw.a, raw.b])
    }
}

impl<V: Variety> AfterOrder<V> {
    /// Checks the parameters r, α, a, b of a variety.
    pub(crate) fn of(variety: V, theta: [f64; 4]) -> Result<Self, ParamError> {
        let model = Self::at(variety, theta);
        check_positive(&[("k", f64::from(variety.stages()))])?;
        check_positive(&model.parameters())?;
        Ok(model)
    }

    /// A model with parameters known to be positive.
    pub(crate) fn at(variety: V, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self {
            variety,
            r,
            alpha,
            a,
            b,
        }
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

    /// Whether a customer may leave right after the first order.
    pub fn first_order(&self) -> FirstOrder {
        self.variety.first_order()
    }

    /// Fits r, α, a, b; the likelihood lacks the part of the gaps that is constant for given
    /// stages.
    pub(crate) fn fit_variety(
        base: &FoldedHistories,
        variety: V,
    ) -> Result<Fitted<Self>, FitError> {
        refuse_unfittable(base)?;
        let kind = kind_of(&variety);
        let maximum = maximise_over(
            base,
            |base| search(base, kind),
            |base, theta| curve(base, theta, kind),
        )?;
        let model = Self::at(variety, maximum.theta);
        Ok(maximum.into_fitted(
            model,
            base.customers(),
            base.rows().len(),
            model.edge_note(),
        ))
    }

    /// Which edge of the model, if any, the parameters lie at.
    fn edge_note(&self) -> Option<FitNote> {
        if self.a / (self.a + self.b) < HARDLY_ANYONE_LEAVES {
            Some(FitNote::NoOneLeaves)
        } else if self.r > HARDLY_ANY_SPREAD {
            Some(FitNote::RatesAlike)
        } else if self.a + self.b > HARDLY_ANY_SPREAD {
            Some(FitNote::LeavingAlike)
        } else if self.r < SMALLEST_SPREAD || self.b < SMALLEST_SPREAD {
            Some(FitNote::SpreadUnbounded)
        } else {
            None
        }
    }

    /// The log-likelihood without the constant part of the gaps.
    pub(crate) fn likelihood_of_stages(&self, base: &FoldedHistories) -> f64 {
        curve(base, &self.theta(), self.kind()).value
    }

    /// The four parameters in the order of [`parameters`](Self::parameters).
    pub(crate) fn theta(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// Chance that a customer has not left for good.
    ///
    /// - Formula: the likelihood of silence against that of having left,
    ///   `1 / (1 + a/(b+c−1) · ((α+T)/(α+t_x))^(r+kx) / Σ_{j<k} (r+kx)_j/j!·((T−t_x)/(α+T))^j)`
    ///   with c = x chances to leave, or x+1 where the first order is one; in logarithms.
    /// - Shape: one history in, one chance out.
    /// - Units: weeks in, a share 0..=1 out.
    /// - Range: exactly 1 at x = 0 where the first order is no chance to leave; else below 1
    ///   even on the day of an order, b/(a+b) for a new customer.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005; Batislam, Denizel & Filiztekin 2007; Platzer &
    ///   Reutterer 2016, appendix.
    /// - Checked: `tests/published.rs`; x=2, t_x=30.43, T=38.86 gives .7266 (BG/NBD), x=0, T=39
    ///   gives .3893 (MBG/NBD), x=10, t_x=31, T=32 gives .9257 (k=2).
    pub fn p_alive(&self, history: &History) -> f64 {
        let chances = history.x().saturating_add(self.kind().first_chances);
        if chances == 0 {
            return 1.0;
        }
        let shape = self.shape(history);
        let silence = (history.silence() / (self.alpha + history.t_x())).ln_1p();
        let ln_left = self.a.ln() - (self.b + f64::from(chances) - 1.0).ln() + shape * silence;
        let ln_stages: f64 = self.stage_terms(history).sum::<f64>().ln();
        1.0 / (1.0 + (ln_left - ln_stages).exp())
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × the mean over the j stages passed of Σ_n P(N ≥ kn−j) ·
    ///   B(a, b+c+n−1)/B(a, b+c), with N negative binomial; at k = 1 this is
    ///   `(a+b+c−1)/(a−1) · [1 − ((α+T)/(α+T+t))^(r+x) · ₂F₁(r+x, b+c; a+b+c−1; t/(α+T+t))]`,
    ///   computed in a form without the division by a−1.
    /// - Shape: one history and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: from 0 to rate × horizon; a horizon of zero or less gives 0.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, equation 10; Wagner & Hoppe 2008, "Erratum on the
    ///   MBG/NBD model"; for k > 1 own sum, exact where the published one approximates.
    /// - Checked: `tests/published.rs`; x=2, t_x=30.43, T=38.86, t=39 gives 1.2260 (BG/NBD),
    ///   x=20, t_x=38, T=39, t=39 gives 12.6555 (MBG/NBD); below against the distribution.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.expected_orders_if_active(history, horizon)
    }

    /// Expected orders in the next `horizon` weeks of a customer known to be active.
    pub(crate) fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        self.over_stages(history, |active| active.expected_orders(horizon))
    }

    /// Expected repeat orders of a new customer in the first `horizon` weeks.
    ///
    /// - Formula: [`expected_orders`](Self::expected_orders) at x = 0, T = 0.
    /// - Shape: a horizon in, one mean out.
    /// - Units: weeks in, orders out; the first order is not counted.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, equation 9; Platzer & Reutterer 2016, appendix.
    /// - Checked: `tests/published.rs`; CDNOW gives 1.4461 in 52 weeks (BG/NBD) and 1.1830 in
    ///   39 (MBG/NBD).
    pub fn expected_orders_of_new(&self, horizon: f64) -> f64 {
        self.expected_orders(&History::just_acquired(), horizon)
    }

    /// Chance that a customer makes exactly `n` orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × mean over the stages passed of P(n survived orders, or the
    ///   n-th the last), by gamma and beta mixtures; a customer who has left makes none.
    /// - Shape: history, horizon, count in, one chance out; `History::just_acquired()` gives
    ///   the distribution of a new customer.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, equation 8; Platzer & Reutterer 2016, appendix.
    /// - Checked: `tests/published.rs`; P(X(39)=0) of CDNOW is .573786 (BG/NBD) and .582473
    ///   (MBG/NBD), P(X(28)=3) is .101009 for k = 2.
    pub fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        let p_alive = self.p_alive(history);
        let gone = if n == 0 { 1.0 - p_alive } else { 0.0 };
        gone + p_alive * self.over_stages(history, |active| active.order_probability(horizon, n))
    }

    /// Chance that a new customer makes exactly `n` repeat orders after week `from` and up to
    /// week `until`.
    ///
    /// - Formula: sum over the stages j up to `from` of P(j stages, still active) × P(n in the
    ///   rest | shape r+j, rate α+from, the stays so far), plus the chance of having left for
    ///   n = 0.
    /// - Shape: window and count in, one chance out.
    /// - Units: weeks in, a share out.
    /// - Range: 0..=1, adding up to 1 over n.
    /// - Errors: none.
    /// - Source: own sum over the model's story; published code is wrong here.
    /// - Checked: `tests/published.rs`; P(X(39,78)=0) of CDNOW is .754001 (BG/NBD).
    pub fn order_probability_between(&self, from: f64, until: f64, n: u32) -> f64 {
        let Kind {
            stages,
            first_chances,
        } = self.kind();
        let (mut active, mut chance) = (0.0, 0.0);
        for passed in 0..u32::MAX {
            let chances = passed / stages + first_chances;
            let stayed = (ln_rising(self.b, chances) - ln_rising(self.a + self.b, chances)).exp();
            let share = stayed * negative_binomial(self.r, from / self.alpha, passed);
            active += share;
            let later = ActiveCustomer {
                shape: self.r + f64::from(passed),
                weeks: self.alpha + from,
                leave: self.a,
                stay: self.b + f64::from(chances),
                stages,
                passed: passed % stages,
            };
            chance += share * later.order_probability(until - from, n);
            // The tail is geometric with ratio from/(α+from): stop when it cannot matter.
            let past_mean = f64::from(passed) > self.r * from / self.alpha;
            if past_mean && share * (1.0 + from / self.alpha) < 1e-17 * active {
                break;
            }
        }
        chance + if n == 0 { 1.0 - active } else { 0.0 }
    }

    fn kind(&self) -> Kind {
        kind_of(&self.variety)
    }

    fn shape(&self, history: &History) -> f64 {
        self.r + f64::from(self.kind().stages) * history.x_f64()
    }

    /// Relative weights of 0, 1, … k−1 stages passed in silence, if active; the first is 1.
    pub(crate) fn stage_terms(&self, history: &History) -> impl Iterator<Item = f64> + use<V> {
        let shape = self.shape(history);
        let ratio = history.silence() / (self.alpha + history.t_obs());
        (0..self.kind().stages).scan(1.0, move |term, stage| {
            let now = *term;
            *term *= (shape + f64::from(stage)) * ratio / f64::from(stage + 1);
            Some(now)
        })
    }

    /// The customer, if active, by the stages passed since the last order: none, one, … k−1.
    pub(crate) fn stages_of(&self, history: &History) -> impl Iterator<Item = ActiveCustomer> {
        let kind = self.kind();
        (0..kind.stages).map(move |passed| ActiveCustomer {
            shape: self.shape(history) + f64::from(passed),
            weeks: self.alpha + history.t_obs(),
            leave: self.a,
            stay: self.b + history.x_f64() + f64::from(kind.first_chances),
            stages: kind.stages,
            passed,
        })
    }

    /// The mean of `value` over the stages passed since the last order, if active.
    fn over_stages(&self, history: &History, value: impl Fn(&ActiveCustomer) -> f64) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (active, weight) in self.stages_of(history).zip(self.stage_terms(history)) {
            if weight > 0.0 {
                sum += weight * value(&active);
            }
            weights += weight;
        }
        sum / weights
    }
}

impl<V: Variety> OrderModel for AfterOrder<V> {
    fn name(&self) -> &'static str {
        self.variety.name()
    }

    fn named_parameters(&self) -> Vec<(&'static str, f64)> {
        let own = self.variety.parameters().into_iter();
        own.chain(self.parameters()).collect()
    }

    fn p_alive(&self, history: &History) -> f64 {
        self.p_alive(history)
    }

    fn p_stays(&self, history: &History, horizon: f64) -> f64 {
        self.over_stages(history, |active| active.p_stays(horizon))
    }

    fn expected_orders_if_active(&self, history: &History, horizon: f64) -> f64 {
        self.expected_orders_if_active(history, horizon)
    }

    fn order_probability(&self, history: &History, horizon: f64, n: u32) -> f64 {
        self.order_probability(history, horizon, n)
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Gamma {
            r: self.r,
            alpha: self.alpha,
            k: self.variety.stages(),
        }
    }
}

pub(crate) fn kind_of(variety: &impl Variety) -> Kind {
    Kind {
        stages: variety.stages(),
        first_chances: u32::from(variety.first_order() == FirstOrder::MayLeave),
    }
}

/// Where the search begins: moderate spreads around the base's own rate.
pub(crate) fn search(base: &FoldedHistories, kind: Kind) -> Search<4> {
    let scale = Scale::of(base);
    let stages_per_week = f64::from(kind.stages) * scale.rate_while_active;
    let mut starts = Vec::new();
    for r in [0.3, 1.5] {
        for (a, b) in [(0.6, 2.0), (0.5, 8.0)] {
            starts.push([r, r / stages_per_week, a, b]);
        }
    }
    let free = PARAMETER_RANGE;
    Search {
        starts,
        bounds: [free, scale.weeks_range(), free, free],
        customers: scale.customers,
    }
}

#[cfg(test)]
mod tests;

//! What is known of customer bases in general, for bases too small to speak for themselves.
//!
//! Enters: a folded base. Leaves: bell curves for the logarithms of a model's parameters.
//!
//! The centres are typical of the published fits of shops of all kinds (CDNOW, apparel,
//! groceries, donors); the widths allow for twice to three times as much or as little.

use crate::fit::curve::Curve;
use crate::fit::edges::Scale;
use crate::fit::fitted::Search;
use crate::folded::FoldedHistories;
use crate::models::after_order::{AfterOrder, Variety, kind_of, search as after_order_search};
use crate::models::after_order_curve::curve as after_order_curve;
use crate::models::correlated_pareto_nbd::{self, CorrelatedParetoNbd};
use crate::models::ggompertz_nbd::{self, GGompertzNbd};
use crate::models::nbd::{self, Nbd};
use crate::models::pareto_nbd::{self, ParetoNbd};
use crate::models::pareto_nbd_curve;
use crate::models::tie_fence;

/// A bell curve for the logarithm of a parameter: where it lies, and how far it may stray.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bell {
    parameter: usize,
    centre: f64,
    deviation: f64,
}

impl Bell {
    fn new(parameter: usize, centre: f64, deviation: f64) -> Self {
        Self {
            parameter,
            centre: centre.ln(),
            deviation,
        }
    }

    /// Adds the bell's log-density, but for its constant, in logarithms of the parameters.
    pub(crate) fn add_to<const N: usize>(&self, curve: &mut Curve<N>, ln_theta: &[f64; N]) {
        let precision = self.deviation.powi(-2);
        let off = ln_theta[self.parameter] - self.centre;
        let (d1, d2) = (-off * precision, -precision);
        curve.add_along(self.parameter, off * d1 / 2.0, d1, d2);
    }
}

/// Typical spreads between customers: r and s lie between .4 and 1.5 in the published fits.
const TYPICAL_R: f64 = 0.8;
const TYPICAL_S: f64 = 0.6;
const SPREAD_DEVIATION: f64 = 1.0;

/// Typical β in mean customer ages (CDNOW .36, apparel .45), known less well.
const TYPICAL_BETA_AGES: f64 = 0.6;
const BETA_DEVIATION: f64 = 1.2;

/// Typical rise of the Gompertz hazard: e-fold over a mean customer age, known no better than β.
const TYPICAL_RISE: f64 = 1.0;

/// Typical tie of order rate and leaving: none, and seldom beyond two (CDNOW 1.7).
const TYPICAL_KAPPA: f64 = 1.0;
const KAPPA_DEVIATION: f64 = 0.5;

/// Typical chance to leave after an order: a quarter (CDNOW .25 and .36, apparel .13), with a
/// spread as of three orders seen.
const TYPICAL_A: f64 = 0.8;
const TYPICAL_B: f64 = 2.5;
const CHANCE_DEVIATION: f64 = 1.0;

/// A model with a likelihood of positive parameters, and what is usual for these.
///
/// α has no bell: it follows the base's own rate.
pub(crate) trait Likelihood<const N: usize>: Sized + Send + Sync {
    /// What is known of the model beside the parameters: the regularity, or nothing.
    type Given: Copy + Send + Sync;

    /// The model with parameters known to be positive.
    fn of_theta(given: Self::Given, theta: [f64; N]) -> Self;

    /// Log-likelihood of a base with derivatives.
    fn curve(given: Self::Given, base: &FoldedHistories, theta: &[f64; N]) -> Curve<N>;

    /// Where a search begins and ends.
    fn search(given: Self::Given, base: &FoldedHistories) -> Search<N>;

    /// Whether these positive parameters make a distribution.
    fn is_valid(_: &[f64; N]) -> bool {
        true
    }

    /// What is usual.
    fn bells(base: &FoldedHistories) -> Vec<Bell>;

    /// Log-likelihood and bells together, by the logarithms of the parameters.
    fn ln_posterior(
        given: Self::Given,
        base: &FoldedHistories,
        bells: &[Bell],
        ln_theta: &[f64; N],
    ) -> Curve<N> {
        let theta = ln_theta.map(f64::exp);
        let mut posterior = Self::curve(given, base, &theta).in_logs(&theta);
        for bell in bells {
            bell.add_to(&mut posterior, ln_theta);
        }
        posterior
    }
}

impl Likelihood<2> for Nbd {
    type Given = ();

    fn of_theta((): (), theta: [f64; 2]) -> Self {
        Self::at(theta)
    }

    fn curve((): (), base: &FoldedHistories, theta: &[f64; 2]) -> Curve<2> {
        nbd::curve(base, theta)
    }

    fn search((): (), base: &FoldedHistories) -> Search<2> {
        nbd::search(base)
    }

    fn bells(_: &FoldedHistories) -> Vec<Bell> {
        vec![Bell::new(0, TYPICAL_R, SPREAD_DEVIATION)]
    }
}

/// The regularity is given: for one k the gaps add a constant.
impl<V: Variety> Likelihood<4> for AfterOrder<V> {
    type Given = V;

    fn of_theta(variety: V, theta: [f64; 4]) -> Self {
        Self::at(variety, theta)
    }

    fn curve(variety: V, base: &FoldedHistories, theta: &[f64; 4]) -> Curve<4> {
        after_order_curve(base, theta, kind_of(&variety))
    }

    fn search(variety: V, base: &FoldedHistories) -> Search<4> {
        after_order_search(base, kind_of(&variety))
    }

    fn bells(_: &FoldedHistories) -> Vec<Bell> {
        vec![
            Bell::new(0, TYPICAL_R, SPREAD_DEVIATION),
            Bell::new(2, TYPICAL_A, CHANCE_DEVIATION),
            Bell::new(3, TYPICAL_B, CHANCE_DEVIATION),
        ]
    }
}

impl Likelihood<4> for ParetoNbd {
    type Given = ();

    fn of_theta((): (), theta: [f64; 4]) -> Self {
        Self::at(theta)
    }

    fn curve((): (), base: &FoldedHistories, theta: &[f64; 4]) -> Curve<4> {
        pareto_nbd_curve::curve(base, theta)
    }

    fn search((): (), base: &FoldedHistories) -> Search<4> {
        pareto_nbd::search(base)
    }

    fn bells(base: &FoldedHistories) -> Vec<Bell> {
        let beta = TYPICAL_BETA_AGES * Scale::of(base).mean_age;
        vec![
            Bell::new(0, TYPICAL_R, SPREAD_DEVIATION),
            Bell::new(2, TYPICAL_S, SPREAD_DEVIATION),
            Bell::new(3, beta, BETA_DEVIATION),
        ]
    }
}

/// As the Pareto/NBD; its β is the Gompertz law's β/b.
impl Likelihood<5> for GGompertzNbd {
    type Given = ();

    fn of_theta((): (), theta: [f64; 5]) -> Self {
        Self::at(theta)
    }

    fn curve((): (), base: &FoldedHistories, theta: &[f64; 5]) -> Curve<5> {
        ggompertz_nbd::curve(base, theta)
    }

    fn search((): (), base: &FoldedHistories) -> Search<5> {
        ggompertz_nbd::search(base)
    }

    fn bells(base: &FoldedHistories) -> Vec<Bell> {
        let rise = TYPICAL_RISE / Scale::of(base).mean_age;
        vec![
            Bell::new(0, TYPICAL_R, SPREAD_DEVIATION),
            Bell::new(2, rise, BETA_DEVIATION),
            Bell::new(3, TYPICAL_S, SPREAD_DEVIATION),
            Bell::new(4, TYPICAL_BETA_AGES * TYPICAL_RISE, BETA_DEVIATION),
        ]
    }
}

/// As the Pareto/NBD, with a tie that stays where it leaves a valid distribution.
impl Likelihood<5> for CorrelatedParetoNbd {
    type Given = ();

    fn of_theta((): (), theta: [f64; 5]) -> Self {
        Self::at(theta)
    }

    fn curve((): (), base: &FoldedHistories, theta: &[f64; 5]) -> Curve<5> {
        correlated_pareto_nbd::fenced_curve(base, theta)
    }

    fn search((): (), base: &FoldedHistories) -> Search<5> {
        let [r, alpha, s, beta] = pareto_nbd::search(base).starts[0];
        correlated_pareto_nbd::search_from(base, [r, alpha, s, beta])
    }

    fn is_valid(theta: &[f64; 5]) -> bool {
        tie_fence::is_valid(theta)
    }

    fn bells(base: &FoldedHistories) -> Vec<Bell> {
        let mut bells = ParetoNbd::bells(base);
        bells.push(Bell::new(4, TYPICAL_KAPPA, KAPPA_DEVIATION));
        bells
    }
}

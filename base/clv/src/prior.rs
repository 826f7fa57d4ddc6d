//! What is known of customer bases in general, for bases too small to speak for themselves.
//!
//! Enters: a folded base. Leaves: a Pareto/NBD at its maximum a posteriori.

use crate::beta_geometric::refuse_unfittable;
use crate::fitted::{FitError, Fitted, Maximum, maximise_in_logs};
use crate::folded::FoldedHistories;
use crate::pareto_nbd::{ParetoNbd, search};
use crate::pareto_nbd_curve::curve;

/// A bell curve for the logarithm of a parameter: where it lies, and how far it may stray.
#[derive(Clone, Copy, Debug)]
struct Bell {
    parameter: usize,
    centre: f64,
    deviation: f64,
}

/// Typical spreads between customers, from the published fits of shops of all kinds (CDNOW,
/// apparel, groceries, donors: r and s between .4 and 1.5), wide enough for twice or half.
const TYPICAL_R: f64 = 0.8;
const TYPICAL_S: f64 = 0.6;
const SPREAD_DEVIATION: f64 = 1.0;

/// Typical β in mean customer ages (CDNOW .36, apparel .45), known less well.
const TYPICAL_BETA_AGES: f64 = 0.6;
const BETA_DEVIATION: f64 = 1.2;

impl ParetoNbd {
    /// Finds the most plausible parameters of a small base: most likely, given what customer
    /// bases are like.
    ///
    /// - Formula: maximum of the log-likelihood plus normal log-densities of ln r, ln s and
    ///   ln(β/mean age); α follows the base's own rate.
    /// - Shape: a folded base in, parameters with posterior deviations out; the log-likelihood
    ///   returned is that of the data alone.
    /// - Units: weeks.
    /// - Range: any base with a repeat order; the more customers, the less the prior says.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: own prior, as stated at the constants; Gelman et al., Bayesian Data Analysis,
    ///   chapter 4, for the posterior deviations.
    /// - Checked: `tests/small_bases.rs`, on random parts of the CDNOW sample.
    pub fn fit_with_prior(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
        refuse_unfittable(base)?;
        let bells = bells_for(base);
        let mut maximum: Maximum<4> = maximise_in_logs(&search(base), |ln_theta| {
            let theta = ln_theta.map(f64::exp);
            let mut posterior = curve(base, &theta).in_logs(&theta);
            for bell in bells {
                let precision = bell.deviation.powi(-2);
                let off = ln_theta[bell.parameter] - bell.centre;
                let (d1, d2) = (-off * precision, -precision);
                posterior.add_along(bell.parameter, off * d1 / 2.0, d1, d2);
            }
            posterior
        })?;
        let model = Self::at(maximum.theta);
        maximum.log_likelihood = model.log_likelihood(base);
        Ok(maximum.into_fitted(model, base.customers(), base.rows().len(), None))
    }
}

fn bells_for(base: &FoldedHistories) -> [Bell; 3] {
    let mean_age = base.observed_weeks() / base.customers() as f64;
    let bell = |parameter, centre: f64, deviation| Bell {
        parameter,
        centre: centre.ln(),
        deviation,
    };
    [
        bell(0, TYPICAL_R, SPREAD_DEVIATION),
        bell(2, TYPICAL_S, SPREAD_DEVIATION),
        bell(3, TYPICAL_BETA_AGES * mean_age, BETA_DEVIATION),
    ]
}

//! What a base says about the parameters, as draws: intervals for whatever is predicted.
//!
//! Enters: a folded base, how many draws, a seed. Leaves: models, each as plausible as the
//! next, with a measure of how good they are as a sample.
//!
//! # How
//! The mode is found with exact derivatives; the curvature there gives a normal approximation
//! in the logarithms of the parameters (Laplace). Its draws are weighed by the true posterior;
//! the tail of the weights says whether that can be relied on (k̂ below 0.7), and then the
//! weights are used. Small bases, whose posteriors are bent, and those that fail the check are
//! sampled by the No-U-Turn sampler (`nuts.rs`). Large bases have posteriors so normal that
//! the approximation is taken as it is, after a check on a part of their rows.

use crate::draws::chain::{effective_draws, split_r_hat};
use crate::draws::nuts::{CHAINS, sample};
use crate::draws::posterior_method::{PosteriorMethod, WORST_K_HAT};
use crate::draws::smoothed_weights::SmoothedWeights;
use crate::fit::curve::Curve;
use crate::fit::edges::refuse_unfittable;
use crate::fit::fitted::{FitError, Fitted, Maximum, Search, maximise_in_logs};
use crate::fit::minimise::{cholesky, solve_lower, solve_upper};
use crate::fit::prior::{Bell, Likelihood};
use crate::folded::FoldedHistories;
use crate::models::bg_nbd::{Bg, BgNbd};
use crate::models::correlated_pareto_nbd::CorrelatedParetoNbd;
use crate::models::ggompertz_nbd::GGompertzNbd;
use crate::models::mbg_nbd::{Mbg, MbgNbd};
use crate::models::nbd::Nbd;
use crate::models::pareto_nbd::ParetoNbd;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use rand_pcg::Pcg64;
use rayon::prelude::*;

/// Customers below which the posterior is sampled whatever the check says.
const SAMPLED_BELOW: usize = 500;

/// Distinct rows up to which a posterior that fails the check is sampled: a few seconds.
const MOST_ROWS_TO_SAMPLE: usize = 5_000;

/// Rows × draws up to which every draw is weighed by the whole base: a few seconds.
const MOST_WEIGHINGS: usize = 3_000_000;

/// Rows and draws of the check of a large base.
const CHECKED_ROWS: usize = 4_000;
const CHECKED_DRAWS: usize = 400;

/// Tries to draw a model that is one; where half of the draws are none, one in a thousand fails.
const MOST_REDRAWS: usize = 10;

/// Degrees of freedom of the draws that are weighed: the customary heavy but finite tails.
const TAIL_FREEDOM: u32 = 7;

/// A model with a posterior: one whose parameters are known only so well.
pub trait PosteriorModel: Sized + Send + Sync {
    /// Finds the most plausible parameters of a base: most likely, given what customer bases
    /// are like.
    ///
    /// - Formula: maximum of the log-likelihood plus normal log-densities of the logarithms of
    ///   the spread parameters, as stated in `prior.rs`; α follows the base's own rate.
    /// - Shape: a folded base in, parameters with posterior deviations out; the log-likelihood
    ///   returned is that of the data alone.
    /// - Units: weeks.
    /// - Range: any base with a repeat order; the more customers, the less the prior says.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: own prior; Gelman et al. 2013, Bayesian Data Analysis, chapter 4.
    /// - Checked: `tests/small_bases.rs`, on random parts of the CDNOW sample.
    fn fit_with_prior(base: &FoldedHistories) -> Result<Fitted<Self>, FitError>;

    /// Draws models from the posterior.
    ///
    /// - Formula: density proportional to likelihood × prior, in the logarithms of the
    ///   parameters.
    /// - Shape: a folded base, a number of draws and a seed in, the draws out.
    /// - Units: weeks.
    /// - Range: any base with a repeat order; the same seed gives the same draws.
    /// - Errors: [`FitError`] for an empty base, one without repeats, one all alike.
    /// - Source: the works named in `posterior.rs`, `nuts.rs`, `smoothed_weights.rs`.
    /// - Checked: `tests/posterior.rs`; `examples/recovery.rs` for coverage.
    fn posterior(
        base: &FoldedHistories,
        draws: usize,
        seed: u64,
    ) -> Result<Posterior<Self>, FitError>;
}

/// Implements [`PosteriorModel`] for a model with a likelihood of so many parameters.
macro_rules! has_posterior {
    ($model:ty, $parameters:literal, $given:expr) => {
        impl PosteriorModel for $model {
            fn fit_with_prior(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
                let (mut maximum, _) = find_mode::<Self, $parameters>($given, base)?;
                let model = Self::of_theta($given, maximum.theta);
                maximum.log_likelihood = model.log_likelihood(base);
                Ok(maximum.into_fitted(model, base.customers(), base.rows().len(), None))
            }

            fn posterior(
                base: &FoldedHistories,
                draws: usize,
                seed: u64,
            ) -> Result<Posterior<Self>, FitError> {
                draw_posterior::<Self, $parameters>($given, base, draws, seed)
            }
        }
    };
}
has_posterior!(Nbd, 2, ());
has_posterior!(BgNbd, 4, Bg::default());
has_posterior!(MbgNbd, 4, Mbg::default());
has_posterior!(ParetoNbd, 4, ());
has_posterior!(CorrelatedParetoNbd, 5, ());
has_posterior!(GGompertzNbd, 5, ());

/// Draws of a model's parameters, each as plausible as the next.
///
/// ```
/// use clv::{FoldedHistories, History, ParetoNbd, PosteriorModel};
///
/// let histories: Vec<History> = (0..60u32)
///     .map(|at| match at % 4 {
///         0 => History::new(0, 0.0, 40.0),
///         1 => History::new(1, 5.0, 40.0),
///         2 => History::new(3, 30.0, 38.0 + f64::from(at % 9)),
///         _ => History::new(9, 36.0, 40.0),
///     })
///     .collect::<Result<_, _>>()?;
/// let base = FoldedHistories::fold(&histories);
/// let posterior = ParetoNbd::posterior(&base, 400, 1)?;
/// let total = |model: &ParetoNbd| base.total(|own| model.expected_orders(own, 52.0));
/// let (low, high) = posterior.interval(0.9, total);
/// assert!(low < posterior.mean(total) && posterior.mean(total) < high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior<M> {
    draws: Vec<M>,
    /// How the draws came about.
    pub method: PosteriorMethod,
    /// Independent draws that these are worth.
    pub effective_draws: f64,
}

impl<M: Send + Sync> Posterior<M> {
    /// The drawn models.
    pub fn draws(&self) -> &[M] {
        &self.draws
    }

    /// A quantity under every draw, in parallel.
    pub fn of(&self, quantity: impl Fn(&M) -> f64 + Sync) -> Vec<f64> {
        self.draws.par_iter().map(&quantity).collect()
    }

    /// The posterior mean of a quantity.
    ///
    /// - Formula: mean over the draws.
    /// - Shape: a function of the model in, one number out.
    /// - Units: those of the quantity.
    /// - Range: that of the quantity.
    /// - Errors: none.
    /// - Source: definition.
    /// - Checked: `tests/posterior.rs`.
    pub fn mean(&self, quantity: impl Fn(&M) -> f64 + Sync) -> f64 {
        self.of(quantity).iter().sum::<f64>() / self.draws.len() as f64
    }

    /// The central interval that holds a share of the posterior of a quantity.
    ///
    /// - Formula: the quantiles at (1 − level)/2 and (1 + level)/2 of the draws, interpolated at
    ///   p(n + 1), so that few draws make no interval too narrow: of n draws another falls between
    ///   the k-th and the m-th with chance (m − k)/(n + 1).
    /// - Shape: a level and a function of the model in, two ends out.
    /// - Units: those of the quantity.
    /// - Range: the first is at most the second; a level outside 0..=1 counts as the nearer end.
    /// - Errors: none.
    /// - Source: Hyndman & Fan 1996, The American Statistician 50(4), type 6.
    /// - Checked: `tests/posterior.rs`; `examples/recovery.rs`.
    pub fn interval(&self, level: f64, quantity: impl Fn(&M) -> f64 + Sync) -> (f64, f64) {
        let mut values = self.of(quantity);
        values.sort_by(f64::total_cmp);
        let tail = (1.0 - level.clamp(0.0, 1.0)) / 2.0;
        (quantile(&values, tail), quantile(&values, 1.0 - tail))
    }
}

fn quantile(rising: &[f64], share: f64) -> f64 {
    let last = (rising.len() - 1) as f64;
    let at = (share * (rising.len() + 1) as f64 - 1.0).clamp(0.0, last);
    let low = at.floor() as usize;
    let high = (low + 1).min(rising.len() - 1);
    rising[low] + (at - at.floor()) * (rising[high] - rising[low])
}

/// The normal approximation at the mode, in logarithms of the parameters.
struct Approximation<const N: usize> {
    mode: [f64; N],
    /// Root of the precision: lower triangle.
    root: [[f64; N]; N],
    bounds: [(f64, f64); N],
}

fn find_mode<M: Likelihood<N>, const N: usize>(
    given: M::Given,
    base: &FoldedHistories,
) -> Result<(Maximum<N>, Vec<Bell>), FitError> {
    refuse_unfittable(base)?;
    let bells = M::bells(base);
    let maximum = maximise_in_logs(&M::search(given, base), |at| {
        M::ln_posterior(given, base, &bells, at)
    })?;
    Ok((maximum, bells))
}

impl<const N: usize> Approximation<N> {
    fn at(curve: &Curve<N>, mode: [f64; N], search: &Search<N>) -> Self {
        Self {
            mode,
            root: root_of_precision(&curve.hessian),
            bounds: search.bounds.map(|(low, high)| (low.ln(), high.ln())),
        }
    }

    /// From round coordinates to logarithms of parameters.
    fn place(&self, round: &[f64; N]) -> [f64; N] {
        let off = solve_upper(&self.root, round);
        std::array::from_fn(|i| self.mode[i] + off[i])
    }

    /// Whether a model may lie there.
    fn holds<M: Likelihood<N>>(&self, ln_theta: &[f64; N]) -> bool {
        let inside = |i: usize| ln_theta[i] > self.bounds[i].0 && ln_theta[i] < self.bounds[i].1;
        (0..N).all(inside) && M::is_valid(&ln_theta.map(f64::exp))
    }

    /// A draw of the normal distribution.
    fn draw(&self, rng: &mut Pcg64) -> [f64; N] {
        self.place(&std::array::from_fn(|_| StandardNormal.sample(rng)))
    }

    /// A draw with heavier tails (Student's t) and the logarithm of its density: what is to be
    /// weighed must reach further than the posterior does.
    fn draw_wide(&self, rng: &mut Pcg64) -> ([f64; N], f64) {
        let squares: f64 = (0..TAIL_FREEDOM)
            .map(|_| rng.sample::<f64, _>(StandardNormal).powi(2))
            .sum();
        let freedom = f64::from(TAIL_FREEDOM);
        let stretch = (freedom / squares).sqrt();
        let round: [f64; N] =
            std::array::from_fn(|_| stretch * rng.sample::<f64, _>(StandardNormal));
        let square = round.iter().map(|z| z * z).sum::<f64>();
        let ln_density = -0.5 * (freedom + N as f64) * (square / freedom).ln_1p();
        (self.place(&round), ln_density)
    }
}

/// The root of minus a Hessian; where it is not positive definite, curvature is added until it
/// is, for a mode at a wall.
fn root_of_precision<const N: usize>(hessian: &[[f64; N]; N]) -> [[f64; N]; N] {
    let scale = (0..N).fold(1e-6, |most: f64, i| most.max(hessian[i][i].abs()));
    let mut added = 0.0;
    loop {
        let shifted = std::array::from_fn(|i| {
            std::array::from_fn(|j| if i == j { added } else { 0.0 } - hessian[i][j])
        });
        if let Some(root) = cholesky(&shifted) {
            return root;
        }
        added = (added * 10.0).max(1e-9 * scale);
    }
}

/// The normal approximation of a base's posterior, and what is usual of such bases.
fn approximate<M: Likelihood<N>, const N: usize>(
    given: M::Given,
    base: &FoldedHistories,
) -> Result<(Approximation<N>, Vec<Bell>), FitError> {
    let (maximum, bells) = find_mode::<M, N>(given, base)?;
    let mode = maximum.theta.map(f64::ln);
    let curve = M::ln_posterior(given, base, &bells, &mode);
    let normal = Approximation::at(&curve, mode, &M::search(given, base));
    Ok((normal, bells))
}

/// Draws from the posterior by whatever way suits the base.
pub(crate) fn draw_posterior<M: Likelihood<N>, const N: usize>(
    given: M::Given,
    base: &FoldedHistories,
    draws: usize,
    seed: u64,
) -> Result<Posterior<M>, FitError> {
    let draws = draws.max(CHAINS as usize);
    let (normal, bells) = approximate::<M, N>(given, base)?;
    let rows = base.rows().len();
    if base.customers() < SAMPLED_BELOW {
        return Ok(sampled(given, base, &bells, &normal, draws, seed));
    }
    if rows * draws > MOST_WEIGHINGS {
        let k_hat = check_on_part::<M, N>(given, base, seed)?;
        return Ok(as_it_is(given, &normal, draws, seed, k_hat));
    }
    let weighed = Weighed::of::<M>(given, base, &bells, &normal, draws, seed);
    match weighed.weights.k_hat {
        k_hat if k_hat < WORST_K_HAT => Ok(weighed.resample(given, seed)),
        _ if rows <= MOST_ROWS_TO_SAMPLE => Ok(sampled(given, base, &bells, &normal, draws, seed)),
        k_hat => Ok(as_it_is(given, &normal, draws, seed, k_hat)),
    }
}

/// Draws by the No-U-Turn sampler.
fn sampled<M: Likelihood<N>, const N: usize>(
    given: M::Given,
    base: &FoldedHistories,
    bells: &[Bell],
    normal: &Approximation<N>,
    draws: usize,
    seed: u64,
) -> Posterior<M> {
    let density = |round: &[f64; N]| {
        let at = normal.place(round);
        if !normal.holds::<M>(&at) {
            return (f64::NEG_INFINITY, [0.0; N]);
        }
        let curve = M::ln_posterior(given, base, bells, &at);
        (curve.value, solve_lower(&normal.root, &curve.gradient))
    };
    let chains = sample(&density, draws.div_ceil(CHAINS as usize), seed);
    let worst = |of: fn(&[Vec<[f64; N]>], usize) -> f64, pick: fn(f64, f64) -> f64| {
        (0..N)
            .map(|at| of(&chains, at))
            .reduce(pick)
            .unwrap_or(f64::NAN)
    };
    Posterior {
        method: PosteriorMethod::Sampled {
            r_hat: worst(split_r_hat, f64::max),
        },
        effective_draws: worst(effective_draws, f64::min),
        draws: chains
            .iter()
            .flatten()
            .take(draws)
            .map(|round| M::of_theta(given, normal.place(round).map(f64::exp)))
            .collect(),
    }
}

/// Draws of the normal approximation with their weights.
struct Weighed<const N: usize> {
    places: Vec<[f64; N]>,
    weights: SmoothedWeights,
}

impl<const N: usize> Weighed<N> {
    fn of<M: Likelihood<N>>(
        given: M::Given,
        base: &FoldedHistories,
        bells: &[Bell],
        normal: &Approximation<N>,
        draws: usize,
        seed: u64,
    ) -> Self {
        let mut rng = Pcg64::seed_from_u64(seed);
        let drawn: Vec<([f64; N], f64)> = (0..draws).map(|_| normal.draw_wide(&mut rng)).collect();
        let ln_ratios: Vec<f64> = drawn
            .par_iter()
            .map(|(place, ln_density)| match normal.holds::<M>(place) {
                true => M::ln_posterior(given, base, bells, place).value - ln_density,
                false => f64::NEG_INFINITY,
            })
            .collect();
        Self {
            places: drawn.into_iter().map(|(place, _)| place).collect(),
            weights: SmoothedWeights::of(&ln_ratios),
        }
    }

    /// As many draws again, each as often as its weight says (systematic resampling).
    fn resample<M: Likelihood<N>>(&self, given: M::Given, seed: u64) -> Posterior<M> {
        let draws = self.places.len();
        let start: f64 = Pcg64::seed_from_u64(seed ^ 1).random();
        let (mut passed, mut at) = (self.weights.weights[0], 0);
        let mut chosen = Vec::with_capacity(draws);
        for number in 0..draws {
            let mark = (number as f64 + start) / draws as f64;
            while passed < mark && at + 1 < draws {
                at += 1;
                passed += self.weights.weights[at];
            }
            chosen.push(M::of_theta(given, self.places[at].map(f64::exp)));
        }
        Posterior {
            draws: chosen,
            method: PosteriorMethod::Weighed {
                k_hat: self.weights.k_hat,
            },
            effective_draws: self.weights.effective_draws(),
        }
    }
}

/// Draws of the normal approximation without weights.
fn as_it_is<M: Likelihood<N>, const N: usize>(
    given: M::Given,
    normal: &Approximation<N>,
    draws: usize,
    seed: u64,
    k_hat: f64,
) -> Posterior<M> {
    let mut rng = Pcg64::seed_from_u64(seed);
    // What falls outside is drawn again; the mode itself lies inside.
    let mut inside = || {
        let drawn = (0..MOST_REDRAWS).map(|_| normal.draw(&mut rng));
        let kept = drawn.into_iter().find(|at| normal.holds::<M>(at));
        M::of_theta(given, kept.unwrap_or(normal.mode).map(f64::exp))
    };
    Posterior {
        draws: (0..draws).map(|_| inside()).collect(),
        method: PosteriorMethod::Normal { k_hat },
        effective_draws: draws as f64,
    }
}

/// The check of a large base, made on a part of it: the whole is more normal still.
fn check_on_part<M: Likelihood<N>, const N: usize>(
    given: M::Given,
    base: &FoldedHistories,
    seed: u64,
) -> Result<f64, FitError> {
    let part = base.thinned(base.rows().len().div_ceil(CHECKED_ROWS));
    let (normal, bells) = approximate::<M, N>(given, &part)?;
    let weighed = Weighed::of::<M>(given, &part, &bells, &normal, CHECKED_DRAWS, seed);
    Ok(weighed.weights.k_hat)
}

//! What a fit leaves, and the one way every model here is fitted.
//!
//! Enters: a log-likelihood with exact derivatives, starting points, bounds. Leaves: the
//! parameters at the maximum with standard errors, or a typed reason why there are none.

use crate::fit::curve::Curve;
use crate::fit::minimise::{Minimum, cholesky, minimise, solve};
use crate::folded::FoldedHistories;
use std::fmt;

/// A model with the parameters that make the observed base most likely.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted<M> {
    /// The model at its maximum-likelihood parameters.
    pub params: M,
    /// The log-likelihood there: of the ordered purchase times, without `x!`.
    pub log_likelihood: f64,
    /// Standard errors in the order of the model's parameters, by the observed information.
    /// `None` where the likelihood is flat or at its edge, so that no finite error exists.
    pub standard_errors: Option<Vec<f64>>,
    /// Customers fitted to.
    pub customers: usize,
    /// Distinct rows they were folded into.
    pub folded_rows: usize,
    /// Steps the minimiser took.
    pub iterations: usize,
    /// What the owner of the numbers should know about them.
    pub note: Option<FitNote>,
}

impl<M> Fitted<M> {
    /// The same fit with its model wrapped or converted.
    pub fn map<N>(self, into: impl FnOnce(M) -> N) -> Fitted<N> {
        Fitted {
            params: into(self.params),
            log_likelihood: self.log_likelihood,
            standard_errors: self.standard_errors,
            customers: self.customers,
            folded_rows: self.folded_rows,
            iterations: self.iterations,
            note: self.note,
        }
    }

    /// Akaike's criterion: minus twice the log-likelihood plus twice the parameters; the
    /// smaller of two models of the same data is to be preferred.
    ///
    /// - Formula: `2·parameters − 2·ln L`.
    /// - Shape: the number of parameters in, one number out.
    /// - Units: twice the unit of log-likelihood.
    /// - Range: comparable between models of the same data only.
    /// - Errors: none.
    /// - Source: Akaike 1974, IEEE Transactions on Automatic Control 19(6), 716–723.
    /// - Checked: by its formula.
    pub fn akaike(&self, parameters: usize) -> f64 {
        2.0 * parameters as f64 - 2.0 * self.log_likelihood
    }
}

/// Something true about a fit that is a result, not a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FitNote {
    /// The likelihood is highest when nobody ever leaves.
    NoOneLeaves,
    /// All customers order at one rate; the spread of rates went to zero.
    RatesAlike,
    /// All customers leave alike; the spread of the chance to leave went to zero.
    LeavingAlike,
    /// The chance to leave does not rise with age; the model says no more than a simpler one.
    HazardLevel,
    /// Order rate and leaving rate are tied as closely as the model can.
    TieAtLimit,
    /// A covariate moves a rate as far as the model lets it.
    EffectAtLimit,
    /// The spread between customers ran to its largest allowed value.
    SpreadUnbounded,
    /// So few, so large spends that their mean is only just finite.
    SpendMeanUnstable,
    /// Every customer's orders are of one size; their spread went to zero.
    SizesSteady,
    /// All customers spend alike; the spread of their mean spends went to zero.
    SpendsAlike,
    /// Everybody came to something, so that the chance of nothing lies at its edge.
    NoneCameToNothing,
    /// Customers with zero or negative mean spend, which the model cannot hold.
    LeftOut {
        /// How many.
        customers: usize,
    },
}

impl fmt::Display for FitNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOneLeaves => write!(f, "no customer is seen to leave yet"),
            Self::RatesAlike => write!(f, "all customers seem to order equally often"),
            Self::LeavingAlike => write!(f, "all customers seem equally likely to leave"),
            Self::HazardLevel => write!(f, "customers do not leave more readily as they age"),
            Self::TieAtLimit => {
                write!(
                    f,
                    "ordering and leaving go together more than this model can describe"
                )
            }
            Self::EffectAtLimit => write!(
                f,
                "one of the covariates seems to switch ordering or leaving off altogether"
            ),
            Self::SpreadUnbounded => {
                write!(
                    f,
                    "customers differ more than this model can describe; treat it with care"
                )
            }
            Self::SpendMeanUnstable => {
                write!(
                    f,
                    "a few very large orders dominate; the mean spend of others is uncertain"
                )
            }
            Self::SizesSteady => write!(f, "the orders of each customer seem to be of one size"),
            Self::SpendsAlike => write!(f, "all customers seem to spend alike per order"),
            Self::NoneCameToNothing => write!(f, "everybody came to something"),
            Self::LeftOut { customers: 1 } => write!(
                f,
                "1 customer with zero or negative mean spend was left out of the fit"
            ),
            Self::LeftOut { customers } => write!(
                f,
                "{customers} customers with zero or negative mean spend were left out of the fit"
            ),
        }
    }
}

/// Why a base could not be fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum FitError {
    /// There is no customer to learn from.
    Empty,
    /// Nobody has ordered twice.
    NoRepeat,
    /// All customers have the same history, or the same spend.
    AllAlike {
        /// Customers in the base.
        customers: usize,
    },
    /// No customer came to anything above zero.
    NothingAboveZero,
    /// The search did not come to rest.
    NotConverged {
        /// Steps taken.
        iterations: usize,
        /// Largest slope of the mean log-likelihood per customer at the last point.
        slope: f64,
    },
}

impl FitError {
    /// What is the matter, without advice: for sentences that go on.
    pub fn cause(&self) -> String {
        match self {
            Self::Empty => "there is no customer to fit to".into(),
            Self::NoRepeat => {
                "no customer has ordered twice yet, so no rhythm can be learnt".into()
            }
            Self::AllAlike { customers: 1 } => "one customer alone shows no spread".into(),
            Self::AllAlike { customers } => format!(
                "all {customers} customers are exactly alike, so their spread cannot be learnt"
            ),
            Self::NothingAboveZero => "no customer came to anything above zero".into(),
            Self::NotConverged { iterations, slope } => format!(
                "no maximum was found after {iterations} steps (slope {slope:.1e} per customer)"
            ),
        }
    }

    fn advice(&self) -> &'static str {
        match self {
            Self::Empty => "import orders first, or use the simple rule",
            Self::NoRepeat | Self::AllAlike { .. } | Self::NothingAboveZero => {
                "use the simple rule"
            }
            Self::NotConverged { .. } => {
                "check the data for impossible histories, or use the simple rule"
            }
        }
    }
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.cause(), self.advice())
    }
}

impl std::error::Error for FitError {}

/// A likelihood to be maximised: where to begin, and how far parameters may go.
#[derive(Clone, Debug)]
pub(crate) struct Search<const N: usize> {
    /// Starting points; the search begins at the best of them.
    pub(crate) starts: Vec<[f64; N]>,
    /// Smallest and largest value of each parameter, all positive.
    pub(crate) bounds: [(f64, f64); N],
    /// Customers, to make slopes comparable between bases of any size.
    pub(crate) customers: f64,
}

/// The maximum of a likelihood.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Maximum<const N: usize> {
    pub(crate) theta: [f64; N],
    pub(crate) log_likelihood: f64,
    pub(crate) standard_errors: Option<[f64; N]>,
    pub(crate) iterations: usize,
}

impl<const N: usize> Maximum<N> {
    /// Turns the minimum of the mean loss in logarithms back into parameters.
    fn of(found: &Minimum<N>, bounds: &[(f64, f64); N], customers: f64) -> Self {
        let theta = found.at.map(f64::exp);
        let of_logs = standard_errors(&found.curve, &found.at, bounds, customers);
        Self {
            theta,
            log_likelihood: -found.curve.value * customers,
            standard_errors: of_logs.map(|errors| std::array::from_fn(|i| errors[i] * theta[i])),
            iterations: found.steps,
        }
    }

    /// Packs the maximum up as what the caller sees.
    pub(crate) fn into_fitted<M>(
        self,
        params: M,
        customers: usize,
        folded_rows: usize,
        note: Option<FitNote>,
    ) -> Fitted<M> {
        Fitted {
            params,
            log_likelihood: self.log_likelihood,
            standard_errors: self.standard_errors.map(|errors| errors.to_vec()),
            customers,
            folded_rows,
            iterations: self.iterations,
            note,
        }
    }
}

/// Maximises a log-likelihood of positive parameters, in their logarithms.
pub(crate) fn maximise<const N: usize>(
    search: &Search<N>,
    log_likelihood: impl Fn(&[f64; N]) -> Curve<N>,
) -> Result<Maximum<N>, FitError> {
    maximise_in_logs(search, |ln_theta| {
        let theta = ln_theta.map(f64::exp);
        log_likelihood(&theta).in_logs(&theta)
    })
}

/// The same for a log-likelihood given as a function of the parameters' logarithms.
pub(crate) fn maximise_in_logs<const N: usize>(
    search: &Search<N>,
    log_likelihood: impl Fn(&[f64; N]) -> Curve<N>,
) -> Result<Maximum<N>, FitError> {
    let loss = |ln_theta: &[f64; N]| log_likelihood(ln_theta).scaled(-1.0 / search.customers);
    let bounds = search.bounds.map(|(low, high)| (low.ln(), high.ln()));
    let mut starts: Vec<(f64, [f64; N])> = search
        .starts
        .iter()
        .map(|start| start.map(f64::ln))
        .map(|start| (loss(&start).value, start))
        .filter(|(value, _)| value.is_finite())
        .collect();
    starts.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut failure = FitError::NotConverged {
        iterations: 0,
        slope: f64::INFINITY,
    };
    for (_, start) in starts {
        let found = minimise(start, &bounds, loss);
        if found.converged {
            return Ok(Maximum::of(&found, &bounds, search.customers));
        }
        failure = FitError::NotConverged {
            iterations: found.steps,
            slope: found.slope,
        };
    }
    Err(failure)
}

/// Distinct rows above which the first guess is made on a part of them: full passes are what a
/// fit costs, and from a good guess three suffice.
const ROWS_FOR_A_SKETCH: usize = 20_000;

/// Every so many rows go into the sketch.
const SKETCH_STRIDE: usize = 16;

/// Maximises a base's log-likelihood, large bases from a guess made on a part of their rows.
pub(crate) fn maximise_over<const N: usize>(
    base: &FoldedHistories,
    search: impl Fn(&FoldedHistories) -> Search<N>,
    curve: impl Fn(&FoldedHistories, &[f64; N]) -> Curve<N>,
) -> Result<Maximum<N>, FitError> {
    let whole = search(base);
    if base.rows().len() > ROWS_FOR_A_SKETCH {
        let sketch = base.thinned(SKETCH_STRIDE);
        if let Ok(guess) = maximise(&search(&sketch), |theta| curve(&sketch, theta)) {
            let near = Search {
                starts: vec![guess.theta],
                ..whole.clone()
            };
            if let Ok(maximum) = maximise(&near, |theta| curve(base, theta)) {
                return Ok(maximum);
            }
        }
    }
    maximise(&whole, |theta| curve(base, theta))
}

/// Standard errors of the logarithms: roots of the diagonal of the inverse information.
fn standard_errors<const N: usize>(
    loss: &Curve<N>,
    at: &[f64; N],
    bounds: &[(f64, f64); N],
    customers: f64,
) -> Option<[f64; N]> {
    let inside = (0..N).all(|i| at[i] > bounds[i].0 && at[i] < bounds[i].1);
    let factor = if inside {
        cholesky(&loss.scaled(customers).hessian)?
    } else {
        return None;
    };
    let errors: [f64; N] = std::array::from_fn(|i| {
        let unit = std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 });
        solve(&factor, &unit)[i].sqrt()
    });
    errors
        .iter()
        .all(|error| error.is_finite())
        .then_some(errors)
}

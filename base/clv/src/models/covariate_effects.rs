//! The fit that both models with covariates share: r, α, s, β and two effects of each covariate.
//!
//! Enters: a base, the range of each covariate, a likelihood. Leaves: baseline and effects in the
//! covariates' own units, with standard errors.
//!
//! Inside, every covariate runs from 0 at its least to 1 at its largest value, so that a fit does
//! not see whether income was written in euros or in thousands.

use crate::fit::curve::Curve;
use crate::fit::edges::{HARDLY_ANY_SPREAD, SMALLEST_SPREAD};
use crate::fit::fitted::{FitError, FitNote, Fitted, Maximum, Search, maximise_in_logs};
use crate::fit::minimise::{cholesky, solve};
use crate::fit::params::{ParamError, check_above};
use crate::folded::FoldedHistories;
use crate::models::pareto_nbd::{HARDLY_ANYONE_LEAVES_PER_WEEK, ParetoNbd, search as plain_search};

/// Covariates at most; each costs two parameters, and the work of a step grows with their square.
pub const MOST_COVARIATES: usize = 8;

/// The factor by which a covariate may move a rate from its least to its largest value, either way.
const LARGEST_EFFECT: f64 = 1e4;

/// Share of the largest effect from which one counts as being at its limit.
const AT_LIMIT: f64 = 0.99;

/// Calls a function with as many parameters as this many covariates make.
macro_rules! by_count {
    ($count:expr, $function:ident($($argument:expr),*)) => {
        match $count {
            1 => $function::<6>($($argument),*),
            2 => $function::<8>($($argument),*),
            3 => $function::<10>($($argument),*),
            4 => $function::<12>($($argument),*),
            5 => $function::<14>($($argument),*),
            6 => $function::<16>($($argument),*),
            7 => $function::<18>($($argument),*),
            _ => $function::<20>($($argument),*),
        }
    };
}
pub(crate) use by_count;

/// What a fit with covariates finds, in the covariates' own units.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Effects {
    /// r, α, s, β at covariates of zero.
    pub(crate) baseline: [f64; 4],
    pub(crate) on_orders: Vec<f64>,
    pub(crate) on_leaving: Vec<f64>,
}

/// Refuses effects that are no numbers.
pub(crate) fn check_effects(on_orders: &[f64], on_leaving: &[f64]) -> Result<(), ParamError> {
    let mut effects = on_orders.iter().chain(on_leaving);
    effects.try_for_each(|effect| check_above("effect", *effect, f64::NEG_INFINITY))
}

/// The least value of each covariate, and how far it is from there to the largest.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CovariateScale {
    least: Vec<f64>,
    width: Vec<f64>,
}

impl CovariateScale {
    /// The scale of the rows of values there are; a covariate that never changes keeps its unit.
    pub(crate) fn of<'a>(rows: impl IntoIterator<Item = &'a [f64]>) -> Self {
        let mut ends: Vec<(f64, f64)> = Vec::new();
        for row in rows {
            ends.resize(row.len(), (f64::INFINITY, f64::NEG_INFINITY));
            for ((least, largest), value) in ends.iter_mut().zip(row) {
                *least = least.min(*value);
                *largest = largest.max(*value);
            }
        }
        let width = |(least, largest): &(f64, f64)| match largest - least {
            width if width > 0.0 => width,
            _ => 1.0,
        };
        Self {
            width: ends.iter().map(width).collect(),
            least: ends.into_iter().map(|(least, _)| least).collect(),
        }
    }

    /// A sum of `count` rows of values on this scale; a single row is a sum of one.
    pub(crate) fn scaled(&self, sums: &[f64], count: f64) -> Vec<f64> {
        let ends = self.least.iter().zip(&self.width);
        let each = sums.iter().zip(ends);
        each.map(|(sum, (least, width))| (sum - count * least) / width)
            .collect()
    }

    /// How the logarithms of r, α, s, β and the effects in own units follow from those on this
    /// scale, line by line.
    fn lines<const N: usize>(&self) -> [[f64; N]; N] {
        let count = self.least.len();
        let mut lines = [[0.0; N]; N];
        for (i, line) in lines.iter_mut().enumerate() {
            line[i] = match i {
                0..4 => 1.0,
                _ => 1.0 / self.width[(i - 4) % count],
            };
        }
        for (rate, first) in [(1, 4), (3, 4 + count)] {
            for at in 0..count {
                lines[rate][first + at] = self.least[at] / self.width[at];
            }
        }
        lines
    }
}

/// Maximises a likelihood of ln r, ln α, ln s, ln β, effects on orders, effects on leaving, in
/// which the covariates stand on the scale given.
pub(crate) fn maximise_effects<const N: usize>(
    base: &FoldedHistories,
    scale: &CovariateScale,
    curve: impl Fn(&[f64; N]) -> Curve<N>,
) -> Result<Fitted<Effects>, FitError> {
    let plain = ParetoNbd::fit(base)?;
    let narrow = plain_search(base);
    let known = plain.params.theta();
    let effect = (1.0 / LARGEST_EFFECT, LARGEST_EFFECT);
    let search = Search {
        starts: vec![std::array::from_fn(|i| *known.get(i).unwrap_or(&1.0))],
        bounds: std::array::from_fn(|i| *narrow.bounds.get(i).unwrap_or(&effect)),
        customers: narrow.customers,
    };
    let maximum: Maximum<N> = maximise_in_logs(&search, &curve)?;
    let mut at = maximum.theta.map(f64::ln);
    let note = note_of(base, &at);
    if note == Some(FitNote::NoOneLeaves) {
        // What nobody does, nothing moves.
        at[first_on_leaving::<N>()..].fill(0.0);
    }
    let lines = scale.lines::<N>();
    let own: [f64; N] = std::array::from_fn(|i| along(&lines[i], &at));
    let (on_orders, on_leaving) = own[4..].split_at((N - 4) / 2);
    let effects = Effects {
        baseline: std::array::from_fn(|i| own[i].exp()),
        on_orders: on_orders.to_vec(),
        on_leaving: on_leaving.to_vec(),
    };
    let held = held_still(&at, &search.bounds, note);
    Ok(Fitted {
        log_likelihood: maximum.log_likelihood,
        standard_errors: standard_errors(&curve(&at), &held, &lines, &effects),
        customers: base.customers(),
        folded_rows: base.rows().len(),
        iterations: maximum.iterations,
        note,
        params: effects,
    })
}

/// Where the effects on leaving begin.
const fn first_on_leaving<const N: usize>() -> usize {
    4 + (N - 4) / 2
}

fn is_at_limit(effect: f64) -> bool {
    effect.abs() > AT_LIMIT * LARGEST_EFFECT.ln()
}

/// What the owner of the numbers should know, by the logarithms on the inner scale.
fn note_of<const N: usize>(base: &FoldedHistories, at: &[f64; N]) -> Option<FitNote> {
    let mean_age = base.observed_weeks() / base.customers() as f64;
    let [r, _, s, beta]: [f64; 4] = std::array::from_fn(|i| at[i].exp());
    let on_leaving = &at[first_on_leaving::<N>()..];
    // Where all covariates that speed leaving up are at their largest.
    let most_ready: f64 = on_leaving.iter().map(|effect| effect.max(0.0)).sum();
    if s / (beta + mean_age) * most_ready.exp() < HARDLY_ANYONE_LEAVES_PER_WEEK {
        Some(FitNote::NoOneLeaves)
    } else if r > HARDLY_ANY_SPREAD {
        Some(FitNote::RatesAlike)
    } else if s > HARDLY_ANY_SPREAD {
        Some(FitNote::LeavingAlike)
    } else if r.min(s) < SMALLEST_SPREAD {
        Some(FitNote::SpreadUnbounded)
    } else {
        let is_any = at[4..].iter().any(|effect| is_at_limit(*effect));
        is_any.then_some(FitNote::EffectAtLimit)
    }
}

/// Which parameters have no finite error: those at an edge of the model and, where nobody leaves,
/// all that tell of leaving. They are held where they are, so that the others keep theirs.
fn held_still<const N: usize>(
    at: &[f64; N],
    bounds: &[(f64, f64); N],
    note: Option<FitNote>,
) -> [bool; N] {
    let tells_of_leaving = |i: usize| matches!(i, 2 | 3) || i >= first_on_leaving::<N>();
    std::array::from_fn(|i| {
        let at_edge = at[i] <= bounds[i].0.ln() || at[i] >= bounds[i].1.ln();
        at_edge
            || i >= 4 && is_at_limit(at[i])
            || note == Some(FitNote::NoOneLeaves) && tells_of_leaving(i)
    })
}

/// Standard errors in own units: of the four parameters as they are, of effects as logarithms;
/// infinite for what is held.
fn standard_errors<const N: usize>(
    curve: &Curve<N>,
    held: &[bool; N],
    lines: &[[f64; N]; N],
    effects: &Effects,
) -> Option<Vec<f64>> {
    let information: [[f64; N]; N] = std::array::from_fn(|i| {
        std::array::from_fn(|j| match (i == j, held[i] || held[j]) {
            (true, true) => 1.0,
            (false, true) => 0.0,
            _ => -curve.hessian[i][j],
        })
    });
    let factor = cholesky(&information)?;
    let error = |i: usize| {
        let line: [f64; N] = std::array::from_fn(|j| if held[j] { 0.0 } else { lines[i][j] });
        let own = along(&line, &solve(&factor, &line)).sqrt();
        match i {
            _ if held[i] => f64::INFINITY,
            0..4 => effects.baseline[i] * own,
            _ => own,
        }
    };
    let errors: Vec<f64> = (0..N).map(error).collect();
    errors.iter().all(|error| !error.is_nan()).then_some(errors)
}

fn along<const N: usize>(line: &[f64; N], values: &[f64; N]) -> f64 {
    line.iter().zip(values).map(|(by, value)| by * value).sum()
}

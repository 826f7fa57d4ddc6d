//! Weights for the whole number of orders that is named for one customer.
//!
//! Enters: at past origins the chosen expectations, the medians of all methods, what came.
//! Leaves: which medians erred least, and what they would have said.
//!
//! An expectation has the smallest squared error and adds up to the total; the smallest absolute
//! error has a median (Gneiting 2011, Journal of the American Statistical Association 106(494)).
//! For customers who order four times or never the two are far apart.

use crate::choosing::backtest::Rehearsal;
use crate::choosing::candidate::Candidate;
use crate::choosing::ensemble::{Aim, Foretold, ensemble_weights};
use crate::choosing::method::Method;
use crate::choosing::weighing::{in_every, worth_having};
use rayon::prelude::*;

/// How much of the named number is the median at the level of the forecast, and how much are the
/// methods' own medians.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MedianWeights {
    pub(crate) at_level: f64,
    pub(crate) methods: Vec<(Method, f64)>,
}

/// Weighs the medians by their absolute errors; `levels` are what the forecast expected at each
/// origin, and its spread is that of the carrier. Also gives what would have been named there.
pub(crate) fn weigh_medians(
    rehearsals: &[Rehearsal],
    levels: &[Vec<f64>],
    carrier: Candidate,
) -> (MedianWeights, Vec<Vec<f64>>) {
    let at_levels: Vec<Vec<f64>> = rehearsals
        .iter()
        .zip(levels)
        .map(|(rehearsal, levels)| medians_at(rehearsal, levels, carrier))
        .collect();
    let methods = in_every(rehearsals, |rehearsal| &rehearsal.medians);
    let origins: Vec<Foretold<'_>> = rehearsals
        .iter()
        .zip(&at_levels)
        .map(|(rehearsal, at_level)| {
            let own = |method| rehearsal.median_of(method);
            let columns = std::iter::once(at_level.as_slice());
            Foretold {
                methods: columns
                    .chain(methods.iter().copied().filter_map(own))
                    .collect(),
                came: &rehearsal.origin.came,
            }
        })
        .collect();
    let weights = ensemble_weights(&origins, Aim::Median);
    let named = origins.iter().map(|origin| name(origin, &weights));
    let weights = MedianWeights {
        at_level: weights.first().copied().unwrap_or(1.0),
        methods: worth_having(methods, weights.get(1..).unwrap_or_default()),
    };
    (weights, named.collect())
}

/// The weighted medians, as whole numbers.
fn name(origin: &Foretold<'_>, weights: &[f64]) -> Vec<f64> {
    (0..origin.came.len())
        .map(|at| {
            let pairs = origin.methods.iter().zip(weights);
            pairs
                .map(|(own, weight)| weight * own[at])
                .sum::<f64>()
                .round()
        })
        .collect()
}

/// The medians of a model whose horizon is such that it expects what the forecast does.
fn medians_at(rehearsal: &Rehearsal, levels: &[f64], carrier: Candidate) -> Vec<f64> {
    let Some(model) = rehearsal.model_of(carrier) else {
        return levels.to_vec();
    };
    let weeks = rehearsal.origin.weeks();
    let histories = rehearsal.origin.histories.par_iter();
    histories
        .zip(levels)
        .map(|(history, level)| f64::from(model.median_orders_at(history, weeks, *level)))
        .collect()
}

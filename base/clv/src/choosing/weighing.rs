//! From what every method foretold at the origins to one weight each.
//!
//! Enters: the rehearsals. Leaves: the methods worth having with their weights, and what they
//! foretold together.

use crate::choosing::backtest::Rehearsal;
use crate::choosing::ensemble::{Aim, Foretold, ensemble_weights};
use crate::choosing::method::{DEFAULT, Method};

/// The methods that worked at every origin, the default first; none without the default.
pub(crate) fn shared_methods(rehearsals: &[Rehearsal]) -> Vec<Method> {
    let is_seasonal = rehearsals.iter().any(|one| one.seasonal.is_some());
    let mut methods = in_every(rehearsals, |rehearsal| &rehearsal.foretold);
    methods.retain(|method| *method != Method::Seasonal || is_seasonal);
    match methods.first() {
        Some(&DEFAULT) => methods,
        _ => Vec::new(),
    }
}

/// The methods that have a column at every origin, in the order of the first.
pub(crate) fn in_every(
    rehearsals: &[Rehearsal],
    columns: impl Fn(&Rehearsal) -> &Vec<(Method, Vec<f64>)>,
) -> Vec<Method> {
    let has = |rehearsal: &Rehearsal, method: &Method| {
        columns(rehearsal).iter().any(|(own, _)| own == method)
    };
    let first = rehearsals.first().map(&columns).into_iter().flatten();
    first
        .map(|(method, _)| *method)
        .filter(|method| rehearsals.iter().all(|rehearsal| has(rehearsal, method)))
        .collect()
}

/// The methods with their weights, those without weight left out.
pub(crate) fn worth_having(methods: Vec<Method>, weights: &[f64]) -> Vec<(Method, f64)> {
    let pairs = methods.into_iter().zip(weights.iter().copied());
    pairs.filter(|(_, weight)| *weight > 1e-9).collect()
}

/// The weights of the methods over all origins, those without weight left out.
pub(crate) fn weigh(rehearsals: &[Rehearsal], methods: &[Method]) -> Vec<(Method, f64)> {
    let origins: Vec<Foretold<'_>> = rehearsals
        .iter()
        .map(|rehearsal| Foretold {
            methods: methods
                .iter()
                .filter_map(|method| rehearsal.expectation_of(*method))
                .collect(),
            came: &rehearsal.origin.came,
        })
        .collect();
    let weights = ensemble_weights(&origins, Aim::Expectation);
    worth_having(methods.to_vec(), &weights)
}

/// What the weighted methods foretold together at an origin.
pub(crate) fn mix(rehearsal: &Rehearsal, weights: &[(Method, f64)]) -> Vec<f64> {
    let mut mixed = vec![0.0; rehearsal.origin.came.len()];
    for (method, weight) in weights {
        let expected = rehearsal.expectation_of(*method).unwrap_or_default();
        for (sum, own) in mixed.iter_mut().zip(expected) {
            *sum += weight * own;
        }
    }
    mixed
}

//! From what every method foretold at the origins to one weight each.
//!
//! Enters: the rehearsals. Leaves: the methods worth having with their weights, and what they
//! foretold together.

use crate::choosing::backtest::Rehearsal;
use crate::choosing::ensemble::{Foretold, ensemble_weights};
use crate::choosing::method::{DEFAULT, Method};

/// The methods that worked at every origin, the default first; none without the default.
pub(crate) fn shared_methods(rehearsals: &[Rehearsal]) -> Vec<Method> {
    let Some(first) = rehearsals.first() else {
        return Vec::new();
    };
    let is_seasonal = rehearsals.iter().any(|one| one.seasonal.is_some());
    let everywhere = |method: &Method| {
        rehearsals
            .iter()
            .all(|rehearsal| expectations(rehearsal, *method).is_some())
    };
    let methods: Vec<Method> = first
        .foretold
        .iter()
        .map(|(method, _)| *method)
        .filter(|method| *method != Method::Seasonal || is_seasonal)
        .filter(everywhere)
        .collect();
    match methods.first() {
        Some(&DEFAULT) => methods,
        _ => Vec::new(),
    }
}

fn expectations(rehearsal: &Rehearsal, method: Method) -> Option<&[f64]> {
    let found = rehearsal.foretold.iter().find(|(own, _)| *own == method);
    found.map(|(_, expected)| expected.as_slice())
}

/// The weights of the methods over all origins, those without weight left out.
pub(crate) fn weigh(rehearsals: &[Rehearsal], methods: &[Method]) -> Vec<(Method, f64)> {
    let origins: Vec<Foretold<'_>> = rehearsals
        .iter()
        .map(|rehearsal| Foretold {
            methods: methods
                .iter()
                .filter_map(|method| expectations(rehearsal, *method))
                .collect(),
            came: &rehearsal.origin.came,
        })
        .collect();
    let weights = ensemble_weights(&origins);
    methods
        .iter()
        .copied()
        .zip(weights)
        .filter(|(_, weight)| *weight > 1e-9)
        .collect()
}

pub(crate) fn mix(rehearsal: &Rehearsal, weights: &[(Method, f64)]) -> Vec<f64> {
    let mut mixed = vec![0.0; rehearsal.origin.came.len()];
    for (method, weight) in weights {
        let expected = expectations(rehearsal, *method).unwrap_or_default();
        for (sum, own) in mixed.iter_mut().zip(expected) {
            *sum += weight * own;
        }
    }
    mixed
}

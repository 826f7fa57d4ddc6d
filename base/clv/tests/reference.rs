//! Reads reference values and compares computed ones with them.
//!
//! A value row names its model, data set, quantity, inputs, tolerance and source; the inputs
//! hold `name=number` pairs, from which parameters and histories are taken.

use crate::logs::{outside_file, own_file};
use std::path::Path;

/// One reference value.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) model: String,
    pub(crate) dataset: String,
    pub(crate) quantity: String,
    pub(crate) inputs: String,
    pub(crate) value: String,
    pub(crate) tolerance: String,
    pub(crate) source: String,
}

impl Reference {
    /// The number given for `name` in the inputs.
    pub(crate) fn input(&self, name: &str) -> f64 {
        self.find(name)
            .unwrap_or_else(|| panic!("no {name} in {:?}", self.inputs))
    }

    /// The number given for `name` in the inputs, if any.
    pub(crate) fn find(&self, name: &str) -> Option<f64> {
        self.inputs
            .split([';', ',', '(', ')', ' '])
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .and_then(|(_, number)| number.parse().ok())
    }

    /// Fails when `computed` is not within the row's tolerance of the value.
    pub(crate) fn check(&self, computed: f64) {
        self.check_part(0, computed);
    }

    /// The same for one part of a value of several numbers.
    pub(crate) fn check_part(&self, part: usize, computed: f64) {
        let expected: f64 = self.value.split(';').nth(part).unwrap().parse().unwrap();
        let error = (computed - expected).abs();
        let allowed = match self.tolerance.split_once(' ') {
            Some(("rel", share)) => share.parse::<f64>().unwrap() * expected.abs(),
            Some(("abs", amount)) => amount.parse().unwrap(),
            _ => 0.0,
        };
        assert!(
            error <= allowed,
            "{} {} [{}]: computed {computed}, expected {expected} ± {allowed} ({})",
            self.model,
            self.quantity,
            self.inputs,
            self.source
        );
    }
}

/// Reads all values of a file.
pub(crate) fn read(path: &Path) -> Vec<Reference> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let text = |at: usize| record[at].to_owned();
        Reference {
            model: text(0),
            dataset: text(1),
            quantity: text(2),
            inputs: text(3),
            value: text(4),
            tolerance: text(5),
            source: text(6),
        }
    });
    rows.collect()
}

/// Checks all values of a model, the copied ones and those on data beside the checkout, with
/// `check`, which says whether it knew the quantity; every quantity must be known.
pub(crate) fn check_model(model: &str, fewest: usize, check: impl Fn(&Reference) -> bool) {
    let mut checked = 0;
    let copied = read(&own_file("published.csv"));
    let outside = outside_file("clv_reference/values.csv")
        .map(|path| read(&path))
        .unwrap_or_default();
    let beside = outside
        .into_iter()
        .filter(|row| row.dataset.starts_with("apparel"));
    for row in copied
        .into_iter()
        .chain(beside)
        .filter(|row| row.model == model)
    {
        assert!(check(&row), "unknown quantity: {row:?}");
        checked += 1;
    }
    assert!(
        checked >= fewest,
        "{checked} values of {model}, expected at least {fewest}"
    );
    println!("{model}: {checked} published values");
}

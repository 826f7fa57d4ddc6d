//! Enters: the table of published figures and real campaign files. Leaves: rows for the checks.

use serde_json::Value;
use std::path::PathBuf;

/// One published figure.
pub(crate) struct Row {
    pub(crate) method: String,
    pub(crate) dataset: String,
    pub(crate) quantity: String,
    pub(crate) inputs: String,
    pub(crate) value: f64,
    pub(crate) tolerance: f64,
    pub(crate) source: String,
}

impl Row {
    /// The inputs as JSON; null where they are words about a data file.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.inputs).unwrap_or(Value::Null)
    }

    /// Fails with method and source when `got` is further from the figure than its tolerance.
    pub(crate) fn check(&self, got: f64) {
        assert!(
            self.accepts(got),
            "{} {}: got {got}, {} says {}",
            self.method,
            self.quantity,
            self.source,
            self.value
        );
    }

    /// Relative tolerance; absolute near zero; only the logarithm of p-values nobody can tell apart.
    fn accepts(&self, got: f64) -> bool {
        if self.value.abs() < 1e-12 && self.quantity != "p_value" {
            return (got - self.value).abs() <= self.tolerance;
        }
        if self.quantity == "p_value" && self.value < 1e-9 {
            return (got.ln() - self.value.ln()).abs() <= 0.01;
        }
        (got - self.value).abs() <= self.tolerance * self.value.abs()
    }
}

/// The figures kept beside these tests.
pub(crate) fn own_rows() -> Vec<Row> {
    parse_rows(include_str!("data/values.csv"))
}

/// All figures, if the data folder is there.
pub(crate) fn all_rows() -> Option<Vec<Row>> {
    let text = std::fs::read_to_string(found("measurement_reference/values.csv")?).unwrap();
    Some(parse_rows(&text))
}

/// A file of the data folder: `REGULARS_DATA`, else `../shared/data` beside the checkout.
pub(crate) fn found(name: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let folder = std::env::var_os("REGULARS_DATA").map_or(beside, PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not in the data folder; set REGULARS_DATA to check against it");
    None
}

fn parse_rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let parse = |record: csv::StringRecord| Row {
        method: record[0].into(),
        dataset: record[1].into(),
        quantity: record[2].into(),
        inputs: record[3].into(),
        value: record[4].parse().unwrap(),
        tolerance: record[5].parse().unwrap(),
        source: record[6].into(),
    };
    reader
        .records()
        .map(|record| parse(record.unwrap()))
        .collect()
}

/// A JSON list as numbers.
pub(crate) fn numbers(list: &Value) -> Vec<f64> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|x| x.as_f64().unwrap())
        .collect()
}

/// A JSON number.
pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

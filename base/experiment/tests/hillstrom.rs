//! Enters: half of the Hillstrom e-mail test (32,003 customers). Leaves: published figures checked.
//!
//! The file has no clear licence, so it is read where it lies and never copied.

use crate::data::{Row, all_rows, found};
use crate::published::of_lift;
use experiment::cuped::cuped;
use experiment::regression::{RobustError, lin_regression};
use experiment::relative::{RatioSample, ratio_lift};
use experiment::roi::roi;
use experiment::strata::{Stratum, post_stratified_lift};
use experiment::welch::welch_from_values;
use experiment::{Lift, Sample};
use std::collections::{BTreeSet, HashMap};

/// One customer of the test.
struct Customer {
    arm: String,
    segment: String,
    history: f64,
    outcomes: HashMap<&'static str, f64>,
}

const OUTCOMES: [&str; 3] = ["visit", "conversion", "spend"];

/// Customers of the file; none when it is not there.
fn read_customers() -> Option<Vec<Customer>> {
    let file = std::fs::File::open(found("hillstrom/hillstrom_half_a.csv.gz")?).unwrap();
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(file));
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (arm, history, segment) = (at("segment"), at("history"), at("history_segment"));
    let places = OUTCOMES.map(|name| (name, at(name)));
    let customer = |record: csv::StringRecord| Customer {
        arm: record[arm].into(),
        segment: record[segment].into(),
        history: record[history].parse().unwrap(),
        outcomes: places
            .iter()
            .map(|&(name, place)| (name, record[place].parse().unwrap()))
            .collect(),
    };
    Some(
        reader
            .records()
            .map(|record| customer(record.unwrap()))
            .collect(),
    )
}

/// What the words of a row ask for: `treated=...; control=...; outcome=...`.
fn said<'a>(row: &'a Row, key: &str) -> Option<&'a str> {
    row.inputs
        .split("; ")
        .find_map(|part| part.strip_prefix(key)?.strip_prefix('='))
}

/// One outcome of one arm.
fn column(customers: &[Customer], arm: &str, outcome: &str) -> Vec<f64> {
    customers
        .iter()
        .filter(|c| c.arm == arm)
        .map(|c| c.outcomes[outcome])
        .collect()
}

/// Checks every row of the methods named, and that there were as many as expected.
fn check_rows(methods: &[&str], expected: usize, figure: impl Fn(&Row, &[Customer]) -> f64) {
    let (Some(customers), Some(rows)) = (read_customers(), all_rows()) else {
        return;
    };
    let wanted =
        |row: &&Row| row.dataset == "hillstrom_half_a" && methods.contains(&row.method.as_str());
    let rows: Vec<&Row> = rows.iter().filter(wanted).collect();
    assert_eq!(rows.len(), expected, "rows of {methods:?}");
    for row in rows {
        row.check(figure(row, &customers));
    }
}

fn arms_of(row: &Row, customers: &[Customer], outcome: &str) -> (Vec<f64>, Vec<f64>) {
    let arm = |key: &str| column(customers, said(row, key).unwrap(), outcome);
    (arm("treated"), arm("control"))
}

#[test]
fn welch_two_sided_on_hillstrom_equals_scipy() {
    check_rows(&["welch_two_sided"], 36, |row, customers| {
        let (treated, control) = arms_of(row, customers, said(row, "outcome").unwrap());
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        match row.quantity.as_str() {
            "mean_treated" => mean(&treated),
            "mean_control" => mean(&control),
            quantity => of_lift(
                quantity,
                &welch_from_values(&treated, &control, 0.95).unwrap(),
            ),
        }
    });
}

/// Outcome, history and arm of the two arms a row compares.
fn adjusted_columns(row: &Row, customers: &[Customer]) -> (Vec<f64>, Vec<f64>, Vec<bool>) {
    let (treated, control) = (said(row, "treated").unwrap(), said(row, "control").unwrap());
    let outcome = said(row, "outcome").unwrap();
    let both = customers
        .iter()
        .filter(|c| c.arm == treated || c.arm == control);
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for customer in both {
        columns.0.push(customer.outcomes[outcome]);
        columns.1.push(customer.history);
        columns.2.push(customer.arm == treated);
    }
    columns
}

#[test]
fn cuped_on_hillstrom_equals_numpy_and_scipy() {
    check_rows(&["cuped", "cuped_welch"], 6, |row, customers| {
        let (outcome, history, treated) = adjusted_columns(row, customers);
        let result = cuped(&outcome, &history, &treated, 0.95).unwrap();
        match row.quantity.as_str() {
            "theta_pooled" => result.theta,
            "variance_ratio_adjusted_over_raw" => result.variance_ratio,
            quantity => of_lift(quantity, &result.lift),
        }
    });
}

#[test]
fn lin_interacted_regression_on_hillstrom_equals_statsmodels() {
    let methods = [
        "lin_interacted_regression",
        "lin_interacted_regression_hc2",
        "lin_interacted_regression_hc3",
    ];
    check_rows(&methods, 5, |row, customers| {
        let (outcome, history, treated) = adjusted_columns(row, customers);
        let error = if row.method.ends_with("hc2") {
            RobustError::Hc2
        } else {
            RobustError::Hc3
        };
        of_lift(
            &row.quantity,
            &lin_regression(&outcome, &treated, &[&history], error, 0.95)
                .unwrap()
                .lift,
        )
    });
}

#[test]
fn ratio_metric_delta_method_on_hillstrom_equals_gbstats() {
    check_rows(&["ratio_metric_delta_method"], 8, |row, customers| {
        let (spend_1, spend_0) = arms_of(row, customers, "spend");
        let (orders_1, orders_0) = arms_of(row, customers, "conversion");
        let treated = RatioSample::from_values(&spend_1, &orders_1).unwrap();
        let control = RatioSample::from_values(&spend_0, &orders_0).unwrap();
        of_lift(
            &row.quantity,
            &ratio_lift(&treated, &control, 0.95).unwrap(),
        )
    });
}

/// Lift of contribution in cents at a margin of 40 %, and how many were contacted.
fn contribution_lift(row: &Row, customers: &[Customer]) -> (Lift, u64) {
    let (treated, control) = arms_of(row, customers, "spend");
    let lift = welch_from_values(&treated, &control, 0.95)
        .unwrap()
        .times(0.40 * 100.0)
        .unwrap();
    (lift, treated.len() as u64)
}

#[test]
fn campaign_roi_on_hillstrom_equals_scipy() {
    let methods = ["campaign_roi", "profit_per_customer_lift"];
    check_rows(&methods, 8, |row, customers| {
        let (lift, contacted) = contribution_lift(row, customers);
        // Ten cents a mail, so the profit per customer in full units is the whole over 100 n.
        let result = roi(&lift, contacted, 10 * contacted as i64).unwrap();
        let per_customer = 100.0 * contacted as f64;
        match row.quantity.as_str() {
            "estimate" => result.profit / per_customer,
            "ci95_low" => result.profit_interval.low / per_customer,
            "one_sided_p_greater" => result.p_loss,
            _ => result.roi.unwrap(),
        }
    });
}

#[test]
fn post_stratified_difference_on_hillstrom_equals_numpy() {
    check_rows(&["post_stratified_difference"], 4, |row, customers| {
        let segments: BTreeSet<&str> = customers.iter().map(|c| c.segment.as_str()).collect();
        let of = |segment: &str, key: &str| {
            let arm = said(row, key).unwrap();
            let inside = customers
                .iter()
                .filter(|c| c.arm == arm && c.segment == segment);
            Sample::from_values(&inside.map(|c| c.outcomes["spend"]).collect::<Vec<f64>>()).unwrap()
        };
        let stratum = |segment: &str| Stratum {
            contacted: of(segment, "treated"),
            control: of(segment, "control"),
        };
        let strata: Vec<Stratum> = segments.into_iter().map(stratum).collect();
        of_lift(&row.quantity, &post_stratified_lift(&strata, 0.95).unwrap())
    });
}

//! Fits and comparisons as tables for people.

use analyst::{Comparison, Effects, FitReport, TimeUnit};
use serde_json::{Map, Value};

use crate::output::{Table, say};

/// A fit: model, parameters with errors, spend, notes.
pub(crate) fn print_fit(report: &FitReport) {
    let until = report
        .as_of
        .as_ref()
        .map(|day| format!(" as of {day}"))
        .unwrap_or_default();
    let histories = match report.folded_rows {
        1 => "1 distinct history".to_owned(),
        count => format!("{count} distinct histories"),
    };
    say(&format!(
        "{}: {}{until}, {} of them with a repeat order, {histories}",
        report.model,
        count_of(report.customers, "customer"),
        report.repeat_customers,
    ));
    print_parameters(&report.parameters, report.standard_errors.as_ref());
    let unit = match report.time_unit {
        TimeUnit::Day => "days",
        TimeUnit::Week => "weeks",
    };
    match report.log_likelihood {
        Some(value) => say(&format!(
            "Log-likelihood {value:.5} (time in {unit}), found in {} steps, {:.2} s",
            report.iterations, report.seconds
        )),
        None => say(&format!(
            "Learnt without a likelihood (time in {unit}), {:.2} s",
            report.seconds
        )),
    }
    if let Some(effects) = &report.covariates {
        print_effects(effects);
    }
    if let Some(spend) = &report.spend {
        say(&format!(
            "\n{}: {} with repeat orders",
            spend.model,
            count_of(spend.customers, "customer")
        ));
        print_parameters(&spend.parameters, spend.standard_errors.as_ref());
        say(&format!("Log-likelihood {:.5}", spend.log_likelihood));
        print_notes(&spend.notes);
    }
    print_notes(&report.notes);
}

/// What covariates do to both rates, with standard errors.
fn print_effects(effects: &Effects) {
    let heads = [
        "Covariate",
        "On orders",
        "Standard error",
        "On leaving",
        "Standard error",
    ];
    let mut table = Table::new(&heads, 1);
    let errors = effects.standard_errors.as_ref();
    for (name, effect) in &effects.on_orders {
        let [on_orders, on_leaving] = [
            errors.and_then(|errors| errors.on_orders.get(name)),
            errors.and_then(|errors| errors.on_leaving.get(name)),
        ];
        table.row(vec![
            name.clone(),
            shown(Some(effect)),
            shown(on_orders),
            shown(effects.on_leaving.get(name)),
            shown(on_leaving),
        ]);
    }
    say("");
    table.print();
}

/// So many of something, in words.
pub(crate) fn count_of(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}

fn print_parameters(parameters: &Map<String, Value>, errors: Option<&Map<String, Value>>) {
    let mut table = Table::new(&["Parameter", "Value", "Standard error"], 1);
    for (name, value) in parameters {
        let error = errors.and_then(|errors| errors.get(name));
        table.row(vec![name.clone(), shown(Some(value)), shown(error)]);
    }
    table.print();
}

/// Below this six places show less than three digits.
const SMALL: f64 = 1e-3;

fn shown(value: Option<&Value>) -> String {
    match value.and_then(Value::as_f64) {
        // What a single euro of income does is small, and not nothing.
        Some(value) if value != 0.0 && value.abs() < SMALL => format!("{value:.4e}"),
        Some(value) => format!("{value:.6}"),
        None => "-".to_owned(),
    }
}

/// Notes go to stderr, so that results stay clean.
pub(crate) fn print_notes(notes: &[String]) {
    for note in notes {
        eprintln!("Note: {note}");
    }
}

/// How the models did on the past, the closest first.
pub(crate) fn print_comparison(comparison: &Comparison) {
    say(&format!(
        "Orders of the {} after {}, foretold from what was known then",
        count_of(comparison.window_days.unsigned_abs() as usize, "day"),
        comparison.origins.join(", ")
    ));
    let heads = [
        "Model",
        "MAE",
        "RMSE",
        "Bias",
        "Gini",
        "Top tenth",
        "MAE in money",
        "In 90 % range",
    ];
    let mut table = Table::new(&heads, 1);
    for line in &comparison.models {
        table.row(vec![
            line.model.clone(),
            format!("{:.3}", line.mae),
            format!("{:.3}", line.rmse),
            format!("{:+.1} %", 100.0 * line.bias),
            format!("{:.3}", line.gini),
            format!("{:.1} %", 100.0 * line.top_tenth),
            format!("{:.2}", line.money_mae),
            line.covered_90
                .map_or("-".to_owned(), |share| format!("{:.1} %", 100.0 * share)),
        ]);
    }
    table.print();
    say(&comparison.note);
    if comparison.sizes.is_empty() {
        return;
    }
    say("\nMoney of the last stretch, given the orders that came in it");
    let mut table = Table::new(&["Order sizes", "MAE in money", "Bias", "Gini"], 1);
    for line in &comparison.sizes {
        table.row(vec![
            line.name.to_owned(),
            format!("{:.2}", line.scores.mean_error),
            format!("{:+.1} %", 100.0 * line.scores.bias),
            format!("{:.3}", line.scores.gini),
        ]);
    }
    table.print();
    say(&comparison.sizes_note);
}

//! Plants parameters, simulates bases, fits them, and prints bias and coverage, model by model:
//! `cargo run --example recovery -- 200`; a name after the number runs that model alone.
//!
//! Bias is the mean of ln(found/planted); the coverage of 95 % intervals should be .93 to .97.
#![allow(clippy::unwrap_used)]

#[path = "../tests/coverage.rs"]
#[allow(dead_code)]
mod coverage;
#[path = "../tests/simulated.rs"]
#[allow(dead_code)]
mod simulated;

use std::time::Instant;

fn main() {
    let bases = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(200);
    println!("model                   bases  parameter: bias, share of 95 % intervals that hold");
    let only = std::env::args().nth(2);
    let wanted = |model: &str| only.as_deref().is_none_or(|only| model == only);
    for study in coverage::studies()
        .iter()
        .filter(|study| wanted(study.model))
    {
        let start = Instant::now();
        let outcome = study.run(bases);
        let columns: Vec<String> = study
            .truth
            .iter()
            .zip(&outcome.parameters)
            .map(|((name, _), (bias, held))| format!("{name}: {bias:+.3} {held:.3}"))
            .collect();
        println!(
            "{:<22} {:>6}  {}  ({:.0} s)",
            study.model,
            outcome.inside,
            columns.join("; "),
            start.elapsed().as_secs_f64()
        );
    }
    for customers in [60, 200].into_iter().filter(|_| wanted("posterior")) {
        let held = coverage::posterior_coverage(bases, customers);
        println!("posterior of {customers} customers: 90 % intervals hold {held:.3}");
    }
}

//! Asks everything of 1,000 random parts of every log, from 5 to 5,000 customers:
//! `cargo run -p clv --example subsets -- [PARTS [LOG]]`, of one log where its name is given.
//!
//! Any NaN, any impossible answer, any error ends it; REGULARS_DATA names the data folder.
#![allow(clippy::unwrap_used)]

#[path = "../tests/logs.rs"]
#[allow(dead_code)]
mod logs;
#[path = "../tests/subsets.rs"]
mod subsets;

use rayon::prelude::*;
use std::time::Instant;

fn main() {
    let parts: u64 = std::env::args()
        .nth(1)
        .map_or(1_000, |text| text.parse().unwrap());
    let wanted = std::env::args().nth(2);
    let is_wanted = |name: &str| wanted.as_ref().is_none_or(|wanted| wanted == name);
    for (name, log) in subsets::all_logs() {
        if !is_wanted(name) {
            continue;
        }
        let start = Instant::now();
        (0..parts)
            .into_par_iter()
            .for_each(|seed| subsets::try_part(&log, seed, 5.0..5_000.0));
        let seconds = start.elapsed().as_secs_f64();
        println!("{name}: {parts} parts, 0 NaN, 0 errors, {seconds:.0} s");
    }
}

//! Ten thousand random sequences of imports, merges, splits, corrections and undo:
//! `cargo run -p clean --example sequences -- 10000`. Any difference stops it with the seed.
#![allow(clippy::unwrap_used, dead_code)]

#[path = "../tests/base.rs"]
mod base;
#[path = "../tests/sequences.rs"]
mod sequences;

use sequences::Trial;

fn main() {
    let count: u64 = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000);
    let mut trial = Trial::new();
    for seed in 0..count {
        trial.run(seed);
        if seed % 10 == 9 {
            trial.refuse(seed);
            trial.run_out_of_order(seed);
        }
        // A fresh base now and then: the old one has seen thousands of accounts come and go.
        if seed % 100 == 99 {
            println!("{} sequences, all undone byte for byte", seed + 1);
            trial = Trial::new();
        }
    }
}

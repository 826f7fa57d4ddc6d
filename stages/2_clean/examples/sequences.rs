//! Ten thousand random sequences of imports, merges, splits, corrections, labels, opt-outs,
//! complaints, returned letters and undo: `cargo run -p clean --example sequences -- 10000`, and
//! with a second number from that seed on. Any difference stops it with the seed.
#![allow(clippy::unwrap_used, dead_code)]

#[path = "../tests/base.rs"]
mod base;
#[path = "../tests/sequences.rs"]
mod sequences;

use sequences::Trial;

fn main() {
    let number = |at| std::env::args().nth(at).and_then(|text| text.parse().ok());
    let (count, from): (u64, u64) = (number(1).unwrap_or(1_000), number(2).unwrap_or(0));
    let mut trial = Trial::new();
    for seed in from..from + count {
        trial.run(seed);
        if seed % 10 == 9 {
            trial.run_out_of_order(seed);
        }
        // A fresh base now and then: in the old one everybody has been told to be left alone.
        if seed % 20 == 19 {
            trial = Trial::new();
        }
        if seed % 100 == 99 {
            println!("{} sequences, all undone byte for byte", seed + 1 - from);
        }
    }
}

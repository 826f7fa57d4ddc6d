//! A number of letters in (first argument); `letters.pdf`, `calls.pdf` and `plan.pdf` out, in the
//! folder of the second argument, with pages a second on standard error.
//!
//! `cargo run -p paper --example letters -- 1000 /tmp`

#![allow(clippy::unwrap_used)]

#[path = "../tests/sample.rs"]
mod sample;

use std::path::PathBuf;
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(10, |text| text.parse().unwrap());
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let letters: Vec<paper::Letter> = (0..count).map(sample::letter).collect();

    let start = Instant::now();
    let parts = paper::print_parts(&letters, "en").unwrap();
    let printed = start.elapsed().as_secs_f64();
    let pdf = paper::join(&parts).unwrap();
    let joined = start.elapsed().as_secs_f64();
    eprintln!(
        "{count} letters: {printed:.2} s to print, {:.2} s to join, {:.0} pages a second, {} KB",
        joined - printed,
        count as f64 / joined,
        pdf.len() / 1024,
    );
    std::fs::write(folder.join("letters.pdf"), pdf).unwrap();
    let calls = paper::print_call_sheet(&sample::call_sheet(9), "en").unwrap();
    std::fs::write(folder.join("calls.pdf"), calls).unwrap();
    let plan = paper::print_plan(&sample::plan(), "en").unwrap();
    std::fs::write(folder.join("plan.pdf"), plan).unwrap();
}

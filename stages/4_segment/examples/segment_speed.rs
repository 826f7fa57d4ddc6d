//! How fast the stage is: the folder of a scored workspace enters, seconds leave.
//!
//! `cargo run -p segment --example segment_speed -- FOLDER`

use std::path::Path;
use std::time::Instant;

use segment::{StageRules, read_grid, segment};
use store::{Silent, Store, StoreError};
use terms::Day;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("give the folder of a scored workspace")?;
    let store = Store::open(Path::new(&folder))?;
    let as_of: i32 = store.read(|db| {
        let newest = "SELECT as_of FROM score_runs ORDER BY id DESC LIMIT 1";
        Ok::<_, StoreError>(db.query_row(newest, [], |row| row.get(0))?)
    })?;
    for what in ["first", "again"] {
        let begun = Instant::now();
        let report = segment(
            &store,
            Day::from_number(as_of),
            &StageRules::default(),
            &Silent,
        )?;
        println!(
            "{what}: {:.2} s, {} changed",
            begun.elapsed().as_secs_f64(),
            report.changed
        );
    }
    let begun = Instant::now();
    let grid = store.read(read_grid)?;
    println!("grid: {:.2} ms", begun.elapsed().as_secs_f64() * 1_000.0);
    for one in grid.stages {
        println!("  {:>9} {}", one.accounts, one.stage);
    }
    Ok(())
}

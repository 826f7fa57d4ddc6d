//! What linking costs: `cargo run -p linkage --example speed -- FILE`.
//! Prints seconds of processor and of clock for learning and linking a CSV file, for one new record
//! and for 20,000 new rows against all of it, and the largest memory (Linux).

use std::time::Instant;

use linkage::{Linker, Options, Role, Table, Told, recognise};

fn main() {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "people.csv".into());
    let (start, spent) = (Instant::now(), processor_seconds());
    let table = read(&path);
    say("read", start, spent);
    let roles: Vec<Role> = recognise(&table).iter().map(|column| column.role).collect();
    let (start, spent) = (Instant::now(), processor_seconds());
    let mut linker = match Linker::learn(&table, &roles, &Options::default()) {
        Ok(linker) => linker,
        Err(error) => return println!("{error}"),
    };
    say("learn", start, spent);
    let few = first_rows(&table, 20_000);
    let one = first_rows(&table, 1);
    drop(table);
    let (start, spent) = (Instant::now(), processor_seconds());
    let linked = linker.link(&Told::default());
    say("link", start, spent);
    println!(
        "{} rows, {} pairs kept, {}",
        linked.person.len(),
        linked.pairs.len(),
        largest_memory()
    );
    drop(linked);
    for (what, table) in [("one record more", one), ("20,000 rows more", few)] {
        let (start, spent) = (Instant::now(), processor_seconds());
        let pairs = linker.add(&table).map(|rows| linker.pairs_of(rows));
        say(what, start, spent);
        println!("  {} pairs", pairs.map_or(0, |pairs| pairs.len()));
    }
}

fn read(path: &str) -> Table {
    let mut file = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let names: Vec<String> = file
        .headers()
        .map(|row| row.iter().map(str::to_owned).collect())
        .unwrap_or_default();
    let mut table = Table::new(&names);
    let mut row = csv::StringRecord::new();
    while file.read_record(&mut row).unwrap_or(false) {
        table.push(row.iter());
    }
    table
}

fn first_rows(table: &Table, rows: usize) -> Table {
    let mut first = Table::new(table.columns());
    for row in 0..rows.min(table.len()) {
        first.push((0..table.columns().len()).map(|column| table.cell(row, column)));
    }
    first
}

fn say(what: &str, start: Instant, spent: f64) {
    println!(
        "{what}: {:.3} s by the clock, {:.2} s of processor",
        start.elapsed().as_secs_f64(),
        processor_seconds() - spent
    );
}

/// User and system time of this process; the kernel counts in hundredths.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}

fn largest_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("VmHWM unknown")
        .to_owned()
}

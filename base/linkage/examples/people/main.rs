//! Makes a list of customers whose truth is known:
//! `cargo run -p linkage --example people -- ROWS FILE`.
//!
//! Two in three rows are people of their own; households share family name, house and land line;
//! names are shortened, initials and typing errors occur, people move and change addresses. The
//! last column, `entity_id`, tells who is who.

use std::fs::File;
use std::io::BufWriter;

mod list;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let rows: usize = args
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000_000);
    let path = args.next().unwrap_or_else(|| "people.csv".into());
    list::write_people(rows, &mut BufWriter::new(File::create(&path)?))
}

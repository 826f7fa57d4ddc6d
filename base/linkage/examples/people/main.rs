//! Makes a list of customers whose truth is known:
//! `cargo run -p linkage --example people -- ROWS FILE`.
//!
//! Two in three rows are people of their own; households share family name, house and land line;
//! names are shortened, initials and typing errors occur, people move and change addresses. The
//! last column, `entity_id`, tells who is who.

use std::fs::File;
use std::io::{BufWriter, Write};

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

mod person;

use person::{Home, Person};

/// Seed of the list; the same size gives the same file.
const SEED: u64 = 7;
/// Chance that one more row is of the same person: 662 people in 1,000 rows.
const AGAIN: f64 = 0.338;
/// Chance that a home has one more person.
const ONE_MORE_AT_HOME: f64 = 0.12;
const SOURCES: [&str; 5] = ["shop", "crm", "pos", "newsletter", "spreadsheet"];

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let rows: usize = args
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000_000);
    let path = args.next().unwrap_or_else(|| "people.csv".into());
    let mut dice = Pcg64::seed_from_u64(SEED);
    let mut lines = make_rows(rows, &mut dice);
    // Rows of one person do not stand together.
    for at in (1..lines.len()).rev() {
        lines.swap(at, dice.random_range(0..=at));
    }
    let mut file = BufWriter::new(File::create(&path)?);
    writeln!(
        file,
        "id,source,created,first_name,last_name,company,email,phone,street,city,state,postcode,country,entity_id"
    )?;
    for (id, line) in lines.iter().enumerate() {
        let source = SOURCES[dice.random_range(0..SOURCES.len())];
        let (year, month, day) = (
            dice.random_range(2012..2025),
            dice.random_range(1..13),
            dice.random_range(1..29),
        );
        writeln!(
            file,
            "{},{source},{year}-{month:02}-{day:02},{line}",
            id + 1
        )?;
    }
    Ok(())
}

fn make_rows(rows: usize, dice: &mut Pcg64) -> Vec<String> {
    let mut lines = Vec::with_capacity(rows);
    let mut entity = 0;
    while lines.len() < rows {
        let home = Home::new(dice);
        loop {
            entity += 1;
            let mut person = Person::of(&home, dice);
            loop {
                lines.push(format!("{},{entity}", person.row(dice)));
                if !dice.random_bool(AGAIN) {
                    break;
                }
            }
            if !dice.random_bool(ONE_MORE_AT_HOME) {
                break;
            }
        }
    }
    lines.truncate(rows);
    lines
}

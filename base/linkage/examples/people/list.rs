//! The list: how many rows in, a CSV file of invented customers out.

use std::io::{Result, Write};

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

#[path = "person.rs"]
mod person;

use person::{Home, Person};

/// Seed of the list; the same size gives the same file.
const SEED: u64 = 7;
/// Chance that one more row is of the same person: 662 people in 1,000 rows.
const AGAIN: f64 = 0.338;
/// Chance that a home has one more person.
const ONE_MORE_AT_HOME: f64 = 0.12;
const SOURCES: [&str; 5] = ["shop", "crm", "pos", "newsletter", "spreadsheet"];

/// Writes this many rows; the last column, `entity_id`, tells who is who.
pub(crate) fn write_people(rows: usize, file: &mut impl Write) -> Result<()> {
    let mut dice = Pcg64::seed_from_u64(SEED);
    let mut lines = make_rows(rows, &mut dice);
    // Rows of one person do not stand together.
    for at in (1..lines.len()).rev() {
        lines.swap(at, dice.random_range(0..=at));
    }
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
    file.flush()
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

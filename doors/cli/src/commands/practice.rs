//! `regulars practice`: the files of a practice business, or contacts for other files' customers.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use testkit::{PracticeBusiness, contacts_for, write_files, write_more_files};

use crate::args::Place;
use crate::exit::Exit;
use crate::output::say;
use crate::practice_args::Practice;

/// The seed of practice data unless another is given.
const USUAL_SEED: u64 = 1;

pub(crate) fn run(place: &Place, wanted: &Practice) -> Result<Exit> {
    std::fs::create_dir_all(&wanted.out)?;
    let seed = place.seed.unwrap_or(USUAL_SEED);
    if let Some(file) = &wanted.contacts_for {
        let numbers = customer_numbers(file, &wanted.column)?;
        let to = wanted.out.join("contacts.csv");
        std::fs::write(&to, contacts_for(&numbers, seed))?;
        say(&format!(
            "Contacts for {} customer numbers: {}",
            numbers.len(),
            to.display()
        ));
        return Ok(Exit::Done);
    }
    let as_of = place.as_of.unwrap_or(super::trial::PRESS_DAY);
    let business = PracticeBusiness::new(wanted.accounts, seed, as_of)?;
    for path in write_files(&business, &wanted.out)?.sources() {
        say(&path.display().to_string());
    }
    if wanted.more {
        let more = write_more_files(&business, &wanted.out)?;
        for path in more
            .sources()
            .into_iter()
            .chain([more.asked_about.as_path()])
        {
            say(&path.display().to_string());
        }
    }
    Ok(Exit::Done)
}

/// The different customer numbers of a CSV file, gzipped or not, each with its country if there
/// is such a column.
fn customer_numbers(file: &Path, column: &str) -> Result<Vec<(String, String)>> {
    let open = || File::open(file).with_context(|| file.display().to_string());
    let mut magic = [0; 2];
    let packed = open()?.read(&mut magic)? == 2 && magic == [0x1f, 0x8b];
    let input: Box<dyn Read> = match packed {
        true => Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(open()?))),
        false => Box::new(open()?),
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let heads = reader.byte_headers()?.clone();
    let at = |name: &str| {
        heads
            .iter()
            .position(|head| head.eq_ignore_ascii_case(name.as_bytes()))
    };
    let Some(number_at) = at(column) else {
        bail!(desk::Refusal::Usage(format!(
            "{} has no column «{column}»; name it with --column",
            file.display()
        )));
    };
    let country_at = at("country");
    let mut numbers = BTreeMap::new();
    for record in reader.byte_records() {
        let record = record?;
        let text = |at: usize| {
            record
                .get(at)
                .map(|cell| String::from_utf8_lossy(cell).trim().to_owned())
        };
        let number = text(number_at).unwrap_or_default();
        if !number.is_empty() {
            numbers
                .entry(number)
                .or_insert_with(|| country_at.and_then(text).unwrap_or_default());
        }
    }
    Ok(numbers.into_iter().collect())
}

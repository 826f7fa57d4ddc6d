//! Who is who: a CSV of invented customers in, people out, held against the truth that the list
//! itself carries.

use std::collections::HashMap;
use std::fs::File;
use std::hash::Hash;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result};
use linkage::{Linker, Options, Role, Table, Told, recognise};

use crate::figures::{Figures, measured};

#[path = "../../../base/linkage/examples/people/list.rs"]
mod list;

/// The column that tells who is who; nobody who links may see it.
const TRUTH: &str = "entity_id";

/// Writes a list of this many invented customers.
///
/// # Errors
/// When the file cannot be written.
pub fn write_people(rows: u32, path: &Path) -> Result<()> {
    let file = File::create(path).with_context(|| format!("could not write {}", path.display()))?;
    Ok(list::write_people(
        rows as usize,
        &mut BufWriter::new(file),
    )?)
}

/// Reads and links the list as `regulars match` does: columns recognised, nothing labelled. The
/// truth is looked at when the clock has stopped.
pub(crate) fn link_people(path: &Path) -> Result<Figures> {
    let mut person = Vec::new();
    let mut figures = measured(|| {
        let table = read_people(path)?;
        let roles: Vec<Role> = recognise(&table).iter().map(|column| column.role).collect();
        let linker = Linker::learn(&table, &roles, &Options::default())?;
        drop(table);
        person = linker.link(&Told::default()).person;
        Ok((person.len() as u64, String::new()))
    })?;
    figures.result = score_people(&person, &read_truth(path)?);
    Ok(figures)
}

fn read_people(path: &Path) -> Result<Table> {
    let mut file = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
    let names = file.headers()?.clone();
    let truth = names.iter().position(|name| name == TRUTH);
    let kept = |column: &usize| Some(*column) != truth;
    let columns: Vec<usize> = (0..names.len()).filter(kept).collect();
    let names: Vec<&str> = columns.iter().map(|column| &names[*column]).collect();
    let mut table = Table::new(&names);
    let mut row = csv::StringRecord::new();
    while file.read_record(&mut row)? {
        table.push(columns.iter().map(|column| &row[*column]));
    }
    Ok(table)
}

fn read_truth(path: &Path) -> Result<Vec<String>> {
    let mut file = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
    let column = file.headers()?.iter().position(|name| name == TRUTH);
    let column = column.with_context(|| format!("{} has no {TRUTH}", path.display()))?;
    file.records()
        .map(|row| Ok(row?[column].to_owned()))
        .collect()
}

/// Precision and recall of all pairs inside people, in the words of the peer.
fn score_people(person: &[u32], truth: &[String]) -> String {
    let right = pairs(person.iter().zip(truth));
    let (precision, recall) = (right / pairs(person.iter()), right / pairs(truth.iter()));
    let f1 = 2.0 * precision * recall / (precision + recall);
    format!("P {precision:.4} R {recall:.4} F1 {f1:.4}")
}

/// How many pairs groups of equal keys hold.
fn pairs<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> f64 {
    let mut sizes: HashMap<K, u64> = HashMap::new();
    for key in keys {
        *sizes.entry(key).or_default() += 1;
    }
    sizes
        .values()
        .map(|size| (size * (size - 1) / 2) as f64)
        .sum()
}

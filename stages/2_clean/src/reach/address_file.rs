//! Postal addresses out to a licensed address checker, and what it found back in.
//!
//! Enters: the base, or a checked file. Leaves: a CSV file; or corrections as one step, which win
//! over the files the addresses came from and can be taken back.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::OptionalExtension;
use serde::Serialize;
use store::Store;

use crate::error::CleanError;
use crate::reach::bounce::cannot_read;
use crate::step::{Correction, StepKind, correct_in, insert_step};

/// The columns of the file; the first tells the address again and must come back unchanged.
const COLUMNS: [&str; 8] = [
    "address_id",
    "account",
    "name",
    "street",
    "postcode",
    "city",
    "region",
    "country",
];

/// What a checked file brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckedAddresses {
    /// Rows read.
    pub rows: u64,
    /// Addresses that were corrected.
    pub corrected: u64,
    /// Addresses that stand as they are.
    pub unchanged: u64,
    /// Rows that could not be used, with the reason.
    pub problems: Vec<String>,
    /// The step, when anything was corrected.
    pub step: Option<i64>,
}

/// Writes every postal address that is in use; gives how many.
///
/// # Errors
/// When the file cannot be written or the database refuses.
pub fn export_addresses(store: &Store, path: &Path) -> Result<u64, CleanError> {
    let fail = |error: csv::Error| CleanError::File(path.display().to_string(), error.to_string());
    let mut out = csv::Writer::from_path(path).map_err(fail)?;
    out.write_record(COLUMNS).map_err(fail)?;
    let mut count = 0;
    store.read(|db| {
        let mut statement = db.prepare_cached(include_str!("../../sql/address_file.all.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut cells = vec![
                row.get::<_, i64>(0)?.to_string(),
                row.get::<_, i64>(1)?.to_string(),
            ];
            for at in 2..COLUMNS.len() {
                cells.push(row.get::<_, Option<String>>(at)?.unwrap_or_default());
            }
            out.write_record(&cells).map_err(fail)?;
            count += 1;
        }
        Ok::<_, CleanError>(())
    })?;
    out.flush()
        .map_err(|error| CleanError::File(path.display().to_string(), error.to_string()))?;
    Ok(count)
}

/// Takes a checked file in: every address that came back different is corrected.
///
/// # Errors
/// When the file cannot be read or the database refuses; nothing is changed then.
pub fn import_addresses(
    store: &Store,
    path: &Path,
    now: &str,
) -> Result<CheckedAddresses, CleanError> {
    let fail = |error: csv::Error| CleanError::File(path.display().to_string(), error.to_string());
    let text = read_text(path)?;
    let mut file = csv::ReaderBuilder::new()
        .delimiter(delimiter_of(&text))
        .from_reader(text.as_bytes());
    let heads = file.headers().map_err(fail)?.clone();
    let place = |name: &str| {
        heads
            .iter()
            .position(|head| head.trim().eq_ignore_ascii_case(name))
    };
    let Some(id_at) = place(COLUMNS[0]) else {
        let why = "it has no column address_id; send the exported file to the checker".to_owned();
        return Err(CleanError::File(path.display().to_string(), why));
    };
    let mut report = CheckedAddresses::default();
    let mut corrections: BTreeMap<i64, Vec<Correction>> = BTreeMap::new();
    for record in file.records() {
        let record = record.map_err(fail)?;
        report.rows += 1;
        let id = record
            .get(id_at)
            .and_then(|text| text.trim().parse::<i64>().ok());
        let known = id.map(|id| read_address(store, id)).transpose()?.flatten();
        let Some((account_id, before)) = known else {
            report
                .problems
                .push(format!("row {}: no such address", report.rows));
            continue;
        };
        let mut after = before.clone();
        for (part, name) in after
            .iter_mut()
            .zip(["street", "postcode", "city", "region", "country"])
        {
            if let Some(cell) = place(name).and_then(|at| record.get(at)) {
                cell.trim().clone_into(part);
            }
        }
        if after == before {
            report.unchanged += 1;
            continue;
        }
        report.corrected += 1;
        corrections.entry(account_id).or_default().push(Correction {
            field: "post".into(),
            person_id: None,
            was: before.join("\n"),
            value: after.join("\n"),
        });
    }
    report.step = apply(store, &corrections, report.corrected, now)?;
    Ok(report)
}

/// The text of a checked file, without the mark that spreadsheets put in front.
fn read_text(path: &Path) -> Result<String, CleanError> {
    let bytes = std::fs::read(path).map_err(|error| cannot_read(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let why = "it is not UTF-8; save it as «CSV UTF-8» and import it again".to_owned();
        CleanError::File(path.display().to_string(), why)
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// What parts the cells: spreadsheets of many countries write semicolons.
fn delimiter_of(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |sign: char| head.matches(sign).count();
    [(',', b','), (';', b';'), ('\t', b'\t')]
        .into_iter()
        .max_by_key(|(sign, _)| count(*sign))
        .map_or(b',', |(_, byte)| byte)
}

/// The account of an address, and street, postal code, city, region, country.
fn read_address(store: &Store, id: i64) -> Result<Option<(i64, Vec<String>)>, CleanError> {
    store.read(|db| {
        let mut statement = db.prepare_cached(include_str!("../../sql/address_file.one.sql"))?;
        let found = statement.query_row([id], |row| {
            let part = |at| {
                row.get::<_, Option<String>>(at)
                    .map(Option::unwrap_or_default)
            };
            Ok((
                row.get(0)?,
                vec![part(1)?, part(2)?, part(3)?, part(4)?, part(5)?],
            ))
        });
        Ok(found.optional()?)
    })
}

fn apply(
    store: &Store,
    corrections: &BTreeMap<i64, Vec<Correction>>,
    count: u64,
    now: &str,
) -> Result<Option<i64>, CleanError> {
    let Some(first) = corrections.keys().next() else {
        return Ok(None);
    };
    store.write(|db| {
        let words = format!("Address check: {count} addresses corrected");
        let step = insert_step(db, StepKind::Edit, *first, None, &words, now)?;
        for (account_id, of_account) in corrections {
            correct_in(db, step, *account_id, of_account, now)?;
        }
        Ok(Some(step))
    })
}

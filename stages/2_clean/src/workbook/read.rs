//! What was changed in a workbook.
//!
//! Enters: a workbook that this program wrote and a person corrected. Leaves: every cell that is not
//! as it was written nor as the base has it by now, and what could not be understood. Changes nothing.

use std::collections::HashMap;
use std::path::Path;

use calamine::{Data, Range, Reader, open_workbook_auto};
use serde::Serialize;
use store::Store;

use crate::error::CleanError;
use crate::workbook::change::WorkbookChange;
use crate::workbook::sheet::{
    ACCOUNT, COLUMNS, FIRST, KEPT_SHEET, Line, PERSON, SHEET, is_of_person, read_lines,
};

/// What a workbook says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WorkbookReading {
    /// Every cell that was changed, in the order of the sheet.
    pub changes: Vec<WorkbookChange>,
    /// Cells that were changed to what the base says already, as after applying them once.
    pub already: usize,
    /// What was not understood and is left alone, in plain words.
    pub problems: Vec<String>,
}

/// Account and person of a row, as written.
type RowKey = (i64, Option<i64>);

/// Reads a workbook and finds what was changed in it and is not in the base yet.
///
/// # Errors
/// When the file is no workbook of this program, or the database refuses.
pub fn read_workbook(store: &Store, path: &Path) -> Result<WorkbookReading, CleanError> {
    let mut reading = compare_with_written(path)?;
    let changed = reading.changes.len();
    if changed > 0 {
        let standing = Standing::of(store.read(read_lines)?);
        reading.changes.retain(|change| !standing.says(change));
        reading.already = changed - reading.changes.len();
    }
    Ok(reading)
}

/// What the base says now, row by row as the workbook would be written.
struct Standing {
    rows: HashMap<RowKey, Vec<String>>,
    /// The first row of an account: what belongs to the account alone stands there.
    first_of: HashMap<i64, RowKey>,
}

impl Standing {
    fn of(lines: Vec<Line>) -> Standing {
        let mut first_of = HashMap::new();
        for line in &lines {
            let key = (line.account_id, line.person_id);
            first_of.entry(line.account_id).or_insert(key);
        }
        let rows = lines.into_iter();
        let rows = rows.map(|line| ((line.account_id, line.person_id), line.cells));
        Standing {
            rows: rows.collect(),
            first_of,
        }
    }

    /// Whether the base has a changed cell's new value by now.
    fn says(&self, change: &WorkbookChange) -> bool {
        let own = (change.account_id, change.person_id);
        let key = if is_of_person(&change.field) {
            Some(&own)
        } else {
            self.first_of.get(&change.account_id)
        };
        let at = COLUMNS.iter().position(|(_, field)| *field == change.field);
        let cells = key.and_then(|key| self.rows.get(key));
        let cell = cells.zip(at).and_then(|(cells, at)| cells.get(at));
        cell.is_some_and(|cell| match change.field.as_str() {
            "tags" => sorted_tags(cell) == sorted_tags(&change.value),
            _ => cell.trim() == change.value,
        })
    }
}

/// The labels in a cell, whatever their order.
fn sorted_tags(cell: &str) -> Vec<&str> {
    let mut tags: Vec<&str> = cell.split(',').map(str::trim).collect();
    tags.sort_unstable();
    tags
}

/// Every cell that is not as it was written.
fn compare_with_written(path: &Path) -> Result<WorkbookReading, CleanError> {
    let unfit = |error: calamine::Error| CleanError::Workbook(error.to_string());
    let mut book = open_workbook_auto(path).map_err(unfit)?;
    let kept = book.worksheet_range(KEPT_SHEET).map_err(|_| {
        CleanError::Workbook(
            "its hidden sheet is missing; write a new one with «workbook out»".into(),
        )
    })?;
    let sheet = book
        .worksheet_range(SHEET)
        .map_err(|_| CleanError::Workbook(format!("its sheet «{SHEET}» is missing")))?;
    let formulas = book.worksheet_formula(SHEET).map_err(unfit)?;
    let columns = columns_of(&sheet)?;
    let as_written = rows_by_key(&kept);
    Ok(compare(&sheet, &formulas, &columns, &as_written))
}

/// Where each column stands now; people move columns about.
fn columns_of(sheet: &Range<Data>) -> Result<Vec<Option<usize>>, CleanError> {
    let heads: Vec<String> = sheet
        .rows()
        .next()
        .map(|row| row.iter().map(cell_text).collect())
        .unwrap_or_default();
    if heads.get(ACCOUNT).map(String::as_str) != Some("Account") {
        return Err(CleanError::Workbook(
            "its first, hidden column no longer holds the account numbers".into(),
        ));
    }
    Ok(COLUMNS
        .iter()
        .map(|(name, _)| heads.iter().position(|head| head == name))
        .collect())
}

fn rows_by_key(sheet: &Range<Data>) -> HashMap<RowKey, Vec<String>> {
    let rows = sheet.rows().skip(1).filter_map(|row| {
        let cells: Vec<String> = row.iter().map(cell_text).collect();
        let mut values: Vec<String> = cells.get(FIRST..).unwrap_or_default().to_vec();
        values.resize(COLUMNS.len(), String::new());
        Some((key_of(&cells)?, values))
    });
    rows.collect()
}

fn key_of(cells: &[String]) -> Option<RowKey> {
    let account = cells.get(ACCOUNT)?.trim().parse().ok()?;
    let person = cells.get(PERSON)?.trim();
    if person.is_empty() {
        return Some((account, None));
    }
    Some((account, Some(person.parse().ok()?)))
}

fn compare(
    sheet: &Range<Data>,
    formulas: &Range<String>,
    columns: &[Option<usize>],
    as_written: &HashMap<RowKey, Vec<String>>,
) -> WorkbookReading {
    let mut reading = WorkbookReading::default();
    let mut seen: HashMap<RowKey, usize> = HashMap::new();
    for (at, row) in sheet.rows().enumerate().skip(1) {
        let line = at + 1;
        let cells: Vec<String> = row.iter().map(cell_text).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let known = key_of(&cells).and_then(|key| Some((key, as_written.get(&key)?)));
        let Some((key, before)) = known else {
            reading.problems.push(format!(
                "line {line} has no account number this program wrote; new customers come in by importing a file"
            ));
            continue;
        };
        if let Some(first) = seen.insert(key, line) {
            reading.problems.push(format!(
                "line {line} repeats line {first} and is left alone"
            ));
            continue;
        }
        for (column, place) in columns.iter().enumerate() {
            let Some(place) = *place else { continue };
            let value = cells
                .get(place)
                .map(|text| text.trim().to_owned())
                .unwrap_or_default();
            if value == before[column].trim() {
                continue;
            }
            let is_formula = formulas
                .get_value((at as u32, place as u32))
                .is_some_and(|text| !text.is_empty());
            if is_formula && value.is_empty() {
                reading.problems.push(format!(
                    "line {line}, {}: the formula has no value",
                    COLUMNS[column].0
                ));
                continue;
            }
            reading.changes.push(WorkbookChange {
                line,
                account_id: key.0,
                person_id: key.1,
                column: COLUMNS[column].0.to_owned(),
                field: COLUMNS[column].1.to_owned(),
                was: before[column].clone(),
                value,
                row: before.clone(),
            });
        }
    }
    let missing = as_written
        .keys()
        .filter(|key| !seen.contains_key(key))
        .count();
    if missing > 0 {
        reading.problems.push(format!(
            "{missing} rows are missing from the sheet; nobody is deleted by leaving a row out"
        ));
    }
    reading
}

/// A cell as text; numbers as they read, without a false decimal point.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

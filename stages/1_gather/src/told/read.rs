//! Reading back: sources, their problems, and single rows as received.
//!
//! Enters: a connection. Leaves: what the Data page and the provenance of a customer show.

use ::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use terms::{Currency, Day};

use crate::columns::kind::Kind;
use crate::columns::meaning::ColumnMeaning;
use crate::error::GatherError;
use crate::files::block::read_cells;
use crate::files::sheet::Merged;
use crate::told::changes::Changes;
use crate::told::receipt::{Difference, Receipt, SAMPLE_PROBLEMS};
use crate::values::cells::Problem;

/// One import as the Data page lists it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceSummary {
    /// Its number.
    pub id: i64,
    /// The file's name.
    pub name: String,
    /// What the table is about.
    pub kind: Kind,
    /// The encoding of its text, or `workbook`.
    pub encoding: String,
    /// Rows in the file.
    pub rows: u64,
    /// Cells and rows that could not be read.
    pub problems: u64,
    /// Sum of what was taken in, in minor units.
    pub amount_minor: i64,
    /// The file's own exact sum as a decimal.
    pub amount_exact: String,
    /// Every difference between the two sums.
    pub differences: Vec<Difference>,
    /// The currency of the sums; `None` for files without amounts.
    pub currency: Option<Currency>,
    /// First day with an order.
    pub first_day: Option<Day>,
    /// Last day with an order.
    pub last_day: Option<Day>,
    /// When it was imported, RFC 3339.
    pub imported_at: String,
    /// When it was taken back, RFC 3339.
    pub undone_at: Option<String>,
    /// What each column was taken for.
    pub columns: Vec<ColumnMeaning>,
    /// The earlier export that it brings up to date.
    pub replaces: Option<i64>,
    /// What it changed against earlier exports of the same thing, where there are any.
    pub changes: Option<Changes>,
}

/// A row exactly as received.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRow {
    /// The file's name.
    pub source: String,
    /// The row; the first data row is 1.
    pub row_no: i64,
    /// The line of the file it starts on.
    pub line_no: i64,
    /// Column names and cells, in the order of the file.
    pub cells: Vec<(String, String)>,
    /// Places of the cells that stood empty in the sheet and were filled from the first of the
    /// cells they are merged with.
    pub filled: Vec<usize>,
}

/// All complete imports, newest first, those taken back included.
///
/// # Errors
/// When the database refuses or a stored description cannot be read.
pub fn read_sources(db: &Connection) -> Result<Vec<SourceSummary>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/read.sources.sql"))?;
    let rows = statement.query_map([], |row| Ok(summary_of(row)))?;
    rows.map(|row| row?).collect()
}

/// Problems of a source in the order of its rows, after this many of them, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub fn read_problems(
    db: &Connection,
    source_id: i64,
    after: u64,
    limit: u64,
) -> Result<Vec<Problem>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/read.problems.sql"))?;
    let rows = statement.query_map(
        (source_id, limit.cast_signed(), after.cast_signed()),
        |row| {
            Ok(Problem {
                row_no: row.get(0)?,
                line_no: row.get(1)?,
                column: row.get(2)?,
                value: row.get(3)?,
                reason: row.get(4)?,
                lost: row.get(5)?,
            })
        },
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One row as received, with the column names of its file.
///
/// # Errors
/// When the database refuses or the stored row cannot be read.
pub fn read_row(
    db: &Connection,
    source_id: i64,
    row_no: i64,
) -> Result<Option<SourceRow>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/read.row.sql"))?;
    let found = statement
        .query_row((source_id, row_no), |row| {
            let (first_row, count): (i64, i64) = (row.get(2)?, row.get(3)?);
            let names = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
            let lines = (row.get::<_, i64>(4)?, row.get::<_, Option<String>>(5)?);
            Ok((
                names,
                row_no - first_row,
                count,
                lines,
                (row.get::<_, Vec<u8>>(6)?, row.get::<_, String>(7)?),
            ))
        })
        .optional()?;
    let Some(((source, header), place, count, (first_line, lines), (packed, merged))) = found
    else {
        return Ok(None);
    };
    if place >= count {
        return Ok(None);
    }
    let names: Vec<String> = from_json(&header)?;
    let lines: Option<Vec<i64>> = lines.map(|lines| from_json(&lines)).transpose()?;
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    let line_no = lines
        .and_then(|lines| lines.get(place).copied())
        .unwrap_or(first_line + place as i64);
    let cells = read_cells(&packed, place).ok_or_else(|| StoreError::Damaged {
        what: format!("row {row_no} of «{source}»"),
        why: "its block cannot be unpacked".into(),
    })?;
    let merged: Vec<Merged> = from_json(&merged)?;
    let fills = |at: &usize| {
        merged
            .iter()
            .any(|area| area.fills(line_no.cast_unsigned(), *at))
    };
    let filled = (0..cells.len()).filter(fills).collect();
    let cell = |at: usize| cells.get(at).cloned().unwrap_or_default();
    let cells = (0..names.len().max(cells.len()))
        .map(|at| {
            (
                names
                    .get(at)
                    .cloned()
                    .unwrap_or_else(|| format!("Column {}", at + 1)),
                cell(at),
            )
        })
        .collect();
    Ok(Some(SourceRow {
        source,
        row_no,
        line_no,
        cells,
        filled,
    }))
}

/// The source with this hash that was not taken back, and whether it is complete.
pub(crate) fn find_source(
    db: &Connection,
    sha256: &str,
) -> Result<Option<(i64, bool)>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/read.source_by_hash.sql"))?;
    Ok(statement
        .query_row([sha256], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// The receipt of a source, from what was stored.
pub(crate) fn read_receipt(
    db: &Connection,
    source_id: i64,
    already: bool,
) -> Result<Receipt, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/read.source.sql"))?;
    let summary = statement
        .query_row([source_id], |row| Ok(summary_of(row)))
        .optional()?;
    let summary = summary.ok_or(GatherError::NoSuchSource(source_id))??;
    let mut lost = db.prepare_cached(include_str!("../../sql/read.lost_rows.sql"))?;
    let lost_rows: i64 = lost.query_row([source_id], |row| row.get(0))?;
    Ok(Receipt {
        source_id,
        name: summary.name,
        kind: summary.kind,
        already,
        rows: summary.rows,
        problems: summary.problems,
        lost_rows: lost_rows.cast_unsigned(),
        amount_minor: summary.amount_minor,
        amount_exact: summary.amount_exact,
        currency: summary.currency.unwrap_or(Currency::EUR),
        differences: summary.differences,
        first_day: summary.first_day,
        last_day: summary.last_day,
        columns: summary.columns,
        replaces: summary.replaces,
        changes: summary.changes,
        sample_problems: read_problems(db, source_id, 0, SAMPLE_PROBLEMS as u64)?,
    })
}

fn summary_of(row: &Row<'_>) -> Result<SourceSummary, GatherError> {
    let day = |at: usize| {
        row.get::<_, Option<i32>>(at)
            .map(|day| day.map(Day::from_number))
    };
    let text = |at: usize| row.get::<_, String>(at);
    Ok(SourceSummary {
        id: row.get(0)?,
        name: text(1)?,
        kind: text(2)?.parse().unwrap_or(Kind::Unknown),
        encoding: text(3)?,
        rows: row.get::<_, i64>(4)?.cast_unsigned(),
        problems: row.get::<_, i64>(5)?.cast_unsigned(),
        amount_minor: row.get(6)?,
        amount_exact: text(7)?,
        differences: from_json(&text(8)?)?,
        currency: text(9)?.parse().ok(),
        first_day: day(10)?,
        last_day: day(11)?,
        imported_at: text(12)?,
        undone_at: row.get(13)?,
        columns: from_json(&text(14)?)?,
        replaces: row.get(15)?,
        changes: serde_json::from_str(&text(16)?).ok(),
    })
}

pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, GatherError> {
    serde_json::from_str(text).map_err(|error| {
        StoreError::Damaged {
            what: "description of a source".into(),
            why: error.to_string(),
        }
        .into()
    })
}

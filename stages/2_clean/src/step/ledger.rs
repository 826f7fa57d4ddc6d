//! The ledger of steps.
//!
//! Enters: what was done. Leaves: rows in `steps`, read again as the history of an account.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;

use crate::error::CleanError;

/// What sort of thing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A file was taken in.
    Import,
    /// Two accounts were made one.
    Merge,
    /// Rows were made an account of their own.
    Split,
    /// Something was corrected by hand.
    Edit,
    /// Two accounts were said not to be the same.
    Apart,
    /// An account nobody can reach was archived.
    Archive,
}

impl StepKind {
    const ALL: [StepKind; 6] = [
        StepKind::Import,
        StepKind::Merge,
        StepKind::Split,
        StepKind::Edit,
        StepKind::Apart,
        StepKind::Archive,
    ];

    pub(crate) fn code(self) -> &'static str {
        match self {
            StepKind::Import => "import",
            StepKind::Merge => "merge",
            StepKind::Split => "split",
            StepKind::Edit => "edit",
            StepKind::Apart => "apart",
            StepKind::Archive => "archive",
        }
    }
}

/// One thing that was done to the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its number.
    pub id: i64,
    /// What sort of thing.
    pub kind: StepKind,
    /// The account it is about.
    pub account_id: Option<i64>,
    /// The other account, where two are concerned.
    pub other_id: Option<i64>,
    /// The import, where it is one.
    pub source_id: Option<i64>,
    /// What was done, in plain words.
    pub words: String,
    /// When.
    pub made_at: String,
    /// When it was taken back, if it was.
    pub undone_at: Option<String>,
}

/// Writes a step; gives its number.
pub(crate) fn insert_step(
    db: &Transaction<'_>,
    kind: StepKind,
    account_id: i64,
    other_id: Option<i64>,
    words: &str,
    now: &str,
) -> Result<i64, CleanError> {
    db.prepare_cached(include_str!("../../sql/ledger.insert.sql"))?
        .execute(params![kind.code(), account_id, other_id, words, now])?;
    Ok(db.last_insert_rowid())
}

/// The step of an import, written when it begins.
pub(crate) fn import_step(
    db: &Transaction<'_>,
    source_id: i64,
    name: &str,
    now: &str,
) -> Result<i64, CleanError> {
    if let Some(step) = read_import_step(db, source_id)? {
        return Ok(step);
    }
    db.prepare_cached(include_str!("../../sql/ledger.insert_import.sql"))?
        .execute((source_id, format!("Imported {name}"), now))?;
    Ok(db.last_insert_rowid())
}

/// The step of an import that still stands.
pub(crate) fn read_import_step(db: &Connection, source_id: i64) -> Result<Option<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/ledger.import_step.sql"))?;
    Ok(statement
        .query_row([source_id], |row| row.get(0))
        .optional()?)
}

/// The newest import that speaks of either account: joining them is part of it.
pub(crate) fn latest_import_step(
    db: &Connection,
    one: i64,
    other: i64,
) -> Result<Option<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/ledger.latest_import.sql"))?;
    Ok(statement.query_row((one, other), |row| row.get(0))?)
}

/// Marks a step as taken back.
pub(crate) fn close_step(db: &Transaction<'_>, step: i64, now: &str) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/ledger.close.sql"))?
        .execute((step, now))?;
    Ok(())
}

/// One step.
pub(crate) fn read_step(db: &Connection, id: i64) -> Result<Step, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/ledger.step.sql"))?;
    statement
        .query_row([id], read_row)
        .optional()?
        .ok_or(CleanError::NoSuchStep(id))
}

/// What was done to an account, the newest first.
///
/// # Errors
/// When the database refuses.
pub fn read_steps(db: &Connection, account_id: i64) -> Result<Vec<Step>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/ledger.of_account.sql"))?;
    let rows = statement.query_map([account_id], read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was done last to the whole base, the newest first.
///
/// # Errors
/// When the database refuses.
pub fn read_recent_steps(db: &Connection, most: u32) -> Result<Vec<Step>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/ledger.recent.sql"))?;
    let rows = statement.query_map([most], read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Step> {
    let code: String = row.get(1)?;
    let kind = StepKind::ALL.into_iter().find(|kind| kind.code() == code);
    Ok(Step {
        id: row.get(0)?,
        // The table's CHECK allows no other word.
        kind: kind.unwrap_or(StepKind::Edit),
        account_id: row.get(2)?,
        other_id: row.get(3)?,
        source_id: row.get(4)?,
        words: row.get(5)?,
        made_at: row.get(6)?,
        undone_at: row.get(7)?,
    })
}

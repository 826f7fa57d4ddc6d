//! What is left of an archived account when it can be brought back no more.
//!
//! Enters: the day. Leaves: the rows of files that still name somebody nobody may know any more;
//! whoever keeps the files takes it out of them, and tells so.

use rusqlite::Connection;
use store::Store;

use crate::error::CleanError;
use crate::reach::archive::day_of;

/// Archived accounts whose thirty days are over, and every row that spoke of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overdue {
    /// The accounts.
    pub accounts: Vec<i64>,
    /// Import and row of all that was said of them.
    pub rows: Vec<(i64, i64)>,
}

/// The rows that have to forget whom they are about.
///
/// # Errors
/// When the database refuses.
pub fn read_overdue(db: &Connection, now: &str) -> Result<Overdue, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/erasure.overdue.sql"))?;
    let accounts: Vec<i64> = statement
        .query_map([day_of(now).number()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut statement = db.prepare_cached(include_str!("../../sql/erasure.rows.sql"))?;
    let mut rows = Vec::new();
    for account_id in &accounts {
        let found = statement.query_map([account_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in found {
            rows.push(row?);
        }
    }
    Ok(Overdue { accounts, rows })
}

/// Every moment at which somebody was erased for good, the first of them first.
///
/// # Errors
/// When the database refuses.
pub fn read_erasures(db: &Connection) -> Result<Vec<String>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/erasure.all.sql"))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes that the rows of these accounts name nobody any more.
///
/// # Errors
/// When the database refuses.
pub fn note_erased(store: &Store, accounts: &[i64], now: &str) -> Result<(), CleanError> {
    store.write(|db| {
        let mut statement = db.prepare_cached(include_str!("../../sql/erasure.note.sql"))?;
        for account_id in accounts {
            statement.execute((account_id, now))?;
        }
        Ok(())
    })
}

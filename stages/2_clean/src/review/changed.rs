//! Accounts that look otherwise than when they were compared.
//!
//! Enters: accounts whose name, birthday or contact points were written anew. Leaves: their
//! numbers, kept with the change itself, so that a run that ends early forgets none.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction};

use crate::error::CleanError;

/// Notes an account for the next comparison. One that was never compared is compared anyway.
pub(crate) fn note_changed(db: &Transaction<'_>, account_id: i64) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/changed.note.sql"))?
        .execute([account_id])?;
    Ok(())
}

/// The accounts that wait for their comparison.
pub(crate) fn read_changed(db: &Connection) -> Result<HashSet<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/changed.read.sql"))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets the notes of accounts that were compared; one noted meanwhile waits for the next time.
pub(crate) fn forget_changed(
    db: &Transaction<'_>,
    compared: &HashSet<i64>,
) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/changed.forget.sql"))?;
    for account_id in compared {
        statement.execute([account_id])?;
    }
    Ok(())
}

//! Accounts that look otherwise than when they were compared.
//!
//! Enters: accounts whose name, birthday or contact points were written anew. Leaves: their
//! numbers, kept with the change itself under a mark that rises with every note. A comparison
//! forgets the notes it began with and no other, so neither a run that ends early nor a change made
//! while one goes on is lost.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction};
use store::Store;

use crate::error::CleanError;

/// Accounts up to this one are compared, or being compared: a change of theirs has to be noted.
const COMPARING_TO: &str = "comparing_to_account";
/// Accounts up to this one were compared.
const COMPARED_TO: &str = "compared_to_account";

/// Notes an account for the next comparison. One that none began with is compared anyway.
pub(crate) fn note_changed(db: &Transaction<'_>, account_id: i64) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/changed.note.sql"))?
        .execute([account_id])?;
    Ok(())
}

/// One look at all accounts that are new or look otherwise.
pub(crate) struct Comparison {
    /// The accounts to compare with all others.
    pub(crate) accounts: HashSet<i64>,
    newest: i64,
    last_mark: i64,
}

impl Comparison {
    /// Begins: from here on every change of an account that is compared is noted, and only then
    /// are they read.
    pub(crate) fn begin(store: &Store) -> Result<Comparison, CleanError> {
        let newest =
            store.read(|db| read_number(db, include_str!("../../sql/changed.newest.sql")))?;
        let compared = store.setting::<i64>(COMPARED_TO)?.unwrap_or(0);
        if newest > store.setting::<i64>(COMPARING_TO)?.unwrap_or(0) {
            store.set_setting(COMPARING_TO, &newest)?;
        }
        store.read(|db| {
            let mut statement = db.prepare_cached(include_str!("../../sql/changed.read.sql"))?;
            let accounts = statement.query_map([compared, newest], |row| row.get(0))?;
            Ok(Comparison {
                accounts: accounts.collect::<Result<_, _>>()?,
                newest,
                last_mark: read_number(db, include_str!("../../sql/changed.last_mark.sql"))?,
            })
        })
    }

    /// Ends: what was noted before it began is done with; what was noted since waits.
    pub(crate) fn end(self, store: &Store) -> Result<(), CleanError> {
        store.write(|db| {
            db.prepare_cached(include_str!("../../sql/changed.forget.sql"))?
                .execute([self.last_mark])?;
            Ok::<_, CleanError>(())
        })?;
        Ok(store.set_setting(COMPARED_TO, &self.newest)?)
    }
}

fn read_number(db: &Connection, sql: &str) -> Result<i64, CleanError> {
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

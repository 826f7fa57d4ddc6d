//! Links and keys of a batch, written together in the order of their tables.
//!
//! Enters: rows and the accounts they belong to. Leaves: `links` and `match_keys`.

use rusqlite::Transaction;

use crate::error::CleanError;
use crate::link::rule::Rule;

/// One row that belongs to an account.
pub(crate) struct NewLink {
    pub(crate) source_id: i64,
    pub(crate) row_no: i64,
    pub(crate) account: i64,
    pub(crate) rule: Rule,
    /// The account this row brought into being, if it did.
    pub(crate) founded: Option<i64>,
}

/// What was decided and is not written yet.
#[derive(Default)]
pub(crate) struct Unwritten {
    pub(crate) links: Vec<NewLink>,
    pub(crate) keys: Vec<(i64, i64)>,
}

impl Unwritten {
    /// Writes all of it.
    pub(crate) fn write(&mut self, db: &Transaction<'_>, now: &str) -> Result<(), CleanError> {
        let mut insert = db.prepare_cached(include_str!("../../sql/batch.insert_link.sql"))?;
        for one in self.links.drain(..) {
            let code = one.rule.code();
            insert.execute((
                one.source_id,
                one.row_no,
                one.account,
                code,
                one.founded,
                now,
            ))?;
        }
        // In the order of the table, so that each of its pages is touched once.
        self.keys.sort_unstable();
        self.keys.dedup();
        let mut insert = db.prepare_cached(include_str!("../../sql/batch.insert_key.sql"))?;
        for key in self.keys.drain(..) {
            insert.execute(key)?;
        }
        Ok(())
    }
}

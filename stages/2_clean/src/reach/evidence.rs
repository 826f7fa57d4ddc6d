//! Signs that the program's own mails and calls left behind.
//!
//! Enters: hand-overs that were refused, calls that reached somebody or the wrong one. Leaves: signs
//! about the address used, each once, and what follows from them.

use std::collections::BTreeSet;

use rusqlite::Transaction;
use store::Store;

use crate::error::CleanError;
use crate::reach::archive::erase_overdue;
use crate::reach::settle::{open_accounts, settle_account};
use crate::reach::sign::write_state;
use crate::run::Run;

/// Keeps new signs, writes the states they make and settles the accounts concerned.
pub(crate) fn apply_signs(store: &Store, run: &mut Run<'_>) -> Result<(), CleanError> {
    store.write(|db| {
        let before: i64 = newest_sign(db)?;
        for sql in [
            include_str!("../../sql/evidence.refused_mails.sql"),
            include_str!("../../sql/evidence.calls.sql"),
        ] {
            db.prepare_cached(sql)?.execute([])?;
        }
        let mut accounts: BTreeSet<i64> = open_accounts(db)?.into_iter().collect();
        for (kind, key) in keys_since(db, before)? {
            accounts.extend(write_state(db, &kind, &key)?);
        }
        for account_id in accounts {
            settle_account(db, account_id, run.now)?;
        }
        erase_overdue(db, run.now)
    })
}

fn newest_sign(db: &Transaction<'_>) -> Result<i64, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/evidence.newest.sql"))?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

fn keys_since(db: &Transaction<'_>, id: i64) -> Result<Vec<(String, String)>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/evidence.keys_since.sql"))?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

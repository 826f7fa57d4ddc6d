//! Rows that belong to somebody else made an account of their own.
//!
//! Enters: an account and some of its rows. Leaves: a new account with them, and a verdict that
//! the two are not the same.

use store::{Silent, Store};

use crate::error::CleanError;
use crate::order::Products;
use crate::run::Run;
use crate::step::ledger::{StepKind, insert_step};
use crate::step::merge::{check_account, insert_verdict};
use crate::step::moves::refresh_accounts;

/// Makes rows of an account an account of their own; gives the step and the new account.
///
/// # Errors
/// When there is no such account, a row is not one of its rows, no row would stay, or the database
/// refuses.
pub fn split(
    store: &Store,
    account_id: i64,
    rows: &[(i64, i64)],
    now: &str,
) -> Result<(i64, i64), CleanError> {
    let mut run = Run::begin(store, now, &Silent)?;
    let products = store.read(Products::read)?;
    store.write(|db| {
        check_account(db, account_id)?;
        db.prepare_cached(include_str!("../../sql/split.insert_account.sql"))?
            .execute([account_id])?;
        let new = db.last_insert_rowid();
        let words = format!(
            "Split {} rows of account {account_id} off into account {new}",
            rows.len()
        );
        let step = insert_step(db, StepKind::Split, account_id, Some(new), &words, now)?;
        let mut note = db.prepare_cached(include_str!("../../sql/split.note_move.sql"))?;
        let mut give = db.prepare_cached(include_str!("../../sql/split.move_row.sql"))?;
        for (source_id, row_no) in rows {
            note.execute((step, source_id, row_no, account_id, new))?;
            if give.execute((new, source_id, row_no, account_id))? == 0 {
                return Err(CleanError::NotItsRow(account_id, *source_id, *row_no));
            }
        }
        drop((note, give));
        let left: i64 = db
            .prepare_cached(include_str!("../../sql/split.count_rows.sql"))?
            .query_row([account_id], |row| row.get(0))?;
        if left == 0 || rows.is_empty() {
            return Err(CleanError::NothingToSplit(account_id));
        }
        insert_verdict(db, step, account_id, new)?;
        refresh_accounts(db, &[new, account_id], &products, &mut run)?;
        run.raise_revisions(db)?;
        Ok((step, new))
    })
}

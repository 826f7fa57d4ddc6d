//! Two accounts made one by hand, or said not to be the same.
//!
//! Enters: two accounts. Leaves: the rows of one with the other, each move noted; or a verdict that
//! no import overrules.

use rusqlite::Transaction;
use store::{Silent, Store};

use crate::account::write_account;
use crate::error::CleanError;
use crate::link::join_accounts;
use crate::run::Run;
use crate::step::ledger::{StepKind, insert_step};

/// Makes two accounts one; the first keeps its number. Gives the number of the step.
///
/// # Errors
/// When either is not there, somebody said they are not the same, or the database refuses.
pub fn merge(store: &Store, keep: i64, gone: i64, now: &str) -> Result<i64, CleanError> {
    let mut run = Run::begin(store, now, &Silent)?;
    store.write(|db| {
        check_pair(db, keep, gone)?;
        if !run.linker.may_join(keep, gone) {
            return Err(CleanError::SaidApart(keep, gone));
        }
        let words = format!("Merged account {gone} into account {keep}");
        let step = insert_step(db, StepKind::Merge, keep, Some(gone), &words, now)?;
        merge_in(db, step, keep, gone, &mut run)?;
        run.raise_revisions(db)?;
        Ok(step)
    })
}

/// Joins two accounts as part of a step and writes the one that stays.
pub(crate) fn merge_in(
    db: &Transaction<'_>,
    step: i64,
    keep: i64,
    gone: i64,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    join_accounts(db, step, keep, gone, run)?;
    write_account(db, keep, false, run.now, &run.standing)?;
    Ok(())
}

/// Says that two accounts are not the same. No import joins them from then on.
///
/// # Errors
/// When either is not there or the database refuses.
pub fn say_apart(store: &Store, one: i64, other: i64, now: &str) -> Result<i64, CleanError> {
    store.write(|db| {
        check_pair(db, one, other)?;
        let words = format!("Said that accounts {one} and {other} are not the same");
        let step = insert_step(db, StepKind::Apart, one, Some(other), &words, now)?;
        insert_verdict(db, step, one, other)?;
        Ok(step)
    })
}

/// Keeps that two accounts are not the same.
pub(crate) fn insert_verdict(
    db: &Transaction<'_>,
    step: i64,
    one: i64,
    other: i64,
) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/merge.insert_verdict.sql"))?
        .execute((one.min(other), one.max(other), step))?;
    Ok(())
}

fn check_pair(db: &Transaction<'_>, one: i64, other: i64) -> Result<(), CleanError> {
    if one == other {
        return Err(CleanError::SameAccount(one));
    }
    check_account(db, one)?;
    check_account(db, other)
}

/// Refuses what is about an account that is not there.
pub(crate) fn check_account(db: &Transaction<'_>, account_id: i64) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/merge.is_there.sql"))?;
    let is_there: bool = statement.query_row([account_id], |row| row.get(0))?;
    if is_there {
        Ok(())
    } else {
        Err(CleanError::NoSuchAccount(account_id))
    }
}

//! Taking a step back.
//!
//! Enters: the number of a step. Leaves: the base as the steps that still stand make it.

use rusqlite::Transaction;
use store::{Silent, Store};

use crate::account::{Standing, write_account};
use crate::error::CleanError;
use crate::order::Products;
use crate::reach::bring_back;
use crate::run::Run;
use crate::step::ledger::{Step, StepKind, close_step, read_step};
use crate::step::moves::{move_back, read_moves, refresh_accounts};
use crate::step::part::rows_for;

/// What became of the wish to take a step back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    /// It is taken back.
    Done,
    /// It is an import: gather marks the source, and the next clean takes it out.
    Import(i64),
}

/// Pairs of accounts in one step; a step by hand has one.
const PAIRS_MOST: i64 = 1_000;

/// Takes a step back. Taking it back twice is the same as once.
///
/// # Errors
/// When there is no such step, or the database refuses.
pub fn undo_step(store: &Store, step_id: i64, now: &str) -> Result<Undone, CleanError> {
    let mut run = Run::begin(store, now, &Silent)?;
    let products = store.read(Products::read)?;
    store.write(|db| {
        let step = read_step(db, step_id)?;
        if let (StepKind::Import, Some(source_id)) = (step.kind, step.source_id) {
            return Ok(Undone::Import(source_id));
        }
        if step.undone_at.is_some() {
            return Ok(Undone::Done);
        }
        close_step(db, step_id, now)?;
        match step.kind {
            StepKind::Merge | StepKind::Split => undo_moves(db, &step, &products, &mut run)?,
            StepKind::Edit => undo_edits(db, &step, &mut run)?,
            StepKind::Apart => forget_verdict(db, step_id)?,
            StepKind::Archive => bring_back(db, &step, &mut run)?,
            StepKind::Import => {}
        }
        run.raise_revisions(db)?;
        Ok(Undone::Done)
    })
}

fn undo_moves(
    db: &Transaction<'_>,
    step: &Step,
    products: &Products,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    forget_verdict(db, step.id)?;
    for (from, to) in read_moves(db, step.id, PAIRS_MOST)? {
        let stood_with = move_back(db, step.id, from, to, run)?;
        if step.kind == StepKind::Merge {
            for (source_id, row_no) in rows_for(db, stood_with, from, step.id)? {
                db.prepare_cached(include_str!("../../sql/split.move_row.sql"))?
                    .execute((from, source_id, row_no, stood_with))?;
            }
        } else {
            db.prepare_cached(include_str!("../../sql/undo.delete_keys.sql"))?
                .execute([to])?;
        }
        refresh_accounts(db, &[stood_with, from], products, run)?;
    }
    Ok(())
}

fn undo_edits(db: &Transaction<'_>, step: &Step, run: &mut Run<'_>) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/undo.close_edits.sql"))?
        .execute((step.id, run.now))?;
    let mut statement = db.prepare_cached(include_str!("../../sql/undo.edited_accounts.sql"))?;
    let accounts: Vec<i64> = statement
        .query_map([step.id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let standing = Standing::read(db)?;
    for account_id in accounts {
        let account_id = run.linker.as_is_now(account_id);
        crate::link::write_keys(db, account_id)?;
        write_account(db, account_id, false, run.now, &standing)?;
    }
    Ok(())
}

fn forget_verdict(db: &Transaction<'_>, step: i64) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/undo.forget_verdict.sql"))?
        .execute([step])?;
    Ok(())
}

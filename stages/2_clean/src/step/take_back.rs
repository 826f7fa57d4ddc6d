//! Taking out what came from a file whose import was taken back.
//!
//! Enters: an undone source. Leaves: its accounts as the remaining files tell them, under their old
//! numbers; accounts that no file speaks of any more are gone, not deleted.

use std::collections::BTreeSet;

use rusqlite::Transaction;
use store::Store;

use crate::error::CleanError;
use crate::event::delete_source_events;
use crate::order::{Products, rebuild_orders_of};
use crate::run::Run;
use crate::step::ledger::{close_step, read_import_step};
use crate::step::moves::{move_back, read_moves, refresh_accounts, refresh_facts};
use crate::step::part::part_account;

/// Accounts taken apart in one transaction.
const BATCH_ACCOUNTS: i64 = 200;

/// Takes a source out. Stopped half way, the next call goes on: links and moves of the source
/// vanish account by account.
pub(crate) fn take_back(
    store: &Store,
    source_id: i64,
    products: &Products,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let step = store.read(|db| read_import_step(db, source_id))?;
    while let Some(step) = step {
        run.check_stop()?;
        if store.write(|db| part_joined(db, step, products, run))? {
            break;
        }
    }
    // Before the accounts are written: a consent that came as an event goes with it.
    delete_source_events(store, source_id, run)?;
    loop {
        run.check_stop()?;
        if store.write(|db| unlink_rows(db, source_id, products, run))? {
            break;
        }
    }
    rebuild_orders_of(store, source_id, products, run, |_| true)?;
    store.write(|db| {
        if let Some(step) = step {
            close_step(db, step, run.now)?;
        }
        db.execute(
            include_str!("../../sql/take_back.forget_source.sql"),
            [source_id],
        )?;
        run.raise_revisions(db)
    })
}

/// Parts accounts that the import had joined; true when none is left.
fn part_joined(
    db: &Transaction<'_>,
    step: i64,
    products: &Products,
    run: &mut Run<'_>,
) -> Result<bool, CleanError> {
    let pairs = read_moves(db, step, BATCH_ACCOUNTS)?;
    let mut touched = BTreeSet::new();
    for (from, to) in pairs.iter().rev() {
        touched.insert(move_back(db, step, *from, *to, run)?);
        touched.insert(*from);
    }
    let touched: Vec<i64> = touched.into_iter().collect();
    refresh_accounts(db, &touched, products, run)?;
    run.raise_revisions(db)?;
    Ok(pairs.is_empty())
}

/// Takes the rows of a source out of their accounts; true when none is left.
fn unlink_rows(
    db: &Transaction<'_>,
    source_id: i64,
    products: &Products,
    run: &mut Run<'_>,
) -> Result<bool, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/take_back.accounts.sql"))?;
    let accounts: Vec<i64> = statement
        .query_map((source_id, BATCH_ACCOUNTS), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for account_id in &accounts {
        db.prepare_cached(include_str!("../../sql/take_back.unlink.sql"))?
            .execute((source_id, account_id))?;
        // Rows that name nobody any more hang together by nothing, and stay together all the same.
        let new = if run.standing.is_archived(*account_id) {
            Vec::new()
        } else {
            part_account(db, *account_id, source_id)?
        };
        if new.is_empty() {
            // The orders of the file itself are rebuilt after this; no other changes hands.
            refresh_facts(db, *account_id, run)?;
        } else {
            let parts = [&[*account_id], &new[..]].concat();
            refresh_accounts(db, &parts, products, run)?;
        }
        let is_gone: bool = db
            .prepare_cached(include_str!("../../sql/take_back.is_gone.sql"))?
            .query_row([account_id], |row| row.get(0))?;
        if is_gone {
            run.linker.retire(*account_id, None);
            run.report.gone_accounts += 1;
        }
    }
    run.raise_revisions(db)?;
    Ok(accounts.is_empty())
}

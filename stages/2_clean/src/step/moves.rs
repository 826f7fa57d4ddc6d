//! Rows moved between accounts, and moved back.
//!
//! Enters: a step. Leaves: its rows where they were before, and every account concerned written
//! anew from the rows it has now.

use rusqlite::Transaction;

use crate::account::write_account;
use crate::error::CleanError;
use crate::event::follow_links;
use crate::link::write_keys;
use crate::order::{Products, rebuild_orders};
use crate::run::Run;

/// Moves the rows that a step took from one account back to it; gives the account they stood with.
/// Rows that a later step moved elsewhere stay there.
pub(crate) fn move_back(
    db: &Transaction<'_>,
    step: i64,
    from: i64,
    to: i64,
    run: &mut Run<'_>,
) -> Result<i64, CleanError> {
    let now_with = run.linker.as_is_now(to);
    db.prepare_cached(include_str!("../../sql/moves.back.sql"))?
        .execute((step, from, now_with))?;
    db.prepare_cached(include_str!("../../sql/moves.delete.sql"))?
        .execute((step, from))?;
    db.prepare_cached(include_str!("../../sql/moves.revive.sql"))?
        .execute([from])?;
    run.linker.revive(from);
    Ok(now_with)
}

/// The accounts a step moved rows between: from and to, at most so many.
pub(crate) fn read_moves(
    db: &Transaction<'_>,
    step: i64,
    most: i64,
) -> Result<Vec<(i64, i64)>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/moves.pairs.sql"))?;
    let rows = statement.query_map((step, most), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes accounts anew after rows moved between them: their events, keys, facts and orders.
///
/// Events go first, and those of all accounts: a consent that came as an event is a fact of the
/// account whose row told it, and of no other.
pub(crate) fn refresh_accounts(
    db: &Transaction<'_>,
    accounts: &[i64],
    products: &Products,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    for account_id in accounts {
        follow_links(db, *account_id)?;
    }
    for account_id in accounts {
        refresh_facts(db, *account_id, run)?;
        for (namespace, order_key) in orders_of(db, *account_id)? {
            rebuild_orders(db, &namespace, &order_key, products, &mut run.changes)?;
        }
        run.changes.changed.insert(*account_id);
    }
    Ok(())
}

/// Writes the keys and facts of an account anew.
pub(crate) fn refresh_facts(
    db: &Transaction<'_>,
    account_id: i64,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    write_keys(db, account_id)?;
    write_account(db, account_id, false, run.now, &run.standing)?;
    run.linker.known.forget(account_id);
    Ok(())
}

/// Namespace and number of the orders of an account; orders kept under their file count to the
/// namespace that file shares.
fn orders_of(db: &Transaction<'_>, account_id: i64) -> Result<Vec<(String, String)>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/moves.orders.sql"))?;
    let rows = statement.query_map([account_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

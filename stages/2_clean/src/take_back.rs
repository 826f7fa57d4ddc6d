//! Taking out what came from a file whose import was taken back.
//!
//! Enters: an undone source. Leaves: its accounts as the remaining files tell them, under their old
//! numbers; accounts that no file speaks of any more are gone, not deleted.

use std::collections::HashMap;

use rusqlite::Transaction;
use store::Store;

use crate::account::link_row;
use crate::error::CleanError;
use crate::link::NumberSpace;
use crate::order_store::rebuild_orders;
use crate::product::Products;
use crate::run::Run;
use crate::source::{party_row, read_source_orders};

/// Accounts re-linked in one transaction.
const BATCH_ACCOUNTS: i64 = 200;

/// One link of an account, before it was taken apart.
struct OldLink {
    source_id: i64,
    row_no: i64,
    founded: Option<i64>,
}

/// Takes a source out. Stopped half way, the next call goes on: links of the source vanish account
/// by account.
pub(crate) fn take_back(
    store: &Store,
    source_id: i64,
    products: &Products,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    loop {
        run.check_stop()?;
        let done = store.write(|db| {
            let accounts = accounts_of_source(db, source_id)?;
            for account_id in &accounts {
                relink_account(db, *account_id, source_id, products, run)?;
            }
            run.raise_revisions(db)?;
            Ok::<_, CleanError>(accounts.is_empty())
        })?;
        if done {
            break;
        }
    }
    read_source_orders(store, source_id, products, run)?;
    store.write(|db| {
        db.execute(
            include_str!("../sql/take_back.forget_source.sql"),
            [source_id],
        )?;
        Ok(())
    })
}

fn accounts_of_source(db: &Transaction<'_>, source_id: i64) -> Result<Vec<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/take_back.accounts.sql"))?;
    let rows = statement.query_map((source_id, BATCH_ACCOUNTS), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes one account apart and links its remaining rows anew.
fn relink_account(
    db: &Transaction<'_>,
    account_id: i64,
    without: i64,
    products: &Products,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let orders = orders_of(db, account_id)?;
    let mut links = links_of(db, account_id)?;
    dissolve_account(db, account_id, run.now)?;
    links.retain(|link| link.source_id != without);
    // An account that nobody speaks of keeps its keys, so that it comes back under its number when
    // the file is imported again.
    if !links.is_empty() {
        for sql in [
            include_str!("../sql/take_back.delete_keys.sql"),
            include_str!("../sql/take_back.delete_match_keys.sql"),
        ] {
            db.prepare_cached(sql)?.execute([account_id])?;
        }
    }
    // The account keeps its number even when the row that founded it is the one that goes.
    if links.iter().all(|link| link.founded != Some(account_id))
        && let Some(first) = links.first_mut()
    {
        first.founded = first.founded.or(Some(account_id));
    }
    let mut spaces: HashMap<i64, NumberSpace> = HashMap::new();
    for link in &links {
        let Some(row) = party_row(db, link.source_id, link.row_no)? else {
            continue;
        };
        let space = match spaces.get(&link.source_id) {
            Some(space) => space,
            None => spaces
                .entry(link.source_id)
                .or_insert(run.number_space(db, link.source_id)?),
        };
        link_row(db, &row, space, link.founded, run.now)?;
    }
    if links.is_empty() {
        run.report.gone_accounts += 1;
    }
    run.changes.changed.insert(account_id);
    for (namespace, order_key) in orders {
        rebuild_orders(db, &namespace, &order_key, products, &mut run.changes)?;
    }
    Ok(())
}

fn links_of(db: &Transaction<'_>, account_id: i64) -> Result<Vec<OldLink>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/take_back.links.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        Ok(OldLink {
            source_id: row.get(0)?,
            row_no: row.get(1)?,
            founded: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Namespace and number of the orders of an account; orders kept under their file count to the
/// namespace that file shares.
fn orders_of(db: &Transaction<'_>, account_id: i64) -> Result<Vec<(String, String)>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/take_back.orders.sql"))?;
    let rows = statement.query_map([account_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn dissolve_account(db: &Transaction<'_>, account_id: i64, now: &str) -> Result<(), CleanError> {
    const DELETES: [&str; 2] = [
        include_str!("../sql/take_back.delete_links.sql"),
        include_str!("../sql/take_back.delete_consents.sql"),
    ];
    const RETIRES: [&str; 3] = [
        include_str!("../sql/take_back.retire_people.sql"),
        include_str!("../sql/take_back.retire_contact_points.sql"),
        include_str!("../sql/take_back.empty_account.sql"),
    ];
    for sql in DELETES {
        db.prepare_cached(sql)?.execute([account_id])?;
    }
    for sql in RETIRES {
        db.prepare_cached(sql)?.execute((account_id, now))?;
    }
    Ok(())
}

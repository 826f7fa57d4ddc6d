//! What an account needs when its addresses fail: one call, or a proposal to archive it.
//!
//! Enters: an account whose contact points changed. Leaves: at most one open call task for each
//! address that failed, and a proposal where neither mail nor post arrives. New data settles both.

use rusqlite::{Connection, Transaction};
use serde::Serialize;
use store::Store;
use terms::Day;

use crate::error::CleanError;

/// A call to be made because an address failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallTask {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account_id: i64,
    /// The account's name.
    pub name: String,
    /// Which way failed: `email` or `post`.
    pub kind: String,
    /// The failed address.
    pub value: String,
    /// What proved it.
    pub evidence: String,
    /// Since when.
    pub since: Option<Day>,
    /// The number to call; empty when none is known.
    pub phone: String,
    /// What to ask, in plain words.
    pub ask: String,
    /// Contribution expected of the account in a year, in minor units.
    pub value_minor: i64,
}

/// How the ways of one sort stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ways {
    alive: i64,
    dead: i64,
}

impl Ways {
    fn has_failed(self) -> bool {
        self.alive == 0 && self.dead > 0
    }
}

/// Accounts with an open task or proposal, which new data may settle.
pub(crate) fn open_accounts(db: &Connection) -> Result<Vec<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/settle.open_accounts.sql"))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Opens and closes what the state of the account's addresses asks for.
pub(crate) fn settle_account(
    db: &Transaction<'_>,
    account_id: i64,
    now: &str,
) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/settle.ways.sql"))?;
    let (email, post) = statement.query_row([account_id], |row| {
        let ways = |alive, dead| {
            Ok::<_, rusqlite::Error>(Ways {
                alive: row.get(alive)?,
                dead: row.get(dead)?,
            })
        };
        Ok((ways(0, 1)?, ways(2, 3)?))
    })?;
    let both = email.has_failed() && post.has_failed();
    if both {
        db.prepare_cached(include_str!("../../sql/settle.propose.sql"))?
            .execute((account_id, now))?;
    } else {
        db.prepare_cached(include_str!("../../sql/settle.withdraw.sql"))?
            .execute([account_id])?;
    }
    for (kind, ways) in [("email", email), ("post", post)] {
        if ways.has_failed() && !both {
            db.prepare_cached(include_str!("../../sql/settle.open_task.sql"))?
                .execute((account_id, kind, now))?;
        } else {
            let outcome = if both {
                "neither mail nor post arrives"
            } else {
                "new data"
            };
            db.prepare_cached(include_str!("../../sql/settle.close_tasks.sql"))?
                .execute((account_id, kind, now, outcome))?;
        }
    }
    Ok(())
}

/// Settles an account after new data came in by hand.
pub(crate) fn clear_task(
    db: &Transaction<'_>,
    account_id: i64,
    now: &str,
) -> Result<(), CleanError> {
    settle_account(db, account_id, now)
}

/// The calls to be made, the most valuable account first.
///
/// # Errors
/// When the database refuses.
pub fn read_tasks(db: &Connection) -> Result<Vec<CallTask>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/settle.tasks.sql"))?;
    let rows = statement.query_map([], |row| {
        let kind: String = row.get(3)?;
        let value: String = row.get(4)?;
        let what = if kind == "email" {
            "e-mail address"
        } else {
            "postal address"
        };
        Ok(CallTask {
            id: row.get(0)?,
            account_id: row.get(1)?,
            name: row.get(2)?,
            ask: format!("The {what} {value} no longer works. Ask for the right one."),
            kind,
            value,
            evidence: row.get(5)?,
            since: row.get::<_, Option<i32>>(6)?.map(Day::from_number),
            phone: row.get(7)?,
            value_minor: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Opens a call task again that was closed by mistake; one that is open stays so.
///
/// # Errors
/// When the database refuses.
pub fn reopen_task(store: &Store, id: i64) -> Result<(), CleanError> {
    store.write(|db| {
        db.prepare_cached(include_str!("../../sql/settle.reopen_task.sql"))?
            .execute([id])?;
        Ok(())
    })
}

/// Closes a call task with what came of it; the same address is not asked about again.
///
/// # Errors
/// When the database refuses.
pub fn close_task(store: &Store, id: i64, outcome: &str, now: &str) -> Result<(), CleanError> {
    store.write(|db| {
        db.prepare_cached(include_str!("../../sql/settle.close_task.sql"))?
            .execute((id, now, outcome))?;
        Ok(())
    })
}

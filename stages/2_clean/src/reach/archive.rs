//! Accounts that neither mail nor post reaches: archived on a person's word, brought back within
//! thirty days.
//!
//! Enters: a proposal and a person's yes. Leaves: an account without name, people and addresses;
//! its purchases stay, for leaving them out would bend every figure, and its addresses stay
//! suppressed.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::Serialize;
use store::Store;
use terms::Day;

use crate::account::{Standing, write_account};
use crate::error::CleanError;
use crate::run::Run;
use crate::step::{Step, StepKind, insert_step};

/// An account that is proposed for archiving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArchiveProposal {
    /// The account.
    pub account_id: i64,
    /// Its name.
    pub name: String,
    /// The addresses that failed, each with what proved it.
    pub failed: Vec<String>,
    /// A phone number that may still work; empty when none is known.
    pub phone: String,
    /// The day of its last order.
    pub last_order: Option<Day>,
    /// What to consider before saying yes, in plain words; empty when nothing speaks against it.
    pub consider: String,
    /// Revenue so far, in minor units; it stays in every total.
    pub revenue_minor: i64,
}

/// Days in which an archived account can be brought back.
const UNDO_DAYS: i32 = 30;
/// Somebody who bought within two years is called before anything is erased.
const RECENT_DAYS: i32 = 730;

/// The accounts proposed for archiving.
///
/// # Errors
/// When the database refuses.
pub fn read_proposals(db: &Connection, as_of: Day) -> Result<Vec<ArchiveProposal>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/archive.proposals.sql"))?;
    let rows = statement.query_map([], |row| {
        let failed: String = row.get(2)?;
        let phone: String = row.get(3)?;
        let last_order = row.get::<_, Option<i32>>(4)?.map(Day::from_number);
        let is_recent = last_order.is_some_and(|day| as_of - day < RECENT_DAYS);
        let consider = match (is_recent, phone.is_empty()) {
            (true, false) => "bought within two years and has a phone number: call first",
            (true, true) => "bought within two years: look for another way first",
            (false, false) => "has a phone number: one call may bring the right address",
            (false, true) => "",
        };
        Ok(ArchiveProposal {
            account_id: row.get(0)?,
            name: row.get(1)?,
            failed: failed.split('\n').map(str::to_owned).collect(),
            phone,
            last_order,
            consider: consider.to_owned(),
            revenue_minor: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Erases name, people and addresses of a proposed account; gives the number of the step.
///
/// # Errors
/// When the account is not proposed or the database refuses.
pub fn archive(store: &Store, account_id: i64, as_of: Day, now: &str) -> Result<i64, CleanError> {
    store.write(|db| {
        let until = as_of.number() + UNDO_DAYS;
        let words = "Archived: neither mail nor post arrives";
        let step = insert_step(db, StepKind::Archive, account_id, None, words, now)?;
        let changed = db
            .prepare_cached(include_str!("../../sql/archive.archive.sql"))?
            .execute((account_id, step, until, now))?;
        if changed == 0 {
            return Err(CleanError::NotProposed(account_id));
        }
        db.prepare_cached(include_str!("../../sql/archive.suppress.sql"))?
            .execute((account_id, reason(step), now))?;
        let standing = Standing::read(db)?;
        write_account(db, account_id, false, now, &standing)?;
        Ok(step)
    })
}

/// Turns a proposal down; it is not made again for the addresses that failed so far.
///
/// # Errors
/// When the account is not proposed or the database refuses.
pub fn keep(store: &Store, account_id: i64, now: &str) -> Result<(), CleanError> {
    store.write(|db| {
        let changed = db
            .prepare_cached(include_str!("../../sql/archive.keep.sql"))?
            .execute((account_id, now))?;
        if changed == 0 {
            return Err(CleanError::NotProposed(account_id));
        }
        Ok(())
    })
}

/// Brings an archived account back as it was.
pub(crate) fn bring_back(
    db: &Transaction<'_>,
    step: &Step,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let Some(account_id) = step.account_id else {
        return Ok(());
    };
    let mut statement = db.prepare_cached(include_str!("../../sql/archive.until.sql"))?;
    let until: Option<i32> = statement
        .query_row([step.id], |row| row.get(0))
        .optional()?;
    match until {
        Some(until) if until >= day_of(run.now).number() => {}
        _ => return Err(CleanError::TooLate(account_id)),
    }
    db.prepare_cached(include_str!("../../sql/archive.unsuppress.sql"))?
        .execute([reason(step.id)])?;
    db.prepare_cached(include_str!("../../sql/archive.propose_again.sql"))?
        .execute((account_id, run.now))?;
    run.standing = Standing::read(db)?;
    write_account(db, account_id, false, run.now, &run.standing)?;
    Ok(())
}

/// Deletes for good what was archived longer ago than it can be brought back.
pub(crate) fn erase_overdue(db: &Transaction<'_>, now: &str) -> Result<(), CleanError> {
    let today = day_of(now).number();
    for sql in [
        // Signs are found by the points, which go after them.
        include_str!("../../sql/archive.erase_signs.sql"),
        include_str!("../../sql/archive.erase_points.sql"),
        include_str!("../../sql/archive.erase_tasks.sql"),
        include_str!("../../sql/archive.erase_events.sql"),
        include_str!("../../sql/archive.erase_people.sql"),
        include_str!("../../sql/archive.erase_edits.sql"),
        include_str!("../../sql/archive.erase_keys.sql"),
    ] {
        db.prepare_cached(sql)?.execute([today])?;
    }
    Ok(())
}

/// The reason suppressed addresses of an archived account carry.
fn reason(step: i64) -> String {
    format!("archived in step {step}")
}

/// The day of an instant written by the caller.
pub(crate) fn day_of(now: &str) -> Day {
    now.get(..10)
        .and_then(|day| day.parse().ok())
        .unwrap_or_else(|| Day::from_number(0))
}

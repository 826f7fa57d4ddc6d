//! Promises to stay in touch in; whose turn it is, and since when, out.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction};
use serde::Serialize;
use store::{Store, rusqlite};
use terms::Day;

use crate::ActError;
use crate::checks::array;
use crate::opportunity::check_account;

/// Longest rhythm: who is spoken to less than every second year is not stayed in touch with.
const DAYS_MOST: i32 = 730;

/// A promise to stay in touch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cadence {
    /// Its number.
    pub id: i64,
    /// The one account it is about; none where it is about everybody of a rule.
    pub account_id: Option<i64>,
    /// The rule, as its owner wrote it.
    pub rule: String,
    /// Days from one personal contact to the next.
    pub every_days: i32,
    /// The day it began.
    pub from_day: Day,
}

/// Where one account stands with us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The account's name; empty where only a number is known.
    pub account: String,
    /// The account's customer number.
    pub account_number: String,
    /// The last personal contact, if there was one.
    pub last_contact: Option<Day>,
    /// Until when its turn was put off.
    pub paused_until: Option<Day>,
}

/// The day on which it is an account's turn.
///
/// - Formula: `last contact + every_days`, the cadence's first day where there was no contact yet; not
///   before the day it was put off to
/// - Shape: one account in, one day out
/// - Units: days
/// - Range: any day
/// - Errors: none
/// - Source: a cadence of 30 days is due on day 30 after the last contact; any contact begins it anew
/// - Checked: `c36_a_turn_comes_on_the_day_of_the_rhythm`
#[must_use]
pub fn due_day(
    every_days: i32,
    from_day: Day,
    last_contact: Option<Day>,
    paused_until: Option<Day>,
) -> Day {
    let due = last_contact.map_or(from_day, |last| last + every_days);
    paused_until.map_or(due, |until| due.max(until))
}

/// Promises to stay in touch with one account, or with everybody of a rule; gives its number.
///
/// # Errors
/// When there is no such account, the rhythm cannot be kept, or the database refuses.
pub fn add_cadence(
    store: &Store,
    account_id: Option<i64>,
    rule: &str,
    every_days: i32,
    from_day: Day,
    now: &str,
) -> Result<i64, ActError> {
    if !(1..=DAYS_MOST).contains(&every_days) {
        return Err(ActError::Wanting("stay in touch every 1 to 730 days"));
    }
    store.write(|db| {
        if let Some(account_id) = account_id {
            check_account(db, account_id)?;
        }
        let row = (account_id, rule.trim(), every_days, from_day.number(), now);
        db.execute(include_str!("../../sql/reminder.insert_cadence.sql"), row)?;
        Ok(db.last_insert_rowid())
    })
}

/// Ends a promise. Twice is the same as once.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn end_cadence(store: &Store, id: i64, now: &str) -> Result<(), ActError> {
    store.write(|db| set_end(db, id, Some(now)))
}

/// Keeps a promise on that was ended by mistake.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn resume_cadence(store: &Store, id: i64) -> Result<(), ActError> {
    store.write(|db| set_end(db, id, None))
}

fn set_end(db: &Transaction<'_>, id: i64, ended_at: Option<&str>) -> Result<(), ActError> {
    let sql = include_str!("../../sql/reminder.end_cadence.sql");
    match db.execute(sql, (id, ended_at))? {
        0 => Err(ActError::NoSuchReminder(id)),
        _ => Ok(()),
    }
}

/// Every promise that was not ended, the oldest first.
///
/// # Errors
/// When the database refuses.
pub fn read_cadences(db: &Connection) -> Result<Vec<Cadence>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/reminder.cadences.sql"))?;
    let rows = statement.query_map([], |row| {
        Ok(Cadence {
            id: row.get(0)?,
            account_id: row.get(1)?,
            rule: row.get(2)?,
            every_days: row.get(3)?,
            from_day: Day::from_number(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts the turn of an account off until a day; gives the number by which that is taken back.
///
/// # Errors
/// When there is no such account, or the database refuses.
pub fn pause_account(
    store: &Store,
    account_id: i64,
    until: Day,
    now: &str,
) -> Result<i64, ActError> {
    store.write(|db| {
        check_account(db, account_id)?;
        let sql = include_str!("../../sql/reminder.insert_pause.sql");
        db.execute(sql, (account_id, until.number(), now))?;
        Ok(db.last_insert_rowid())
    })
}

/// Takes putting off back. Twice is the same as once.
///
/// # Errors
/// When it was never put off, or the database refuses.
pub fn undo_pause(store: &Store, id: i64, now: &str) -> Result<(), ActError> {
    store.write(|db| {
        let sql = include_str!("../../sql/reminder.undo_pause.sql");
        match db.execute(sql, (id, now))? {
            0 => Err(ActError::NoSuchChange(id)),
            _ => Ok(()),
        }
    })
}

/// Where each of these accounts stands with us on a day; accounts that are gone are left out.
///
/// # Errors
/// When the database refuses.
pub fn read_standings(
    db: &Connection,
    accounts: &[i64],
    as_of: Day,
) -> Result<HashMap<i64, Standing>, ActError> {
    let contacts = read_last_contacts(db, accounts, as_of)?;
    let mut statement = db.prepare_cached(include_str!("../../sql/reminder.standings.sql"))?;
    let rows = statement.query_map([array(accounts)], |row| {
        let id: i64 = row.get(0)?;
        let standing = Standing {
            account: row.get(1)?,
            account_number: row.get(2)?,
            last_contact: contacts.get(&id).copied(),
            paused_until: row.get::<_, Option<i32>>(3)?.map(Day::from_number),
        };
        Ok((id, standing))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The last day up to this one on which somebody of ours was in touch with each of these accounts; an
/// account that never was is left out.
///
/// # Errors
/// When the database refuses.
pub fn read_last_contacts(
    db: &Connection,
    accounts: &[i64],
    as_of: Day,
) -> Result<HashMap<i64, Day>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/reminder.last_contacts.sql"))?;
    let rows = statement.query_map((array(accounts), as_of.number()), |row| {
        Ok((row.get(0)?, Day::from_number(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::due_day;
    use terms::Day;

    /// Proves C36.
    #[test]
    fn c36_a_turn_comes_on_the_day_of_the_rhythm() {
        let day = Day::from_number;
        for (last, paused, due) in [
            (Some(100), None, 130),
            (Some(101), None, 131),
            (None, None, 50),
            (Some(100), Some(120), 130),
            (Some(100), Some(137), 137),
            (None, Some(60), 60),
        ] {
            assert_eq!(
                due_day(30, day(50), last.map(day), paused.map(day)),
                day(due),
                "{last:?} {paused:?}"
            );
        }
    }
}

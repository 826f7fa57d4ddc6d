//! Reminders made by hand: what is to be done, with whom, on which day.
//!
//! As with opportunities a change is a row with the whole state, and taking it back marks that row.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;
use store::{Store, rusqlite};
use terms::Day;

use crate::ActError;
use crate::change::take_back;
use crate::contact::line_of;
use crate::opportunity::check_account;

/// Most characters of a reminder: two lines on a page.
const CHARACTERS_MOST: usize = 300;

/// A reminder as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reminder {
    /// Its number.
    pub id: i64,
    /// The change that made it what it is; the one to take back.
    pub change_id: i64,
    /// Whom it is about.
    pub account_id: i64,
    /// The account's name; empty where only a number is known.
    pub account: String,
    /// The account's customer number.
    pub account_number: String,
    /// What is to be done.
    pub words: String,
    /// When.
    pub due_day: Day,
    /// Whether it was done.
    pub is_done: bool,
}

/// What is said of a reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderState {
    /// What is to be done.
    pub words: String,
    /// When.
    pub due_day: Day,
    /// Whether it was done.
    pub is_done: bool,
}

impl ReminderState {
    fn checked(&self) -> Result<ReminderState, ActError> {
        let words = line_of(&self.words, CHARACTERS_MOST);
        if words.is_empty() {
            return Err(ActError::Wanting("say what you want to be reminded of"));
        }
        Ok(ReminderState {
            words,
            ..self.clone()
        })
    }
}

/// Adds a reminder; gives its number.
///
/// # Errors
/// When there is no such account, nothing is said, or the database refuses.
pub fn add_reminder(
    store: &Store,
    account_id: i64,
    state: &ReminderState,
    day: Day,
    now: &str,
) -> Result<i64, ActError> {
    let state = state.checked()?;
    store.write(|db| {
        check_account(db, account_id)?;
        db.execute(
            include_str!("../../sql/reminder.insert.sql"),
            (account_id, now),
        )?;
        let id = db.last_insert_rowid();
        insert_change(db, id, &state, day, now)?;
        Ok(id)
    })
}

/// Changes a reminder: done, put off, other words. The same state said twice is kept once.
///
/// # Errors
/// When there is no such reminder, nothing is said, or the database refuses.
pub fn change_reminder(
    store: &Store,
    id: i64,
    state: &ReminderState,
    day: Day,
    now: &str,
) -> Result<(), ActError> {
    let state = state.checked()?;
    store.write(|db| {
        let before = read_reminder(db, id)?;
        let stands = before.words == state.words
            && before.due_day == state.due_day
            && before.is_done == state.is_done;
        if !stands {
            insert_change(db, id, &state, day, now)?;
        }
        Ok(())
    })
}

/// Takes a change of a reminder back; the first takes the reminder itself back.
///
/// # Errors
/// When there is no such change, something was changed after it, or the database refuses.
pub fn undo_reminder(store: &Store, change_id: i64, now: &str) -> Result<(), ActError> {
    let statements = (
        include_str!("../../sql/reminder.change.sql"),
        include_str!("../../sql/reminder.undo.sql"),
    );
    store.write(|db| take_back(db, statements, change_id, now))
}

/// Reminders that are not done, of everybody or of one account, the oldest first.
///
/// # Errors
/// When the database refuses.
pub fn read_reminders(db: &Connection, account_id: Option<i64>) -> Result<Vec<Reminder>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/reminder.read_all.sql"))?;
    let rows = statement.query_map([account_id], read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One reminder.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn read_reminder(db: &Connection, id: i64) -> Result<Reminder, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/reminder.read_one.sql"))?;
    let found = statement.query_row([id], read_row).optional()?;
    found.ok_or(ActError::NoSuchReminder(id))
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Reminder> {
    Ok(Reminder {
        id: row.get(0)?,
        change_id: row.get(1)?,
        account_id: row.get(2)?,
        account: row.get(3)?,
        account_number: row.get(4)?,
        words: row.get(5)?,
        due_day: Day::from_number(row.get(6)?),
        is_done: row.get(7)?,
    })
}

fn insert_change(
    db: &Transaction<'_>,
    id: i64,
    state: &ReminderState,
    day: Day,
    now: &str,
) -> Result<(), ActError> {
    let row = params![
        id,
        state.words,
        state.due_day.number(),
        state.is_done,
        day.number(),
        now
    ];
    db.execute(include_str!("../../sql/reminder.insert_change.sql"), row)?;
    Ok(())
}

//! What somebody of ours logs by hand in; a row on the account's timeline out.
//!
//! A call, a visit and a message are personal contact, whoever began it; a note is none, for nobody but
//! us reads it, and an order is none: it tells what was bought, not that anybody was spoken to.

use rusqlite::{OptionalExtension, params};
use serde_json::Value;
use store::{Store, rusqlite};
use terms::{Day, InteractionKind};

use crate::ActError;
use crate::opportunity::check_account;

/// Longest note; a page of a notebook.
const NOTE_CHARACTERS_MOST: usize = 4_000;

/// What was logged.
#[derive(Clone, Debug, PartialEq)]
pub struct Interaction {
    /// Whom with.
    pub account_id: i64,
    /// How.
    pub kind: InteractionKind,
    /// Whether they turned to us.
    pub is_incoming: bool,
    /// The day.
    pub day: Day,
    /// What was said.
    pub note: String,
    /// Answers by question.
    pub answers: Value,
    /// The step its answers became, which is taken back with it.
    pub step_id: Option<i64>,
}

/// Keeps it; gives its number.
///
/// # Errors
/// When there is no such account, or the database refuses.
pub fn log_interaction(store: &Store, one: &Interaction, now: &str) -> Result<i64, ActError> {
    let note: String = one.note.trim().chars().take(NOTE_CHARACTERS_MOST).collect();
    store.write(|db| {
        check_account(db, one.account_id)?;
        db.execute(
            include_str!("../sql/interaction.insert.sql"),
            params![
                one.account_id,
                one.kind.code(),
                one.is_incoming,
                one.day.number(),
                note,
                one.answers.to_string(),
                one.step_id,
                now
            ],
        )?;
        Ok(db.last_insert_rowid())
    })
}

/// Takes it back; gives the step its answers became, which the caller takes back as well, for another
/// stage keeps those. Twice is the same as once.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn undo_interaction(store: &Store, id: i64, now: &str) -> Result<Option<i64>, ActError> {
    store.write(|db| {
        let mut statement = db.prepare_cached(include_str!("../sql/interaction.step.sql"))?;
        let step: Option<Option<i64>> = statement.query_row([id], |row| row.get(0)).optional()?;
        let step = step.ok_or(ActError::NoSuchChange(id))?;
        db.execute(include_str!("../sql/interaction.undo.sql"), (id, now))?;
        Ok(step)
    })
}

//! How happy an account said it was: its survey answers enter, the newest and their mean leave.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use store::rusqlite;
use terms::Day;

use crate::ScoreError;

/// What an account answered when it was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Satisfaction {
    /// When it answered last.
    pub day: Day,
    /// The number it gave then, where it gave one.
    pub score: Option<f64>,
    /// What it said then.
    pub answer: String,
    /// What it was asked then.
    pub question: String,
    /// Answers on record.
    pub answers: u64,
    /// Mean of all numbers it gave.
    pub mean: Option<f64>,
}

/// The satisfaction on record of one account; none where it never answered.
///
/// # Errors
/// When the database refuses.
pub fn read_satisfaction(
    db: &Connection,
    account_id: i64,
) -> Result<Option<Satisfaction>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/satisfaction.read.sql"))?;
    Ok(statement
        .query_row([account_id], |row| {
            Ok(Satisfaction {
                day: Day::from_number(row.get(0)?),
                score: row.get(1)?,
                answer: row.get(2)?,
                question: row.get(3)?,
                answers: row.get::<_, i64>(4)?.cast_unsigned(),
                mean: row.get(5)?,
            })
        })
        .optional()?)
}

//! Opportunities as they stand, of everybody or of one account, and the history of one.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use store::rusqlite;
use terms::{Day, OpportunityStage};

use crate::ActError;
use crate::waiting::coded;

/// A possible sale as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opportunity {
    /// Its number.
    pub id: i64,
    /// The change that made it what it is; the one to take back.
    pub change_id: i64,
    /// Whose it is.
    pub account_id: i64,
    /// The account's name; empty where only a number is known.
    pub account: String,
    /// The account's customer number.
    pub account_number: String,
    /// What it is about.
    pub title: String,
    /// What it would bring.
    pub value_minor: i64,
    /// The same times the chance of its stage; set by the board.
    pub weighted_minor: i64,
    /// Where it stands.
    pub stage: OpportunityStage,
    /// The day it is expected to be decided.
    pub expected_day: Option<Day>,
    /// What is to be done next.
    pub next_step: String,
    /// Why it was won or lost.
    pub reason: String,
    /// The day of its newest change.
    pub day: Day,
}

/// One state it was in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpportunityChange {
    /// The change's number.
    pub id: i64,
    /// What it was about.
    pub title: String,
    /// What it would have brought.
    pub value_minor: i64,
    /// Where it stood.
    pub stage: OpportunityStage,
    /// The day it was expected to be decided.
    pub expected_day: Option<Day>,
    /// What was to be done next.
    pub next_step: String,
    /// Why it was won or lost.
    pub reason: String,
    /// Since when.
    pub day: Day,
    /// Whether it was taken back.
    pub is_undone: bool,
}

impl Opportunity {
    #[cfg(test)]
    pub(crate) fn blank(value_minor: i64, stage: OpportunityStage) -> Self {
        Opportunity {
            id: 0,
            change_id: 0,
            account_id: 0,
            account: String::new(),
            account_number: String::new(),
            title: String::new(),
            value_minor,
            weighted_minor: 0,
            stage,
            expected_day: None,
            next_step: String::new(),
            reason: String::new(),
            day: Day::from_number(0),
        }
    }
}

/// Opportunities of everybody, or of one account, the one expected first before the others; of what is
/// decided only what was decided on `since` or later.
///
/// # Errors
/// When the database refuses.
pub fn read_opportunities(
    db: &Connection,
    account_id: Option<i64>,
    since: Day,
) -> Result<Vec<Opportunity>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/opportunity.read_all.sql"))?;
    let rows = statement.query_map((account_id, since.number()), read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One opportunity.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn read_opportunity(db: &Connection, id: i64) -> Result<Opportunity, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/opportunity.read_one.sql"))?;
    let found = statement.query_row([id], read_row).optional()?;
    found.ok_or(ActError::NoSuchOpportunity(id))
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Opportunity> {
    Ok(Opportunity {
        id: row.get(0)?,
        change_id: row.get(1)?,
        account_id: row.get(2)?,
        account: row.get(3)?,
        account_number: row.get(4)?,
        title: row.get(5)?,
        value_minor: row.get(6)?,
        weighted_minor: 0,
        stage: coded(row, 7)?,
        expected_day: day_at(row, 8)?,
        next_step: row.get(9)?,
        reason: row.get(10)?,
        day: Day::from_number(row.get(11)?),
    })
}

/// Every state an opportunity was in, the newest first, also those that were taken back.
///
/// # Errors
/// When the database refuses.
pub fn read_opportunity_changes(
    db: &Connection,
    id: i64,
) -> Result<Vec<OpportunityChange>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/opportunity.changes.sql"))?;
    let rows = statement.query_map([id], |row| {
        Ok(OpportunityChange {
            id: row.get(0)?,
            title: row.get(1)?,
            value_minor: row.get(2)?,
            stage: coded(row, 3)?,
            expected_day: day_at(row, 4)?,
            next_step: row.get(5)?,
            reason: row.get(6)?,
            day: Day::from_number(row.get(7)?),
            is_undone: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn day_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Day>> {
    Ok(row.get::<_, Option<i32>>(at)?.map(Day::from_number))
}

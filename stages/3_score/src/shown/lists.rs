//! The lists an owner works from: a question enters, the accounts that answer it leave, the most
//! important first.

use rusqlite::{Connection, Row};
use serde::Serialize;
use store::rusqlite;

use crate::ScoreError;
use crate::past::best::BestBy;

/// One account of a list.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ListLine {
    /// The account.
    pub account_id: i64,
    /// What the list is about, in minor units; days as a day number for the longest customers.
    pub minor: i64,
    /// Chance that it still buys; of a prospect, that it becomes one of the best.
    pub chance: f64,
}

/// The best customers by a definition, whatever the owner's own is.
///
/// # Errors
/// When the database refuses.
pub fn list_best(db: &Connection, by: BestBy, most: u32) -> Result<Vec<ListLine>, ScoreError> {
    let sql = match by {
        BestBy::Longest => include_str!("../../sql/lists.best_longest.sql"),
        BestBy::YearSpend => include_str!("../../sql/lists.best_year_spend.sql"),
        BestBy::EverSpend => include_str!("../../sql/lists.best_ever_spend.sql"),
        BestBy::YearContribution => include_str!("../../sql/lists.best_year_contribution.sql"),
        BestBy::EverContribution => include_str!("../../sql/lists.best_ever_contribution.sql"),
    };
    read_list(db, sql, most)
}

/// Best customers with something to lose: what doubt has taken off their expected value.
///
/// # Errors
/// When the database refuses.
pub fn list_at_risk(db: &Connection, most: u32) -> Result<Vec<ListLine>, ScoreError> {
    read_list(db, include_str!("../../sql/lists.at_risk.sql"), most)
}

/// Best customers who are slowing beyond chance, those of whom most is expected first: the list
/// of the week.
///
/// # Errors
/// When the database refuses.
pub fn list_slowing_best(db: &Connection, most: u32) -> Result<Vec<ListLine>, ScoreError> {
    read_list(db, include_str!("../../sql/lists.slowing_best.sql"), most)
}

/// Customers who could grow: what like accounts spend beyond their own.
///
/// # Errors
/// When the database refuses.
pub fn list_potential(db: &Connection, most: u32) -> Result<Vec<ListLine>, ScoreError> {
    read_list(db, include_str!("../../sql/lists.potential.sql"), most)
}

/// Customers who are growing now.
///
/// # Errors
/// When the database refuses.
pub fn list_growing(db: &Connection, most: u32) -> Result<Vec<ListLine>, ScoreError> {
    read_list(db, include_str!("../../sql/lists.growing.sql"), most)
}

/// Prospects by how much they are like the best customers.
///
/// # Errors
/// When the database refuses.
pub fn list_prospects(db: &Connection, most: u32) -> Result<Vec<ListLine>, ScoreError> {
    read_list(db, include_str!("../../sql/lists.prospects.sql"), most)
}

fn read_list(db: &Connection, sql: &str, most: u32) -> Result<Vec<ListLine>, ScoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([most], read_line)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_line(row: &Row<'_>) -> rusqlite::Result<ListLine> {
    Ok(ListLine {
        account_id: row.get(0)?,
        minor: row.get(1)?,
        chance: row.get(2)?,
    })
}

//! The queue of pairs that wait for a look.
//!
//! Enters: doubtful pairs. Leaves: the queue by value at stake, each pair side by side.

use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use serde::Serialize;
use store::Store;
use terms::Day;

use crate::error::CleanError;
use crate::review::people::{COLUMNS, read_rows};
pub use crate::review::reason::Reason;

/// Two accounts that may be one.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewPair {
    /// The chance that they are one customer, 0..=1.
    pub probability: f64,
    /// What both are worth together, in minor units: past and expected.
    pub value_minor: i64,
    /// What speaks for one customer, and what against.
    pub reasons: Vec<Reason>,
    /// The account with the lower number.
    pub left: ReviewSide,
    /// The other.
    pub right: ReviewSide,
}

/// One of the two.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReviewSide {
    /// The account.
    pub account_id: i64,
    /// Its name.
    pub name: String,
    /// Field and value, in the order they are compared.
    pub fields: Vec<(&'static str, String)>,
    /// Orders so far.
    pub order_count: i64,
    /// The day of its last order.
    pub last_order: Option<Day>,
    /// Revenue so far, in minor units.
    pub revenue_minor: i64,
}

pub(crate) fn insert_pair(
    db: &Transaction<'_>,
    one: i64,
    other: i64,
    probability: f64,
    reasons: &[Reason],
    now: &str,
) -> Result<(), CleanError> {
    let reasons = serde_json::to_string(reasons).unwrap_or_default();
    db.prepare_cached(include_str!("../../sql/queue.insert.sql"))?
        .execute((one, other, probability, reasons, now))?;
    Ok(())
}

/// A row of the queue before its sides are read.
type Head = (i64, i64, f64, String, i64);

/// The pairs to be looked at: those not put off first, then by value at stake. A pair that was joined
/// or told apart stays in the queue unseen, so that it waits again once that is taken back.
///
/// # Errors
/// When the database refuses.
pub fn read_queue(db: &Connection, most: u32) -> Result<Vec<ReviewPair>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/queue.read.sql"))?;
    let heads: Vec<Head> = statement
        .query_map([most], read_head)?
        .collect::<Result<_, _>>()?;
    heads.into_iter().map(|head| whole_pair(db, head)).collect()
}

/// One pair of the queue.
///
/// # Errors
/// When the database refuses.
pub fn read_pair(db: &Connection, one: i64, other: i64) -> Result<Option<ReviewPair>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/queue.pair.sql"))?;
    let head = statement
        .query_row((one.min(other), one.max(other)), read_head)
        .optional()?;
    head.map(|head| whole_pair(db, head)).transpose()
}

fn read_head(row: &Row<'_>) -> rusqlite::Result<Head> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
    ))
}

fn whole_pair(db: &Connection, head: Head) -> Result<ReviewPair, CleanError> {
    let (one, other, probability, reasons, value_minor) = head;
    Ok(ReviewPair {
        probability,
        value_minor,
        reasons: serde_json::from_str(&reasons).unwrap_or_default(),
        left: read_side(db, one)?,
        right: read_side(db, other)?,
    })
}

fn read_side(db: &Connection, account_id: i64) -> Result<ReviewSide, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/queue.side.sql"))?;
    let mut side = statement.query_row([account_id], |row| {
        Ok(ReviewSide {
            account_id,
            name: row.get(0)?,
            order_count: row.get(1)?,
            last_order: row.get::<_, Option<i32>>(2)?.map(Day::from_number),
            revenue_minor: row.get(3)?,
            fields: Vec::new(),
        })
    })?;
    let rows = read_rows(db, account_id)?;
    for (at, (field, _)) in COLUMNS.iter().enumerate() {
        let mut values: Vec<&str> = rows
            .iter()
            .map(|row| row.cells[at].as_str())
            .filter(|value| !value.is_empty())
            .collect();
        values.dedup();
        side.fields.push((field, values.join(", ")));
    }
    let number = rows
        .first()
        .map(|row| row.number.clone())
        .unwrap_or_default();
    side.fields.push(("customer number", number));
    Ok(side)
}

/// Puts a pair off; it is asked about again after the others.
///
/// # Errors
/// When the database refuses.
pub fn put_off(store: &Store, one: i64, other: i64, now: &str) -> Result<(), CleanError> {
    store.write(|db| {
        db.prepare_cached(include_str!("../../sql/queue.put_off.sql"))?
            .execute((one.min(other), one.max(other), now))?;
        Ok(())
    })
}

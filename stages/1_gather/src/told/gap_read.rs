//! The counts from which gaps are found, read from what imports brought.
//!
//! Enters: a connection. Leaves: the [`GapReport`] of the base or of one source.

use ::store::StoreError;
use rusqlite::Connection;
use terms::Day;

use crate::error::GatherError;
use crate::told::gaps::{GapReport, MonthOrders, PeopleHistory, SourceHistory, find_gaps};
use crate::told::missing_fields::read_missing_fields;

/// What the base does not know about its past; of one source alone, or of all together.
///
/// # Errors
/// When the database refuses.
pub fn read_gaps(db: &Connection, source_id: Option<i64>) -> Result<GapReport, GatherError> {
    let mut gaps = read_history_gaps(db, source_id)?;
    // What is known of customers comes from all sources together.
    if source_id.is_none() {
        gaps.missing = read_missing_fields(db)?;
    }
    Ok(gaps)
}

fn read_history_gaps(db: &Connection, source_id: Option<i64>) -> Result<GapReport, GatherError> {
    let sources = read_histories(db, source_id)?;
    let first = sources.iter().filter_map(|source| source.first_day).min();
    let people = match first {
        Some(first) => read_people(db, first)?,
        None => PeopleHistory::default(),
    };
    let waiting: i64 = db.query_row(include_str!("../../sql/gap_read.waiting.sql"), [], |row| {
        row.get(0)
    })?;
    Ok(find_gaps(&sources, &people, waiting.cast_unsigned()))
}

/// The first day with an order when the history before it is missing: whoever bought around it has
/// been a customer for at least as long as it shows.
///
/// # Errors
/// When the database refuses.
pub fn read_history_start(db: &Connection) -> Result<Option<Day>, GatherError> {
    Ok(read_history_gaps(db, None)?.cut.map(|cut| cut.from_day))
}

fn read_histories(db: &Connection, only: Option<i64>) -> Result<Vec<SourceHistory>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/gap_read.months.sql"))?;
    let rows = statement.query_map([only], |row| {
        let day = |at: usize| {
            row.get::<_, Option<i32>>(at)
                .map(|day| day.map(Day::from_number))
        };
        let months: Vec<(i32, u64)> =
            serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default();
        Ok(SourceHistory {
            source_id: row.get(0)?,
            name: row.get(1)?,
            first_day: day(2)?,
            last_day: day(3)?,
            months: months
                .into_iter()
                .map(|(month, orders)| MonthOrders { month, orders })
                .collect(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_people(db: &Connection, first: Day) -> Result<PeopleHistory, GatherError> {
    let row = db.query_row(
        include_str!("../../sql/gap_read.people.sql"),
        [first.number()],
        |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
            ))
        },
    )?;
    let short = db.query_row(include_str!("../../sql/gap_read.totals.sql"), [], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?,
        ))
    });
    let (short, orders, spent) = short.map_err(StoreError::from)?;
    Ok(PeopleHistory {
        buyers: row.0.cast_unsigned(),
        early_buyers: row.1.cast_unsigned(),
        older: row.2.cast_unsigned(),
        short: short.cast_unsigned(),
        orders_missing: orders.cast_unsigned(),
        spent_missing_minor: spent,
    })
}

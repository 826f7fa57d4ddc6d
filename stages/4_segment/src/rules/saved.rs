//! Segments that were given a name: their rules are kept, their members found anew every time.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use store::{Store, rusqlite};
use terms::Currency;

use crate::SegmentError;
use crate::rules::rule::Rule;

/// A segment by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SavedSegment {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its rule as its owner wrote it.
    pub rule: String,
    /// When it was written down.
    pub made_at: String,
}

/// Keeps a rule under a name; the same name again replaces its rule.
///
/// # Errors
/// When the name is empty, the rule cannot be read, or the database refuses.
pub fn write_segment(
    store: &Store,
    name: &str,
    rule: &str,
    currency: Currency,
    now: &str,
) -> Result<i64, SegmentError> {
    let (name, rule) = (name.trim(), rule.trim());
    if name.is_empty() {
        return Err(SegmentError::Rule("a segment needs a name".into()));
    }
    Rule::read(rule, currency)?;
    store.write(|db| {
        let sql = include_str!("../../sql/rules.write_segment.sql");
        let mut statement = db.prepare_cached(sql)?;
        Ok(statement.query_row((name, rule, now), |row| row.get(0))?)
    })
}

/// Forgets a segment; its members stay what they are. False when there was none.
///
/// # Errors
/// When the database refuses.
pub fn delete_segment(store: &Store, id: i64) -> Result<bool, SegmentError> {
    store.write(|db| {
        let sql = include_str!("../../sql/rules.delete_segment.sql");
        Ok(db.execute(sql, [id])? > 0)
    })
}

/// All segments with a name, by it.
///
/// # Errors
/// When the database refuses.
pub fn read_segments(db: &Connection) -> Result<Vec<SavedSegment>, SegmentError> {
    let sql = include_str!("../../sql/rules.read_segments.sql");
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One segment by its number.
///
/// # Errors
/// When the database refuses.
pub fn read_segment(db: &Connection, id: i64) -> Result<Option<SavedSegment>, SegmentError> {
    let segments = read_segments(db)?;
    Ok(segments.into_iter().find(|segment| segment.id == id))
}

/// One segment by its name, whatever its case.
///
/// # Errors
/// When the database refuses.
pub fn segment_named(db: &Connection, name: &str) -> Result<Option<SavedSegment>, SegmentError> {
    let sql = include_str!("../../sql/rules.named.sql");
    let mut statement = db.prepare_cached(sql)?;
    Ok(statement.query_row([name.trim()], read_row).optional()?)
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<SavedSegment> {
    Ok(SavedSegment {
        id: row.get(0)?,
        name: row.get(1)?,
        rule: row.get(2)?,
        made_at: row.get(3)?,
    })
}

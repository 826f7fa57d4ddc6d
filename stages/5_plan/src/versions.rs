//! Every version of a strategy that was ever in force: kept before another takes its place.
//!
//! Enters: a text, typed by its owner or rewritten for another way. Leaves: the file in force, and
//! the version before it where it can be brought back.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use store::Store;
use store::rusqlite;
use terms::{ChannelMix, Day, ValueSegment};

use crate::rewrite::rewritten;
use crate::ways::ways_of;
use crate::{PlanError, Strategy, read_strategy, save_strategy};

/// One version of a strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StrategyVersion {
    /// Counted up per segment.
    pub version: i64,
    /// The first day it was in force, as far as is known.
    pub used_from: Day,
    /// The file as its owner wrote it.
    pub text: String,
}

/// All versions of a segment's strategy, newest first.
///
/// # Errors
/// When the database refuses.
pub fn read_versions(
    db: &Connection,
    cell: ValueSegment,
) -> Result<Vec<StrategyVersion>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/versions.read.sql"))?;
    let version = |row: &Row<'_>| {
        Ok(StrategyVersion {
            version: row.get(0)?,
            used_from: Day::from_number(row.get(1)?),
            text: row.get(2)?,
        })
    };
    let rows = statement.query_map([cell.to_string()], version)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts a text in force for a segment; what stood there before is kept as a version of its own.
///
/// # Errors
/// Names line and field of what is wrong with the text; nothing is changed then.
pub fn put_in_force(
    store: &Store,
    cell: ValueSegment,
    text: &str,
    as_of: Day,
) -> Result<Strategy, PlanError> {
    let folder = store.folder().join("strategies");
    Strategy::from_toml(&format!("{cell}.toml"), text)?;
    let before = read_strategy(&folder, cell)?;
    store.write(|db| keep_version(db, cell, &before.text, as_of))?;
    let strategy = save_strategy(&folder, cell, text)?;
    store.write(|db| keep_version(db, cell, text, as_of))?;
    Ok(strategy)
}

/// Puts the strategy of a segment in force as it is for this mix of channels.
///
/// # Errors
/// When the strategy has no such way, or the file cannot be written.
pub fn use_way(
    store: &Store,
    cell: ValueSegment,
    mix: ChannelMix,
    as_of: Day,
) -> Result<Strategy, PlanError> {
    let strategy = read_strategy(&store.folder().join("strategies"), cell)?;
    let ways = ways_of(&strategy);
    let (_, way) = ways
        .iter()
        .find(|(known, _)| *known == mix)
        .ok_or(PlanError::NoSuchWay { cell, mix })?;
    let text = rewritten(&strategy, way, mix)?;
    // Touches may be written in a form that cannot be rewritten; half a way is none.
    if Strategy::from_toml(&format!("{cell}.toml"), &text)?.mix() != mix {
        return Err(PlanError::NoSuchWay { cell, mix });
    }
    put_in_force(store, cell, &text, as_of)
}

/// Keeps a text as the newest version unless it is that already; gives its number in the table.
pub(crate) fn keep_version(
    db: &Connection,
    cell: ValueSegment,
    text: &str,
    from: Day,
) -> Result<i64, PlanError> {
    let newest: Option<(i64, i64, String)> = db
        .prepare_cached(include_str!("../sql/versions.newest.sql"))?
        .query_row([cell.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let version = match newest {
        Some((id, _, known)) if known == text => return Ok(id),
        Some((_, version, _)) => version + 1,
        None => 1,
    };
    db.prepare_cached(include_str!("../sql/versions.insert.sql"))?
        .execute((cell.to_string(), version, text, from.number()))?;
    Ok(db.last_insert_rowid())
}

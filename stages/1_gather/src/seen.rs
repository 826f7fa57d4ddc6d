//! Files that lie where they lay and did not change.
//!
//! Enters: a path. Leaves: the imports it was read as, when its size and the moment of its last
//! change are those of then, so that nothing is packed, hashed or read again.

use std::path::Path;
use std::time::UNIX_EPOCH;

use ::store::Store;
use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::error::GatherError;
use crate::store::to_json;
use crate::told::read::{from_json, read_receipt};
use crate::told::receipt::Receipt;

/// What a file looks like from outside.
#[derive(PartialEq, Eq)]
pub(crate) struct Look {
    path: String,
    bytes: i64,
    changed_ns: i64,
}

impl Look {
    /// The look that was noted.
    pub(crate) fn noted(path: String, bytes: i64, changed_ns: i64) -> Look {
        Look {
            path,
            bytes,
            changed_ns,
        }
    }

    /// The look of a file; nothing for standard input and what cannot be looked at.
    pub(crate) fn at(path: &Path) -> Option<Look> {
        let path = std::fs::canonicalize(path).ok()?;
        let data = std::fs::metadata(&path)
            .ok()
            .filter(|data| data.is_file())?;
        let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Look {
            path: path.to_str()?.to_owned(),
            bytes: i64::try_from(data.len()).ok()?,
            changed_ns: i64::try_from(changed.as_nanos()).ok()?,
        })
    }
}

/// The receipts of a file that was read whole and looks as it did then; nothing where it changed,
/// or one of its imports was taken back.
pub(crate) fn read_unchanged(
    db: &Connection,
    look: &Look,
) -> Result<Option<Vec<Receipt>>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../sql/seen.known.sql"))?;
    let known: Option<String> = statement
        .query_row((&look.path, look.bytes, look.changed_ns), |row| row.get(0))
        .optional()?;
    let Some(known) = known else { return Ok(None) };
    let sources: Vec<i64> = from_json(&known)?;
    let receipts = sources.iter().map(|id| read_receipt(db, *id, true));
    receipts.collect::<Result<_, _>>().map(Some)
}

/// Whether a file lies where it lay, unchanged, although what it was read as was taken back: whoever
/// reads a whole folder leaves it out, so that nothing comes back that a person took out.
///
/// # Errors
/// When the database refuses.
pub fn is_taken_back(store: &Store, path: &Path) -> Result<bool, GatherError> {
    let Some(look) = Look::at(path) else {
        return Ok(false);
    };
    store.read(|db| {
        let mut statement = db.prepare_cached(include_str!("../sql/seen.taken_back.sql"))?;
        Ok(statement.query_row((&look.path, look.bytes, look.changed_ns), |row| row.get(0))?)
    })
}

/// What became of a file that was read.
pub(crate) struct Became<'read> {
    /// The imports it became.
    pub(crate) sources: &'read [i64],
    /// The hash of each file it holds.
    pub(crate) parts: &'read [String],
    /// Whether nothing of it was refused or waits for an answer.
    pub(crate) is_whole: bool,
}

/// Notes how a file looked before it was read, and what became of it.
pub(crate) fn note(db: &Transaction<'_>, look: &Look, became: &Became) -> Result<(), GatherError> {
    let (sources, parts) = (to_json(&became.sources)?, to_json(&became.parts)?);
    let (path, bytes, changed) = (&look.path, look.bytes, look.changed_ns);
    db.prepare_cached(include_str!("../sql/seen.put.sql"))?
        .execute((path, bytes, changed, sources, parts, became.is_whole))?;
    Ok(())
}

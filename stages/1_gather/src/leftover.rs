//! Copies of a file that lie beside the kept one, once somebody was taken out of it.
//!
//! Enters: the hash of a file. Leaves: those in the inbox removed, since every row of them is kept
//! without a name; and the paths of the owner's, which are not ours to touch, and of those that
//! hold something which was not read.

use std::path::{Path, PathBuf};

use ::store::Store;
use rusqlite::{Connection, OptionalExtension};

use crate::error::GatherError;
use crate::files::original::Kept;
use crate::seen::Look;

/// The folder of a workspace that files are put into to be taken in.
const INBOX: &str = "inbox";

/// Removes what lies in the inbox and gives what lies elsewhere, or holds something besides that
/// was not read.
pub(crate) fn remove_copies(store: &Store, sha256: &str) -> Result<Vec<PathBuf>, GatherError> {
    let inbox = store.folder().join(INBOX);
    let inbox = std::fs::canonicalize(&inbox).unwrap_or(inbox);
    let mut left = Vec::new();
    for (path, look, is_whole) in store.read(|db| read_paths(db, sha256))? {
        // What changed since is another file, which is read as one of its own.
        if Look::at(&path).is_none_or(|now| now != look) {
            continue;
        }
        if is_whole && path.starts_with(&inbox) {
            std::fs::remove_file(&path).map_err(GatherError::file(&path.to_string_lossy()))?;
        } else {
            left.push(path);
        }
    }
    Ok(left)
}

/// Where files that hold this one lay, how they looked, and whether all of them was read.
fn read_paths(db: &Connection, sha256: &str) -> Result<Vec<(PathBuf, Look, bool)>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../sql/leftover.paths.sql"))?;
    let rows = statement.query_map([sha256], |row| {
        let path: String = row.get(0)?;
        let look = Look::noted(path.clone(), row.get(1)?, row.get(2)?);
        Ok((PathBuf::from(path), look, row.get(3)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A file that was refused is not kept: nothing would ever lead to it again.
pub(crate) fn remove_refused(store: &Store, kept: &Kept) -> Result<(), GatherError> {
    let is_needed: Option<i64> = store.read(|db| {
        let mut statement = db.prepare_cached(include_str!("../sql/leftover.needed.sql"))?;
        let found = statement.query_row([&kept.sha256], |row| row.get(0));
        found.optional().map_err(GatherError::from)
    })?;
    if is_needed.is_some() {
        return Ok(());
    }
    remove(&kept.original.path)
}

/// Removes a file; one that is not there is as good.
pub(crate) fn remove(path: &Path) -> Result<(), GatherError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(GatherError::file(&path.to_string_lossy())(error))
        }
        _ => Ok(()),
    }
}

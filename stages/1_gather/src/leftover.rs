//! Copies of a file that lie beside the kept one, once somebody was taken out of it.
//!
//! Enters: the imports of a file. Leaves: those in the inbox removed, since every row of
//! them is kept without a name; and the paths of the owner's, which
//! are not ours to touch.

use std::path::{Path, PathBuf};

use ::store::Store;
use rusqlite::{Connection, OptionalExtension};

use crate::error::GatherError;
use crate::files::original::Kept;
use crate::seen::Look;
use crate::told::read::from_json;

/// The folder of a workspace that files are put into to be taken in.
const INBOX: &str = "inbox";

/// Removes what lies in the inbox and gives what lies elsewhere.
pub(crate) fn remove_copies(store: &Store, sources: &[i64]) -> Result<Vec<PathBuf>, GatherError> {
    let inbox = store.folder().join(INBOX);
    let inbox = std::fs::canonicalize(&inbox).unwrap_or(inbox);
    let mut elsewhere = Vec::new();
    for (path, look) in store.read(|db| read_paths(db, sources))? {
        // What changed since is another file, which is read as one of its own.
        if Look::at(&path).is_none_or(|now| now != look) {
            continue;
        }
        if path.starts_with(&inbox) {
            std::fs::remove_file(&path).map_err(GatherError::file(&path.to_string_lossy()))?;
        } else {
            elsewhere.push(path);
        }
    }
    Ok(elsewhere)
}

/// Where the files of these imports lay, and how they looked.
fn read_paths(db: &Connection, sources: &[i64]) -> Result<Vec<(PathBuf, Look)>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../sql/leftover.paths.sql"))?;
    let mut rows = statement.query([])?;
    let mut paths = Vec::new();
    while let Some(row) = rows.next()? {
        let became: Vec<i64> = from_json(&row.get::<_, String>(3)?)?;
        if became.iter().any(|source| sources.contains(source)) {
            let path: String = row.get(0)?;
            let look = Look::noted(path.clone(), row.get(1)?, row.get(2)?);
            paths.push((PathBuf::from(path), look));
        }
    }
    Ok(paths)
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

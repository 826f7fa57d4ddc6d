//! For the tests of every stage: prepares each SQL file against a freshly migrated database.

use std::path::Path;

use crate::Store;

/// The SQL files of a folder that the engine refuses, each with its reason; empty is good.
///
/// # Errors
/// When the folder or a file cannot be read.
pub fn prepare_every(store: &Store, folder: &Path) -> std::io::Result<Vec<String>> {
    let mut problems = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "sql") {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        if !text.starts_with("--") {
            problems.push(format!("{}: does not open with a comment", path.display()));
        }
        let verdict = store.with_writer(|db| db.prepare(&text).map(|_| ()));
        if let Err(error) = verdict {
            problems.push(format!("{}: {error}", path.display()));
        }
    }
    Ok(problems)
}

//! What still names somebody who was erased, because it is not ours to change: backups, letters and
//! call lists printed before, and files that lie elsewhere.
//!
//! Enters: a workspace. Leaves: each such file that is still there, and the day by which its owner
//! should have deleted it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::Serialize;
use store::Store;
use terms::Day;

use crate::House;
use crate::files::files_in;

/// The settings that hold where copies were written to, and where files were read from.
const BACKUPS: &str = "backups";
const ELSEWHERE: &str = "files_elsewhere";
/// The folders that deliveries write into.
const PRINTED: [(&str, &str); 2] = [("letters", "printed letters"), ("calls", "a call list")];
/// Days an owner has to delete what is theirs: a month, as erasure requests are given (GDPR 12.3).
const DELETE_DAYS: i32 = 30;

/// A file that still names somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftBehind {
    /// What it is, in plain words.
    pub what: String,
    /// Where it lies.
    pub path: PathBuf,
    /// The last day on which it should be there.
    pub delete_by: Day,
}

/// Copies the workspace's database and remembers where to, for a copy holds what is erased later.
///
/// # Errors
/// When the file exists already, cannot be written, or the copy does not pass its check.
pub fn back_up(house: &House, to: &Path) -> Result<()> {
    house.store.back_up(to)?;
    let to = std::path::absolute(to).with_context(|| to.display().to_string())?;
    remember(&house.store, BACKUPS, &[to])
}

/// Remembers files that were read, lie outside the workspace and name somebody who was erased.
pub(crate) fn remember_elsewhere(store: &Store, paths: &[PathBuf]) -> Result<()> {
    remember(store, ELSEWHERE, paths)
}

fn remember(store: &Store, setting: &str, paths: &[PathBuf]) -> Result<()> {
    if paths.is_empty() {
        return Ok(());
    }
    let mut known: Vec<PathBuf> = store.setting(setting)?.unwrap_or_default();
    known.extend(paths.iter().cloned());
    known.sort();
    known.dedup();
    Ok(store.set_setting(setting, &known)?)
}

/// Everything that is older than an erasure and still there; nothing where nobody was erased.
///
/// # Errors
/// When the database refuses or a folder cannot be read.
pub fn read_left_behind(house: &House) -> Result<Vec<LeftBehind>> {
    let erasures = house.store.read(clean::read_erasures)?;
    let erasures: Vec<Timestamp> = erasures
        .iter()
        .map(|moment| moment.parse())
        .collect::<Result<_, _>>()?;
    if erasures.is_empty() {
        return Ok(Vec::new());
    }
    let mut left = Vec::new();
    for (what, path) in files_beside(house)? {
        // From the first erasure it should have known of: a later one gives no more time.
        let written = written_at(&path);
        let first = written.and_then(|written| erasures.iter().find(|erased| written < **erased));
        if let Some(erased) = first {
            let day: Day = erased.strftime("%Y-%m-%d").to_string().parse()?;
            left.push(LeftBehind {
                what: what.to_owned(),
                path,
                delete_by: Day::from_number(day.number() + DELETE_DAYS),
            });
        }
    }
    Ok(left)
}

/// Every file that may name somebody and is not ours to change, in plain words.
fn files_beside(house: &House) -> Result<Vec<(&'static str, PathBuf)>> {
    let mut files = Vec::new();
    for (setting, what) in [(BACKUPS, "a backup"), (ELSEWHERE, "a file you imported")] {
        let paths: Vec<PathBuf> = house.store.setting(setting)?.unwrap_or_default();
        files.extend(paths.into_iter().map(|path| (what, path)));
    }
    let copies = files_in(house.store.folder())?;
    let copies = copies.into_iter().filter(|path| is_copy(path));
    files.extend(copies.map(|path| ("a backup", path)));
    for (folder, what) in PRINTED {
        let printed = files_in(&house.store.folder().join(folder))?;
        files.extend(printed.into_iter().map(|path| (what, path)));
    }
    Ok(files)
}

/// Whether it is the copy that is made before a newer program takes a database over.
fn is_copy(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.contains(".before-") && name.ends_with(".db")
}

/// When a file was last written; nothing where it is not there.
fn written_at(path: &Path) -> Option<Timestamp> {
    let written = path.metadata().and_then(|data| data.modified()).ok()?;
    Timestamp::try_from(written).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{back_up, read_left_behind, remember_elsewhere};
    use crate::House;

    #[test]
    fn what_is_older_than_an_erasure_is_named_with_a_day_until_it_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let house = House::open(&folder.path().join("shop"), None, None).unwrap();
        let [backup, list] = ["copy.db", "list.csv"].map(|name| folder.path().join(name));
        back_up(&house, &backup).unwrap();
        std::fs::write(&list, "Name\nAnna Berg\n").unwrap();
        remember_elsewhere(&house.store, std::slice::from_ref(&list)).unwrap();
        let letters = house.store.folder().join("letters");
        std::fs::create_dir_all(&letters).unwrap();
        std::fs::write(letters.join("letters-2026-03-09.pdf"), "Anna Berg").unwrap();
        assert_eq!(read_left_behind(&house).unwrap(), []);
        let erase = "INSERT INTO accounts (id, kind, name) VALUES (1, 'household', '');
            INSERT INTO archives (account_id, state, reason, until_day, changed_at, erased_at)
            VALUES (1, 'archived', '', 0, '', '2100-01-02T08:00:00Z')";
        let run = |sql: &str| {
            let done = house
                .store
                .write(|db| db.execute_batch(sql).map_err(store::StoreError::from));
            done.unwrap();
        };
        run(erase);
        let left = read_left_behind(&house).unwrap();
        let whats: Vec<&str> = left.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(
            whats,
            ["a backup", "a file you imported", "printed letters"]
        );
        assert_eq!(left[0].delete_by.to_string(), "2100-02-01");
        // A later erasure gives no more time for what is older than the first.
        run(
            "INSERT INTO accounts (id, kind, name) VALUES (2, 'household', '');
            INSERT INTO archives (account_id, state, reason, until_day, changed_at, erased_at)
            VALUES (2, 'archived', '', 0, '', '2100-03-02T08:00:00Z')",
        );
        let left = read_left_behind(&house).unwrap();
        assert_eq!(left[0].delete_by.to_string(), "2100-02-01");
        // One written between the two has until a month after the second.
        let between = "2100-02-02T08:00:00Z".parse::<jiff::Timestamp>().unwrap();
        let file = std::fs::File::options().write(true).open(&backup).unwrap();
        file.set_modified(between.into()).unwrap();
        let left = read_left_behind(&house).unwrap();
        assert_eq!(left[0].delete_by.to_string(), "2100-04-01");
        // What was deleted, or written after it, names nobody.
        std::fs::remove_file(&list).unwrap();
        std::fs::remove_file(&backup).unwrap();
        assert_eq!(read_left_behind(&house).unwrap().len(), 1);
        run("UPDATE archives SET erased_at = '2001-01-02T08:00:00Z'");
        assert_eq!(read_left_behind(&house).unwrap(), []);
    }
}

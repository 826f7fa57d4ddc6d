//! Files beside the database: letters and call lists that were written, listed and found again by
//! name only, and mailboxes of returned mail taken in.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clean::BounceReport;
use serde::Serialize;

use crate::House;

/// The folders of a workspace whose files people take away.
const FOLDERS: [&str; 2] = ["letters", "calls"];

/// One file to take away.
#[derive(Clone, Debug, Serialize)]
pub struct WorkFile {
    /// The folder it lies in.
    pub folder: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Every letter and call file, newest name first.
#[must_use]
pub fn list_files(house: &House) -> Vec<WorkFile> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        let Ok(list) = std::fs::read_dir(house.store.folder().join(folder)) else {
            continue;
        };
        for entry in list.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Ok(meta) = entry.metadata()
                && meta.is_file()
                && !name.starts_with('.')
            {
                files.push(WorkFile {
                    folder: folder.into(),
                    name,
                    bytes: meta.len(),
                });
            }
        }
    }
    files.sort_by(|a, b| b.name.cmp(&a.name));
    files
}

/// The path of a listed file. Only what the listing shows can be found, so no name from outside
/// ever becomes a path.
#[must_use]
pub fn find_file(house: &House, folder: &str, name: &str) -> Option<PathBuf> {
    let file = list_files(house)
        .into_iter()
        .find(|file| file.folder == folder && file.name == name)?;
    Some(house.store.folder().join(file.folder).join(file.name))
}

/// Takes in every message of a file of returned mail, or of the files of a folder.
///
/// # Errors
/// When a file cannot be read or the database refuses.
pub fn take_bounces(house: &House, path: &Path) -> Result<BounceReport> {
    let mut report = BounceReport::default();
    let files = match path.is_dir() {
        true => files_in(path)?,
        false => vec![path.to_owned()],
    };
    for file in files {
        let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
        clean::take_bounce_bytes(&house.store, &bytes, &house.now(), &mut report)?;
    }
    Ok(report)
}

/// The files of a folder by name; none where there is no such folder.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let list = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files: Vec<PathBuf> = list
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}

//! Letters and call lists that were written: listed, and found again by name only.

use std::path::PathBuf;

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

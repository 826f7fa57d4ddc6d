//! Files for the owner: a name that is free, and bytes that are there whole or not at all.

use std::fs::{File, create_dir_all, rename};
use std::io::Write;
use std::path::Path;

use terms::Day;

use crate::ActError;

/// The first name not yet taken in a folder of the workspace, as `letters/letters-2011-09-01.pdf`,
/// then `letters/letters-2011-09-01-2.pdf`; relative to the workspace.
pub(crate) fn free_name(
    workspace: &Path,
    folder: &str,
    day: Day,
    ending: &str,
) -> Result<String, ActError> {
    let failed = |source| ActError::File {
        path: workspace.join(folder),
        source,
    };
    create_dir_all(workspace.join(folder)).map_err(failed)?;
    let mut name = format!("{folder}/{folder}-{day}.{ending}");
    for number in 2.. {
        if !workspace.join(&name).try_exists().map_err(failed)? {
            break;
        }
        name = format!("{folder}/{folder}-{day}-{number}.{ending}");
    }
    Ok(name)
}

/// Writes a file under another name, waits for the disk, then gives it its own name.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), ActError> {
    let unfinished = path.with_added_extension("unfinished");
    let write = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            create_dir_all(folder)?;
        }
        let mut file = File::create(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        rename(&unfinished, path)?;
        // The name, too, must survive a power cut before the database says it is there.
        path.parent()
            .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    };
    write().map_err(|source| ActError::File {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_free_and_files_are_whole() {
        let folder = tempfile::tempdir().unwrap();
        let day: Day = "2011-09-01".parse().unwrap();
        for expected in ["calls/calls-2011-09-01.pdf", "calls/calls-2011-09-01-2.pdf"] {
            let name = free_name(folder.path(), "calls", day, "pdf").unwrap();
            assert_eq!(name, expected);
            write_whole(&folder.path().join(&name), b"whole").unwrap();
        }
        assert_eq!(
            std::fs::read_dir(folder.path().join("calls"))
                .unwrap()
                .count(),
            2
        );
    }
}

//! What comes in: a file, a folder, standard input, and the members of a zip.
//!
//! Enters: a path, `-` for standard input. Leaves: every file in it, kept one after the other.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::GatherError;
use crate::files::guard::Flow;
use crate::files::original::{Kept, file_name, keep};
use crate::files::pack::{ZipKind, is_zip, members, read_member, zip_kind};
use crate::leftover::remove;

/// The name of what comes from standard input.
const STDIN_NAME: &str = "standard input";

/// The files a path stands for: itself, or the files of a folder by name.
pub(crate) fn files_of(path: &Path) -> Result<Vec<PathBuf>, GatherError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let name = file_name(path);
    let entries = std::fs::read_dir(path).map_err(GatherError::file(&name))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|file| file.is_file() && !is_of_the_system(&file_name(file)));
    files.sort();
    if files.is_empty() {
        return Err(GatherError::Empty(path.to_owned()));
    }
    Ok(files)
}

/// Whether a file is none of the owner's: hidden or not whole yet, a lock beside an open workbook,
/// or what systems put into every folder.
pub(crate) fn is_of_the_system(name: &str) -> bool {
    let is_left = |known: &&str| name.eq_ignore_ascii_case(known);
    let is_hidden = name.starts_with('.') || name.starts_with("~$");
    is_hidden || ["thumbs.db", "desktop.ini"].iter().any(is_left)
}

/// Keeps what a path holds and gives each file in it to `take`: the file itself, or every member
/// of a zip.
pub(crate) fn receive(
    workspace: &Path,
    path: &Path,
    take: &mut dyn FnMut(Result<Kept, (String, GatherError)>),
) {
    let from_stdin = path.as_os_str() == "-";
    let name = if from_stdin {
        STDIN_NAME.to_owned()
    } else {
        file_name(path)
    };
    let kept = if from_stdin {
        keep(workspace, &name, &mut std::io::stdin().lock())
    } else {
        std::fs::File::open(path)
            .map_err(GatherError::file(&path.to_string_lossy()))
            .and_then(|mut file| keep(workspace, &name, &mut file))
    };
    let kept = match kept {
        Ok(kept) => kept,
        Err(error) => return take(Err((name, error))),
    };
    let refused = match is_zip_of_files(&kept) {
        Ok(false) => return take(Ok(kept)),
        Ok(true) => {
            receive_members(workspace, &kept, take);
            None
        }
        Err(error) => Some(error),
    };
    // Its members are kept; a second copy inside it could never be changed.
    let removed = remove(&kept.original.path);
    if let Some(error) = refused.or(removed.err()) {
        take(Err((name, error)));
    }
}

fn is_zip_of_files(kept: &Kept) -> Result<bool, GatherError> {
    let start = kept.original.start(4)?;
    Ok(is_zip(&start) && zip_kind(&kept.original.path, &kept.original.name)? == ZipKind::Files)
}

fn receive_members(
    workspace: &Path,
    zip: &Kept,
    take: &mut dyn FnMut(Result<Kept, (String, GatherError)>),
) {
    let (path, name) = (&zip.original.path, &zip.original.name);
    let members = match members(path, name) {
        Ok(members) if members.is_empty() => {
            return take(Err((name.clone(), GatherError::Empty(name.into()))));
        }
        Ok(members) => members,
        Err(error) => return take(Err((name.clone(), error))),
    };
    let flow = Flow::default();
    for (at, member) in members {
        let last = member.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown = format!("{name}: {last}");
        let kept = read_member(path, &shown, at, &flow, |from: &mut dyn Read| {
            keep(workspace, last, from)
        });
        let kept = kept.and_then(|kept| refuse_zip(&shown, kept));
        take(kept.map_err(|error| (shown, error)));
        if flow.is_burst() {
            break;
        }
    }
}

/// Refuses a member that is a zip itself, or the ruin of one, and keeps nothing of it.
fn refuse_zip(shown: &str, kept: Kept) -> Result<Kept, GatherError> {
    let why = "a zip inside a zip is not opened; unpack it once";
    let error = match is_zip_of_files(&kept) {
        Ok(false) => return Ok(kept),
        Ok(true) => GatherError::refused(shown, why),
        Err(error) => error,
    };
    remove(&kept.original.path)?;
    Err(error)
}

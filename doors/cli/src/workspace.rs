//! Which workspace a command works on.

use std::path::PathBuf;

use anyhow::{Result, bail};
use desk::House;

use crate::args::Place;

/// Opens the workspace a command names.
pub(crate) fn open(place: &Place) -> Result<House> {
    House::open(&folder(place)?, place.as_of, place.seed)
}

/// The folder of the workspace: `--data`, else the usual place for programs' data.
pub(crate) fn folder(place: &Place) -> Result<PathBuf> {
    let name = &place.workspace;
    let plain = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    if name.is_empty() || !name.chars().all(plain) {
        bail!(desk::Refusal::Usage(format!(
            "«{name}» cannot be a workspace's name; use letters, digits, - and _"
        )));
    }
    let data = match &place.data {
        Some(folder) => folder.clone(),
        None => usual_folder()?,
    };
    Ok(data.join(name))
}

/// `$XDG_DATA_HOME/regulars`, else `~/.local/share/regulars` (XDG Base Directory Specification).
fn usual_folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("XDG_DATA_HOME").filter(|folder| !folder.is_empty()) {
        return Ok(PathBuf::from(folder).join("regulars"));
    }
    match std::env::home_dir() {
        Some(home) => Ok(home.join(".local/share/regulars")),
        None => bail!(desk::Refusal::Usage(
            "no home folder is set; name a folder with --data".into()
        )),
    }
}

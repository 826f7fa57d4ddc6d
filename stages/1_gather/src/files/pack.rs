//! Zip files: every member is a file of its own; what could burst is refused.
//!
//! Enters: the path of a zip file. Leaves: its members, and their bytes one at a time. Names of
//! members are shown, never used as paths.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use crate::error::GatherError;
use crate::files::guard::Guarded;

/// More files than any export has.
const MEMBERS_MAX: usize = 1_000;

/// What a zip file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ZipKind {
    /// Files to be read one by one.
    Files,
    /// One workbook of Excel.
    Xlsx,
    /// One workbook of LibreOffice.
    Ods,
}

/// Whether bytes start like a zip file.
pub(crate) fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// What a zip file holds, by the names inside.
pub(crate) fn zip_kind(path: &Path, name: &str) -> Result<ZipKind, GatherError> {
    let archive = open(path, name)?;
    let has = |wanted: &str| archive.index_for_name(wanted).is_some();
    Ok(
        if has("[Content_Types].xml") && names(&archive).any(|(_, name)| name.starts_with("xl/")) {
            ZipKind::Xlsx
        } else if has("mimetype") && has("content.xml") {
            ZipKind::Ods
        } else {
            ZipKind::Files
        },
    )
}

/// The members that are files, by place and name.
pub(crate) fn members(path: &Path, name: &str) -> Result<Vec<(usize, String)>, GatherError> {
    let archive = open(path, name)?;
    if archive.len() > MEMBERS_MAX {
        let why = format!("it holds {} files; at most 1,000 are read", archive.len());
        return Err(GatherError::refused(name, &why));
    }
    let is_file = |name: &str| {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        !last.is_empty() && !last.starts_with('.') && !name.starts_with("__MACOSX")
    };
    Ok(names(&archive).filter(|(_, name)| is_file(name)).collect())
}

/// Gives the bytes of one member to `take`. A member that is packed itself is refused.
pub(crate) fn read_member<T>(
    path: &Path,
    name: &str,
    at: usize,
    take: impl FnOnce(&mut dyn Read) -> Result<T, GatherError>,
) -> Result<T, GatherError> {
    let mut archive = open(path, name)?;
    let member = archive
        .by_index(at)
        .map_err(|error| GatherError::refused(name, &error.to_string()))?;
    let packed = member.compressed_size();
    let mut member = Guarded::new(member, packed);
    let mut start = Vec::new();
    member
        .by_ref()
        .take(4)
        .read_to_end(&mut start)
        .map_err(GatherError::file(name))?;
    let nested = start.starts_with(&[0x1f, 0x8b]) || start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]);
    if nested {
        return Err(GatherError::refused(
            name,
            "it is packed twice; unpack it once",
        ));
    }
    take(&mut start.chain(member))
}

/// The names inside by their place; one that is no text is not shown.
fn names(archive: &ZipArchive<BufReader<File>>) -> impl Iterator<Item = (usize, String)> {
    let name = |at: usize| Some((at, archive.name_for_index(at)?.ok()?.into_owned()));
    (0..archive.len()).filter_map(name)
}

fn open(path: &Path, name: &str) -> Result<ZipArchive<BufReader<File>>, GatherError> {
    let file = File::open(path).map_err(GatherError::file(name))?;
    ZipArchive::new(BufReader::new(file))
        .map_err(|error| GatherError::refused(name, &error.to_string()))
}

//! Zip files: every member is a file of its own; what could burst is refused.
//!
//! Enters: the path of a zip file. Leaves: its members, and their bytes one at a time. Names of
//! members are shown, never used as paths.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::GatherError;
use crate::files::guard::{Counting, Flow};
use crate::files::incoming::is_of_the_system;

/// More files than any export has.
const MEMBERS_MAX: usize = 1_000;
/// A list of files longer than this is not even read; a workbook with many pictures has hundreds.
const ENTRIES_MAX: u16 = 10_000;
/// The longest end of a zip: 22 bytes and a remark of at most 65,535.
const END_BYTES_MAX: u64 = 22 + 65_535;

type Archive = ZipArchive<Counting<BufReader<File>>>;

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
    let archive = open(path, name, &Flow::default())?;
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
    let mut archive = open(path, name, &Flow::default())?;
    if archive.len() > MEMBERS_MAX {
        let why = format!("it holds {} files; at most 1,000 are read", archive.len());
        return Err(GatherError::refused(name, &why));
    }
    // The same bytes named as many files is how a small zip unpacks to everything there is.
    if archive.has_overlapping_entries().unwrap_or(true) {
        let why = "its files lie over each other, as no program packs them";
        return Err(GatherError::refused(name, why));
    }
    let is_file = |name: &str| {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        !last.is_empty() && !is_of_the_system(last) && !name.starts_with("__MACOSX")
    };
    Ok(names(&archive).filter(|(_, name)| is_file(name)).collect())
}

/// Gives the bytes of one member to `take`; the members of a zip share one `flow`. A member that
/// is packed itself is refused.
pub(crate) fn read_member<T>(
    path: &Path,
    name: &str,
    at: usize,
    flow: &Flow,
    take: impl FnOnce(&mut dyn Read) -> Result<T, GatherError>,
) -> Result<T, GatherError> {
    let mut archive = open(path, name, flow)?;
    let member = archive
        .by_index(at)
        .map_err(|error| GatherError::refused(name, &error.to_string()))?;
    let mut member = flow.guard(member);
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
fn names(archive: &Archive) -> impl Iterator<Item = (usize, String)> {
    let name = |at: usize| Some((at, archive.name_for_index(at)?.ok()?.into_owned()));
    (0..archive.len()).filter_map(name)
}

fn open(path: &Path, name: &str, flow: &Flow) -> Result<Archive, GatherError> {
    let mut file = File::open(path).map_err(GatherError::file(name))?;
    if count_entries(&mut file).map_err(GatherError::file(name))? > ENTRIES_MAX {
        let why = "it holds more than 10,000 files; at most 1,000 are read";
        return Err(GatherError::refused(name, why));
    }
    flow.without(|| ZipArchive::new(flow.count(BufReader::new(file))))
        .map_err(|error| match error {
            ZipError::InvalidArchive(_) => GatherError::refused(name, CUT),
            error => GatherError::refused(name, &error.to_string()),
        })
}

/// Why a zip or workbook without its end is refused: it was cut off, or is being written still.
const CUT: &str =
    "its end is missing or damaged; wait until it is written, or copy or export it again";

/// How many files the end of a zip names; 65,535 stands for any higher number.
fn count_entries(file: &mut File) -> std::io::Result<u16> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(END_BYTES_MAX)))?;
    let mut end = Vec::new();
    file.take(END_BYTES_MAX).read_to_end(&mut end)?;
    file.rewind()?;
    // The signature, eight bytes of other things, then two times the count, whole and on this disk.
    let counts = end
        .windows(12)
        .filter(|part| part.starts_with(b"PK\x05\x06"));
    let counts = counts.map(|part| u16::from_le_bytes([part[10], part[11]]));
    Ok(counts.max().unwrap_or(0))
}

//! Workbooks made to burst what opens them: looked through in small pieces before they are opened.
//!
//! Enters: an `.xlsx` or `.ods` file. Leaves: nothing, or why it is refused. What is counted is
//! what unpacking gives, not what the file says of itself.

use std::io::Read;

use crate::error::GatherError;
use crate::files::guard::Flow;
use crate::files::original::Original;
use crate::files::pack::{members, read_member};
use crate::files::workbook::Book;

/// Unpacked markup of one part; shared texts are held in memory whole, sheets are streamed.
const SHEET_BYTES_MAX: u64 = 600 << 20;
const TEXTS_BYTES_MAX: u64 = 60 << 20;
/// A cell of Excel holds 32,767 letters; markup goes on at the latest after eight times as many.
pub(crate) const CELL_BYTES_MAX: usize = 256 << 10;
pub(crate) const CELL_TOO_LARGE: &str = "a single cell is larger than any cell can be";
/// Shared texts: a sheet holds a million rows, and a text that stands once need not be shared.
const SHARED_MAX: u64 = 1_500_000;
/// Areas of merged cells, and sheets; people make hundreds at most.
const MERGED_MAX: u64 = 100_000;
const SHEETS_MAX: u64 = 1_000;
/// Markup nested deeper than this is no workbook; theirs is about ten deep.
const DEPTH_MAX: i64 = 64;

/// Refuses a workbook that holds what no workbook of a business holds.
pub(crate) fn check_workbook(original: &Original, book: Book) -> Result<(), GatherError> {
    let flow = Flow::default();
    for (at, part) in members(&original.path, &original.name)? {
        let most = match book {
            Book::Ods if part == "content.xml" => TEXTS_BYTES_MAX * 2,
            Book::Xlsx if part.starts_with("xl/worksheets/") => SHEET_BYTES_MAX,
            _ if part.ends_with(".xml") || part.ends_with(".rels") => TEXTS_BYTES_MAX,
            _ => continue,
        };
        let why = read_member(&original.path, &original.name, at, &flow, |from| {
            scan(from, most).map_err(GatherError::file(&original.name))
        })?;
        if let Some(why) = why {
            return Err(GatherError::refused(&original.name, why));
        }
    }
    Ok(())
}

/// What a look through markup keeps in mind.
#[derive(Default)]
struct Scan {
    total: u64,
    run: usize,
    depth: i64,
    /// The tag being read, as far as it matters.
    tag: Vec<u8>,
    in_tag: bool,
    shared: u64,
    merged: u64,
    sheets: u64,
}

fn scan(from: &mut dyn Read, most: u64) -> std::io::Result<Option<&'static str>> {
    let mut chunk = vec![0; 64 * 1024];
    let mut scan = Scan::default();
    loop {
        let length = from.read(&mut chunk)?;
        if length == 0 {
            return Ok(None);
        }
        scan.total += length as u64;
        if scan.total > most {
            return Ok(Some(
                "it unpacks to far more than a workbook holds; save it as CSV",
            ));
        }
        if let Some(why) = scan.take(&chunk[..length]) {
            return Ok(Some(why));
        }
    }
}

impl Scan {
    fn take(&mut self, mut bytes: &[u8]) -> Option<&'static str> {
        while !bytes.is_empty() {
            let stop = if self.in_tag { b'>' } else { b'<' };
            let end = bytes.iter().position(|byte| *byte == stop);
            let part = &bytes[..end.unwrap_or(bytes.len())];
            self.run += part.len();
            if self.run > CELL_BYTES_MAX {
                return Some(CELL_TOO_LARGE);
            }
            if self.in_tag {
                self.tag.extend_from_slice(part);
            }
            let end = end?;
            bytes = &bytes[end + 1..];
            self.run = 0;
            if self.in_tag
                && let Some(why) = self.end_tag()
            {
                return Some(why);
            }
            self.in_tag = !self.in_tag;
        }
        None
    }

    fn end_tag(&mut self) -> Option<&'static str> {
        let tag = std::mem::take(&mut self.tag);
        if tag.starts_with(b"!DOCTYPE") || tag.starts_with(b"!ENTITY") {
            return Some("it defines texts of its own, as no spreadsheet program does");
        }
        let opens = !tag.starts_with(b"/") && !tag.ends_with(b"/") && !tag.starts_with(b"?");
        self.depth += i64::from(opens) - i64::from(tag.starts_with(b"/"));
        if self.depth > DEPTH_MAX {
            return Some("its markup is nested deeper than any workbook's");
        }
        self.shared += u64::from(tag == b"si" || tag == b"si/" || tag.starts_with(b"si "));
        self.merged += u64::from(tag.starts_with(b"mergeCell "));
        self.sheets += u64::from(tag.starts_with(b"sheet ") || tag.starts_with(b"table:table "));
        if self.shared > SHARED_MAX || self.merged > MERGED_MAX || self.sheets > SHEETS_MAX {
            return Some(
                "it holds far more texts, merged cells or sheets than a workbook does; save it as CSV",
            );
        }
        None
    }
}

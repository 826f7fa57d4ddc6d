//! Parquet files made to burst what reads them: what their headers promise is added up before
//! anything is unpacked.
//!
//! Enters: a Parquet file. Leaves: nothing, or why it is refused. Fields are those of
//! parquet.thrift, written in Thrift's compact form.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// The list of columns and groups at the end of a file; tables have kilobytes of it.
const FOOTER_BYTES_MAX: u64 = 16 << 20;
/// Groups inside groups; reading them takes room on the stack for each.
const DEPTH_MAX: usize = 32;
/// Columns and groups.
const ELEMENTS_MAX: u64 = 20_000;
/// Bytes of one page once it is unpacked, which is held in memory; usual ones have one megabyte.
const PAGE_BYTES_MAX: i64 = 64 << 20;
/// Unpacking this much is allowed whatever the ratio; beyond it a file is made of nothing.
const FREE_BYTES: i64 = 64 << 20;
const RATIO_MOST: i64 = 200;
/// The head of a page is a few bytes, and the least and greatest value of the page.
const HEAD_BYTES: [u64; 2] = [4 << 10, 1 << 20];
/// Texts written as differences say in front how many they are, and room is taken for all of them
/// (`DELTA_LENGTH_BYTE_ARRAY`, `DELTA_BYTE_ARRAY`).
const DELTA_TEXTS: [i64; 2] = [6, 7];

const DAMAGED: &str = "its headers are damaged; write it again";
const LARGE: &str = "it unpacks to far more than a table holds; write it in smaller row groups";
const DELTA: &str = "its texts are written as differences, which are not read; write it with plain \
    or dictionary encoding";

type Refused = &'static str;

/// Refuses a footer that cannot be read without harm. It is looked at before the reader of the
/// format sees it.
pub(crate) fn check_footer(file: &mut File) -> io::Result<Result<(), Refused>> {
    let length = file.metadata()?.len();
    let mut end = [0; 8];
    if length < 12 {
        return Ok(Err(DAMAGED));
    }
    file.seek(SeekFrom::Start(length - 8))?;
    file.read_exact(&mut end)?;
    let footer = u64::from(u32::from_le_bytes([end[0], end[1], end[2], end[3]]));
    if footer > FOOTER_BYTES_MAX || footer + 12 > length {
        return Ok(Err(DAMAGED));
    }
    file.seek(SeekFrom::Start(length - 8 - footer))?;
    let mut bytes = Vec::new();
    file.take(footer).read_to_end(&mut bytes)?;
    Ok(check_schema(&bytes).unwrap_or(Err(DAMAGED)))
}

/// What the pages of a file promise, page by page.
#[derive(Default)]
pub(crate) struct Pages {
    unpacked: i64,
}

impl Pages {
    /// Adds the pages of one column of one row group, which lie at this place of the file.
    pub(crate) fn add(
        &mut self,
        file: &mut File,
        start: u64,
        length: u64,
    ) -> io::Result<Result<(), Refused>> {
        let whole = file.metadata()?.len();
        let end = start.saturating_add(length);
        if end > whole {
            return Ok(Err(DAMAGED));
        }
        let mut at = start;
        while at < end {
            let Some((page, head)) = read_page(file, at, end)? else {
                return Ok(Err(DAMAGED));
            };
            if page.packed < 0 || page.unpacked < 0 || page.values < 0 {
                return Ok(Err(DAMAGED));
            }
            if DELTA_TEXTS.contains(&page.encoding) {
                return Ok(Err(DELTA));
            }
            self.unpacked = self.unpacked.saturating_add(page.unpacked);
            let most = FREE_BYTES.max(whole.cast_signed().saturating_mul(RATIO_MOST));
            let promises = page.is_dictionary && page.values > page.unpacked;
            if page.unpacked > PAGE_BYTES_MAX || self.unpacked > most || promises {
                return Ok(Err(LARGE));
            }
            at = at
                .saturating_add(head)
                .saturating_add(page.packed.cast_unsigned());
        }
        Ok(Ok(()))
    }
}

/// What the head of a page says.
#[derive(Default)]
struct Page {
    unpacked: i64,
    packed: i64,
    values: i64,
    encoding: i64,
    is_dictionary: bool,
}

/// The head of the page at this place, and how many bytes it takes.
fn read_page(file: &mut File, at: u64, end: u64) -> io::Result<Option<(Page, u64)>> {
    for most in HEAD_BYTES {
        file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        file.by_ref()
            .take(most.min(end - at))
            .read_to_end(&mut bytes)?;
        let mut head = Thrift(&bytes);
        if let Some(page) = head.page() {
            return Ok(Some((page, (bytes.len() - head.0.len()) as u64)));
        }
    }
    Ok(None)
}

/// Walks through the groups of a schema, which stand one after the other with the number of their
/// children; `None` when it cannot be read.
fn check_schema(footer: &[u8]) -> Option<Result<(), Refused>> {
    let mut thrift = Thrift(footer);
    let mut id = 0;
    while let Some((field, kind)) = thrift.field(id)? {
        id = field;
        if field != 2 || kind != LIST {
            thrift.skip(kind, 0)?;
            continue;
        }
        let (count, kind) = thrift.list()?;
        if kind != STRUCT || count > ELEMENTS_MAX {
            return Some(Err(DAMAGED));
        }
        let mut open: Vec<i64> = Vec::new();
        for _ in 0..count {
            let children = thrift.children()?;
            while open.last() == Some(&0) {
                open.pop();
            }
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            if children > 0 {
                open.push(children);
            }
            if open.len() > DEPTH_MAX || children > ELEMENTS_MAX.cast_signed() {
                return Some(Err(
                    "its groups of columns are nested deeper than any table's",
                ));
            }
        }
    }
    Some(Ok(()))
}

const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// Thrift's compact form, read from front to back.
struct Thrift<'bytes>(&'bytes [u8]);

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A number with a sign, folded so that small ones are short.
    fn number(&mut self) -> Option<i64> {
        let folded = self.varint()?;
        Some((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
    }

    /// The next field and its type; `Some(None)` at the end of a struct.
    fn field(&mut self, last: i64) -> Option<Option<(i64, u8)>> {
        let byte = self.byte()?;
        let kind = byte & 0x0f;
        if kind == 0 {
            return Some(None);
        }
        let id = match byte >> 4 {
            0 => self.number()?,
            more => last + i64::from(more),
        };
        Some(Some((id, kind)))
    }

    fn list(&mut self) -> Option<(u64, u8)> {
        let byte = self.byte()?;
        let count = match byte >> 4 {
            15 => self.varint()?,
            few => u64::from(few),
        };
        Some((count, byte & 0x0f))
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > DEPTH_MAX {
            return None;
        }
        match kind {
            // True and false are told by the type itself.
            1 | 2 => {}
            3 => _ = self.byte()?,
            4..=6 => _ = self.varint()?,
            7 => self.0 = self.0.get(8..)?,
            BINARY => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.0 = self.0.get(length..)?;
            }
            LIST | SET => {
                let (count, kind) = self.list()?;
                for _ in 0..count {
                    // In a list, true and false take a byte.
                    let kind = if kind == 1 || kind == 2 { 3 } else { kind };
                    self.skip(kind, depth + 1)?;
                }
            }
            MAP => {
                let count = self.varint()?;
                let kinds = if count > 0 { self.byte()? } else { 0 };
                for _ in 0..count {
                    self.skip(kinds >> 4, depth + 1)?;
                    self.skip(kinds & 0x0f, depth + 1)?;
                }
            }
            STRUCT => {
                let mut id = 0;
                while let Some((field, kind)) = self.field(id)? {
                    id = field;
                    self.skip(kind, depth + 1)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// How many children one element of a schema has (field 5).
    fn children(&mut self) -> Option<i64> {
        let (mut id, mut children) = (0, 0);
        while let Some((field, kind)) = self.field(id)? {
            id = field;
            if field == 5 && kind == 5 {
                children = self.number()?;
            } else {
                self.skip(kind, 0)?;
            }
        }
        Some(children)
    }

    /// The head of a page: its lengths (fields 2 and 3), and of the one header it has (5: data, 7:
    /// dictionary, 8: data of the second form) how many values and in which encoding.
    fn page(&mut self) -> Option<Page> {
        let (mut id, mut page) = (0, Page::default());
        while let Some((field, kind)) = self.field(id)? {
            id = field;
            match (field, kind) {
                (2, 5) => page.unpacked = self.number()?,
                (3, 5) => page.packed = self.number()?,
                (5 | 7 | 8, STRUCT) => {
                    page.is_dictionary |= field == 7;
                    // The second form names nulls and rows between the count and the encoding.
                    let encoding = if field == 8 { 4 } else { 2 };
                    (page.values, page.encoding) = self.page_header(encoding)?;
                }
                _ => self.skip(kind, 0)?,
            }
        }
        Some(page)
    }

    fn page_header(&mut self, encoding_field: i64) -> Option<(i64, i64)> {
        let (mut id, mut values, mut encoding) = (0, 0, 0);
        while let Some((field, kind)) = self.field(id)? {
            id = field;
            match (field, kind) {
                (1, 5) => values = self.number()?,
                (field, 5) if field == encoding_field => encoding = self.number()?,
                _ => self.skip(kind, 0)?,
            }
        }
        Some((values, encoding))
    }
}

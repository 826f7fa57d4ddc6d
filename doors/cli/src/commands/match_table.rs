//! A CSV file as a table of records. Enters: a path; plain or gzipped, parted by comma, semicolon,
//! tab or bar, in UTF-8 or Windows letters. Leaves: its cells as text.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::read::MultiGzDecoder;
use linkage::Table;

/// Bytes looked at to find what parts the cells.
const HEAD: usize = 1 << 16;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads a CSV file whose first row names the columns.
pub(crate) fn read_table(path: &Path) -> Result<Table> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let mut plain: Box<dyn BufRead> = Box::new(BufReader::with_capacity(HEAD, file));
    if plain.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        plain = Box::new(BufReader::with_capacity(HEAD, MultiGzDecoder::new(plain)));
    }
    let head = plain.fill_buf()?;
    if head.starts_with(&[0xef, 0xbb, 0xbf]) {
        plain.consume(3);
    }
    let delimiter = delimiter_of(plain.fill_buf()?);
    read_rows(plain, delimiter).with_context(|| format!("{} cannot be read as CSV", path.display()))
}

fn read_rows(from: impl Read, delimiter: u8) -> Result<Table> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(from);
    let names: Vec<String> = reader
        .byte_headers()?
        .iter()
        .map(|cell| text_of(cell).into_owned())
        .collect();
    if names.iter().all(|name| name.trim().is_empty()) {
        bail!("its first row names no columns");
    }
    let mut table = Table::new(&names);
    let mut row = csv::ByteRecord::new();
    while reader.read_byte_record(&mut row)? {
        table.push(row.iter().map(text_of));
    }
    Ok(table)
}

/// The sign that stands most often in the first line.
fn delimiter_of(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    let count = |sign: u8| line.iter().filter(|byte| **byte == sign).count();
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}

/// A cell as text; bytes that are no UTF-8 are Windows letters.
fn text_of(cell: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(cell.iter().map(|byte| char::from(*byte)).collect()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{delimiter_of, read_rows};

    #[test]
    fn cells_come_apart_whatever_parts_them() {
        for (text, sign) in [
            ("a,b\n1,2", b','),
            ("a;b;c,d\n", b';'),
            ("a\tb", b'\t'),
            ("alone", b','),
        ] {
            assert_eq!(delimiter_of(text.as_bytes()), sign, "{text}");
        }
        let table = read_rows(&b"name;town\nJ\xfcrgen;Bonn\nshort\n"[..], b';').unwrap();
        assert_eq!(
            (table.len(), table.cell(0, 0), table.cell(1, 1)),
            (2, "Jürgen", "")
        );
    }
}

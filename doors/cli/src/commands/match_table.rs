//! A CSV file as a table of records. Enters: a path; plain or gzipped, parted by comma, semicolon,
//! tab or bar, in UTF-8, UTF-16 or Windows letters, with or without a row of names. Leaves: its
//! cells as text.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use csv::ByteRecord;
use flate2::read::MultiGzDecoder;
use linkage::{Table, are_names};

/// Bytes looked at to find what parts the cells.
const HEAD: usize = 1 << 16;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Lines looked at to find what parts the cells, and rows to find whether the first names columns.
const LOOKED_AT: usize = 50;

/// Reads a CSV file.
pub(crate) fn read_table(path: &Path) -> Result<Table> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let mut plain: Box<dyn BufRead> = Box::new(BufReader::with_capacity(HEAD, file));
    if plain.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        plain = Box::new(BufReader::with_capacity(HEAD, MultiGzDecoder::new(plain)));
    }
    let head = plain.fill_buf()?;
    if let Some(kind) = other_form(head) {
        bail!(desk::Refusal::Usage(format!(
            "{} is {kind}; save it as CSV and try again",
            path.display()
        )));
    }
    if let Some(is_little) = utf16_order(head) {
        plain = Box::new(Cursor::new(read_utf16(plain, is_little)?));
    }
    if plain.fill_buf()?.starts_with(&[0xef, 0xbb, 0xbf]) {
        plain.consume(3);
    }
    let delimiter = delimiter_of(plain.fill_buf()?);
    read_rows(plain, delimiter).with_context(|| format!("{} cannot be read as CSV", path.display()))
}

/// What a file is by its first bytes, where it is no text.
fn other_form(head: &[u8]) -> Option<&'static str> {
    const FORMS: [(&[u8], &str); 4] = [
        (b"PK\x03\x04", "a workbook or a zip"),
        (&[0xd0, 0xcf, 0x11, 0xe0], "a workbook"),
        (b"PAR1", "a Parquet file"),
        (b"%PDF", "a PDF"),
    ];
    let form = FORMS.iter().find(|(start, _)| head.starts_with(start));
    form.map(|(_, kind)| *kind)
}

/// Whether the text is in UTF-16, and then whether the smaller byte comes first: as its mark says,
/// or as the noughts beside Latin letters show.
fn utf16_order(head: &[u8]) -> Option<bool> {
    match head {
        [0xff, 0xfe, ..] => return Some(true),
        [0xfe, 0xff, ..] => return Some(false),
        _ => {}
    }
    let head = &head[..head.len().min(512) & !1];
    let noughts = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0);
    let most = head.len() * 2 / 5;
    match (noughts(0).count(), noughts(1).count()) {
        (0, behind) if behind > most => Some(true),
        (before, 0) if before > most => Some(false),
        _ => None,
    }
}

fn read_utf16(mut from: impl Read, is_little: bool) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    let unit = |pair: &[u8]| match is_little {
        true => u16::from_le_bytes([pair[0], pair[1]]),
        false => u16::from_be_bytes([pair[0], pair[1]]),
    };
    let letters = char::decode_utf16(bytes.chunks_exact(2).map(unit));
    let text: String = letters
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Ok(text.into_bytes())
}

fn read_rows(from: impl Read, delimiter: u8) -> Result<Table> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(from);
    let mut first = Vec::new();
    let mut row = ByteRecord::new();
    while first.len() < LOOKED_AT && reader.read_byte_record(&mut row)? {
        first.push(row.clone());
    }
    if first.is_empty() {
        bail!(desk::Refusal::Usage("the file is empty".into()));
    }
    if first.iter().any(|row| row.as_slice().contains(&0)) {
        bail!(desk::Refusal::Usage("it is no text".into()));
    }
    let cells: Vec<Vec<Cow<'_, str>>> = first.iter().map(texts_of).collect();
    let is_named = are_names(&cells[0], &cells[1..]);
    let width = cells.iter().map(Vec::len).max().unwrap_or_default();
    let name = |at: usize| match cells[0].get(at).map(|cell| cell.trim()) {
        Some(name) if is_named && !name.is_empty() => name.to_owned(),
        _ => format!("column {}", at + 1),
    };
    let width = if is_named { cells[0].len() } else { width };
    let mut table = Table::new(&(0..width).map(name).collect::<Vec<_>>());
    for row in &cells[usize::from(is_named)..] {
        table.push(row);
    }
    while reader.read_byte_record(&mut row)? {
        table.push(row.iter().map(text_of));
    }
    Ok(table)
}

fn texts_of(row: &ByteRecord) -> Vec<Cow<'_, str>> {
    row.iter().map(text_of).collect()
}

/// The sign that parts the first lines into as many cells each, and into the most.
fn delimiter_of(head: &[u8]) -> u8 {
    let lines: Vec<&[u8]> = head
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .take(LOOKED_AT)
        .collect();
    let count = |line: &[u8], sign: u8| {
        let mut is_quoted = false;
        let counted = line.iter().filter(|byte| {
            is_quoted ^= **byte == b'"';
            **byte == sign && !is_quoted
        });
        counted.count()
    };
    let first = lines.first().copied().unwrap_or_default();
    let worth = |sign: u8| {
        let usual = count(first, sign);
        let alike = lines.iter().filter(|line| count(line, sign) == usual);
        (usual > 0, alike.count() * 10 / lines.len().max(1), usual)
    };
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|sign| worth(*sign))
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
    use super::{delimiter_of, read_rows, read_utf16, utf16_order};

    #[test]
    fn cells_come_apart_whatever_parts_them() {
        for (text, sign) in [
            ("a,b\n1,2", b','),
            ("a;b;c,d\n", b';'),
            ("a\tb", b'\t'),
            ("alone", b','),
            ("name;\"town, or village\"\nAnna;\"Bonn, am Rhein\"\n", b';'),
            (
                "id;name, first;town\n1;Berg, Anna;Bonn\n2;Lang, Otto;Kiel",
                b';',
            ),
        ] {
            assert_eq!(delimiter_of(text.as_bytes()), sign, "{text}");
        }
        let table = read_rows(&b"name;town\nJ\xfcrgen;Bonn\nshort\n"[..], b';').unwrap();
        assert_eq!(
            (table.len(), table.cell(0, 0), table.cell(1, 1)),
            (2, "Jürgen", "")
        );
    }

    #[test]
    fn a_first_row_of_data_is_a_row() {
        for (text, rows) in [
            ("Anna,Berg,anna@berg.de\nOtto,Lang,otto@lang.de\n", 2),
            ("1;Anna;0721 5550101\n2;Otto;0721 5550102\n", 2),
            ("Anna;Berg;Bonn\nOtto;Lang;Bonn\n", 2),
            ("first;last;town\nOtto;Lang;Bonn\n", 1),
            ("Kennung;Bezeichnung;2024\n1;Adler;7\n", 1),
            ("name\nAnna Berg\n", 1),
            ("x,y\n1,2\n", 1),
        ] {
            let delimiter = delimiter_of(text.as_bytes());
            let table = read_rows(text.as_bytes(), delimiter).unwrap();
            assert_eq!(table.len(), rows, "{text}");
        }
    }

    #[test]
    fn text_in_two_bytes_a_letter_is_read() {
        let text = "name;town\nZoë;Köln\n";
        for (is_little, has_mark) in [(true, true), (false, true), (true, false), (false, false)] {
            let units = has_mark
                .then_some(0xfeff)
                .into_iter()
                .chain(text.encode_utf16());
            let bytes: Vec<u8> = units
                .flat_map(|unit| match is_little {
                    true => unit.to_le_bytes(),
                    false => unit.to_be_bytes(),
                })
                .collect();
            assert_eq!(utf16_order(&bytes), Some(is_little));
            let read = String::from_utf8(read_utf16(&bytes[..], is_little).unwrap()).unwrap();
            assert_eq!(read.trim_start_matches('\u{feff}'), text);
        }
        assert_eq!(utf16_order(b"name;town\n"), None);
    }
}

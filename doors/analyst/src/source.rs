//! A file or standard input, unpacked, with its first line looked at.
//!
//! Enters: a path, `-` for standard input. Leaves: what form it has, its column names, and a
//! stream behind them.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::cells::{iso_day, plain_number};
use crate::error::AnalystError;

/// Bytes looked at to find delimiter and column names.
const HEAD_BYTES: usize = 256 << 10;

/// Delimiters that tables are written with, the likelier first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A text file, opened, its head read.
pub(crate) struct OpenText {
    /// What parts its cells.
    pub(crate) delimiter: u8,
    /// Its column names; made up where it has none.
    pub(crate) names: Vec<String>,
    /// The number of the first data line.
    pub(crate) first_line: u64,
    /// The data rows.
    pub(crate) rows: Box<dyn Read + Send>,
}

/// What a file is.
pub(crate) enum Form {
    /// UTF-8 text, packed or not.
    Text(OpenText),
    /// Parquet.
    Parquet,
    /// Something else: another encoding, a workbook, an archive.
    Other,
    /// Nothing at all.
    Empty,
}

/// Opens a file and looks at its head.
pub(crate) fn open(path: &Path) -> Result<Form, AnalystError> {
    let failed = AnalystError::file(path);
    let raw: Box<dyn Read + Send> = match path.to_str() {
        Some("-") => Box::new(io::stdin()),
        _ => Box::new(File::open(path).map_err(&failed)?),
    };
    let (magic, raw) = peek(raw, 4).map_err(&failed)?;
    let plain: Box<dyn Read + Send> = match magic[..] {
        [] => return Ok(Form::Empty),
        [b'P', b'A', b'R', b'1'] => return Ok(Form::Parquet),
        [b'P', b'K', ..] => return Ok(Form::Other),
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(BufReader::new(raw))),
        _ => raw,
    };
    let (head, rows) = peek(plain, HEAD_BYTES).map_err(&failed)?;
    Ok(look_at(&head, rows))
}

/// The first bytes of a stream, and the stream with them put back.
fn peek(
    mut from: Box<dyn Read + Send>,
    count: usize,
) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::with_capacity(count.min(HEAD_BYTES));
    from.by_ref().take(count as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(from))))
}

fn look_at(head: &[u8], rows: Box<dyn Read + Send>) -> Form {
    let marked = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mark = head.len() - marked.len();
    let is_text = match std::str::from_utf8(marked) {
        Ok(_) => true,
        // A letter cut at the end of the head goes on behind it.
        Err(error) => error.error_len().is_none(),
    };
    if !is_text || marked.contains(&0) {
        return Form::Other;
    }
    let Some(end) = marked.iter().position(|byte| *byte == b'\n') else {
        return match marked.trim_ascii().is_empty() {
            true => Form::Empty,
            false => Form::Other,
        };
    };
    let line = &marked[..end];
    let delimiter = find_delimiter(line);
    let cells = split(line, delimiter);
    // A name may be empty, as that of the column of row numbers that pandas writes first.
    let is_value = |cell: &String| {
        let bytes = cell.as_bytes();
        bytes.is_empty() || plain_number(bytes).is_some()
    };
    let has_day = cells.iter().any(|cell| iso_day(cell.as_bytes()).is_some());
    let has_names = !has_day && !cells.iter().all(is_value);
    let (names, skip, first_line) = match has_names {
        true => (cells, mark + end + 1, 2),
        false => (
            (1..=cells.len()).map(|at| format!("column {at}")).collect(),
            mark,
            1,
        ),
    };
    let mut rows = rows;
    let skipped = io::copy(&mut rows.by_ref().take(skip as u64), &mut io::sink());
    match skipped {
        Ok(_) => Form::Text(OpenText {
            delimiter,
            names,
            first_line,
            rows,
        }),
        // The head lies in memory, so reading it again cannot fail.
        Err(error) => unreachable!("the head was read before: {error}"),
    }
}

/// The delimiter that parts the first line into most cells; one within quotation marks parts none.
fn find_delimiter(line: &[u8]) -> u8 {
    let bare = || line.split(|byte| *byte == b'"').step_by(2).flatten();
    let count = |delimiter: &u8| bare().filter(|byte| *byte == delimiter).count();
    // Of equals the first wins, which is the likelier.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|delimiter| count(delimiter))
        .unwrap_or(b',')
}

/// The cells of a line, without spaces and quotation marks around them.
fn split(line: &[u8], delimiter: u8) -> Vec<String> {
    let line = without_blanks(line, delimiter);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(&line[..]);
    let mut cells = csv::ByteRecord::new();
    match reader.read_byte_record(&mut cells) {
        Ok(true) => cells
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).trim().to_owned())
            .collect(),
        // An empty first line has one empty cell.
        _ => vec![String::new()],
    }
}

/// A line without the blanks in front of its cells, which would hide that one is in quotation
/// marks.
fn without_blanks(line: &[u8], delimiter: u8) -> Vec<u8> {
    let (mut is_quoted, mut begins) = (false, true);
    let stays = |byte: &u8| {
        let is_blank = begins && *byte == b' ';
        is_quoted ^= *byte == b'"';
        begins = is_blank || !is_quoted && *byte == delimiter;
        !is_blank
    };
    line.iter().copied().filter(stays).collect()
}

#[cfg(test)]
mod tests {
    use super::{Form, find_delimiter, look_at};
    use std::io::{Cursor, Read};

    fn look(text: &'static [u8]) -> Form {
        look_at(text, Box::new(Cursor::new(text)))
    }

    #[test]
    fn names_and_rows_are_parted_whatever_the_dialect() {
        for (text, names, rows) in [
            (&b"id,day\n1,2\n"[..], vec!["id", "day"], "1,2\n"),
            (
                b"\xef\xbb\xbf\"id\";\"day\"\r\n1;2\r\n",
                vec!["id", "day"],
                "1;2\r\n",
            ),
            (
                b",\"Sum, net\",day\r\n0,5,2020-01-01\n",
                vec!["", "Sum, net", "day"],
                "0,5,2020-01-01\n",
            ),
            (
                b"id, \"Sum, net\" ,  day , \"a b\"\n1,2,3,4\n",
                vec!["id", "Sum, net", "day", "a b"],
                "1,2,3,4\n",
            ),
            (
                b"7,2,30.4\n",
                vec!["column 1", "column 2", "column 3"],
                "7,2,30.4\n",
            ),
            (
                b"7,2020-01-01,5\n",
                vec!["column 1", "column 2", "column 3"],
                "7,2020-01-01,5\n",
            ),
        ] {
            let Form::Text(mut open) = look(text) else {
                panic!("no text")
            };
            assert_eq!(open.names, names);
            let mut rest = String::new();
            assert!(open.rows.read_to_string(&mut rest).is_ok());
            assert_eq!(rest, rows);
        }
    }

    #[test]
    fn other_forms_are_seen() {
        assert!(matches!(look(b"i\0d\0\n\0"), Form::Other));
        assert!(matches!(look(b"Stra\xdfe,day\n"), Form::Other));
        assert!(matches!(look(b"  "), Form::Empty));
        assert_eq!(find_delimiter(b"a;b;c,d"), b';');
        assert_eq!(find_delimiter(b"\"a,b,c\";d"), b';');
        assert_eq!(find_delimiter(b"a"), b',');
    }
}

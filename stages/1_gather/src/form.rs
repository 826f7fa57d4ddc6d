//! The form of a file: packed or not, which encoding and delimiter, or a sheet of a workbook.
//!
//! Enters: a path. Leaves: a [`Form`] that can be read from the start as often as needed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::encoding::{Decoded, sniff_encoding};
use crate::error::GatherError;
use crate::record::{Records, Row};
use crate::sheet::read_sheet;

/// Delimiters that tables are written with, the likelier first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// Rows looked at to find delimiter and header.
pub(crate) const SAMPLE_ROWS: usize = 200;
/// Characters buffered between decoder and records.
const BUFFER: usize = 64 * 1024;

/// How a file is to be read.
pub(crate) enum Form {
    /// Lines of text.
    Text(TextForm),
    /// The first sheet of a workbook that holds a table, already read.
    Sheet(Vec<Row>),
}

/// How a text file is to be read.
pub(crate) struct TextForm {
    path: PathBuf,
    packed: bool,
    pub(crate) encoding: &'static Encoding,
    pub(crate) delimiter: char,
    line_end: u8,
}

/// Records of a text file, unpacked and decoded on the way.
type TextRecords = Records<BufReader<Decoded<Box<dyn Read>>>>;

/// Rows of a form, from its first line on.
pub(crate) enum Rows<'form> {
    Text(Box<TextRecords>, PathBuf),
    Sheet(std::slice::Iter<'form, Row>),
}

impl Form {
    /// Looks at the whole file once to learn how it is to be read.
    pub(crate) fn find(path: &Path) -> Result<Form, GatherError> {
        let failed = GatherError::file(path);
        let mut start = [0_u8; 4];
        let length = read_start(path, &mut start).map_err(&failed)?;
        if length == 0 {
            return Err(GatherError::Empty(path.to_owned()));
        }
        if start == *b"PK\x03\x04" {
            return read_sheet(path).map(Form::Sheet);
        }
        let packed = start[..2] == [0x1f, 0x8b];
        let encoding = open_bytes(path, packed)
            .and_then(sniff_encoding)
            .map_err(&failed)?;
        let mut form = TextForm {
            path: path.to_owned(),
            packed,
            encoding,
            delimiter: ',',
            line_end: b'\n',
        };
        form.line_end = form.find_line_end().map_err(&failed)?;
        form.delimiter = form.find_delimiter().map_err(&failed)?;
        Ok(Form::Text(form))
    }

    /// The rows from the start.
    pub(crate) fn rows(&self) -> Result<Rows<'_>, GatherError> {
        match self {
            Form::Sheet(rows) => Ok(Rows::Sheet(rows.iter())),
            Form::Text(form) => {
                let records = form
                    .records(form.delimiter)
                    .map_err(GatherError::file(&form.path))?;
                Ok(Rows::Text(Box::new(records), form.path.clone()))
            }
        }
    }

    /// The name of the encoding, for the Data page.
    pub(crate) fn encoding(&self) -> &'static str {
        match self {
            Form::Text(form) => form.encoding.name(),
            Form::Sheet(_) => "workbook",
        }
    }

    /// The delimiter, empty for a workbook.
    pub(crate) fn delimiter(&self) -> String {
        match self {
            Form::Text(form) => form.delimiter.to_string(),
            Form::Sheet(_) => String::new(),
        }
    }
}

impl Rows<'_> {
    /// The next row that is not blank.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row>, GatherError> {
        loop {
            let row = match self {
                Rows::Text(records, path) => records.next_row().map_err(GatherError::file(path))?,
                Rows::Sheet(rows) => rows.next().cloned(),
            };
            match row {
                Some(row) if row.is_blank() => {}
                row => return Ok(row),
            }
        }
    }

    /// Tells how many cells the header has.
    pub(crate) fn set_width(&mut self, width: usize) {
        if let Rows::Text(records, _) = self {
            records.width = Some(width);
        }
    }
}

impl TextForm {
    fn records(&self, delimiter: char) -> io::Result<TextRecords> {
        let decoded = Decoded::new(open_bytes(&self.path, self.packed)?, self.encoding);
        let lines = BufReader::with_capacity(BUFFER, decoded);
        Ok(Records::new(lines, delimiter, self.line_end))
    }

    /// Old Macintosh files end their lines with a carriage return alone.
    fn find_line_end(&self) -> io::Result<u8> {
        let mut lines = BufReader::with_capacity(
            BUFFER,
            Decoded::new(open_bytes(&self.path, self.packed)?, self.encoding),
        );
        let start = lines.fill_buf()?;
        Ok(if !start.contains(&b'\n') && start.contains(&b'\r') {
            b'\r'
        } else {
            b'\n'
        })
    }

    /// The delimiter that splits most of the first rows into the same number of cells, or the one
    /// that a spreadsheet wrote on the first line (`sep=;`).
    fn find_delimiter(&self) -> io::Result<char> {
        let mut best = (0.0, ',');
        for delimiter in DELIMITERS {
            let mut records = self.records(delimiter)?;
            let mut widths = Vec::new();
            while widths.len() < SAMPLE_ROWS
                && let Some(row) = records.next_row()?
            {
                if widths.is_empty()
                    && let Some(named) = named_delimiter(&row)
                {
                    return Ok(named);
                }
                if !row.is_blank() {
                    widths.push(row.cells.len());
                }
            }
            let score = evenness(&widths);
            if score > best.0 {
                best = (score, delimiter);
            }
        }
        Ok(best.1)
    }
}

/// How evenly rows are split, weighted by how finely; 0 when they are not split at all.
fn evenness(widths: &[usize]) -> f64 {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let commonest = sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
    let Some(commonest) = commonest else {
        return 0.0;
    };
    let share = commonest.len() as f64 / widths.len() as f64;
    share * share * (commonest[0] as f64).ln()
}

fn named_delimiter(row: &Row) -> Option<char> {
    let line = row.cells.join(",");
    let rest = line.strip_prefix("sep=")?;
    DELIMITERS
        .into_iter()
        .find(|delimiter| rest.starts_with(*delimiter))
}

fn read_start(path: &Path, start: &mut [u8]) -> io::Result<usize> {
    let mut file = File::open(path)?;
    let mut length = 0;
    while length < start.len() {
        match file.read(&mut start[length..])? {
            0 => break,
            more => length += more,
        }
    }
    Ok(length)
}

fn open_bytes(path: &Path, packed: bool) -> io::Result<Box<dyn Read>> {
    let file = BufReader::with_capacity(BUFFER, File::open(path)?);
    Ok(if packed {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    })
}

/// The SHA-256 of the file as it lies on disk, in hexadecimal.
pub(crate) fn hash_file(path: &Path) -> Result<String, GatherError> {
    let failed = GatherError::file(path);
    let mut file = File::open(path).map_err(&failed)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        let length = file.read(&mut buffer).map_err(&failed)?;
        if length == 0 {
            break;
        }
        hash.update(&buffer[..length]);
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::evenness;

    #[test]
    fn even_rows_beat_decimal_commas() {
        let semicolons = [4, 4, 4, 4];
        let commas = [1, 2, 2, 2];
        assert!(evenness(&semicolons) > evenness(&commas));
        assert!(evenness(&[1, 1, 1]) <= 0.0);
        assert!(evenness(&[]) <= 0.0);
    }
}

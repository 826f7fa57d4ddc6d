//! How a text file is to be read: its encoding, what ends its lines, what parts its cells.
//!
//! Enters: an [`Original`]. Leaves: a [`TextForm`] and readers of its lines and records.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::Encoding;

use crate::error::GatherError;
use crate::files::encoding::{Decoded, sniff_encoding};
use crate::files::form::Rows;
use crate::files::original::Original;
use crate::files::record::Records;
use crate::files::row::Row;

/// Delimiters that tables are written with, the likelier first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// Rows looked at to find delimiter and header.
pub(crate) const SAMPLE_ROWS: usize = 200;
/// Characters buffered between decoder and records.
const BUFFER: usize = 128 * 1024;

/// How a text file is to be read.
pub(crate) struct TextForm {
    original: Original,
    pub(crate) encoding: &'static Encoding,
    pub(crate) delimiter: char,
    line_end: u8,
}

/// Lines of a text file, unpacked and decoded on the way.
pub(crate) type TextLines = BufReader<Decoded<Box<dyn Read + Send>>>;

/// Records of a text file.
pub(crate) struct TextRows {
    records: Records<TextLines>,
    name: String,
}

impl TextForm {
    /// Looks at the whole file once.
    pub(crate) fn find(original: &Original) -> Result<TextForm, GatherError> {
        let failed = GatherError::file(&original.name);
        let encoding = original.open().and_then(sniff_encoding).map_err(&failed)?;
        let mut form = TextForm {
            original: original.clone(),
            encoding,
            delimiter: ',',
            line_end: b'\n',
        };
        form.line_end = form.find_line_end().map_err(&failed)?;
        Ok(form)
    }

    /// The same form, once it is known to be a table with a delimiter.
    pub(crate) fn with_delimiter(mut self) -> Result<TextForm, GatherError> {
        self.delimiter = self
            .find_delimiter()
            .map_err(GatherError::file(&self.original.name))?;
        Ok(self)
    }

    /// What people call the file.
    pub(crate) fn name(&self) -> &str {
        &self.original.name
    }

    /// Its text, decoded.
    pub(crate) fn lines(&self) -> io::Result<TextLines> {
        let decoded = Decoded::new(self.original.open()?, self.encoding);
        Ok(BufReader::with_capacity(BUFFER, decoded))
    }

    /// Its records.
    pub(crate) fn rows(&self, width: Option<usize>) -> Result<TextRows, GatherError> {
        let mut records = self
            .records(self.delimiter)
            .map_err(GatherError::file(&self.original.name))?;
        records.width = width;
        Ok(TextRows {
            records,
            name: self.original.name.clone(),
        })
    }

    fn records(&self, delimiter: char) -> io::Result<Records<TextLines>> {
        Ok(Records::new(self.lines()?, delimiter, self.line_end))
    }

    /// Old Macintosh files end their lines with a carriage return alone.
    fn find_line_end(&self) -> io::Result<u8> {
        let mut lines = self.lines()?;
        let start = lines.fill_buf()?;
        let old = !start.contains(&b'\n') && start.contains(&b'\r');
        Ok(if old { b'\r' } else { b'\n' })
    }

    /// The delimiter that splits most of the first rows into the same number of cells, or the one
    /// that a spreadsheet wrote on the first line (`sep=;`).
    fn find_delimiter(&self) -> io::Result<char> {
        let mut best = (0.0, ',');
        for delimiter in DELIMITERS {
            let mut records = self.records(delimiter)?;
            let (mut widths, mut row) = (Vec::new(), Row::default());
            while widths.len() < SAMPLE_ROWS && records.next_row(&mut row)? {
                if widths.is_empty()
                    && let Some(named) = named_delimiter(&row)
                {
                    return Ok(named);
                }
                if !row.is_blank() {
                    widths.push(row.len());
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

impl Rows for TextRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, GatherError> {
        self.records
            .next_row(row)
            .map_err(GatherError::file(&self.name))
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
    let line = row.cells().collect::<Vec<_>>().join(",");
    let rest = line.strip_prefix("sep=")?;
    DELIMITERS
        .into_iter()
        .find(|delimiter| rest.starts_with(*delimiter))
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

//! Lines of text into records: quotation marks, cells over several lines, and marks that are
//! never closed.
//!
//! Enters: lines. Leaves: cells. A quotation mark counts only at the start of a cell, so inches
//! and nicknames inside a cell stay as they are.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read as _};

/// A longer line is no row of a table; the rest of it is passed over, so memory stays bounded.
const LINE_BYTES_MAX: u64 = 16 << 20;
/// A cell over more lines than this is an unclosed quotation mark.
const JOINED_LINES_MAX: usize = 500;
/// Nor does a cell over several lines hold more than this.
const JOINED_BYTES_MAX: usize = 4 << 20;

/// One record of a table and where it stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// The line of the file it starts on, 1 is the first.
    pub(crate) line_no: u64,
    /// Its cells as text.
    pub(crate) cells: Vec<String>,
    /// What is wrong with its form, if anything.
    pub(crate) flaw: Option<&'static str>,
}

impl Row {
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    pub(crate) fn size(&self) -> usize {
        self.cells
            .iter()
            .map(|cell| cell.len() + size_of::<String>())
            .sum()
    }
}

/// Reads records from lines of text.
pub(crate) struct Records<R> {
    from: R,
    delimiter: char,
    line_end: u8,
    /// Cells the header has; a record over several lines must have as many.
    pub(crate) width: Option<usize>,
    line_no: u64,
    waiting: VecDeque<Line>,
}

struct Line {
    number: u64,
    text: String,
    cut: bool,
}

impl<R: BufRead> Records<R> {
    pub(crate) fn new(from: R, delimiter: char, line_end: u8) -> Self {
        Records {
            from,
            delimiter,
            line_end,
            width: None,
            line_no: 0,
            waiting: VecDeque::new(),
        }
    }

    /// The next record; `None` at the end of the file.
    pub(crate) fn next_row(&mut self) -> io::Result<Option<Row>> {
        let Some(line) = self.next_line()? else {
            return Ok(None);
        };
        let mut row = Row {
            line_no: line.number,
            ..Row::default()
        };
        if line.cut {
            row.flaw = Some("the line is longer than 16 MB; what follows was left out");
        }
        if !line.text.contains('"') {
            row.cells = line.text.split(self.delimiter).map(str::to_owned).collect();
        } else if let Some(cells) = split_quoted(&line.text, self.delimiter) {
            row.cells = cells;
        } else if let Some(cells) = self.join_lines(&line.text)? {
            row.cells = cells;
        } else {
            row.cells = line.text.split(self.delimiter).map(str::to_owned).collect();
            row.flaw = Some("a quotation mark is never closed; it was read as a plain sign");
        }
        Ok(Some(row))
    }

    /// Tries to close an open quotation mark with the lines that follow; gives them back when
    /// that does not end in a record of the right width.
    fn join_lines(&mut self, first: &str) -> io::Result<Option<Vec<String>>> {
        let mut text = first.to_owned();
        let mut taken = Vec::new();
        while taken.len() < JOINED_LINES_MAX && text.len() < JOINED_BYTES_MAX {
            let Some(line) = self.next_line()? else { break };
            text.push('\n');
            text.push_str(&line.text);
            let may_close = line.text.matches('"').count() % 2 == 1;
            taken.push(line);
            if may_close && let Some(cells) = split_quoted(&text, self.delimiter) {
                if self.width.is_none_or(|width| width == cells.len()) {
                    return Ok(Some(cells));
                }
                break;
            }
        }
        for line in taken.into_iter().rev() {
            self.waiting.push_front(line);
        }
        Ok(None)
    }

    fn next_line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.waiting.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let length = self
            .from
            .by_ref()
            .take(LINE_BYTES_MAX)
            .read_until(self.line_end, &mut bytes)?;
        if length == 0 {
            return Ok(None);
        }
        let cut = length as u64 == LINE_BYTES_MAX && bytes.last() != Some(&self.line_end);
        if cut {
            self.skip_line()?;
        }
        while bytes
            .last()
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
        {
            bytes.pop();
        }
        self.line_no += 1;
        // The cut may fall inside a letter; everything else is UTF-8 already.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Some(Line {
            number: self.line_no,
            text,
            cut,
        }))
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.from.fill_buf()?;
            let length = buffer.len();
            let end = buffer.iter().position(|byte| *byte == self.line_end);
            self.from.consume(end.map_or(length, |at| at + 1));
            if end.is_some() || length == 0 {
                return Ok(());
            }
        }
    }
}

/// The cells of one record; `None` while a quotation mark is open.
fn split_quoted(text: &str, delimiter: char) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let Some(quoted) = rest.strip_prefix('"') else {
            match rest.split_once(delimiter) {
                Some((cell, after)) => {
                    cells.push(cell.to_owned());
                    rest = after;
                    continue;
                }
                None => {
                    cells.push(rest.to_owned());
                    return Some(cells);
                }
            }
        };
        let (cell, after) = read_quoted(quoted, delimiter)?;
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return Some(cells),
        }
    }
}

/// One quoted cell and what follows its delimiter. Text between the closing mark and the
/// delimiter belongs to the cell, as spreadsheets read it.
fn read_quoted(text: &str, delimiter: char) -> Option<(String, Option<&str>)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        if let Some(after) = after.strip_prefix('"') {
            cell.push('"');
            rest = after;
            continue;
        }
        return Some(match after.split_once(delimiter) {
            Some((tail, next)) => (cell + tail, Some(next)),
            None => (cell + after, None),
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Records;

    fn read(text: &str, width: Option<usize>) -> Vec<(u64, Vec<String>, bool)> {
        let mut records = Records::new(text.as_bytes(), ',', b'\n');
        records.width = width;
        let mut rows = Vec::new();
        while let Some(row) = records.next_row().unwrap() {
            rows.push((row.line_no, row.cells, row.flaw.is_some()));
        }
        rows
    }

    #[test]
    fn cells_are_read_as_spreadsheets_read_them() {
        for (text, cells) in [
            ("a,b,c", vec!["a", "b", "c"]),
            ("a,,", vec!["a", "", ""]),
            ("\"a,b\",c", vec!["a,b", "c"]),
            ("\"say \"\"hi\"\"\",c", vec!["say \"hi\"", "c"]),
            ("12\" nails,c", vec!["12\" nails", "c"]),
            ("\"a\"b,c", vec!["ab", "c"]),
            ("\"two\nlines\",c\r\n", vec!["two\nlines", "c"]),
            ("\"\",x", vec!["", "x"]),
        ] {
            assert_eq!(read(text, None)[0].1, cells, "{text}");
        }
    }

    #[test]
    fn an_unclosed_quotation_mark_costs_one_row_only() {
        let text = "a,\"b,c\nd,e,f\n\"g\",h,i\n";
        let rows = read(text, Some(3));
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[0].0, rows[0].2), (1, true));
        assert_eq!(rows[0].1, ["a", "\"b", "c"]);
        assert_eq!(
            rows[2],
            (3, vec!["g".into(), "h".into(), "i".into()], false)
        );
    }

    #[test]
    fn line_numbers_count_the_lines_inside_cells() {
        let rows = read("\"a\nb\",1\nc,2\n", Some(2));
        assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn a_very_long_cell_and_null_bytes_are_data() {
        let long = "x".repeat(1 << 20);
        let rows = read(&format!("{long},\0b\n"), None);
        assert_eq!(rows[0].1[0].len(), 1 << 20);
        assert_eq!(rows[0].1[1], "\0b");
    }
}

//! Lines of text into records: quotation marks, cells over several lines, and marks that are
//! never closed.
//!
//! Enters: lines. Leaves: cells. A quotation mark counts only at the start of a cell, so inches
//! and nicknames inside a cell stay as they are.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read as _};

use crate::files::row::Row;

/// A longer line is no row of a table; the rest of it is passed over, so memory stays bounded.
pub(crate) const LINE_BYTES_MAX: u64 = 16 << 20;
const CUT: &str = "the line is longer than 16 MB; what follows was left out";
/// A cell over more lines than this is an unclosed quotation mark.
const JOINED_LINES_MAX: usize = 500;
/// Nor does a cell over several lines hold more than this.
const JOINED_BYTES_MAX: usize = 4 << 20;

/// Bytes read in vain for the end of quotation marks: this much, and four times what was read. A
/// file that goes beyond is made so that every line is read hundreds of times.
const VAIN_BYTES_FREE: usize = 32 << 20;
const VAIN_SHARE: usize = 4;

/// Reads records from lines of text.
pub(crate) struct Records<R> {
    from: R,
    delimiter: char,
    line_end: u8,
    quotes: bool,
    /// Cells the header has; a record over several lines must have as many.
    pub(crate) width: Option<usize>,
    line_no: u64,
    line: Line,
    waiting: VecDeque<Line>,
    read_bytes: usize,
    vain_bytes: usize,
}

#[derive(Default)]
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
            quotes: true,
            width: None,
            line_no: 0,
            line: Line::default(),
            waiting: VecDeque::new(),
            read_bytes: 0,
            vain_bytes: 0,
        }
    }

    /// Lines as they are, each a record of one cell.
    pub(crate) fn plain(from: R, no_delimiter: char) -> Self {
        let mut records = Records::new(from, no_delimiter, b'\n');
        records.quotes = false;
        records
    }

    /// Reads the next record into `row`; false at the end of the file.
    pub(crate) fn next_row(&mut self, row: &mut Row) -> io::Result<bool> {
        let mut line = std::mem::take(&mut self.line);
        if !self.next_line(&mut line)? {
            return Ok(false);
        }
        row.clear(line.number);
        if line.cut {
            row.flaw = Some(CUT);
        }
        let whole = if self.quotes && line.text.contains('"') {
            split_quoted(&line.text, self.delimiter, row) || self.join_lines(&line, row)?
        } else {
            split_plain(&line.text, self.delimiter, row);
            true
        };
        if !whole {
            row.clear(line.number);
            split_plain(&line.text, self.delimiter, row);
            let open = "a quotation mark is never closed; it was read as a plain sign";
            row.flaw = Some(if line.cut { CUT } else { open });
        }
        self.line = line;
        Ok(true)
    }

    /// Tries to close an open quotation mark with the lines that follow; gives them back when
    /// that does not end in a record of the right width.
    fn join_lines(&mut self, first: &Line, row: &mut Row) -> io::Result<bool> {
        if self.vain_bytes > VAIN_BYTES_FREE + VAIN_SHARE * self.read_bytes {
            return Ok(false);
        }
        let mut text = first.text.clone();
        let mut taken = Vec::new();
        while taken.len() < JOINED_LINES_MAX && text.len() < JOINED_BYTES_MAX {
            let mut line = Line::default();
            if !self.next_line(&mut line)? {
                break;
            }
            text.push('\n');
            text.push_str(&line.text);
            let may_close = line.text.matches('"').count() % 2 == 1;
            taken.push(line);
            if !may_close {
                continue;
            }
            row.clear(first.number);
            if split_quoted(&text, self.delimiter, row) {
                if self.width.is_none_or(|width| width == row.len()) {
                    return Ok(true);
                }
                break;
            }
        }
        self.vain_bytes += text.len();
        for line in taken.into_iter().rev() {
            self.waiting.push_front(line);
        }
        Ok(false)
    }

    fn next_line(&mut self, line: &mut Line) -> io::Result<bool> {
        if let Some(waiting) = self.waiting.pop_front() {
            *line = waiting;
            return Ok(true);
        }
        let mut bytes = std::mem::take(&mut line.text).into_bytes();
        bytes.clear();
        let length = self
            .from
            .by_ref()
            .take(LINE_BYTES_MAX)
            .read_until(self.line_end, &mut bytes)?;
        if length == 0 {
            return Ok(false);
        }
        self.read_bytes += length;
        line.cut = length as u64 == LINE_BYTES_MAX && bytes.last() != Some(&self.line_end);
        if line.cut {
            self.skip_line()?;
        }
        while bytes
            .last()
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
        {
            bytes.pop();
        }
        self.line_no += 1;
        line.number = self.line_no;
        // The cut may fall inside a letter; everything else is UTF-8 already.
        line.text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(true)
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

fn split_plain(text: &str, delimiter: char, row: &mut Row) {
    for cell in text.split(delimiter) {
        row.push(cell);
    }
}

/// Puts the cells of one record into `row`; false while a quotation mark is open.
fn split_quoted(text: &str, delimiter: char, row: &mut Row) -> bool {
    let mut rest = text;
    loop {
        // Some programs put a blank behind each delimiter, in front of the mark.
        let after = match rest.trim_start_matches(' ').strip_prefix('"') {
            Some(quoted) => match read_quoted(quoted, delimiter, row) {
                Some(after) => after,
                None => return false,
            },
            None => match rest.split_once(delimiter) {
                Some((cell, after)) => {
                    row.push_part(cell);
                    Some(after)
                }
                None => {
                    row.push_part(rest);
                    None
                }
            },
        };
        row.end_cell();
        match after {
            Some(after) => rest = after,
            None => return true,
        }
    }
}

/// Writes one quoted cell and gives what follows its delimiter. Text between the closing mark and
/// the delimiter belongs to the cell, as spreadsheets read it. `None` while the mark is open.
fn read_quoted<'text>(
    text: &'text str,
    delimiter: char,
    row: &mut Row,
) -> Option<Option<&'text str>> {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        row.push_part(before);
        if let Some(after) = after.strip_prefix('"') {
            row.push_part("\"");
            rest = after;
            continue;
        }
        return Some(match after.split_once(delimiter) {
            Some((tail, next)) => {
                row.push_part(tail);
                Some(next)
            }
            None => {
                row.push_part(after);
                None
            }
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Records;
    use crate::files::row::Row;

    fn read(text: &str, width: Option<usize>) -> Vec<(u64, Vec<String>, bool)> {
        let mut records = Records::new(text.as_bytes(), ',', b'\n');
        records.width = width;
        let (mut rows, mut row) = (Vec::new(), Row::default());
        while records.next_row(&mut row).unwrap() {
            let cells = row.cells().map(str::to_owned).collect();
            rows.push((row.line_no, cells, row.flaw.is_some()));
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
            ("a, \"b, c\" ,\"d\"", vec!["a", "b, c ", "d"]),
            ("a, 12\" nails", vec!["a", " 12\" nails"]),
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

//! Headings between the rows: the same again on every page, or those of another table below.
//!
//! Enters: rows, one after the other. Leaves: whether each is a row of the table.

use crate::columns::header::{is_known, plain_name};
use crate::columns::layout::Layout;
use crate::files::row::Row;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A row of the table.
    Row,
    /// The column names once more.
    Heading,
    /// A row of another table, whose column names stand on this line.
    Below(u64),
}

/// Watches for headings.
#[derive(Debug)]
pub(crate) struct Headings<'layout> {
    layout: &'layout Layout,
    other_from: Option<u64>,
}

/// Names that a row holds at least, and nothing else, to head another table: a customer may be
/// called like one column, and live in a town called like another.
const NAMES_LEAST: usize = 3;

impl<'layout> Headings<'layout> {
    pub(crate) fn new(layout: &'layout Layout) -> Headings<'layout> {
        Headings {
            layout,
            other_from: None,
        }
    }

    /// What the next row is.
    pub(crate) fn place(&mut self, row: &Row) -> Place {
        if let Some(line_no) = self.other_from {
            return Place::Below(line_no);
        }
        if self.is_same_again(row) {
            return Place::Heading;
        }
        if heads_another(row) {
            self.other_from = Some(row.line_no);
            return Place::Below(row.line_no);
        }
        Place::Row
    }

    fn is_same_again(&self, row: &Row) -> bool {
        let mut filled = 0;
        for (cell, meaning) in row.cells().zip(&self.layout.meanings) {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            if cell != meaning.column {
                return false;
            }
            filled += 1;
        }
        filled >= 2
    }
}

/// Whether every cell of a row is the name of some column. Amounts, days and addresses have a digit
/// or a sign that names have not, so that hardly a row has to be looked at closely.
fn heads_another(row: &Row) -> bool {
    let is_value = |byte: u8| byte.is_ascii_digit() || byte == b'@';
    let filled = || row.cells().map(str::trim).filter(|cell| !cell.is_empty());
    filled().all(|cell| !cell.bytes().any(is_value))
        && filled().count() >= NAMES_LEAST
        && filled().all(|cell| is_known(&plain_name(cell)))
}

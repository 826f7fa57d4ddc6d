//! One record of a table: its cells in one piece of text, so that reading a row costs no memory of
//! its own.
//!
//! Enters: cells, one after the other. Leaves: the same cells by their place.

/// Tables of businesses are at most a few hundred columns wide; workbooks hold 16,384 at most.
pub(crate) const COLUMNS_MAX: usize = 4_096;

/// One record of a table and where it stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// The line of the file it starts on, 1 is the first.
    pub(crate) line_no: u64,
    /// What is wrong with its form, if anything.
    pub(crate) flaw: Option<&'static str>,
    text: String,
    ends: Vec<u32>,
}

impl Row {
    /// A row that stands on this line and has no cells yet.
    pub(crate) fn clear(&mut self, line_no: u64) {
        self.line_no = line_no;
        self.flaw = None;
        self.text.clear();
        self.ends.clear();
    }

    /// A row of these cells.
    pub(crate) fn of<'cell>(line_no: u64, cells: impl IntoIterator<Item = &'cell str>) -> Row {
        let mut row = Row::default();
        row.clear(line_no);
        for cell in cells {
            row.push(cell);
        }
        row
    }

    /// Adds a cell. What is beyond the widest table a business has is left out and said.
    pub(crate) fn push(&mut self, cell: &str) {
        self.push_part(cell);
        self.end_cell();
    }

    /// Adds a piece of the cell that is being written.
    pub(crate) fn push_part(&mut self, part: &str) {
        if self.ends.len() < COLUMNS_MAX {
            self.text.push_str(part);
        }
    }

    /// Ends the cell that is being written.
    pub(crate) fn end_cell(&mut self) {
        if self.ends.len() < COLUMNS_MAX {
            // A line is at most 16 MB, so every place in it fits.
            self.ends
                .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        } else {
            self.flaw = Some("the row has more than 4,096 cells; the rest was left out");
        }
    }

    /// How many cells it has.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at this place, counted from nought.
    pub(crate) fn cell(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = if at == 0 {
            0
        } else {
            self.ends[at - 1] as usize
        };
        Some(&self.text[start..end])
    }

    /// All cells in their order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let from = std::mem::replace(&mut start, *end as usize);
            &self.text[from..*end as usize]
        })
    }

    pub(crate) fn is_blank(&self) -> bool {
        // The sign that ends a file of DOS is no row.
        self.text
            .trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{1a}')
            .is_empty()
    }

    /// Bytes of memory it takes, about.
    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS_MAX, Row};

    #[test]
    fn cells_come_back_as_they_were_put_in() {
        let row = Row::of(7, ["a", "", "ö b", ""]);
        assert_eq!(row.cells().collect::<Vec<_>>(), ["a", "", "ö b", ""]);
        assert_eq!(
            (row.cell(2), row.cell(3), row.cell(4)),
            (Some("ö b"), Some(""), None)
        );
        assert!(Row::of(1, ["", " "]).is_blank() && !row.is_blank());
    }

    #[test]
    fn a_row_far_too_wide_is_cut_and_says_so() {
        let row = Row::of(1, (0..COLUMNS_MAX + 9).map(|_| "x"));
        assert_eq!(row.len(), COLUMNS_MAX);
        assert!(row.flaw.is_some());
    }
}

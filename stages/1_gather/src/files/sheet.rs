//! The cells of one sheet as rows, and what stands in cells merged into one.
//!
//! Enters: cells in the order of the sheet, and merged areas. Leaves: a [`Sheet`] whose rows hold
//! the value of a merged area in every cell of it, with a list of what was filled that way.

use serde::{Deserialize, Serialize};

use crate::files::row::{COLUMNS_MAX, Row};

/// Text of all cells together that is always held, and that is never exceeded.
pub(crate) const TEXT_BYTES_FREE: usize = 64 << 20;
const TEXT_BYTES_MAX: usize = 400 << 20;
/// Between the two, bytes of text for each byte of the file: a sheet packs ten times, and names a
/// text that it shares in a few bytes.
const TEXT_PER_BYTE_MAX: u64 = 20;
/// A sheet of Excel and of LibreOffice has no more rows.
const ROWS_MAX: u32 = 1 << 20;
/// Cells that merged areas may fill; more is no table a person merged.
const FILLED_MAX: usize = 1_000_000;

/// Cells merged into one, as they stand in the sheet; the first holds the value, the others were
/// filled from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Merged {
    /// The first line, 1 is the first of the sheet.
    pub(crate) first_line: u64,
    /// The last line.
    pub(crate) last_line: u64,
    /// The first column, counted from nought.
    pub(crate) first_column: usize,
    /// The last column.
    pub(crate) last_column: usize,
}

impl Merged {
    /// Whether the cell at this place was filled from the area's first.
    pub(crate) fn fills(&self, line: u64, column: usize) -> bool {
        (self.first_line..=self.last_line).contains(&line)
            && (self.first_column..=self.last_column).contains(&column)
            && (line, column) != (self.first_line, self.first_column)
    }
}

/// Rows of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) rows: Vec<Row>,
    /// Areas whose value was put into more cells than the first.
    pub(crate) merged: Vec<Merged>,
    bytes: usize,
    /// Bytes of text held beyond those that always are.
    more_bytes: usize,
}

impl Sheet {
    /// A sheet of a file of this size.
    pub(crate) fn of_file(bytes: u64) -> Sheet {
        let text = usize::try_from(bytes.saturating_mul(TEXT_PER_BYTE_MAX)).unwrap_or(usize::MAX);
        Sheet {
            more_bytes: text.clamp(TEXT_BYTES_FREE, TEXT_BYTES_MAX) - TEXT_BYTES_FREE,
            ..Sheet::default()
        }
    }

    /// Adds a cell; cells come in the order of the sheet.
    pub(crate) fn add(&mut self, row: u32, column: u32, text: &str) -> Result<(), String> {
        if text.is_empty() {
            return Ok(());
        }
        let line_no = u64::from(row) + 1;
        let is_new = self.rows.last().is_none_or(|last| last.line_no != line_no);
        self.bytes += text.len() + size_of::<u32>() + if is_new { size_of::<Row>() } else { 0 };
        if column as usize >= COLUMNS_MAX
            || row >= ROWS_MAX
            || self.bytes > TEXT_BYTES_FREE + self.more_bytes
        {
            return Err(TOO_LARGE.into());
        }
        if is_new {
            self.rows.push(Row::of(line_no, []));
        }
        if let Some(last) = self.rows.last_mut() {
            self.bytes += (column as usize).saturating_sub(last.len()) * size_of::<u32>();
            while last.len() < column as usize {
                last.push("");
            }
            last.push(text);
        }
        Ok(())
    }

    /// Whether at least two rows have two cells or more.
    pub(crate) fn is_table(&self) -> bool {
        let wide = |row: &&Row| row.cells().filter(|cell| !cell.is_empty()).count() >= 2;
        self.rows.iter().filter(wide).take(2).count() == 2
    }

    /// Puts the value of every merged area into its other cells. A title over the whole table is
    /// left alone: what is merged to the right only is filled where the area goes down as well.
    pub(crate) fn fill(mut self, areas: Vec<Merged>) -> Result<Sheet, String> {
        let mut filled = 0;
        for area in areas
            .into_iter()
            .filter(|area| area.last_line > area.first_line)
        {
            let start = self
                .rows
                .partition_point(|row| row.line_no < area.first_line);
            let first = self
                .rows
                .get(start)
                .filter(|row| row.line_no == area.first_line);
            let value = first
                .and_then(|row| row.cell(area.first_column))
                .unwrap_or("")
                .to_owned();
            let last_column = area.last_column.min(COLUMNS_MAX - 1);
            if value.is_empty() || area.first_column > last_column {
                continue;
            }
            let inside = |row: &&mut Row| row.line_no <= area.last_line;
            for row in self.rows[start..].iter_mut().take_while(inside) {
                filled += last_column + 1 - area.first_column;
                if filled > FILLED_MAX {
                    return Err(TOO_LARGE.into());
                }
                fill_row(row, area.first_column..=last_column, &value);
            }
            self.merged.push(area);
        }
        Ok(self)
    }
}

pub(crate) const TOO_LARGE: &str = "a sheet is too large: a cell stands far away from the others, or there are \
    more than a table has; delete what does not belong to it, or save the sheet as CSV";

fn fill_row(row: &mut Row, columns: std::ops::RangeInclusive<usize>, value: &str) {
    let width = row.len().max(columns.end() + 1);
    let cell = |at: usize| row.cell(at).unwrap_or("");
    let cells = (0..width).map(|at| {
        if columns.contains(&at) {
            value
        } else {
            cell(at)
        }
    });
    *row = Row::of(row.line_no, cells.collect::<Vec<_>>());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Merged, Sheet};

    fn sheet(cells: &[(u32, u32, &str)]) -> Sheet {
        let mut sheet = Sheet::default();
        for (row, column, text) in cells {
            sheet.add(*row, *column, text).unwrap();
        }
        sheet
    }

    #[test]
    fn what_is_merged_downwards_stands_in_every_cell_of_it_and_is_listed() {
        let area = Merged {
            first_line: 2,
            last_line: 3,
            first_column: 0,
            last_column: 1,
        };
        let sheet = sheet(&[
            (1, 0, "O1"),
            (1, 2, "a"),
            (2, 2, "b"),
            (3, 0, "O2"),
            (3, 2, "c"),
        ]);
        let filled = sheet.fill(vec![area]).unwrap();
        let cells: Vec<Vec<&str>> = filled
            .rows
            .iter()
            .map(|row| row.cells().collect())
            .collect();
        assert_eq!(
            cells,
            [["O1", "O1", "a"], ["O1", "O1", "b"], ["O2", "", "c"]]
        );
        assert_eq!(filled.merged, [area]);
        assert!(area.fills(3, 0) && area.fills(2, 1) && !area.fills(2, 0) && !area.fills(4, 0));
    }

    #[test]
    fn a_title_over_the_table_is_left_where_it_stands() {
        let area = Merged {
            first_line: 1,
            last_line: 1,
            first_column: 0,
            last_column: 9,
        };
        let filled = sheet(&[(0, 0, "Orders")]).fill(vec![area]).unwrap();
        assert_eq!((filled.rows[0].len(), filled.merged.len()), (1, 0));
    }

    #[test]
    fn areas_over_areas_without_end_are_refused() {
        let mut rows = Sheet::default();
        for row in 0..2_000 {
            rows.add(row, 0, "x").unwrap();
        }
        let area = Merged {
            first_line: 1,
            last_line: 2_000,
            first_column: 0,
            last_column: 9,
        };
        assert!(rows.fill(vec![area; 1_000]).is_err());
        assert!(Sheet::default().add(0, 16_383, "x").is_err());
        assert!(Sheet::default().add(2_000_000, 0, "x").is_err());
    }
}

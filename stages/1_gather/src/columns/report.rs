//! The dressing of reports: group rows that head the rows of one customer, totals under them, and
//! the line that says when the report was made.
//!
//! Enters: rows of a report. Leaves: the rows that tell something, with the name of their group in
//! the cell that the report leaves empty.

use crate::files::row::Row;
use crate::rows::sale::says_total;

/// Puts the name of a group into its rows.
#[derive(Debug, Default)]
pub(crate) struct Dressing {
    group: String,
    row: Row,
}

impl Dressing {
    /// The row as it is to be read; `None` when it is dressing.
    pub(crate) fn undress<'row>(&'row mut self, row: &'row Row) -> Option<&'row Row> {
        let mut filled = row
            .cells()
            .enumerate()
            .filter(|(_, cell)| !cell.trim().is_empty());
        let (first, cell) = filled.next()?;
        let alone = filled.next().is_none();
        if first <= 1 && says_total(cell.trim()) {
            return None;
        }
        if first <= 1 && alone {
            self.group = cell.trim().to_owned();
            return None;
        }
        let place = first.saturating_sub(1);
        if first == 0 || self.group.is_empty() {
            return Some(row);
        }
        let cells = row.cells().enumerate();
        let cells = cells.map(|(at, cell)| if at == place { &self.group } else { cell });
        self.row = Row::of(row.line_no, cells.collect::<Vec<_>>());
        Some(&self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::Dressing;
    use crate::files::row::Row;

    #[test]
    fn a_group_names_its_rows_and_dressing_is_left_out() {
        let mut dressing = Dressing::default();
        let mut read = |cells: &[&str]| {
            let row = Row::of(1, cells.iter().copied());
            dressing
                .undress(&row)
                .map(|row| row.cells().map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(read(&["Mike Sanderson", "", ""]), None);
        assert_eq!(
            read(&["", "2025-12-01", "600.00"]).unwrap_or_default()[0],
            "Mike Sanderson"
        );
        assert_eq!(read(&["Total for Mike Sanderson", "", "$600.00"]), None);
        assert_eq!(read(&["TOTAL", "", "$600.00"]), None);
        assert_eq!(read(&["Thursday, June 26, 2026 10:14 AM GMT"]), None);
    }
}

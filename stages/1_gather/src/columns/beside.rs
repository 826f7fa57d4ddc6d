//! Two tables beside each other on one sheet, with an empty column between them.
//!
//! Enters: names and counts. Leaves: the columns that belong to another table than the widest.

use crate::columns::survey::{Survey, UNKNOWN_ROWS};

/// A table of one column is no table.
const COLUMNS_LEAST: usize = 2;

/// For each column, whether it belongs to another table. Both tables are filled from their first
/// row on without a gap and end in different rows; remarks beside a table have gaps, and columns
/// that are only parted by an empty one end together.
pub(crate) fn columns_apart(names: &[String], survey: &Survey) -> Vec<bool> {
    let mut apart = vec![false; names.len()];
    // Columns that nobody knows are counted to here.
    if survey.rows > UNKNOWN_ROWS {
        return apart;
    }
    let is_blank =
        |at: &usize| survey.columns[*at].filled == 0 && names[*at] == format!("Column {}", at + 1);
    let columns: Vec<usize> = (0..names.len()).collect();
    let blocks: Vec<&[usize]> = columns
        .split(is_blank)
        .filter(|block| block.len() >= COLUMNS_LEAST)
        .collect();
    let Some(main) = blocks.iter().rev().max_by_key(|block| block.len()) else {
        return apart;
    };
    let length = rows_of(main, survey);
    for block in &blocks {
        let rows = rows_of(block, survey);
        if length.is_some() && rows.is_some() && rows != length {
            block.iter().for_each(|at| apart[*at] = true);
        }
    }
    apart
}

/// The rows of a table that is filled without a gap, as its fullest column shows.
fn rows_of(block: &[usize], survey: &Survey) -> Option<u64> {
    let columns = block.iter().map(|at| &survey.columns[*at]);
    let last = columns.clone().map(|column| column.last).max()?;
    let is_full = columns.clone().any(|column| column.filled == last);
    (is_full && last > 0).then_some(last)
}

//! Rows as received, a thousand together and packed, so that keeping every cell costs less room
//! than the file itself.
//!
//! Enters: rows. Leaves: a [`Block`]; and out of one the cells of any row of it.

use crate::files::row::Row;

/// Rows of one block: looking one up unpacks at most these.
pub(crate) const BLOCK_ROWS: usize = 1_000;
/// Cells of one block, for files of few rows with very long cells.
const BLOCK_BYTES: usize = 1 << 20;
/// The fastest level; the archive of the file itself is packed the same way.
const LEVEL: i32 = 1;

/// Rows that follow each other, packed.
pub(crate) struct Block {
    pub(crate) first_row: i64,
    pub(crate) row_count: i64,
    pub(crate) first_line: i64,
    /// The line of every row where they do not simply count up.
    pub(crate) lines: Option<Vec<u64>>,
    pub(crate) cells: Vec<u8>,
}

/// Collects rows until a block is full.
#[derive(Default)]
pub(crate) struct BlockWriter {
    first_row: i64,
    lines: Vec<u64>,
    plain: Vec<u8>,
}

impl BlockWriter {
    /// Adds a row; gives the block when it is full.
    pub(crate) fn add(&mut self, row_no: i64, row: &Row) -> Option<Block> {
        if self.lines.is_empty() {
            self.first_row = row_no;
        }
        self.lines.push(row.line_no);
        write_length(row.len(), &mut self.plain);
        for cell in row.cells() {
            write_length(cell.len(), &mut self.plain);
            self.plain.extend_from_slice(cell.as_bytes());
        }
        let full = self.lines.len() >= BLOCK_ROWS || self.plain.len() >= BLOCK_BYTES;
        if full { self.finish() } else { None }
    }

    /// What was collected, if anything.
    pub(crate) fn finish(&mut self) -> Option<Block> {
        let first_line = *self.lines.first()?;
        let counts_up = self
            .lines
            .iter()
            .zip(first_line..)
            .all(|(line, due)| *line == due);
        let lines = std::mem::take(&mut self.lines);
        // Packing into memory fails only when memory does.
        let cells = zstd::bulk::compress(&self.plain, LEVEL).unwrap_or_default();
        self.plain.clear();
        Some(Block {
            first_row: self.first_row,
            row_count: lines.len() as i64,
            first_line: first_line.cast_signed(),
            lines: (!counts_up).then_some(lines),
            cells,
        })
    }
}

/// The cells of the row at this place of a packed block; `None` when the block is damaged or has
/// no such row.
pub(crate) fn read_cells(packed: &[u8], place: usize) -> Option<Vec<String>> {
    let plain = zstd::stream::decode_all(packed).ok()?;
    let mut rest = &plain[..];
    for _ in 0..place {
        visit_row(&mut rest, &mut |_| {})?;
    }
    let mut cells = Vec::new();
    visit_row(&mut rest, &mut |cell| {
        cells.push(String::from_utf8_lossy(cell).into_owned())
    })?;
    Some(cells)
}

/// Shows every row of a packed block as its cells; `None` when the block is damaged.
pub(crate) fn visit_rows(packed: &[u8], visit: &mut dyn FnMut(&[&str])) -> Option<()> {
    let plain = zstd::stream::decode_all(packed).ok()?;
    let mut rest = &plain[..];
    while !rest.is_empty() {
        let mut cells = Vec::new();
        let mut start = rest;
        visit_row(&mut rest, &mut |_| {})?;
        let count = read_length(&mut start)?;
        for _ in 0..count {
            let length = read_length(&mut start)?;
            let (cell, after) = start.split_at_checked(length)?;
            cells.push(std::str::from_utf8(cell).ok()?);
            start = after;
        }
        visit(&cells);
    }
    Some(())
}

fn visit_row(rest: &mut &[u8], visit: &mut dyn FnMut(&[u8])) -> Option<()> {
    for _ in 0..read_length(rest)? {
        let length = read_length(rest)?;
        let (cell, after) = rest.split_at_checked(length)?;
        visit(cell);
        *rest = after;
    }
    Some(())
}

/// Seven bits a byte, the lowest first; the top bit says that more follow (LEB128).
fn write_length(mut length: usize, to: &mut Vec<u8>) {
    while length >= 0x80 {
        to.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    to.push(length as u8);
}

fn read_length(rest: &mut &[u8]) -> Option<usize> {
    let mut length = 0;
    for shift in (0..35).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        length |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(length);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{BlockWriter, read_cells, visit_rows};
    use crate::files::row::Row;

    #[test]
    fn every_row_comes_back_from_its_block() {
        let long = "ü".repeat(300);
        let rows = [
            Row::of(2, ["a", "", &long]),
            Row::of(3, []),
            Row::of(7, ["\0", "\"x\ny\""]),
        ];
        let mut writer = BlockWriter::default();
        for (row, number) in rows.iter().zip(1..) {
            assert!(writer.add(number, row).is_none());
        }
        let block = writer.finish().unwrap();
        assert_eq!(
            (block.first_row, block.row_count, block.first_line),
            (1, 3, 2)
        );
        assert_eq!(block.lines, Some(vec![2, 3, 7]));
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(
                read_cells(&block.cells, at).unwrap(),
                row.cells().collect::<Vec<_>>()
            );
        }
        assert!(read_cells(&block.cells, 3).is_none());
        let mut seen = 0;
        visit_rows(&block.cells, &mut |cells| seen += cells.len()).unwrap();
        assert_eq!(seen, 5);
    }

    #[test]
    fn a_damaged_block_is_no_panic() {
        let mut writer = BlockWriter::default();
        writer.add(1, &Row::of(2, ["abc", "def"]));
        let cells = writer.finish().unwrap().cells;
        for at in 0..cells.len() {
            let mut broken = cells.clone();
            broken[at] ^= 0x55;
            let _ = read_cells(&broken, 0);
            let _ = visit_rows(&broken[..at], &mut |_| {});
        }
    }
}

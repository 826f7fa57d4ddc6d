//! Enters: blocks and arms as they were drawn. Leaves: other draws that could have come instead.

use crate::chance::Stream;

/// The block design of a draw that happened, ready to be drawn again.
///
/// Each redraw leaves as many accounts of a block alone as the real one did, each choice as likely.
pub(crate) struct Redraw {
    /// Rows in block order.
    rows: Vec<usize>,
    /// Of each block: where it starts, how many accounts it holds, how many were left alone.
    spans: Vec<(usize, usize, usize)>,
}

impl Redraw {
    /// The design behind three columns with a row per account.
    ///
    /// Rows of a block are ordered by value, so that sums of values do not depend on the order of the
    /// input; among equal values the order given decides.
    pub(crate) fn of(blocks: &[u32], is_alone: &[bool], values: &[f64]) -> Self {
        let mut rows: Vec<usize> = (0..blocks.len()).collect();
        rows.sort_by(|&a, &b| {
            blocks[a]
                .cmp(&blocks[b])
                .then(values[a].total_cmp(&values[b]))
        });
        let (mut spans, mut start) = (Vec::new(), 0);
        for block in rows.chunk_by(|&a, &b| blocks[a] == blocks[b]) {
            let alone = block.iter().filter(|&&row| is_alone[row]).count();
            spans.push((start, block.len(), alone));
            start += block.len();
        }
        Self { rows, spans }
    }

    /// Draws again and hands every row left alone to `leave`.
    pub(crate) fn draw(&mut self, stream: &mut Stream, mut leave: impl FnMut(usize)) {
        for &(start, size, alone) in &self.spans {
            for place in 0..alone {
                let pick = place + stream.below((size - place) as u64) as usize;
                self.rows.swap(start + place, start + pick);
                leave(self.rows[start + place]);
            }
        }
    }

    /// What the sum of `values` over the rows left alone is on average.
    pub(crate) fn expected_sum(&self, values: &[f64]) -> f64 {
        let of_block = |&(start, size, alone): &(usize, usize, usize)| {
            let sum: f64 = self.rows[start..start + size]
                .iter()
                .map(|&row| values[row])
                .sum();
            sum * alone as f64 / size as f64
        };
        self.spans.iter().map(of_block).sum()
    }
}

//! Finding the records of one block among millions. Enters: blocks with their records, sorted.
//! Leaves: the records of a block, after one look at an index and one at the records.

/// Records by block, and where to begin looking for one.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockIndex {
    /// Block and record, packed and sorted.
    pub(crate) packed: Vec<u64>,
    /// Where the blocks of each range of numbers begin. Numbers of blocks are hashes, so ranges of
    /// one width hold about as many records each.
    starts: Vec<u32>,
    /// Bits of a block's number below its range.
    below: u32,
}

/// Records that a range of blocks holds on average; they fit one line of the processor's cache.
const A_RANGE: usize = 8;

impl BlockIndex {
    /// Indexes packed and sorted blocks.
    pub(crate) fn of(packed: Vec<u64>) -> BlockIndex {
        let ranges = (packed.len() / A_RANGE).next_power_of_two();
        let below = u32::BITS - ranges.trailing_zeros().min(u32::BITS - 1);
        let mut starts = Vec::with_capacity(ranges + 1);
        for (at, one) in (0..).zip(&packed) {
            let range = (one >> 32 >> below) as usize;
            while starts.len() <= range {
                starts.push(at);
            }
        }
        starts.resize(ranges + 1, packed.len() as u32);
        BlockIndex {
            packed,
            starts,
            below,
        }
    }

    /// The records of a block, ascending.
    pub(crate) fn rows_of(&self, block: u32) -> impl Iterator<Item = u32> {
        let block = u64::from(block);
        let range = (block >> self.below) as usize;
        let (from, to) = (self.starts[range] as usize, self.starts[range + 1] as usize);
        let near = &self.packed[from..to];
        let start = near.partition_point(|packed| *packed >> 32 < block);
        near[start..]
            .iter()
            .take_while(move |packed| **packed >> 32 == block)
            .map(|packed| row_of(*packed))
    }
}

/// The record of a packed pair of block and record.
pub(crate) fn row_of(packed: u64) -> u32 {
    packed as u32
}

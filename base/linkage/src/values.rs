//! The values of one part of all records. Enters: a text a record. Leaves: a number a record; equal
//! texts have equal numbers, and how often each occurs is known.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The number of the empty text.
pub(crate) const MISSING: u32 = 0;

/// A hash of a text that is the same on every machine.
pub(crate) fn hash64(bytes: &[u8]) -> u64 {
    // Multipliers of Stafford's mixer 13, which passes the usual avalanche tests.
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0_u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash ^ u64::from_le_bytes(word));
    }
    hash
}

/// Mixes the bits of a number.
pub(crate) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Keys that are hashes already are taken as they are.
#[derive(Clone, Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash64(bytes);
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A map whose keys are hashes.
pub(crate) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<AsIs>>;

/// The values of one part, each kept once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    counts: Vec<u32>,
    numbers: HashedMap<u32>,
    /// The value of each record.
    pub(crate) of_row: Vec<u32>,
}

impl Values {
    /// Adds the value of the next record.
    pub(crate) fn push(&mut self, text: &str) {
        let number = self.number(text);
        self.counts[number as usize] += 1;
        self.of_row.push(number);
    }

    /// Gives a record another value.
    pub(crate) fn replace(&mut self, row: usize, text: &str) {
        self.counts[self.of_row[row] as usize] -= 1;
        let number = self.number(text);
        self.counts[number as usize] += 1;
        self.of_row[row] = number;
    }

    /// The number of a text; a new one gets the next.
    fn number(&mut self, text: &str) -> u32 {
        if self.ends.is_empty() {
            self.ends.push(0);
            self.counts.push(0);
        }
        if text.is_empty() {
            return MISSING;
        }
        let mut hash = hash64(text.as_bytes());
        loop {
            match self.numbers.get(&hash) {
                Some(number) if self.text(*number) == text.as_bytes() => return *number,
                // Two texts of one hash: the next free place is taken.
                Some(_) => hash = hash.wrapping_add(1),
                None => break,
            }
        }
        let number = self.ends.len() as u32;
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len() as u32);
        self.counts.push(0);
        self.numbers.insert(hash, number);
        number
    }

    /// The text of a value.
    pub(crate) fn text(&self, number: u32) -> &[u8] {
        if number == MISSING {
            return &[];
        }
        let at = number as usize;
        &self.bytes[self.ends[at - 1] as usize..self.ends[at] as usize]
    }

    /// The text of a value as a string.
    pub(crate) fn string(&self, number: u32) -> &str {
        std::str::from_utf8(self.text(number)).unwrap_or_default()
    }

    /// How often a text occurs.
    pub(crate) fn count_of(&self, text: &str) -> u32 {
        let number = self.numbers.get(&hash64(text.as_bytes()));
        let known = number.filter(|number| self.text(**number) == text.as_bytes());
        known.map_or(0, |number| self.count(*number))
    }

    /// How often a value occurs.
    pub(crate) fn count(&self, number: u32) -> u32 {
        self.counts[number as usize]
    }

    /// How many different values there are, the empty one among them.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many records have a value.
    pub(crate) fn filled(&self) -> usize {
        let missing = self.counts.first().copied().unwrap_or(0);
        self.of_row.len() - missing as usize
    }

    /// The share of all values that is this one, among the records that have one.
    pub(crate) fn share(&self, number: u32) -> f64 {
        f64::from(self.count(number).max(1)) / self.filled().max(1) as f64
    }
}

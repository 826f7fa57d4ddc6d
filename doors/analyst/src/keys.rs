//! Customers by number: their keys, as text, in the order in which they first came.
//!
//! Enters: keys with their hashes. Leaves: a dense number for each, and the key of each number.
//! The keys lie in one buffer. A place in the table holds a short key itself, so that most are found
//! by one look into memory; a million customers take about 50 MB.

/// The keys of customers, numbered from 0.
#[derive(Clone, Debug, Default)]
pub struct CustomerKeys {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// At the place its hash leads to, or the next free one.
    table: Vec<Entry>,
}

/// A place in the table.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    /// What tells keys apart without reading them, by [`mark_of`].
    mark: u64,
    /// The lower half of the hash, so that the table grows without hashing again.
    hash: u32,
    /// The key's number plus one; 0 is free.
    number: u32,
}

/// Bytes of a key that fit a mark, beside their count.
const SHORT: usize = 7;

/// The upper byte of the mark of a longer key.
const LONG: u64 = 0xff << 56;

/// A short key itself with its length, or most of the hash of a longer one.
fn mark_of(key: &[u8], hash: u64) -> u64 {
    if key.len() > SHORT {
        return LONG | hash >> 8;
    }
    let mut mark = [0_u8; 8];
    mark[..key.len()].copy_from_slice(key);
    mark[SHORT] = key.len() as u8;
    u64::from_le_bytes(mark)
}

/// Spread of FNV-1a (Fowler, Noll & Vo), taken eight bytes at a time with a final mixing as in
/// SplitMix64, since places in the table come from the low bits.
const SPREAD: u64 = 0x0000_0100_0000_01b3;

/// The hash by which keys are found.
///
/// - Formula: FNV-1a over words of eight bytes, mixed
/// - Shape: bytes in, 64 bits out
/// - Units: none
/// - Range: any bytes
/// - Errors: none
/// - Source: Fowler, Noll & Vo 1991; Steele, Lea & Flood 2014 for the mixing
/// - Checked: `keys_keep_their_numbers`
pub(crate) fn hash_of(key: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ key.len() as u64;
    for chunk in key.chunks(8) {
        let mut word = [0_u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(SPREAD);
        hash ^= hash >> 29;
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 27)
}

impl CustomerKeys {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The key of a customer; characters that are no UTF-8 are replaced.
    #[must_use]
    pub fn key(&self, number: u32) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.bytes(number as usize))
    }

    /// The number of a key, when it is there.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<u32> {
        if self.table.is_empty() {
            return None;
        }
        let key = key.as_bytes();
        let hash = hash_of(key);
        let place = self.place(key, mark_of(key, hash), hash as u32);
        self.table[place].number.checked_sub(1)
    }

    /// The number of a key, a new one if it was not there.
    ///
    /// # Panics
    /// With 4,294,967,295 customers or more.
    pub(crate) fn number(&mut self, key: &[u8], hash: u64) -> u32 {
        if self.ends.len() * 2 >= self.table.len() {
            self.grow();
        }
        let (mark, hash) = (mark_of(key, hash), hash as u32);
        let place = self.place(key, mark, hash);
        if let Some(number) = self.table[place].number.checked_sub(1) {
            return number;
        }
        self.text.extend_from_slice(key);
        self.ends.push(self.text.len());
        let Ok(number) = u32::try_from(self.ends.len()) else {
            panic!("a base has fewer than 2^32 customers");
        };
        self.table[place] = Entry { mark, hash, number };
        number - 1
    }

    pub(crate) fn bytes(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// Where the key stands, or the free place where it would.
    fn place(&self, key: &[u8], mark: u64, hash: u32) -> usize {
        let mask = self.table.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let entry = self.table[at];
            let is_it = entry.mark == mark
                && (mark < LONG || self.bytes((entry.number - 1) as usize) == key);
            if entry.number == 0 || is_it {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    /// Doubles the table; it stays at most half full.
    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1 << 10);
        let mask = size - 1;
        let mut table = vec![Entry::default(); size];
        for entry in self.table.drain(..).filter(|entry| entry.number > 0) {
            let mut at = entry.hash as usize & mask;
            while table[at].number > 0 {
                at = (at + 1) & mask;
            }
            table[at] = entry;
        }
        self.table = table;
    }

    /// Gives back the room of the table; keys can still be read but no longer be found.
    pub(crate) fn seal(&mut self) {
        self.table = Vec::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::{CustomerKeys, hash_of};

    #[test]
    fn keys_keep_their_numbers() {
        let mut keys = CustomerKeys::default();
        let named: Vec<String> = (0..5_000).map(|n| format!("customer-{}", n * 7)).collect();
        for round in 0..2 {
            for (at, key) in named.iter().enumerate() {
                let number = keys.number(key.as_bytes(), hash_of(key.as_bytes()));
                assert_eq!(number as usize, at, "round {round}");
            }
        }
        assert_eq!(keys.len(), 5_000);
        assert_eq!(keys.key(12), "customer-84");
        assert_eq!(keys.find("customer-84"), Some(12));
        assert_eq!(keys.find("customer-1"), None);
        assert_eq!(CustomerKeys::default().find("a"), None);
    }

    #[test]
    fn keys_that_are_beginnings_of_others_stay_apart() {
        let mut keys = CustomerKeys::default();
        for (at, key) in ["", "a", "a\0", "ab", "abcdefgh", "abcdefgh\0"]
            .iter()
            .enumerate()
        {
            assert_eq!(
                keys.number(key.as_bytes(), hash_of(key.as_bytes())),
                at as u32
            );
        }
    }
}

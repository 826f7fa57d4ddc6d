//! How alike two words are. Enters: two byte strings. Leaves: an edit distance or a likeness.
//!
//! All measures are bit-parallel: one machine word holds a whole row of the table, so a comparison
//! costs one pass over the second word. Of longer words the first 64 bytes count.

/// Bytes of a word that are compared; one bit each in a machine word.
const WORD: usize = 64;

/// Where each byte stands in a word, one bit per place.
fn places(word: &[u8]) -> [u64; 256] {
    let mut table = [0_u64; 256];
    for (at, byte) in word.iter().enumerate() {
        table[usize::from(*byte)] |= 1 << at;
    }
    table
}

fn cut(word: &[u8]) -> &[u8] {
    &word[..word.len().min(WORD)]
}

/// Edits between two words, each of one letter left out, put in or replaced.
///
/// Formula: Levenshtein distance. Shape: two words to one number. Units: edits. Range: 0 to the
/// longer length, at most 64. Errors: none. Source: Hyyrö 2003, "A bit-vector algorithm for
/// computing Levenshtein and Damerau edit distances". Checked: `published_distances_are_met`.
#[must_use]
pub fn levenshtein(one: &[u8], other: &[u8]) -> usize {
    distance::<false>(one, other)
}

/// Edits between two words where two neighbours that changed places are one edit.
///
/// Formula: optimal string alignment distance. Shape: two words to one number. Units: edits.
/// Range: 0 to the longer length, at most 64. Errors: none. Source: Hyyrö 2003, as above.
/// Checked: `published_distances_are_met`.
#[must_use]
pub fn edits(one: &[u8], other: &[u8]) -> usize {
    distance::<true>(one, other)
}

fn distance<const SWAPS: bool>(one: &[u8], other: &[u8]) -> usize {
    let (one, other) = (cut(one), cut(other));
    if one.is_empty() || other.is_empty() {
        return one.len().max(other.len());
    }
    let table = places(one);
    let last = 1_u64 << (one.len() - 1);
    let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
    let mut edits = one.len();
    for byte in other {
        let here = table[usize::from(*byte)];
        let swapped = if SWAPS {
            ((!diagonal & here) << 1) & before
        } else {
            0
        };
        diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
        let right = down | !(diagonal | up);
        let left = diagonal & up;
        edits += usize::from(right & last != 0);
        edits -= usize::from(left & last != 0);
        let right = (right << 1) | 1;
        up = (left << 1) | !(diagonal | right);
        down = right & diagonal;
        before = here;
    }
    edits
}

/// How alike two words are by common letters in nearly common places.
///
/// Formula: (c/|a| + c/|b| + (c − t/2)/c) / 3 with c common letters, t out of order. Shape: two
/// words to one number. Units: none. Range: 0 to 1. Errors: none. Source: Jaro 1989, bit-parallel
/// after RapidFuzz. Checked: `published_likenesses_are_met`.
#[must_use]
pub fn jaro(one: &[u8], other: &[u8]) -> f64 {
    let (one, other) = (cut(one), cut(other));
    if one.is_empty() || other.is_empty() {
        return f64::from(u8::from(one.is_empty() && other.is_empty()));
    }
    let table = places(one);
    let reach = (one.len().max(other.len()) / 2).saturating_sub(1);
    let (common, mut ours, mut theirs) = common_letters(&table, other, reach);
    if common == 0 {
        return 0.0;
    }
    let mut out_of_order = 0;
    while theirs != 0 {
        let place = ours & ours.wrapping_neg();
        let byte = other[theirs.trailing_zeros() as usize];
        out_of_order += usize::from(table[usize::from(byte)] & place == 0);
        ours ^= place;
        theirs &= theirs - 1;
    }
    let c = common as f64;
    let half_turns = (out_of_order / 2) as f64;
    (c / one.len() as f64 + c / other.len() as f64 + (c - half_turns) / c) / 3.0
}

/// Counts the letters that stand in both words within reach, and marks their places in each.
fn common_letters(table: &[u64; 256], other: &[u8], reach: usize) -> (usize, u64, u64) {
    let (mut ours, mut theirs, mut common) = (0_u64, 0_u64, 0);
    for (at, byte) in other.iter().enumerate() {
        let low = at.saturating_sub(reach);
        let high = at + reach;
        let upto = if high + 1 >= WORD {
            u64::MAX
        } else {
            (1 << (high + 1)) - 1
        };
        let from = if low >= WORD { 0 } else { u64::MAX << low };
        let free = table[usize::from(*byte)] & upto & from & !ours;
        if free != 0 {
            ours |= free & free.wrapping_neg();
            theirs |= 1 << at;
            common += 1;
        }
    }
    (common, ours, theirs)
}

/// Jaro's likeness raised for words that begin alike.
///
/// Formula: j + 0.1·p·(1 − j), p = common first letters, at most 4. Shape: two words to one
/// number. Units: none. Range: 0 to 1. Errors: none. Source: Winkler 1990; the weight 0.1 and the
/// four letters are his. Checked: `published_likenesses_are_met`.
#[must_use]
pub fn jaro_winkler(one: &[u8], other: &[u8]) -> f64 {
    let plain = jaro(one, other);
    let alike = one.iter().zip(other).take(4).take_while(|(a, b)| a == b);
    plain + 0.1 * alike.count() as f64 * (1.0 - plain)
}

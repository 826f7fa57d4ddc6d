//! One of the 25 value segments: past value across, future value up.

use std::fmt;
use std::str::FromStr;

/// One of the 25 value segments, written `P5F1` (past 5, future 1); 5 is best.
///
/// Invariant: both fifths are 1..=5; only `new` and parsing make one.
/// Written by stage segment; read by plan, act, measure and the grid page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueSegment {
    past: u8,
    future: u8,
}

/// A value segment outside the grid.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("«{0}» is not a value segment; they run from P1F1 to P5F5")]
pub struct ValueSegmentError(pub String);

impl ValueSegment {
    /// The segment of these two fifths, each 1..=5.
    ///
    /// # Errors
    /// When a fifth lies outside 1..=5.
    pub fn new(past: u8, future: u8) -> Result<Self, ValueSegmentError> {
        if (1..=5).contains(&past) && (1..=5).contains(&future) {
            Ok(Self { past, future })
        } else {
            Err(ValueSegmentError(format!("P{past}F{future}")))
        }
    }

    /// The fifth by past value, 5 is best.
    #[must_use]
    pub fn past(self) -> u8 {
        self.past
    }

    /// The fifth by expected value, 5 is best.
    #[must_use]
    pub fn future(self) -> u8 {
        self.future
    }

    /// All 25, from P1F1 to P5F5.
    pub fn all() -> impl Iterator<Item = ValueSegment> {
        (1..=5).flat_map(|past| (1..=5).map(move |future| ValueSegment { past, future }))
    }
}

impl fmt::Display for ValueSegment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{}F{}", self.past, self.future)
    }
}

impl FromStr for ValueSegment {
    type Err = ValueSegmentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ValueSegmentError(text.to_owned());
        match text.as_bytes() {
            [b'P' | b'p', past, b'F' | b'f', future] => {
                let fifth = |digit: &u8| digit.checked_sub(b'0').ok_or_else(wrong);
                ValueSegment::new(fifth(past)?, fifth(future)?).map_err(|_| wrong())
            }
            _ => Err(wrong()),
        }
    }
}

impl serde::Serialize for ValueSegment {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for ValueSegment {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::ValueSegment;

    /// Proves C55.
    #[test]
    fn c55_there_are_25_value_segments_and_each_name_reads_back() {
        let all: Vec<_> = ValueSegment::all().collect();
        assert_eq!(all.len(), 25);
        for one in all {
            assert_eq!(one.to_string().parse::<ValueSegment>().unwrap(), one);
        }
        for wrong in ["P0F1", "P6F1", "51", "P5", "PxF1", ""] {
            assert!(wrong.parse::<ValueSegment>().is_err(), "{wrong}");
        }
    }
}

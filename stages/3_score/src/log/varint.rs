//! Whole numbers in as few bytes as they need: numbers enter, packed bytes leave, and back.
//!
//! Seven bits a byte, the lowest first, the eighth bit says that more follow; a sign is folded in
//! by zigzag (0, -1, 1, -2 become 0, 1, 2, 3). Both are the encodings of Protocol Buffers.

/// Appends a number of zero or more.
pub(crate) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Appends a number of either sign.
pub(crate) fn put_signed(bytes: &mut Vec<u8>, number: i64) {
    put(bytes, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

/// Takes packed numbers off the front of bytes; bytes that end too early or go on for ever give
/// zero, since a damaged log is worth less than a program that stops.
pub(crate) struct Unpacker<'a> {
    rest: &'a [u8],
}

impl<'a> Unpacker<'a> {
    /// Begins at the front.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether everything has been taken.
    pub(crate) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next number of zero or more.
    pub(crate) fn take(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let Some((&byte, rest)) = self.rest.split_first() else {
                return 0;
            };
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        0
    }

    /// The next byte as it is.
    pub(crate) fn take_byte(&mut self) -> u8 {
        let (byte, rest) = self.rest.split_first().unwrap_or((&0, &[]));
        self.rest = rest;
        *byte
    }

    /// The next number of either sign.
    pub(crate) fn take_signed(&mut self) -> i64 {
        let folded = self.take();
        (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed()
    }
}

#[cfg(test)]
mod tests {
    use super::{Unpacker, put, put_signed};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back_as_they_went(plain in any::<Vec<u64>>(), signed in any::<Vec<i64>>()) {
            let mut bytes = Vec::new();
            plain.iter().for_each(|number| put(&mut bytes, *number));
            signed.iter().for_each(|number| put_signed(&mut bytes, *number));
            let mut unpacker = Unpacker::new(&bytes);
            for number in plain {
                prop_assert_eq!(unpacker.take(), number);
            }
            for number in signed {
                prop_assert_eq!(unpacker.take_signed(), number);
            }
            prop_assert!(unpacker.is_done());
        }

        #[test]
        fn damaged_bytes_end(bytes in any::<Vec<u8>>()) {
            let mut unpacker = Unpacker::new(&bytes);
            for _ in 0..=bytes.len() {
                unpacker.take();
            }
            prop_assert!(unpacker.is_done());
        }
    }
}

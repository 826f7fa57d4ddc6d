//! The system's randomness in; codes that nobody guesses and nobody misreads out.

use crate::ActError;

/// Digits and capitals without 0, O, 1 and I, which people take for one another on paper and on
/// the telephone: 32 signs, so that each is exactly five bits and none is likelier than another.
pub(crate) const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Signs a code has: 60 bits, so that with a million live codes 100 guesses a second find one
/// in about 300 years.
pub(crate) const CODE_SIGNS: usize = 12;

/// Bytes of a page token: 128 bits.
const TOKEN_BYTES: usize = 16;

/// A new code of twelve signs from the system's secure randomness.
///
/// # Errors
/// When the system gives no randomness.
pub fn draw_code() -> Result<String, ActError> {
    let mut bytes = [0_u8; 8];
    fill(&mut bytes)?;
    Ok(code_from(u64::from_le_bytes(bytes)))
}

/// A new page token: 32 hexadecimal digits.
pub(crate) fn draw_token() -> Result<String, ActError> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn fill(bytes: &mut [u8]) -> Result<(), ActError> {
    getrandom::fill(bytes).map_err(|error| ActError::Chance(error.to_string()))
}

/// The code of these bits.
///
/// - Formula: sign i is `ALPHABET[(bits >> 5i) mod 32]`
/// - Shape: one number in, twelve signs out; the upper four bits are not used
/// - Units: none
/// - Range: every code is reached from exactly 16 numbers, so uniform bits give uniform codes
/// - Errors: none
/// - Source: own; base 32 with the alphabet above
/// - Checked: `c16_every_sign_comes_from_five_bits`
fn code_from(bits: u64) -> String {
    (0..CODE_SIGNS)
        .map(|at| char::from(ALPHABET[(bits >> (5 * at)) as usize & 31]))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashSet;

    use super::*;

    /// Proves C16.
    #[test]
    fn c16_every_sign_comes_from_five_bits() {
        assert_eq!(code_from(0), "222222222222");
        assert_eq!(code_from(u64::MAX), "ZZZZZZZZZZZZ");
        assert_eq!(code_from(0b00001_00000), "232222222222");
        let signs: HashSet<_> = ALPHABET.iter().collect();
        assert_eq!(signs.len(), 32);
        assert!(ALPHABET.iter().all(|sign| !b"0O1I".contains(sign)));
    }

    /// Proves C16.
    #[test]
    fn c16_a_hundred_thousand_codes_are_unambiguous_and_none_equal() {
        let codes: Vec<String> = (0..100_000).map(|_| draw_code().unwrap()).collect();
        let distinct: HashSet<&String> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
        let mut counts = [[0_u32; 32]; CODE_SIGNS];
        for code in &codes {
            assert_eq!(code.len(), CODE_SIGNS);
            for (at, sign) in code.bytes().enumerate() {
                counts[at][ALPHABET.iter().position(|one| *one == sign).unwrap()] += 1;
            }
        }
        // Each sign is expected 3,125 times a place with deviation 55; seven deviations either
        // way happen once in 10^9 such tests.
        let even = |count: &u32| (3125_i64 - i64::from(*count)).abs() < 7 * 56;
        assert!(
            counts.iter().flatten().all(even),
            "some sign is likelier than another"
        );
    }
}

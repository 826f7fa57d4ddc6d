//! Keys as whole numbers, for a table that is searched by them a million times.
//!
//! Enters: a rule and a key. Leaves: 64 bits of it. A million keys meet by chance once in forty
//! million bases; rules that forgive errors look at the names themselves besides.

/// The number a key of a rule is stored under. `family` keeps staff and vendors apart.
pub(crate) fn key_hash(rule: &str, family: &str, key: &str) -> i64 {
    // FNV-1a (draft-eastlake-fnv), then the finaliser of SplitMix64, so that near keys lie far apart.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let parts = [
        rule.as_bytes(),
        &[0],
        family.as_bytes(),
        &[0],
        key.as_bytes(),
    ];
    for byte in parts.into_iter().flatten() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash ^ (hash >> 31)).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::key_hash;

    #[test]
    fn a_key_has_one_number_and_another_under_another_rule() {
        assert_eq!(
            key_hash("email", "", "a@b.de"),
            key_hash("email", "", "a@b.de")
        );
        assert_ne!(
            key_hash("email", "", "a@b.de"),
            key_hash("phone", "", "a@b.de")
        );
        assert_ne!(
            key_hash("email", "staff", "a"),
            key_hash("email", "", "staffa")
        );
    }
}

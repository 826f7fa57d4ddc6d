//! Text made comparable, and how far two words are apart.
//!
//! Enters: text as written; folded words. Leaves: text for comparing; whether one typing error
//! parts two words.

pub(crate) use linkage::folded;

/// Whether two folded words are the same but for one typing error: a letter wrong, missing, doubled
/// or two swapped. Short words have no room for errors.
pub(crate) fn is_one_error_apart(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.len() < 4 || long.len() - short.len() > 1 {
        return one == other;
    }
    let (short, long) = (short.as_bytes(), long.as_bytes());
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end = short
        .iter()
        .rev()
        .zip(long.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let end = end.min(short.len() - start);
    let (left_short, left_long) = (
        &short[start..short.len() - end],
        &long[start..long.len() - end],
    );
    match (left_short, left_long) {
        ([], []) | ([], [_]) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_one_error_apart;

    #[test]
    fn one_typing_error_is_forgiven_and_no_more() {
        for (one, other, near) in [
            ("harris", "harirs", true),
            ("harris", "haris", true),
            ("harris", "harrris", true),
            ("harris", "harros", true),
            ("harris", "harris", true),
            ("harris", "morris", false),
            ("lee", "les", false),
            ("ward", "wards", true),
            ("ward", "wood", false),
        ] {
            assert_eq!(is_one_error_apart(one, other), near, "{one} {other}");
        }
    }
}

//! Distances and likenesses against published values.

use linkage::{edits, jaro, jaro_winkler, levenshtein};
use proptest::prelude::*;

#[test]
fn published_distances_are_met() {
    // Levenshtein: the textbook pairs; edits: one for neighbours that changed places.
    for (one, other, plain, with_swaps) in [
        ("kitten", "sitting", 3, 3),
        ("saturday", "sunday", 3, 3),
        ("flaw", "lawn", 2, 2),
        ("gumbo", "gambol", 2, 2),
        ("ca", "ac", 2, 1),
        ("ca", "abc", 3, 3),
        ("martha", "marhta", 2, 1),
        ("", "abc", 3, 3),
        ("same", "same", 0, 0),
    ] {
        assert_eq!(
            levenshtein(one.as_bytes(), other.as_bytes()),
            plain,
            "{one} {other}"
        );
        assert_eq!(
            edits(one.as_bytes(), other.as_bytes()),
            with_swaps,
            "{one} {other}"
        );
    }
}

#[test]
fn published_likenesses_are_met() {
    // Winkler 1990 and 2006, table of string comparators; three decimals as printed there.
    for (one, other, plain, winkler) in [
        ("shackleford", "shackelford", 0.970, 0.982),
        ("dunningham", "cunnigham", 0.896, 0.896),
        ("nichleson", "nichulson", 0.926, 0.956),
        ("jones", "johnson", 0.790, 0.832),
        ("massey", "massie", 0.889, 0.933),
        ("abroms", "abrams", 0.889, 0.922),
        ("jeraldine", "geraldine", 0.926, 0.926),
        ("marhta", "martha", 0.944, 0.961),
        ("michelle", "michael", 0.869, 0.921),
        ("julies", "julius", 0.889, 0.933),
        ("dixon", "dicksonx", 0.767, 0.813),
        ("dwayne", "duane", 0.822, 0.840),
    ] {
        let (one_bytes, other_bytes) = (one.as_bytes(), other.as_bytes());
        assert!(
            (jaro(one_bytes, other_bytes) - plain).abs() < 0.0006,
            "{one} {other}: {}",
            jaro(one_bytes, other_bytes)
        );
        assert!(
            (jaro_winkler(one_bytes, other_bytes) - winkler).abs() < 0.0006,
            "{one} {other}"
        );
    }
}

/// The distance as the textbook's table gives it.
fn by_table(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (place, second) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != second);
            diagonal = row[place + 1];
            row[place + 1] = changed.min(row[place] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

proptest! {
    #[test]
    fn bits_count_what_the_table_counts(one in "[a-d]{0,64}", other in "[a-d]{0,64}") {
        prop_assert_eq!(levenshtein(one.as_bytes(), other.as_bytes()), by_table(one.as_bytes(), other.as_bytes()));
    }

    #[test]
    fn order_does_not_matter_and_likeness_stays_in_bounds(one in ".{0,40}", other in ".{0,40}") {
        let (a, b) = (one.as_bytes(), other.as_bytes());
        prop_assert_eq!(edits(a, b), edits(b, a));
        prop_assert!(edits(a, b) <= levenshtein(a, b));
        prop_assert!((0.0..=1.0).contains(&jaro_winkler(a, b)));
        prop_assert!((jaro(a, a) - 1.0).abs() < 1e-12);
    }
}

//! Fifths of the customers by any figure: values enter, 1 to 5 leave.

/// Where the fifths of a base begin. Customers with the same value always share a fifth, so
/// fifths are equally large only as far as values differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fifths {
    /// The smallest value in the second, third, fourth and fifth fifth, where there is one.
    begins: [Option<i64>; 4],
}

impl Fifths {
    /// Cuts these values into fifths.
    ///
    /// - Formula: a value with `below` smaller and `equal` same values among `n` has the
    ///   mid-rank `(below + equal/2) / n` and the fifth `1 + ⌊5 · mid-rank⌋`
    /// - Shape: one value per customer in, the four values where a new fifth begins out
    /// - Units: any whole numbers
    /// - Range: a single customer is in the third fifth; none gives fifths nobody is in
    /// - Errors: none
    /// - Source: mid-ranks as in Kendall 1945, Biometrika 33; integer arithmetic throughout
    /// - Checked: `fifths_with_ties_equal_the_plain_definition`
    pub(crate) fn of(mut values: Vec<i64>) -> Self {
        values.sort_unstable();
        let count = values.len() as u64;
        let mut begins = [None; 4];
        let mut below = 0;
        for same in values.chunk_by(|one, other| one == other) {
            let twice_mid_rank = 2 * below + same.len() as u64;
            let fifth = (5 * twice_mid_rank / (2 * count)) as usize;
            for begin in &mut begins[..fifth] {
                begin.get_or_insert(same[0]);
            }
            below += same.len() as u64;
        }
        Self { begins }
    }

    /// The fifth of a value, 5 for the largest.
    pub(crate) fn fifth(&self, value: i64) -> u8 {
        1 + self
            .begins
            .iter()
            .filter(|begin| begin.is_some_and(|begin| value >= begin))
            .count() as u8
    }
}

#[cfg(test)]
mod tests {
    use super::Fifths;
    use proptest::prelude::*;

    fn fifths_of(values: &[i64]) -> Vec<u8> {
        let fifths = Fifths::of(values.to_vec());
        values.iter().map(|value| fifths.fifth(*value)).collect()
    }

    #[test]
    fn fifths_of_tiny_bases_are_as_computed_by_hand() {
        assert_eq!(fifths_of(&[]), [0_u8; 0]);
        assert_eq!(fifths_of(&[7]), [3]);
        assert_eq!(fifths_of(&[7, 7]), [3, 3]);
        assert_eq!(fifths_of(&[9, 7]), [4, 2]);
        assert_eq!(fifths_of(&[50, 10, 40, 20, 30]), [5, 1, 4, 2, 3]);
        // Ten one-time buyers and two others: the ten share the third fifth.
        assert_eq!(
            fifths_of(&[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3]),
            [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 5, 5]
        );
    }

    proptest! {
        #[test]
        fn fifths_with_ties_equal_the_plain_definition(values in prop::collection::vec(-20_i64..20, 1..60)) {
            for (value, fifth) in values.iter().zip(fifths_of(&values)) {
                let below = values.iter().filter(|other| *other < value).count();
                let equal = values.iter().filter(|other| *other == value).count();
                let plain = 1 + 5 * (2 * below + equal) / (2 * values.len());
                prop_assert_eq!(usize::from(fifth), plain);
            }
        }

        #[test]
        fn fifths_rise_with_the_value(values in prop::collection::vec(any::<i64>(), 1..200)) {
            let mut sorted = values;
            sorted.sort_unstable();
            let fifths = fifths_of(&sorted);
            prop_assert!(fifths.is_sorted());
            prop_assert!(fifths.iter().all(|fifth| (1..=5).contains(fifth)));
        }
    }
}

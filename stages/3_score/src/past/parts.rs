//! Equal parts of the customers by any figure: values enter, 1 to 5 leave.

use crate::past::ranks::settle_ranks;

/// Where the parts of a base begin. Customers with the same value always share a part, so parts
/// are equally large only as far as values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    digits: &'static [u8],
    /// The smallest value in the second, third and so on part, where there is one.
    begins: Vec<Option<i64>>,
}

/// The digits that parts are known by, so that 5 is best however many there are: a strategy for
/// the best customers stays one for the best customers in a smaller grid.
#[must_use]
pub fn grid_digits(size: u8) -> &'static [u8] {
    match size {
        3 => &[1, 3, 5],
        4 => &[1, 2, 4, 5],
        _ => &[1, 2, 3, 4, 5],
    }
}

impl Parts {
    /// Cuts these values into fifths.
    pub(crate) fn fifths(values: Vec<i64>) -> Self {
        Self::of(values, 5)
    }

    /// Cuts these values into three, four or five parts.
    ///
    /// - Formula: a value with `below` smaller and `equal` same values among `n` has the
    ///   mid-rank `(below + equal/2) / n` and of m parts the one at `1 + ⌊m · mid-rank⌋`
    /// - Shape: one value per customer in, the values where a new part begins out
    /// - Units: any whole numbers
    /// - Range: a single customer is in the middle part; none gives parts nobody is in
    /// - Errors: none
    /// - Source: mid-ranks as in Kendall 1945, Biometrika 33; integer arithmetic throughout
    /// - Checked: `fifths_with_ties_equal_the_plain_definition`
    pub(crate) fn of(mut values: Vec<i64>, size: u8) -> Self {
        let digits = grid_digits(size);
        let (parts, count) = (digits.len(), values.len());
        let rank = |part: usize| part * count / parts;
        let mut ranks: Vec<usize> = (1..parts).map(rank).collect();
        ranks.dedup();
        settle_ranks(&mut values, &ranks);
        let begin = |part| {
            let at_rank = *values.get(rank(part))?;
            let below = values.iter().filter(|value| **value < at_rank).count();
            let same = values.iter().filter(|value| **value == at_rank).count();
            // The values of a rank belong to the part below where their middle lies before it.
            match parts * (2 * below + same) >= 2 * part * count {
                true => Some(at_rank),
                false => values
                    .iter()
                    .copied()
                    .filter(|value| *value > at_rank)
                    .min(),
            }
        };
        let begins = (1..parts).map(begin).collect();
        Self { digits, begins }
    }

    /// The digit of a value's part, 5 for the largest.
    pub(crate) fn digit(&self, value: i64) -> u8 {
        let begun = |begin: &&Option<i64>| begin.is_some_and(|begin| value >= begin);
        self.digits[self.begins.iter().filter(begun).count()]
    }
}

#[cfg(test)]
mod tests {
    use super::Parts;
    use proptest::prelude::*;

    fn fifths_of(values: &[i64]) -> Vec<u8> {
        let fifths = Parts::fifths(values.to_vec());
        values.iter().map(|value| fifths.digit(*value)).collect()
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

    #[test]
    fn smaller_grids_keep_five_for_the_best() {
        let digits_of = |size| {
            let parts = Parts::of((1..=12).collect(), size);
            (1..=12).map(|value| parts.digit(value)).collect::<Vec<_>>()
        };
        assert_eq!(digits_of(3), [1, 1, 1, 1, 3, 3, 3, 3, 5, 5, 5, 5]);
        assert_eq!(digits_of(4), [1, 1, 1, 2, 2, 2, 4, 4, 4, 5, 5, 5]);
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

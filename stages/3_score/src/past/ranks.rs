//! Single ranks of many values: values in any order enter, the wanted ones leave in their places.

/// Puts the values of these ranks, which rise, where sorting would put them; whatever stands between
/// two of them belongs there. For a few ranks that takes a fraction of the time of sorting. Ranks that
/// are not there are left alone.
pub(crate) fn settle_ranks(values: &mut [i64], ranks: &[usize]) {
    let ranks = &ranks[..ranks.partition_point(|rank| *rank < values.len())];
    settle(values, ranks, 0);
}

/// The same for a part of the values that begins at a rank.
fn settle(values: &mut [i64], ranks: &[usize], first: usize) {
    let (lower, rest) = ranks.split_at(ranks.len() / 2);
    let Some((middle, upper)) = rest.split_first() else {
        return;
    };
    let (below, _, above) = values.select_nth_unstable(middle - first);
    settle(below, lower, first);
    settle(above, upper, middle + 1);
}

#[cfg(test)]
mod tests {
    use super::settle_ranks;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_stand_where_sorting_puts_them(
            mut values in prop::collection::vec(-9_i64..9, 1..80),
            wanted in prop::collection::btree_set(0_usize..80, 0..9),
        ) {
            let ranks: Vec<usize> = wanted.into_iter().filter(|rank| *rank < values.len()).collect();
            let mut sorted = values.clone();
            sorted.sort_unstable();
            settle_ranks(&mut values, &ranks);
            let mut begin = 0;
            for rank in ranks {
                prop_assert_eq!(values[rank], sorted[rank]);
                let sum = |all: &[i64]| all[begin..rank].iter().sum::<i64>();
                prop_assert_eq!(sum(&values), sum(&sorted));
                begin = rank;
            }
        }
    }
}

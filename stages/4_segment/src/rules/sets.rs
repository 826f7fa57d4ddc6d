//! Sets of accounts as rising lists of ids: cut, joined and taken from one another.

/// Ids in both.
pub(crate) fn both(one: &[i64], other: &[i64]) -> Vec<i64> {
    let mut rest = other.iter().peekable();
    let is_there = |id: &&i64| {
        while rest.next_if(|next| next < id).is_some() {}
        rest.peek() == Some(id)
    };
    one.iter().filter(is_there).copied().collect()
}

/// Ids in either.
pub(crate) fn either(mut one: Vec<i64>, other: &[i64]) -> Vec<i64> {
    // Two rising runs: the sort of the standard library merges them in one pass.
    one.extend_from_slice(other);
    one.sort();
    one.dedup();
    one
}

/// Ids of the first that are not in the second.
pub(crate) fn without(one: &[i64], other: &[i64]) -> Vec<i64> {
    let mut rest = other.iter().peekable();
    let is_missing = |id: &&i64| {
        while rest.next_if(|next| next < id).is_some() {}
        rest.peek() != Some(id)
    };
    one.iter().filter(is_missing).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{both, either, without};

    #[test]
    fn sets_are_cut_joined_and_taken_away() {
        for (one, other, common, joined, left) in [
            (vec![], vec![1], vec![], vec![1], vec![]),
            (vec![1, 3, 5], vec![3], vec![3], vec![1, 3, 5], vec![1, 5]),
            (vec![1, 2], vec![2, 9], vec![2], vec![1, 2, 9], vec![1]),
            (vec![4], vec![], vec![], vec![4], vec![4]),
        ] {
            assert_eq!(both(&one, &other), common);
            assert_eq!(without(&one, &other), left);
            assert_eq!(either(one, &other), joined);
        }
    }
}

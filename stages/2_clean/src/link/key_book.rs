//! The keys of accounts by which rows are recognised, in memory while a base is first filled.
//!
//! Enters: keys as accounts get them. Leaves: the accounts with a key, as the table would give
//! them, and all that is new for the table in its own order.

use std::collections::HashMap;

/// Keys held at once, at some forty bytes each; a base with more looks them up in the table.
const HELD_MOST: usize = 2_000_000;

/// Every key of a base that had none when the run began.
#[derive(Default)]
pub(crate) struct KeyBook {
    first: HashMap<i64, i64>,
    /// Further accounts of keys that several share.
    more: HashMap<i64, Vec<i64>>,
}

impl KeyBook {
    /// Notes that an account has a key.
    pub(crate) fn add(&mut self, key: i64, account: i64) {
        if *self.first.entry(key).or_insert(account) != account {
            let more = self.more.entry(key).or_default();
            if !more.contains(&account) {
                more.push(account);
            }
        }
    }

    /// The accounts with a key, the lowest number first.
    pub(crate) fn accounts(&self, key: i64) -> Vec<i64> {
        let mut accounts: Vec<i64> = self.first.get(&key).copied().into_iter().collect();
        accounts.extend(self.more.get(&key).into_iter().flatten());
        accounts.sort_unstable();
        accounts
    }

    /// Whether the book has become too thick to be held.
    pub(crate) fn is_full(&self) -> bool {
        self.first.len() >= HELD_MOST
    }
}

#[cfg(test)]
mod tests {
    use super::KeyBook;

    #[test]
    fn a_key_gives_its_accounts_in_order_each_once() {
        let mut book = KeyBook::default();
        for (key, account) in [(7, 3), (7, 1), (7, 3), (8, 1), (7, 2)] {
            book.add(key, account);
        }
        assert_eq!(book.accounts(7), [1, 2, 3]);
        assert_eq!(book.accounts(8), [1]);
        assert!(book.accounts(9).is_empty());
    }
}

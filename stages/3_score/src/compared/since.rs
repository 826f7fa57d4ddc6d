//! What changed between two scores: two pictures of the base enter, best customers kept, gained
//! and lost and the moves in the grid leave.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use terms::{Day, ValueSegment};

use crate::compared::snapshot::Standing;
use crate::past::best::CHOSEN_BIT;

/// What changed since the run before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// That run.
    pub run_id: i64,
    /// What "now" meant in it.
    pub as_of: Day,
    /// Best customers then, by the owner's definition of then.
    pub best_before: u64,
    /// Of these, how many still are.
    pub best_kept: u64,
    /// Best customers now that were not then.
    pub best_gained: u64,
    /// Best customers then that are not now.
    pub best_lost: u64,
    /// Kept over before; 1 where there were none to keep.
    pub kept_share: f64,
    /// Customers by the cell they came from and the cell they went to, the most first; those who
    /// stayed where they were are not among them.
    pub movers: Vec<CellMove>,
    /// Contribution up to that run.
    pub past_value_minor: i64,
    /// Contribution that was expected then.
    pub expected_value_minor: i64,
}

/// How many customers went from one cell of the grid to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellMove {
    /// Where they were; none for new customers.
    pub from: Option<ValueSegment>,
    /// Where they are; none for those who are gone.
    pub to: Option<ValueSegment>,
    /// How many.
    pub accounts: u64,
    /// The contribution expected of them now.
    pub expected_value_minor: i64,
}

/// An account whose place among the best changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BestMove {
    pub(crate) account_id: i64,
    pub(crate) is_gained: bool,
}

/// Compares two pictures, account by account.
#[derive(Default)]
pub(crate) struct Comparison {
    best_before: u64,
    best_kept: u64,
    pub(crate) best_moves: Vec<BestMove>,
    movers: BTreeMap<(Option<ValueSegment>, Option<ValueSegment>), (u64, i64)>,
    past_minor: i64,
    expected_minor: i64,
}

impl Comparison {
    /// Goes through two pictures, each by rising account.
    pub(crate) fn of(
        before: impl Iterator<Item = Standing>,
        now: impl Iterator<Item = Standing>,
    ) -> Self {
        let (mut before, mut now) = (before.peekable(), now.peekable());
        let mut found = Self::default();
        loop {
            let order = match (before.peek(), now.peek()) {
                (Some(then), Some(today)) => then.account_id.cmp(&today.account_id),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return found,
            };
            let then = if order.is_le() { before.next() } else { None };
            let today = if order.is_ge() { now.next() } else { None };
            found.add(then, today);
        }
    }

    fn add(&mut self, then: Option<Standing>, now: Option<Standing>) {
        let is_best = |one: &Option<Standing>| one.is_some_and(|one| one.best & CHOSEN_BIT != 0);
        let account_id = then.or(now).map_or(0, |one| one.account_id);
        let (was, is) = (is_best(&then), is_best(&now));
        self.best_before += u64::from(was);
        self.best_kept += u64::from(was && is);
        if was != is {
            let is_gained = is;
            self.best_moves.push(BestMove {
                account_id,
                is_gained,
            });
        }
        self.past_minor += then.map_or(0, |one| one.past_minor);
        self.expected_minor += then.map_or(0, |one| one.expected_minor);
        let cell = |one: &Standing| ValueSegment::new(one.past, one.future).ok();
        let (from, to) = (then.as_ref().and_then(cell), now.as_ref().and_then(cell));
        if from != to {
            let sum = self.movers.entry((from, to)).or_default();
            sum.0 += 1;
            sum.1 += now.map_or(0, |one| one.expected_minor);
        }
    }

    /// The moves in the grid, the most accounts first.
    pub(crate) fn cell_moves(&self) -> Vec<CellMove> {
        let mut moves: Vec<CellMove> = self
            .movers
            .iter()
            .map(
                |(&(from, to), &(accounts, expected_value_minor))| CellMove {
                    from,
                    to,
                    accounts,
                    expected_value_minor,
                },
            )
            .collect();
        moves.sort_by_key(|one| std::cmp::Reverse(one.accounts));
        moves
    }

    /// All of it, as since a run.
    pub(crate) fn since(&self, run_id: i64, as_of: Day) -> Since {
        let count = |gained| {
            self.best_moves
                .iter()
                .filter(|one| one.is_gained == gained)
                .count()
        };
        Since {
            run_id,
            as_of,
            best_before: self.best_before,
            best_kept: self.best_kept,
            best_gained: count(true) as u64,
            best_lost: count(false) as u64,
            kept_share: match self.best_before {
                0 => 1.0,
                before => self.best_kept as f64 / before as f64,
            },
            movers: self.cell_moves(),
            past_value_minor: self.past_minor,
            expected_value_minor: self.expected_minor,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Comparison;
    use crate::compared::snapshot::Standing;
    use terms::Day;

    fn standing(account_id: i64, past: u8, future: u8, best: u8) -> Standing {
        Standing {
            account_id,
            past,
            future,
            best,
            expected_minor: 10,
            ..Standing::default()
        }
    }

    #[test]
    fn changes_between_two_pictures_are_as_counted_by_hand() {
        let before = [
            standing(1, 5, 5, 32),
            standing(2, 5, 4, 32),
            standing(3, 1, 1, 0),
            standing(4, 0, 0, 0),
            standing(5, 2, 2, 32),
        ];
        let now = [
            standing(1, 5, 5, 32),
            standing(2, 5, 1, 0),
            standing(3, 5, 5, 33),
            standing(4, 1, 1, 0),
            standing(9, 1, 1, 0),
        ];
        let found = Comparison::of(before.into_iter(), now.into_iter());
        let since = found.since(7, Day::from_number(100));
        assert_eq!((since.best_before, since.best_kept), (3, 1));
        assert_eq!((since.best_gained, since.best_lost), (1, 2));
        let moves: Vec<String> = since
            .movers
            .iter()
            .map(|one| {
                let name = |cell: Option<terms::ValueSegment>| {
                    cell.map_or("-".into(), |cell| cell.to_string())
                };
                format!("{} {} {}", name(one.from), name(one.to), one.accounts)
            })
            .collect();
        assert_eq!(
            moves,
            ["- P1F1 2", "P1F1 P5F5 1", "P2F2 - 1", "P5F4 P5F1 1"]
        );
    }
}

//! The fronts of the long lists: scores enter, which of them come first in which list leaves.
//!
//! An index over every account of a list would cost more than writing the scores themselves; one
//! over those that come first is as good for whoever reads a list from its beginning.

use std::cmp::Reverse;

use crate::past::best::CHOSEN_BIT;
use crate::scores::Score;

/// Accounts in the front of a list: two hundred pages of fifty (owner's choice).
pub const FRONT_LENGTH: usize = 10_000;

/// What an account is ranked by in a list, the larger the better; none where it is not on it.
type Rank = fn(&Score) -> Option<i64>;

/// The lists with a front, in the order of the bits of `scores.fronts`.
const LISTS: [Rank; 8] = [
    |one| Some(one.expected_value_minor).filter(|minor| *minor > 0),
    |one| Some(one.past_value_minor).filter(|minor| *minor > 0),
    |one| Some(one.total_spend_minor).filter(|minor| *minor > 0),
    |one| Some(one.at_risk_minor).filter(|minor| *minor > 0 && is_best(one)),
    |one| (one.potential_low_minor > 0).then_some(one.potential_minor),
    // The bits of numbers that are not below zero rise as the numbers do.
    |one| one.likeness.map(|chance| chance.to_bits().cast_signed()),
    |one| (is_best(one) && one.trend == Some(-1)).then_some(one.expected_value_minor),
    |one| (one.trend == Some(1)).then_some(one.expected_value_minor),
];

fn is_best(score: &Score) -> bool {
    score.best & CHOSEN_BIT != 0
}

/// The place of an account in a list: by rank, of equals the smaller id first.
type Place = (i64, Reverse<i64>);

/// The first accounts of each list, of those seen so far.
#[derive(Default)]
pub(crate) struct Fronts([Front; LISTS.len()]);

/// The first accounts of one list: everybody not below the bar, and at times a few more.
#[derive(Default)]
struct Front {
    places: Vec<Place>,
    bar: Option<Place>,
}

impl Fronts {
    /// Looks at one more account.
    pub(crate) fn add(&mut self, score: &Score) {
        for (front, rank) in self.0.iter_mut().zip(LISTS) {
            if let Some(rank) = rank(score) {
                front.add((rank, Reverse(score.account_id)));
            }
        }
    }

    /// Takes in what another has seen.
    pub(crate) fn take_in(mut self, other: Self) -> Self {
        for (front, other) in self.0.iter_mut().zip(other.0) {
            front.bar = front.bar.max(other.bar);
            other.places.into_iter().for_each(|place| front.add(place));
        }
        self
    }

    /// Leaves the very first of each list.
    pub(crate) fn finish(mut self) -> Self {
        self.0.iter_mut().for_each(Front::shorten);
        self
    }

    /// The lists whose front an account is in, one bit each, once all have been seen.
    pub(crate) fn bits(&self, score: &Score) -> u8 {
        let is_in = |front: &Front, rank: Rank| {
            let place = rank(score).map(|rank| (rank, Reverse(score.account_id)));
            place.is_some_and(|place| front.bar.is_none_or(|bar| place >= bar))
        };
        let each = self.0.iter().zip(LISTS).enumerate();
        each.map(|(bit, (front, rank))| u8::from(is_in(front, rank)) << bit)
            .sum()
    }
}

impl Front {
    fn add(&mut self, place: Place) {
        if self.bar.is_some_and(|bar| place < bar) {
            return;
        }
        self.places.push(place);
        if self.places.len() == 2 * FRONT_LENGTH {
            self.shorten();
        }
    }

    /// Leaves as many as a front holds and raises the bar to the last of them.
    fn shorten(&mut self) {
        if self.places.len() > FRONT_LENGTH {
            let descending = |one: &Place, other: &Place| other.cmp(one);
            let (_, last, _) = self
                .places
                .select_nth_unstable_by(FRONT_LENGTH - 1, descending);
            self.bar = Some(*last);
            self.places.truncate(FRONT_LENGTH);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FRONT_LENGTH, Fronts};
    use crate::scores::Score;

    fn score(account_id: i64) -> Score {
        Score {
            account_id,
            // Many alike: every value is shared by three.
            expected_value_minor: account_id * 7_919 % 30_011 / 3,
            past_value_minor: -1,
            trend: (account_id % 5 == 0).then_some(1),
            ..Score::default()
        }
    }

    fn in_front(fronts: &Fronts, scores: &[Score], bit: u8) -> Vec<i64> {
        let mut found: Vec<&Score> = scores
            .iter()
            .filter(|one| fronts.bits(one) & bit != 0)
            .collect();
        found.sort_by_key(|one| (-one.expected_value_minor, one.account_id));
        found.iter().map(|one| one.account_id).collect()
    }

    #[test]
    fn a_front_holds_the_first_of_its_list_whoever_counted_what() {
        let scores: Vec<Score> = (1..=30_000).map(score).collect();
        let (mut one, mut other) = (Fronts::default(), Fronts::default());
        for (at, score) in scores.iter().enumerate() {
            let own = if at % 3 == 0 { &mut one } else { &mut other };
            own.add(score);
        }
        let fronts = one.take_in(other).finish();
        let mut all: Vec<&Score> = scores
            .iter()
            .filter(|one| one.expected_value_minor > 0)
            .collect();
        all.sort_by_key(|one| (-one.expected_value_minor, one.account_id));
        let first: Vec<i64> = all.iter().map(|one| one.account_id).collect();
        assert_eq!(in_front(&fronts, &scores, 1), first[..FRONT_LENGTH]);
        let growing = first.iter().copied().filter(|id| id % 5 == 0);
        let zero = scores.iter().filter(|one| one.expected_value_minor == 0);
        let zero = zero.map(|one| one.account_id).filter(|id| id % 5 == 0);
        assert_eq!(
            in_front(&fronts, &scores, 128),
            growing.chain(zero).collect::<Vec<_>>()
        );
        assert_eq!(in_front(&fronts, &scores, 2), Vec::<i64>::new());
    }

    #[test]
    fn a_front_that_is_full_keeps_its_bar_when_an_empty_one_takes_it_in() {
        let mut full = Fronts::default();
        let tied = |account_id| Score {
            account_id,
            likeness: Some(0.5),
            ..Score::default()
        };
        let all: Vec<Score> = (1..=3 * FRONT_LENGTH as i64).map(tied).collect();
        all.iter().for_each(|score| full.add(score));
        let fronts = Fronts::default().take_in(full.finish()).finish();
        let marked = all.iter().filter(|score| fronts.bits(score) != 0);
        assert_eq!(marked.count(), FRONT_LENGTH);
    }
}

//! The table `score_fronts`: scores enter, who comes first in each of the long lists leaves.
//!
//! An index over every account of a list would cost more than writing the scores themselves; a
//! table of those that come first is as good for whoever reads a list from its beginning.

use std::cmp::Reverse;

use rusqlite::Connection;
use store::rusqlite;

use crate::ScoreError;
use crate::past::best::CHOSEN_BIT;
use crate::scores::Score;

/// Accounts in the front of a list: two hundred pages of fifty (owner's choice).
pub const FRONT_LENGTH: usize = 10_000;

/// The long lists that have a front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongList {
    /// By expected value.
    Expected,
    /// By past value.
    Past,
    /// By spend.
    Spend,
    /// Best customers by what the doubt about them takes off.
    AtRisk,
    /// Customers who could grow, by how much.
    Potential,
    /// Prospects by likeness.
    Likeness,
    /// Best customers who are slowing, by expected value.
    Slowing,
    /// Growing customers, by expected value.
    Growing,
}

impl LongList {
    /// All of them, in the order of their numbers.
    const ALL: [LongList; 8] = [
        Self::Expected,
        Self::Past,
        Self::Spend,
        Self::AtRisk,
        Self::Potential,
        Self::Likeness,
        Self::Slowing,
        Self::Growing,
    ];

    /// The number it is stored as.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// What an account is ranked by, the larger the better; none where it is not on the list.
    fn rank(self, one: &Score) -> Option<Rank> {
        let above_zero = |minor: i64| (minor > 0).then_some(Rank::Minor(minor));
        let is_best = one.best & CHOSEN_BIT != 0;
        let expected = Rank::Minor(one.expected_value_minor);
        match self {
            Self::Expected => above_zero(one.expected_value_minor),
            Self::Past => above_zero(one.past_value_minor),
            Self::Spend => above_zero(one.total_spend_minor),
            Self::AtRisk => above_zero(one.at_risk_minor).filter(|_| is_best),
            Self::Potential => {
                (one.potential_low_minor > 0).then_some(Rank::Minor(one.potential_minor))
            }
            Self::Likeness => one.likeness.map(Rank::of_chance),
            Self::Slowing => (is_best && one.trend == Some(-1)).then_some(expected),
            Self::Growing => (one.trend == Some(1)).then_some(expected),
        }
    }
}

/// What a list is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Minor(i64),
    /// The bits of a chance: those of numbers that are not below zero rise as the numbers do.
    Chance(u64),
}

impl Rank {
    fn of_chance(chance: f64) -> Self {
        Self::Chance(chance.to_bits())
    }
}

impl rusqlite::ToSql for Rank {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(match *self {
            Self::Minor(minor) => minor.into(),
            Self::Chance(bits) => f64::from_bits(bits).into(),
        })
    }
}

/// The place of an account in a list: by rank, of equals the smaller id first.
type Place = (Rank, Reverse<i64>);

/// The first accounts of each list, of those seen so far.
#[derive(Default)]
pub(crate) struct Fronts([Front; LongList::ALL.len()]);

/// The first accounts of one list, and at times a few more; nobody below the bar is among them.
#[derive(Default)]
struct Front {
    places: Vec<Place>,
    bar: Option<Place>,
}

impl Fronts {
    /// Looks at one more account.
    pub(crate) fn add(&mut self, score: &Score) {
        for (front, list) in self.0.iter_mut().zip(LongList::ALL) {
            if let Some(rank) = list.rank(score) {
                front.add((rank, Reverse(score.account_id)));
            }
        }
    }

    /// Puts these in the place of those stored.
    pub(crate) fn write(mut self, db: &Connection) -> Result<(), ScoreError> {
        db.execute(include_str!("../../sql/fronts.delete.sql"), [])?;
        let mut insert = db.prepare_cached(include_str!("../../sql/fronts.insert.sql"))?;
        for (front, list) in self.0.iter_mut().zip(LongList::ALL) {
            for (rank, Reverse(account_id)) in front.finish() {
                insert.execute((list.number(), rank, account_id))?;
            }
        }
        Ok(())
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

    /// The very first, the best first.
    fn finish(&mut self) -> &[Place] {
        self.shorten();
        self.places.sort_unstable_by(|one, other| other.cmp(one));
        &self.places
    }
}

#[cfg(test)]
mod tests {
    use super::{FRONT_LENGTH, Fronts, LongList};
    use crate::scores::Score;
    use std::cmp::Reverse;

    fn first_of(fronts: &mut Fronts, list: LongList) -> Vec<i64> {
        let front = &mut fronts.0[usize::from(list.number())];
        let places = front.finish().iter();
        places.map(|(_, Reverse(account_id))| *account_id).collect()
    }

    #[test]
    fn a_front_holds_the_first_of_its_list_whoever_came_when() {
        // Many alike: every value is shared by three.
        let scores: Vec<Score> = (1..=30_000)
            .map(|account_id| Score {
                account_id,
                expected_value_minor: account_id * 7_919 % 30_011 / 3,
                past_value_minor: -1,
                trend: (account_id % 5 == 0).then_some(1),
                likeness: Some(0.5),
                ..Score::default()
            })
            .collect();
        let mut fronts = Fronts::default();
        scores.iter().rev().for_each(|score| fronts.add(score));
        let mut all: Vec<&Score> = scores.iter().collect();
        all.sort_by_key(|one| (-one.expected_value_minor, one.account_id));
        let ids = |wanted: fn(&&&Score) -> bool| -> Vec<i64> {
            let wanted = all.iter().filter(wanted).map(|one| one.account_id);
            wanted.take(FRONT_LENGTH).collect()
        };
        let expected = ids(|one| one.expected_value_minor > 0);
        assert_eq!(first_of(&mut fronts, LongList::Expected), expected);
        let growing = ids(|one| one.trend == Some(1));
        assert_eq!(first_of(&mut fronts, LongList::Growing), growing);
        assert_eq!(first_of(&mut fronts, LongList::Past), [0_i64; 0]);
        let alike: Vec<i64> = (1..=FRONT_LENGTH as i64).collect();
        assert_eq!(first_of(&mut fronts, LongList::Likeness), alike);
    }
}

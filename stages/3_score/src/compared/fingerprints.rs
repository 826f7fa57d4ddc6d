//! The table `score_fingerprints`: a fingerprint of every score row enters and leaves, so that a row that
//! has not changed is told without reading it.

use std::hash::{Hash, Hasher};
use std::iter::Peekable;

use rusqlite::Connection;
use rustc_hash::FxHasher;
use store::rusqlite;

use crate::ScoreError;
use crate::log::varint::{Unpacker, put_signed};
use crate::scores::Score;
use terms::Day;

/// An account and the fingerprint of its row.
pub(crate) type Fingerprint = (i64, u64);

/// The fingerprint of a row: two rows that differ hardly ever have the same one. It need not stay the
/// same from one build to the next, after which everything is written once.
pub(crate) fn fingerprint_of(score: &Score) -> Fingerprint {
    let mut hasher = FxHasher::default();
    columns(score).hash(&mut hasher);
    (score.account_id, hasher.finish())
}

/// All columns but the account as words of the same length; what is not there is a number that none
/// of them can be.
fn columns(score: &Score) -> [u64; 26] {
    let known =
        |number: Option<i32>| number.map_or(u64::MAX, |number| u64::from(number.cast_unsigned()));
    // Taken apart, so that a new column cannot be forgotten.
    let Score {
        account_id: _,
        days_since_last_order,
        order_count,
        repeat_count,
        total_spend_minor,
        past_value_minor,
        past_is_estimated,
        p_alive,
        expected_orders,
        expected_value_minor,
        mean_order_minor,
        rfm,
        past_fifth,
        future_fifth,
        first_day,
        year_spend_minor,
        year_value_minor,
        served_minor,
        at_risk_minor,
        trend,
        potential_low_minor,
        potential_minor,
        potential_high_minor,
        potential_category,
        size_tier,
        best,
        likeness,
    } = *score;
    [
        known(days_since_last_order),
        order_count.into(),
        repeat_count.into(),
        total_spend_minor.cast_unsigned(),
        past_value_minor.cast_unsigned(),
        past_is_estimated.into(),
        p_alive.to_bits(),
        expected_orders.to_bits(),
        expected_value_minor.cast_unsigned(),
        mean_order_minor.cast_unsigned(),
        rfm.into(),
        past_fifth.into(),
        future_fifth.into(),
        known(first_day.map(Day::number)),
        year_spend_minor.cast_unsigned(),
        year_value_minor.cast_unsigned(),
        served_minor.cast_unsigned(),
        at_risk_minor.cast_unsigned(),
        known(trend.map(i32::from)),
        potential_low_minor.cast_unsigned(),
        potential_minor.cast_unsigned(),
        potential_high_minor.cast_unsigned(),
        potential_category.map_or(u64::MAX, u64::from),
        size_tier.into(),
        best.into(),
        likeness.map_or(u64::MAX, f64::to_bits),
    ]
}

/// What rows are set against: the fingerprints of those stored, by rising account.
pub(crate) struct Standard<I: Iterator<Item = Fingerprint>>(Peekable<I>);

impl<I: Iterator<Item = Fingerprint>> Standard<I> {
    /// The rows there are.
    pub(crate) fn of(stored: I) -> Self {
        Self(stored.peekable())
    }

    /// Whether a row is as it is stored; accounts that are left out on the way to it are gone.
    pub(crate) fn has(&mut self, fingerprint: Fingerprint, gone: &mut Vec<i64>) -> bool {
        let up_to = |one: &Fingerprint| one.0 <= fingerprint.0;
        while let Some((account_id, stored)) = self.0.next_if(up_to) {
            if account_id == fingerprint.0 {
                return stored == fingerprint.1;
            }
            gone.push(account_id);
        }
        false
    }

    /// Those behind the last row.
    pub(crate) fn rest(self) -> Vec<i64> {
        self.0.map(|(account_id, _)| account_id).collect()
    }
}

/// Packs the fingerprints of one block, which rise by account.
pub(crate) fn pack_fingerprints(fingerprints: &[Fingerprint]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(10 * fingerprints.len());
    let mut before = 0;
    for (account_id, fingerprint) in fingerprints {
        put_signed(&mut bytes, account_id - before);
        before = *account_id;
        bytes.extend(fingerprint.to_le_bytes());
    }
    bytes
}

/// The fingerprints of some blocks, one after the other.
pub(crate) fn unpacked(bodies: &[Vec<u8>]) -> impl Iterator<Item = Fingerprint> {
    bodies.iter().flat_map(|body| {
        let (mut unpacker, mut account_id) = (Unpacker::new(body), 0_i64);
        std::iter::from_fn(move || {
            (!unpacker.is_done()).then(|| {
                account_id = account_id.wrapping_add(unpacker.take_signed());
                let bytes = std::array::from_fn(|_| unpacker.take_byte());
                (account_id, u64::from_le_bytes(bytes))
            })
        })
    })
}

/// The packed fingerprints of all rows there are.
pub(crate) fn read_fingerprints(db: &Connection) -> Result<Vec<Vec<u8>>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/fingerprints.read.sql"))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts these blocks in the place of those stored.
pub(crate) fn write_fingerprints(
    db: &Connection,
    blocks: &[(i64, Vec<u8>)],
) -> Result<(), ScoreError> {
    db.execute(include_str!("../../sql/fingerprints.delete.sql"), [])?;
    let mut insert = db.prepare_cached(include_str!("../../sql/fingerprints.insert.sql"))?;
    for (first_account, body) in blocks {
        insert.execute((first_account, body))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Standard, fingerprint_of, pack_fingerprints, unpacked};
    use crate::scores::Score;
    use terms::Day;

    #[test]
    fn prints_come_back_as_they_went() {
        let blocks = [
            vec![(1, 0), (7, u64::MAX)],
            vec![],
            vec![(5_000_000_000, 42)],
        ];
        let bodies = blocks.clone().map(|block| pack_fingerprints(&block));
        let back: Vec<_> = unpacked(&bodies).collect();
        assert_eq!(back, blocks.concat());
    }

    #[test]
    fn rows_that_are_as_they_were_are_told_from_those_that_are_not_or_are_gone() {
        let stored = [(1, 10), (2, 20), (3, 30), (5, 50), (8, 80), (9, 90)];
        let mut standard = Standard::of(stored.into_iter());
        let mut gone = Vec::new();
        let same: Vec<bool> = [(1, 10), (2, 21), (3, 30), (4, 40), (8, 80)]
            .into_iter()
            .map(|fingerprint| standard.has(fingerprint, &mut gone))
            .collect();
        assert_eq!(same, [true, false, true, false, true]);
        gone.extend(standard.rest());
        assert_eq!(gone, [5, 9]);
    }

    #[test]
    fn every_column_leaves_its_mark() {
        let changes: [fn(&mut Score); 26] = [
            |one| one.days_since_last_order = Some(0),
            |one| one.order_count = 1,
            |one| one.repeat_count = 1,
            |one| one.total_spend_minor = 1,
            |one| one.past_value_minor = 1,
            |one| one.past_is_estimated = true,
            |one| one.p_alive = 1e-300,
            |one| one.expected_orders = 1e-300,
            |one| one.expected_value_minor = 1,
            |one| one.mean_order_minor = 1,
            |one| one.rfm = 1,
            |one| one.past_fifth = 1,
            |one| one.future_fifth = 1,
            |one| one.first_day = Some(Day::from_number(0)),
            |one| one.year_spend_minor = 1,
            |one| one.year_value_minor = 1,
            |one| one.served_minor = 1,
            |one| one.at_risk_minor = 1,
            |one| one.trend = Some(0),
            |one| one.potential_low_minor = 1,
            |one| one.potential_minor = 1,
            |one| one.potential_high_minor = 1,
            |one| one.potential_category = Some(0),
            |one| one.size_tier = 1,
            |one| one.best = 1,
            |one| one.likeness = Some(0.0),
        ];
        let mut fingerprints = vec![fingerprint_of(&Score::default()).1];
        for change in changes {
            let mut score = Score::default();
            change(&mut score);
            fingerprints.push(fingerprint_of(&score).1);
        }
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), changes.len() + 1);
    }
}

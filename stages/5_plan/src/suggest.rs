//! What to do with each segment next: every way its strategy allows, by what it should bring.
//!
//! Enters: strategy files, scores and what earlier campaigns taught. Leaves: suggestions; nothing
//! is changed before their owner uses one.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use store::Store;
use store::rusqlite;
use terms::{ChannelMix, ValueSegment};

use crate::candidates::Scanned;
use crate::gain::Worth;
use crate::learned::Learned;
use crate::propose::HORIZON_DAYS;
use crate::ways::{Way, ways_of, weigh_way};
use crate::{PlanError, Strategy, read_strategies};

/// Accounts of a segment that are looked at: the average of a thousand is known to a few percent,
/// and a page must not wait for a million.
const LOOKED_AT: u64 = 1_000;

/// What could be done with one segment, and what should be.
#[derive(Clone, Debug, Serialize)]
pub struct Suggestion {
    /// The segment.
    pub cell: ValueSegment,
    /// The name of its strategy.
    pub name: String,
    /// Accounts in it.
    pub accounts: u64,
    /// Accounts whose average the figures are of.
    pub looked_at: u64,
    /// Every way, lightest first; none in an empty segment.
    pub ways: Vec<Way>,
    /// The way that should bring most; none in an empty segment.
    pub best: Option<ChannelMix>,
}

impl Suggestion {
    /// Whether this way should bring most.
    #[must_use]
    pub fn is_best(&self, way: &Way) -> bool {
        self.best == Some(way.mix)
    }

    /// The way that should bring most, unless it is in force already.
    #[must_use]
    pub fn change(&self) -> Option<&Way> {
        let best = self.ways.iter().find(|way| self.is_best(way))?;
        (!best.in_force).then_some(best)
    }
}

/// What could be done with every segment, or with this one alone, from P1F1 to P5F5.
///
/// # Errors
/// When a strategy file is wrong or the database refuses.
pub fn suggest(store: &Store, only: Option<ValueSegment>) -> Result<Vec<Suggestion>, PlanError> {
    let strategies = read_strategies(&store.folder().join("strategies"))?;
    store.read(|db| {
        let learned = Learned::read(db)?;
        let horizon_days = db
            .query_row(include_str!("../sql/propose.latest_run.sql"), [], |row| {
                row.get(1)
            })
            .optional()?
            .unwrap_or(HORIZON_DAYS);
        strategies
            .iter()
            .filter(|strategy| only.is_none_or(|cell| cell == strategy.cell))
            .map(|strategy| suggest_one(db, strategy, &learned, horizon_days))
            .collect()
    })
}

fn suggest_one(
    db: &Connection,
    strategy: &Strategy,
    learned: &Learned,
    horizon_days: i32,
) -> Result<Suggestion, PlanError> {
    let (accounts, sample) = read_sample(db, strategy, horizon_days)?;
    let weigh = |(mix, way): (ChannelMix, Strategy)| {
        let counted = learned.of(strategy.cell, mix);
        weigh_way(mix, &way, mix == strategy.mix(), counted, &sample)
    };
    let ways: Vec<Way> = match sample.is_empty() {
        true => Vec::new(),
        false => ways_of(strategy).into_iter().map(weigh).collect(),
    };
    // Of equals the lightest, which comes first.
    let best = ways
        .iter()
        .rev()
        .max_by(|a, b| a.each_minor.total_cmp(&b.each_minor))
        .map(|way| way.mix);
    Ok(Suggestion {
        cell: strategy.cell,
        name: strategy.name.clone(),
        accounts,
        looked_at: sample.len() as u64,
        ways,
        best,
    })
}

/// How many there are, and what is known of every so many-th of them.
fn read_sample(
    db: &Connection,
    strategy: &Strategy,
    horizon_days: i32,
) -> Result<(u64, Vec<Worth>), PlanError> {
    let cell = strategy.cell.to_string();
    let accounts: i64 = db
        .prepare_cached(include_str!("../sql/suggest.count.sql"))?
        .query_row([&cell], |row| row.get(0))
        .optional()?
        .unwrap_or(0);
    let accounts = accounts.unsigned_abs();
    let every = accounts.div_ceil(LOOKED_AT).max(1);
    let mut statement = db.prepare_cached(include_str!("../sql/suggest.sample.sql"))?;
    let rows = statement.query_map((&cell, every.cast_signed()), |row| {
        Ok(Scanned::read(row)?.worth(horizon_days, strategy.window_days))
    })?;
    Ok((accounts, rows.collect::<Result<_, _>>()?))
}

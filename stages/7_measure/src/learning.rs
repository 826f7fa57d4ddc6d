//! How much of what strategies assume comes true, learnt from every finished campaign that left
//! some alone.
//!
//! Enters: results, and what each campaign was assumed to bring. Leaves: one factor for what was
//! never measured, one for each mix of channels, one for each mix in each segment. The next plan
//! multiplies its assumptions by them.

mod evidence;
mod factors;

use serde::Serialize;
use store::rusqlite::Connection;
use terms::Day;

use crate::MeasureError;
pub(crate) use evidence::read_evidence;
pub(crate) use factors::learned_factors;

/// What was learnt of one mix of channels in one segment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LearnedEffect {
    /// The value segment; empty for any that was not measured.
    pub cell: String,
    /// The code of the mix; empty for any that was not measured.
    pub mix: String,
    /// What it does as a multiple of what was assumed; 1 is as assumed, 0 nothing.
    pub factor: f64,
    /// How sure that is: its standard deviation.
    pub sd: f64,
    /// Finished campaigns with a control group behind it.
    pub campaigns: u64,
    /// Accounts they contacted.
    pub contacted: u64,
    /// Accounts they left alone.
    pub control: u64,
    /// The day it was learnt.
    pub as_of: Day,
}

pub(crate) fn write_learned(
    db: &Connection,
    learned: &[LearnedEffect],
) -> Result<(), MeasureError> {
    db.execute(include_str!("../sql/learning.forget.sql"), [])?;
    let mut write = db.prepare_cached(include_str!("../sql/learning.write.sql"))?;
    for one in learned {
        write.execute((
            &one.cell,
            &one.mix,
            one.factor,
            one.sd,
            one.campaigns.cast_signed(),
            one.contacted.cast_signed(),
            one.control.cast_signed(),
            one.as_of.number(),
        ))?;
    }
    Ok(())
}

/// What was learnt by the newest measuring, what holds for all first.
///
/// # Errors
/// When the database refuses.
pub fn read_learned(db: &Connection) -> Result<Vec<LearnedEffect>, MeasureError> {
    let mut statement = db.prepare_cached(include_str!("../sql/learning.read.sql"))?;
    let rows = statement.query_map([], |row| {
        Ok(LearnedEffect {
            cell: row.get(0)?,
            mix: row.get(1)?,
            factor: row.get(2)?,
            sd: row.get(3)?,
            campaigns: row.get::<_, i64>(4)?.unsigned_abs(),
            contacted: row.get::<_, i64>(5)?.unsigned_abs(),
            control: row.get::<_, i64>(6)?.unsigned_abs(),
            as_of: Day::from_number(row.get(7)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

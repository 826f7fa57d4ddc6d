//! How the business as a whole goes: active customers, revenue and effort, month by month.
//!
//! Enters: orders, campaigns with what they cost. Leaves: one [`Growth`] an as-of day, kept so that
//! a page need not read every order again.

mod active;
mod goal;
mod half_year;

use serde::{Deserialize, Serialize};
use store::Store;
use store::rusqlite::{Connection, OptionalExtension};
use terms::Day;

use crate::MeasureError;
pub use active::ACTIVE_DAYS;
use active::{ActiveCount, MonthEnds};
pub use goal::{GoalProgress, GrowthGoal};
pub use half_year::{Comparison, compare_half_years, yearly_changes};

/// Months that are shown: two years, and the year before them to compare with.
const MONTHS: usize = 36;

/// How the business went up to one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    /// What "now" meant.
    pub as_of: Day,
    /// Customers with an order in the year up to now.
    pub active_now: u64,
    /// Month by month, the oldest first; the last may still run.
    pub months: Vec<GrowthMonth>,
    /// The last six whole months against the same six a year before; none with less history.
    pub half_year: Option<Comparison>,
    /// What was spent on whom in the year up to now.
    pub effort: Vec<Effort>,
}

/// One month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GrowthMonth {
    /// As in `2026-03`.
    pub month: String,
    /// Whether it is over.
    pub whole: bool,
    /// Revenue, refunds taken off.
    pub revenue_minor: i64,
    /// Kept orders.
    pub orders: u64,
    /// Customers active at its end: with an order in the 365 days before.
    pub active: u64,
    /// Customers that became active in it: a first order, or the first in 365 days.
    pub became_active: u64,
}

/// What was spent to keep customers, to grow them, or to win them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// `keep`, `grow` or `win`.
    pub aim: String,
    /// Touches done.
    pub touches: u64,
    /// What they cost.
    pub cost_minor: i64,
}

/// Looks at all orders and keeps what they say of the business up to the as-of day.
///
/// # Errors
/// When the database refuses.
pub fn track_growth(store: &Store, as_of: Day) -> Result<Growth, MeasureError> {
    let growth = store.read(|db| {
        let ends = MonthEnds::up_to(as_of, MONTHS);
        let counts = count_active(db, &ends, as_of)?;
        let months = read_months(db, &ends, &counts)?;
        Ok::<_, MeasureError>(Growth {
            as_of,
            active_now: counts.active_now(),
            half_year: compare_half_years(&months),
            months,
            effort: read_effort(db, as_of)?,
        })
    })?;
    let body = serde_json::to_string(&growth)?;
    store.write(|db| {
        let sql = include_str!("../sql/growth.write.sql");
        db.prepare_cached(sql)?.execute((as_of.number(), body))?;
        Ok::<_, MeasureError>(())
    })?;
    Ok(growth)
}

/// What was kept last; none before the first time.
///
/// # Errors
/// When the database refuses or holds what this program did not write.
pub fn read_growth(db: &Connection) -> Result<Option<Growth>, MeasureError> {
    let body: Option<String> = db
        .prepare_cached(include_str!("../sql/growth.newest.sql"))?
        .query_row([], |row| row.get(0))
        .optional()?;
    body.map(|body| Ok(serde_json::from_str(&body)?))
        .transpose()
}

fn count_active<'e>(
    db: &Connection,
    ends: &'e MonthEnds,
    as_of: Day,
) -> Result<ActiveCount<'e>, MeasureError> {
    let mut statement = db.prepare_cached(include_str!("../sql/growth.order_days.sql"))?;
    let mut rows = statement.query([as_of.number()])?;
    let mut count = ActiveCount::new(ends);
    while let Some(row) = rows.next()? {
        count.add(row.get(0)?, row.get(1)?);
    }
    Ok(count)
}

fn read_months(
    db: &Connection,
    ends: &MonthEnds,
    counts: &ActiveCount<'_>,
) -> Result<Vec<GrowthMonth>, MeasureError> {
    let mut statement = db.prepare_cached(include_str!("../sql/growth.month.sql"))?;
    let mut months = Vec::with_capacity(ends.len());
    for at in 0..ends.len() {
        let (first, last) = ends.span(at);
        let (revenue_minor, orders): (i64, i64) = statement
            .query_row((first.number(), last.number()), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        months.push(GrowthMonth {
            month: ends.name(at),
            whole: ends.is_whole(at),
            revenue_minor,
            orders: orders.unsigned_abs(),
            active: counts.active(at),
            became_active: counts.became(at),
        });
    }
    // Before the first order there was no business to speak of.
    let first = months
        .iter()
        .position(|one| one.orders > 0 || one.active > 0);
    Ok(months.split_off(first.unwrap_or(months.len())))
}

fn read_effort(db: &Connection, as_of: Day) -> Result<Vec<Effort>, MeasureError> {
    let mut statement = db.prepare_cached(include_str!("../sql/growth.effort.sql"))?;
    let year = (as_of.number() - ACTIVE_DAYS, as_of.number(), ACTIVE_DAYS);
    let rows = statement.query_map(year, |row| {
        Ok(Effort {
            aim: row.get(0)?,
            touches: row.get::<_, i64>(1)?.unsigned_abs(),
            cost_minor: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

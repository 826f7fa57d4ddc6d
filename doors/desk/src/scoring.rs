//! Scoring by the calendar: the owner's rhythm and the day enter; everybody is scored anew when a
//! date of it has come, and nothing is ever sent.

use anyhow::Result;
use score::ScoreReport;
use store::Progress;
use terms::Day;

use crate::{House, prepare};

/// The date of the owner's calendar that is due and was not scored yet; none in a workspace that
/// holds no order. However many dates were missed, one score makes up for all of them.
///
/// # Errors
/// When the database refuses.
pub fn scoring_due(house: &House) -> Result<Option<Day>> {
    let every = score::read_settings(&house.store)?.every;
    let (last, has_orders) = house.store.read(|db| {
        let last = score::read_latest_run(db)?.map(|run| run.as_of);
        let sql = include_str!("../sql/scoring.has_orders.sql");
        let has_orders: bool = db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok::<_, anyhow::Error>((last, has_orders))
    })?;
    let due = score::next_due(every, last, house.as_of());
    Ok(due.filter(|_| has_orders))
}

/// Cleans, scores and segments as of today when a date is due; says what was found.
///
/// # Errors
/// When a stage cannot go on.
pub fn score_when_due(house: &House, progress: &dyn Progress) -> Result<Option<ScoreReport>> {
    match scoring_due(house)? {
        Some(_) => prepare(house, progress).map(Some),
        None => Ok(None),
    }
}

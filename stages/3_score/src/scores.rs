//! The table `scores`: one row per account, all of one run.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use store::{Progress, StoreError, rusqlite};
use terms::Day;

use crate::ScoreError;
use crate::shown::fronts::Fronts;

/// What is said while they are written.
const STEP: &str = "Writing the scores";

/// What one account was worth and will be, as of the run's day.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// The account.
    pub account_id: i64,
    /// The run that made it.
    pub run_id: i64,
    /// Days of silence; none for a prospect.
    pub days_since_last_order: Option<i32>,
    /// Kept orders.
    pub order_count: u32,
    /// Days with an order after the first.
    pub repeat_count: u32,
    /// Revenue net of refunds.
    pub total_spend_minor: i64,
    /// Contribution so far.
    pub past_value_minor: i64,
    /// Whether some cost behind it is not known but taken from the margin share.
    pub past_is_estimated: bool,
    /// Chance that the account still buys, 0..=1.
    pub p_alive: f64,
    /// Orders expected within the horizon.
    pub expected_orders: f64,
    /// Contribution expected within the horizon, discounted.
    pub expected_value_minor: i64,
    /// Mean of its kept orders.
    pub mean_order_minor: i64,
    /// Three digits 1..=5, 5 best: silence, orders, spend; 0 for a prospect.
    pub rfm: u32,
    /// Part by past value among customers, 5 best; 0 for a prospect.
    pub past_fifth: u8,
    /// Part by expected value among customers, 5 best; 0 for a prospect.
    pub future_fifth: u8,
    /// Day of the first purchase.
    pub first_day: Option<Day>,
    /// Revenue since the first of January of the as-of year.
    pub year_spend_minor: i64,
    /// Contribution since then.
    pub year_value_minor: i64,
    /// Cost to serve so far, shipping included; already off the past value.
    pub served_minor: i64,
    /// What doubt about its staying has taken off its expected value.
    pub at_risk_minor: i64,
    /// 1 growing, 0 steady, -1 slowing; none where nothing can be said.
    pub trend: Option<i8>,
    /// A year's revenue up to what a modest like account gives beyond its own.
    pub potential_low_minor: i64,
    /// The same up to the middle one.
    pub potential_minor: i64,
    /// The same up to a good one.
    pub potential_high_minor: i64,
    /// Where most of it lies, of `score_words`.
    pub potential_category: Option<u32>,
    /// 1 small, 2 medium, 3 large by the revenue of the last 365 days; 0 without any.
    pub size_tier: u8,
    /// Bits: best by longest 1, year spend 2, ever spend 4, year contribution 8, ever
    /// contribution 16, the owner's choice 32.
    pub best: u8,
    /// Chance that a prospect becomes one of the best; none for customers and unknowns.
    pub likeness: Option<f64>,
}

/// The score of one account; none when it is not scored.
///
/// # Errors
/// When the database refuses.
pub fn read_score(db: &Connection, account_id: i64) -> Result<Option<Score>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../sql/scores.read.sql"))?;
    Ok(statement.query_row([account_id], read_row).optional()?)
}

/// Replaces all scores by these `count`, which come block by block and must rise by account id.
///
/// One transaction for all: a page or a later stage sees the run before or this one, never a
/// mixture, and a kill leaves the run before. Almost every value moves with the day, so every row
/// is written anew; indexes hold the fronts of lists alone and cost next to nothing.
pub(crate) fn write_scores(
    db: &Connection,
    blocks: impl IntoIterator<Item = Vec<Score>>,
    fronts: &Fronts,
    count: usize,
    progress: &dyn Progress,
) -> Result<(), ScoreError> {
    db.execute(include_str!("../sql/scores.delete.sql"), [])?;
    let mut statement = db.prepare_cached(include_str!("../sql/scores.insert.sql"))?;
    let mut written = 0;
    for scores in blocks {
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
        progress.at(STEP, written, count as u64);
        for score in &scores {
            write_row(&mut statement, score, fronts.bits(score))?;
        }
        written += scores.len() as u64;
    }
    progress.at(STEP, count as u64, count as u64);
    Ok(())
}

fn write_row(
    statement: &mut rusqlite::Statement<'_>,
    score: &Score,
    fronts: u8,
) -> Result<(), ScoreError> {
    statement.execute(rusqlite::params![
        score.account_id,
        score.run_id,
        score.days_since_last_order,
        score.order_count,
        score.repeat_count,
        score.total_spend_minor,
        score.past_value_minor,
        score.past_is_estimated,
        score.p_alive,
        score.expected_orders,
        score.expected_value_minor,
        score.mean_order_minor,
        score.rfm,
        score.past_fifth,
        score.future_fifth,
        score.first_day.map(Day::number),
        score.year_spend_minor,
        score.year_value_minor,
        score.served_minor,
        score.at_risk_minor,
        score.trend,
        score.potential_low_minor,
        score.potential_minor,
        score.potential_high_minor,
        score.potential_category,
        score.size_tier,
        score.best,
        score.likeness,
        fronts,
    ])?;
    Ok(())
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Score> {
    Ok(Score {
        account_id: row.get(0)?,
        run_id: row.get(1)?,
        days_since_last_order: row.get(2)?,
        order_count: row.get(3)?,
        repeat_count: row.get(4)?,
        total_spend_minor: row.get(5)?,
        past_value_minor: row.get(6)?,
        past_is_estimated: row.get(7)?,
        p_alive: row.get(8)?,
        expected_orders: row.get(9)?,
        expected_value_minor: row.get(10)?,
        mean_order_minor: row.get(11)?,
        rfm: row.get(12)?,
        past_fifth: row.get(13)?,
        future_fifth: row.get(14)?,
        first_day: row.get::<_, Option<i32>>(15)?.map(Day::from_number),
        year_spend_minor: row.get(16)?,
        year_value_minor: row.get(17)?,
        served_minor: row.get(18)?,
        at_risk_minor: row.get(19)?,
        trend: row.get(20)?,
        potential_low_minor: row.get(21)?,
        potential_minor: row.get(22)?,
        potential_high_minor: row.get(23)?,
        potential_category: row.get(24)?,
        size_tier: row.get(25)?,
        best: row.get(26)?,
        likeness: row.get(27)?,
    })
}

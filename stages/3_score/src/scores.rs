//! The table `scores`: one row per account, all by the newest run.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use store::{Progress, StoreError, rusqlite};
use terms::Day;

use crate::ScoreError;

/// What is said while they are written.
const STEP: &str = "Writing the scores";

/// What one account was worth and will be, as of the run's day.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// The account.
    pub account_id: i64,
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

/// What becomes of the rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Renewal {
    /// All go, and all are written anew: on another day almost every value is another.
    Everything,
    /// Only what has changed is written: the same question was asked before.
    Changed,
}

/// Some rows that are not as they were, and how far down the accounts they lie.
pub(crate) struct Changes {
    /// To be written, rising by account.
    pub(crate) written: Vec<Score>,
    /// Accounts that are not scored any more.
    pub(crate) gone: Vec<i64>,
    /// Accounts looked at so far.
    pub(crate) seen: u64,
}

/// Brings the rows to what a run found, of `count` accounts in all, as its changes come in.
///
/// One transaction for all: a page or a later stage sees the run before or this one, never a
/// mixture, and a kill leaves the run before. The table has no index besides its key, which makes
/// writing all of it cost half as much.
pub(crate) fn write_scores(
    db: &Connection,
    renewal: Renewal,
    changes: impl IntoIterator<Item = Changes>,
    count: u64,
    progress: &dyn Progress,
) -> Result<(), ScoreError> {
    if renewal == Renewal::Everything {
        db.execute(include_str!("../sql/scores.delete.sql"), [])?;
    }
    let mut insert = db.prepare_cached(include_str!("../sql/scores.insert.sql"))?;
    let mut delete = db.prepare_cached(include_str!("../sql/scores.delete_one.sql"))?;
    progress.at(STEP, 0, count);
    for some in changes {
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
        for score in &some.written {
            write_row(&mut insert, score)?;
        }
        for account_id in some.gone {
            delete.execute([account_id])?;
        }
        progress.at(STEP, some.seen, count);
    }
    progress.at(STEP, count, count);
    Ok(())
}

fn write_row(statement: &mut rusqlite::Statement<'_>, score: &Score) -> Result<(), ScoreError> {
    statement.execute(rusqlite::params![
        score.account_id,
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
    ])?;
    Ok(())
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Score> {
    Ok(Score {
        account_id: row.get(0)?,
        days_since_last_order: row.get(1)?,
        order_count: row.get(2)?,
        repeat_count: row.get(3)?,
        total_spend_minor: row.get(4)?,
        past_value_minor: row.get(5)?,
        past_is_estimated: row.get(6)?,
        p_alive: row.get(7)?,
        expected_orders: row.get(8)?,
        expected_value_minor: row.get(9)?,
        mean_order_minor: row.get(10)?,
        rfm: row.get(11)?,
        past_fifth: row.get(12)?,
        future_fifth: row.get(13)?,
        first_day: row.get::<_, Option<i32>>(14)?.map(Day::from_number),
        year_spend_minor: row.get(15)?,
        year_value_minor: row.get(16)?,
        served_minor: row.get(17)?,
        at_risk_minor: row.get(18)?,
        trend: row.get(19)?,
        potential_low_minor: row.get(20)?,
        potential_minor: row.get(21)?,
        potential_high_minor: row.get(22)?,
        potential_category: row.get(23)?,
        size_tier: row.get(24)?,
        best: row.get(25)?,
        likeness: row.get(26)?,
    })
}

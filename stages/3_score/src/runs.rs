//! The table `score_runs`: what one run found over all accounts, and how it came to it.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use store::rusqlite;
use terms::Day;

use crate::ScoreError;

/// One run over all accounts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreRun {
    /// Its number.
    pub id: i64,
    /// What "now" meant in it.
    pub as_of: Day,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// How far ahead it looked.
    pub horizon_days: i32,
    /// The discount rate a year.
    pub yearly_discount: f64,
    /// How orders were foreseen: the model's name in small letters such as `pareto_nbd`, or
    /// `simple_rule`.
    pub model: String,
    /// How spends were foreseen: `gamma_gamma` or `own_mean`.
    pub spend_model: String,
    /// Everything that was learnt and assumed, the parameters of both by their names, as JSON.
    pub parameters: String,
    /// All of this in plain words.
    pub note: String,
    /// Accounts scored.
    pub account_count: u64,
    /// Of these, customers: with at least one kept order.
    pub customer_count: u64,
    /// Contribution of all customers so far.
    pub past_value_minor: i64,
    /// Contribution expected of all customers within the horizon, discounted.
    pub expected_value_minor: i64,
    /// Share of revenue whose cost is known, 0..=1.
    pub cost_coverage: f64,
    /// The base as a whole, as JSON; see [`crate::read_figures`].
    #[serde(skip)]
    pub figures: String,
}

/// The newest run, which `scores` holds; none before the first.
///
/// # Errors
/// When the database refuses.
pub fn read_latest_run(db: &Connection) -> Result<Option<ScoreRun>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../sql/runs.read_latest.sql"))?;
    Ok(statement.query_row([], read_run).optional()?)
}

/// The newest runs, newest first.
///
/// # Errors
/// When the database refuses.
pub fn read_runs(db: &Connection, most: u32) -> Result<Vec<ScoreRun>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../sql/runs.read.sql"))?;
    let rows = statement.query_map([most], read_run)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest run, if it asked the same question, as-of day and terms alike.
pub(crate) fn same_question(db: &Connection, run: &ScoreRun) -> Result<Option<i64>, ScoreError> {
    let same = |old: &ScoreRun| {
        old.as_of == run.as_of
            && old.horizon_days == run.horizon_days
            && old.yearly_discount.to_bits() == run.yearly_discount.to_bits()
    };
    Ok(read_latest_run(db)?.filter(same).map(|old| old.id))
}

/// Writes a run and gives its number; in place of the one that asked the same question, if any:
/// running twice leaves what running once leaves.
pub(crate) fn write_run(
    db: &Connection,
    same: Option<i64>,
    run: &ScoreRun,
) -> Result<i64, ScoreError> {
    db.execute(
        include_str!("../sql/runs.write.sql"),
        rusqlite::params![
            same,
            run.as_of.number(),
            run.made_at,
            run.horizon_days,
            run.yearly_discount,
            run.model,
            run.spend_model,
            run.parameters,
            run.note,
            run.account_count.cast_signed(),
            run.customer_count.cast_signed(),
            run.past_value_minor,
            run.expected_value_minor,
            run.cost_coverage,
            run.figures,
        ],
    )?;
    Ok(same.unwrap_or_else(|| db.last_insert_rowid()))
}

fn read_run(row: &Row<'_>) -> rusqlite::Result<ScoreRun> {
    Ok(ScoreRun {
        id: row.get(0)?,
        as_of: Day::from_number(row.get(1)?),
        made_at: row.get(2)?,
        horizon_days: row.get(3)?,
        yearly_discount: row.get(4)?,
        model: row.get(5)?,
        spend_model: row.get(6)?,
        parameters: row.get(7)?,
        note: row.get(8)?,
        account_count: row.get::<_, i64>(9)?.cast_unsigned(),
        customer_count: row.get::<_, i64>(10)?.cast_unsigned(),
        past_value_minor: row.get(11)?,
        expected_value_minor: row.get(12)?,
        cost_coverage: row.get(13)?,
        figures: row.get(14)?,
    })
}

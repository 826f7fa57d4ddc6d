//! The home page: how the base stands, what waits to be done, what happened this month.
//!
//! Enters: the workspace. Leaves: one record.

use anyhow::Result as Outcome;
use score::BaseFigures;
use serde::Serialize;
use store::StoreError;
use store::rusqlite::Connection;
use terms::{Currency, Day};

use crate::House;
use crate::months::every_month;
use crate::work::opportunities::read_board;
use crate::work::reminders::count_due;

/// What the home page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Today {
    /// What "now" means here.
    pub as_of: Day,
    /// The workspace's currency.
    pub currency: Currency,
    /// Whether there is nothing in the workspace yet.
    pub is_empty: bool,
    /// The day of the last scoring; none before the first.
    pub scored_on: Option<Day>,
    /// The scoring's own words about how sure it is.
    pub score_note: String,
    /// Accounts with an order.
    pub customers: i64,
    /// Accounts without.
    pub prospects: i64,
    /// Contribution to date of all.
    pub past_value_minor: i64,
    /// Whether any of that rests on the usual margin.
    pub past_is_estimated: bool,
    /// Contribution expected from all in the next twelve months.
    pub expected_value_minor: i64,
    /// Accounts with an order in the year before the score.
    pub active: i64,
    /// Good customers at risk.
    pub at_risk: AtRisk,
    /// What waits to be done.
    pub work: Work,
    /// Revenue per month net of refunds, the last 24: year and month, minor units.
    pub months: Vec<(String, i64)>,
}

/// Good customers who have gone quiet.
#[derive(Clone, Debug, Serialize)]
pub struct AtRisk {
    /// How many.
    pub accounts: i64,
    /// What is still expected of them.
    pub expected_value_minor: i64,
    /// What they brought so far.
    pub past_value_minor: i64,
}

/// What waits to be done.
#[derive(Clone, Debug, Serialize)]
pub struct Work {
    /// Calls on the list, due by now.
    pub calls_due: i64,
    /// Messages nobody can say arrived.
    pub in_doubt: i64,
    /// Campaigns that are running.
    pub campaigns_running: i64,
    /// Files in the workspace.
    pub sources: i64,
    /// Rows and cells that could not be read.
    pub row_problems: i64,
    /// Accounts in all.
    pub accounts: i64,
    /// Files about which something is asked.
    pub questions: i64,
    /// Pairs of customers that may be one.
    pub pairs: i64,
    /// Calls because an address failed.
    pub address_calls: i64,
    /// Reminders that are due, made by hand or following from a promise to stay in touch.
    pub reminders_due: i64,
    /// Possible sales that are not decided.
    pub sales_open: i64,
    /// Customers whom neither mail nor post reaches, to be decided on.
    pub unreachable: i64,
}

/// History in the chart: two years, in days and with the running one in months.
const CHART_DAYS: i32 = 730;
const CHART_MONTHS: usize = 25;

/// The home page.
///
/// # Errors
/// When the rule of a promise to stay in touch cannot be read any more, or the database refuses.
pub fn read_today(house: &House) -> Outcome<Today> {
    let (as_of, currency) = (house.as_of(), house.business()?.currency);
    let mut today = house.store.read(|db| read_base(db, as_of, currency))?;
    today.work.reminders_due = count_due(house)?;
    today.work.sales_open = read_board(house)?.board.open_count as i64;
    Ok(today)
}

fn read_base(db: &Connection, as_of: Day, currency: Currency) -> Outcome<Today> {
    let run = score::read_latest_run(db)?;
    let figures = score::read_figures(db)?;
    let work = read_work(db, as_of)?;
    let mut today = Today {
        as_of,
        currency,
        is_empty: work.sources == 0,
        scored_on: run.as_ref().map(|run| run.as_of),
        score_note: run.map(|run| run.note).unwrap_or_default(),
        customers: 0,
        prospects: 0,
        past_value_minor: 0,
        past_is_estimated: false,
        expected_value_minor: 0,
        active: 0,
        at_risk: read_at_risk(db)?,
        work,
        months: Vec::new(),
    };
    match figures {
        Some(figures) => take_figures(&mut today, &figures),
        None => today.months = read_months(db, as_of)?,
    }
    Ok(today)
}

/// What the score added up, so that Today costs the same at any size.
fn take_figures(today: &mut Today, figures: &BaseFigures) {
    today.customers = figures.customers.cast_signed();
    today.prospects = figures.prospects.cast_signed();
    today.active = figures.active.cast_signed();
    today.past_value_minor = figures.past_value_minor;
    today.past_is_estimated = figures.past_is_estimated;
    today.expected_value_minor = figures.expected_value.minor;
    let past = &figures.past_months;
    today.months = past[past.len().saturating_sub(CHART_MONTHS)..]
        .iter()
        .map(|month| (month.month.clone(), month.revenue_minor))
        .skip_while(|(_, minor)| *minor == 0)
        .collect();
}

/// Good customers whose silence is longer than usual for them.
pub(crate) fn read_at_risk(db: &Connection) -> Result<AtRisk, StoreError> {
    let sql = include_str!("../sql/today.at_risk.sql");
    Ok(db.prepare_cached(sql)?.query_row([], |row| {
        Ok(AtRisk {
            accounts: row.get(0)?,
            expected_value_minor: row.get(1)?,
            past_value_minor: row.get(2)?,
        })
    })?)
}

fn read_work(db: &Connection, as_of: Day) -> Result<Work, StoreError> {
    let sql = include_str!("../sql/today.work.sql");
    Ok(db.prepare_cached(sql)?.query_row([as_of.number()], |row| {
        Ok(Work {
            calls_due: row.get(0)?,
            in_doubt: row.get(1)?,
            campaigns_running: row.get(2)?,
            sources: row.get(3)?,
            row_problems: row.get(4)?,
            accounts: row.get(5)?,
            questions: row.get(6)?,
            pairs: row.get(7)?,
            address_calls: row.get(8)?,
            unreachable: row.get(9)?,
            reminders_due: 0,
            sales_open: 0,
        })
    })?)
}

/// Revenue per month of a workspace that was never scored.
fn read_months(db: &Connection, as_of: Day) -> Result<Vec<(String, i64)>, StoreError> {
    let mut statement = db.prepare_cached(include_str!("../sql/today.months.sql"))?;
    let days = [(as_of - CHART_DAYS).number(), as_of.number()];
    let rows = statement.query_map(days, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let some = rows.collect::<Result<_, _>>()?;
    Ok(every_month(some, |month| (month, 0)))
}

//! What single order days say of the orders to come: stored order logs and a forecast enter, a word
//! on every customer leaves.

use clv::{ByDays, Forecast};
use rusqlite::Connection;
use store::{Store, rusqlite};

use crate::ScoreError;
use crate::base::Customer;
use crate::coming::future::weeks_of;
use crate::log::order_log::{DayEntry, entries};
use crate::log::ranges::{read_last_id, read_ranges};

/// What the order days of each customer say within a horizon, in the order of the customers, who
/// rise by id; nothing at all where order days have no say.
///
/// A pass of its own over all logs: what is to be asked is learnt from a first one, and features of
/// millions are not kept for a forecast that may need none.
pub(crate) fn ask_order_days(
    store: &Store,
    customers: &[Customer],
    forecast: &Forecast,
    horizon_days: i32,
) -> Result<Vec<ByDays>, ScoreError> {
    if !forecast.needs_order_days() {
        return Ok(Vec::new());
    }
    let mut all = vec![ByDays::NOTHING; customers.len()];
    let mut next = 0;
    let read = |db: &Connection, range| read_part(db, range, forecast, horizon_days);
    read_ranges(store, read_last_id(store)?, read, |part| {
        for (account_id, by_days) in part {
            // Logs of accounts that are not scored any more may lie between.
            while customers
                .get(next)
                .is_some_and(|one| one.account_id < account_id)
            {
                next += 1;
            }
            if customers
                .get(next)
                .is_some_and(|one| one.account_id == account_id)
            {
                all[next] = by_days;
            }
        }
    })?;
    Ok(all)
}

fn read_part(
    db: &Connection,
    range: [i64; 2],
    forecast: &Forecast,
    horizon_days: i32,
) -> Result<Vec<(i64, ByDays)>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/order_days.read.sql"))?;
    let mut rows = statement.query(range)?;
    let mut part = Vec::new();
    while let Some(row) = rows.next()? {
        let log = row.get_ref(1)?.as_blob().unwrap_or_default();
        part.push((row.get(0)?, by_days(forecast, entries(log), horizon_days)));
    }
    Ok(part)
}

/// What the order days of one customer say.
pub(crate) fn by_days(
    forecast: &Forecast,
    log: impl Iterator<Item = DayEntry>,
    horizon_days: i32,
) -> ByDays {
    let mut days: Vec<(i32, f64)> = Vec::new();
    for DayEntry { day, net_minor, .. } in log.filter(|entry| entry.orders > 0) {
        match days.last_mut() {
            Some((last, minor)) if *last == day => *minor += net_minor as f64,
            _ => days.push((day, net_minor as f64)),
        }
    }
    forecast.by_days(&days, weeks_of(horizon_days))
}

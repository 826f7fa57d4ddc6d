//! What accounts brought in the window before a campaign, fixed at the draw for a fairer comparison.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::Connection;
use rusqlite::types::Value;
use store::rusqlite;
use terms::Day;

use crate::PlanError;

/// Accounts asked for at once: keeps the list that travels to the database small.
const ACCOUNTS_AT_ONCE: usize = 20_000;

/// The contribution of each of these accounts in the days before, those without orders left out.
/// Where an order's cost is unknown, the margin share of its net revenue stands in.
pub(crate) fn read_before(
    db: &Connection,
    account_ids: &[i64],
    as_of: Day,
    window_days: i32,
    margin_share: f64,
) -> Result<HashMap<i64, i64>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/before.read_before.sql"))?;
    let (first, last) = ((as_of - window_days).number(), (as_of - 1).number());
    let mut before = HashMap::with_capacity(account_ids.len());
    for some in account_ids.chunks(ACCOUNTS_AT_ONCE) {
        let list: Rc<Vec<Value>> = Rc::new(some.iter().copied().map(Value::from).collect());
        let rows = statement.query_map((list, first, last, margin_share), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        for row in rows {
            let (account_id, minor) = row?;
            before.insert(account_id, minor);
        }
    }
    Ok(before)
}

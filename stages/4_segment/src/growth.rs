//! Who spends clearly more than a year ago: accounts enter, the growing among them leave.

use std::collections::HashSet;
use std::rc::Rc;

use rusqlite::Connection;
use rusqlite::types::Value;
use store::rusqlite;
use terms::Day;

use crate::SegmentError;

/// A year in days, for comparing two that follow each other.
const YEAR_DAYS: i32 = 365;

/// Both years must lie whole behind the first order, or every second-year customer would grow.
pub(crate) const FEWEST_DAYS_KNOWN: i32 = 2 * YEAR_DAYS;

/// A quarter more is clear: beyond rising prices and one odd order (owner's choice).
const CLEARLY_MORE: f64 = 1.25;

/// Accounts asked about in one query.
const ACCOUNTS_PER_QUERY: usize = 10_000;

/// Those of the accounts whose last year's revenue is clearly above the year before.
pub(crate) fn read_growing(
    db: &Connection,
    accounts: &[i64],
    as_of: Day,
) -> Result<HashSet<i64>, SegmentError> {
    let year_ago = as_of - YEAR_DAYS;
    let mut statement = db.prepare_cached(include_str!("../sql/growth.read_years.sql"))?;
    let mut growing = HashSet::new();
    for batch in accounts.chunks(ACCOUNTS_PER_QUERY) {
        let ids: Rc<Vec<Value>> = Rc::new(batch.iter().map(|id| Value::Integer(*id)).collect());
        let days = (
            (year_ago - YEAR_DAYS).number(),
            year_ago.number(),
            as_of.number(),
        );
        let mut rows = statement.query(rusqlite::params![days.0, days.1, days.2, ids])?;
        while let Some(row) = rows.next()? {
            if is_growing(row.get(1)?, row.get(2)?) {
                growing.insert(row.get(0)?);
            }
        }
    }
    Ok(growing)
}

/// Whether a year's revenue is clearly above that of the year before; from nothing, nobody grows.
fn is_growing(last_year_minor: i64, year_before_minor: i64) -> bool {
    year_before_minor > 0 && last_year_minor as f64 >= CLEARLY_MORE * year_before_minor as f64
}

#[cfg(test)]
mod tests {
    use super::is_growing;

    #[test]
    fn growing_begins_at_a_quarter_more() {
        for (last_year, year_before, growing) in [
            (1_250, 1_000, true),
            (1_249, 1_000, false),
            (5_000, 0, false),
            (5_000, -10, false),
            (0, 1_000, false),
        ] {
            assert_eq!(is_growing(last_year, year_before), growing);
        }
    }
}

//! How far a trigger has looked; what came later is asked for, nothing else.

use rusqlite::{Connection, OptionalExtension};
use store::rusqlite;
use terms::Day;

use crate::PlanError;

/// Rows that are looked at when a trigger is turned on or asked about: what was brought in lately,
/// however large the history is.
const LATELY_ROWS: i64 = 200_000;

/// The newest rows and the newest day that were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) event: i64,
    pub(crate) order: i64,
    pub(crate) account: i64,
    pub(crate) day: Day,
}

/// A trigger that is on.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) code: String,
    pub(crate) on_since: Day,
    pub(crate) marks: Marks,
}

impl Marks {
    /// Everything there is on this day.
    pub(crate) fn now(db: &Connection, as_of: Day) -> Result<Marks, PlanError> {
        let sql = include_str!("../../sql/marks.now.sql");
        Ok(db.prepare_cached(sql)?.query_row([], |row| {
            Ok(Marks {
                event: row.get(0)?,
                order: row.get(1)?,
                account: row.get(2)?,
                day: as_of,
            })
        })?)
    }

    /// As far as a trigger has looked that is turned on today: occasions of today are new to it.
    pub(crate) fn at_start(db: &Connection, as_of: Day) -> Result<Marks, PlanError> {
        let now = Marks::now(db, as_of)?;
        Ok(Marks {
            event: (now.event - LATELY_ROWS).max(0),
            order: (now.order - LATELY_ROWS).max(0),
            account: (now.account - LATELY_ROWS).max(0),
            day: as_of - 1,
        })
    }
}

/// Every trigger that is on, by name.
pub(crate) fn read_standing(db: &Connection) -> Result<Vec<Standing>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/marks.standing.sql"))?;
    let rows = statement.query_map([], |row| {
        Ok(Standing {
            code: row.get(0)?,
            on_since: Day::from_number(row.get(1)?),
            marks: Marks {
                event: row.get(2)?,
                order: row.get(3)?,
                account: row.get(4)?,
                day: Day::from_number(row.get(5)?),
            },
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Since when a trigger is on; `None` while it is off.
pub(crate) fn read_on_since(db: &Connection, code: &str) -> Result<Option<Day>, PlanError> {
    let sql = include_str!("../../sql/marks.on_since.sql");
    let day: Option<i32> = db
        .prepare_cached(sql)?
        .query_row([code], |row| row.get(0))
        .optional()?;
    Ok(day.map(Day::from_number))
}

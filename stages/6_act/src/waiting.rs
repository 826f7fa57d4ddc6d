//! The ledger's rows without an end in; what is to become of each today out.

use rusqlite::Connection;
use store::rusqlite;
use terms::{Arm, Channel, Day, TouchState};

use crate::ActError;

/// A row of the ledger that has not come to its end: a few dozen bytes, so that all fit in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) id: i64,
    pub(crate) due: Day,
    pub(crate) expiry: Day,
    pub(crate) channel: Channel,
    pub(crate) arm: Arm,
    pub(crate) state: TouchState,
    pub(crate) is_stopped: bool,
}

/// What is to become of the waiting rows today; ids only, in the order they are to be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Today {
    pub(crate) withheld: Vec<i64>,
    pub(crate) stopped: Vec<i64>,
    pub(crate) expired: Vec<i64>,
    pub(crate) emails: Vec<i64>,
    pub(crate) letters: Vec<i64>,
    pub(crate) calls: Vec<i64>,
}

/// All rows without an end that are due by this day or whose campaign was stopped, by due day.
pub(crate) fn read_waiting(db: &Connection, until: Day) -> Result<Vec<Waiting>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../sql/waiting.read_waiting.sql"))?;
    let rows = statement.query_map([until.number()], |row| {
        Ok(Waiting {
            id: row.get(0)?,
            due: Day::from_number(row.get(1)?),
            expiry: Day::from_number(row.get(2)?),
            channel: coded(row, 3)?,
            arm: coded(row, 4)?,
            state: coded(row, 5)?,
            is_stopped: row.get(6)?,
        })
    })?;
    let mut waiting = rows.collect::<Result<Vec<_>, _>>()?;
    waiting.sort_by_key(|row| (row.due, row.id));
    Ok(waiting)
}

/// A stored code as its term; one that is not known means a damaged file.
pub(crate) fn coded<T>(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            Box::new(error),
        )
    })
}

/// Sorts the waiting rows by what is to become of them on this day.
pub(crate) fn sort_out(waiting: &[Waiting], as_of: Day, paper_lead_days: i32) -> Today {
    let mut today = Today::default();
    for row in waiting {
        let leads = matches!(row.channel, Channel::Letter | Channel::Call);
        let is_due = row.due <= as_of || (leads && row.due <= as_of + paper_lead_days);
        match (row.arm, row.channel) {
            // Accounts left alone on purpose end so on their day, whatever else happened.
            (Arm::Control, _) if row.due <= as_of || row.is_stopped => today.withheld.push(row.id),
            (Arm::Control, _) => {}
            _ if row.is_stopped => today.stopped.push(row.id),
            _ if row.expiry < as_of => today.expired.push(row.id),
            _ if !is_due => {}
            (Arm::Contacted, Channel::Email) => today.emails.push(row.id),
            (Arm::Contacted, Channel::Letter) => today.letters.push(row.id),
            (Arm::Contacted, Channel::Call) => today.calls.push(row.id),
        }
    }
    today
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn row(
        id: i64,
        channel: Channel,
        arm: Arm,
        due: i32,
        expiry: i32,
        is_stopped: bool,
    ) -> Waiting {
        let day = Day::from_number;
        let state = TouchState::Planned;
        Waiting {
            id,
            due: day(due),
            expiry: day(expiry),
            channel,
            arm,
            state,
            is_stopped,
        }
    }

    #[test]
    fn waiting_rows_meet_their_fate_on_their_day() {
        use Arm::{Contacted, Control};
        use Channel::{Call, Email, Letter};
        // One row each, looked at on day 100 with 14 days of lead.
        let table = [
            (row(1, Email, Contacted, 100, 110, false), "emails"),
            (row(2, Email, Contacted, 101, 110, false), "later"),
            (row(3, Letter, Contacted, 114, 130, false), "letters"),
            (row(4, Letter, Contacted, 115, 130, false), "later"),
            (row(5, Call, Contacted, 107, 130, false), "calls"),
            (row(6, Call, Contacted, 80, 99, false), "expired"),
            (row(7, Call, Contacted, 80, 100, false), "calls"),
            (row(8, Email, Control, 100, 110, false), "withheld"),
            (row(9, Letter, Control, 101, 110, false), "later"),
            (row(10, Email, Control, 80, 90, false), "withheld"),
            (row(11, Email, Contacted, 120, 130, true), "stopped"),
            (row(12, Email, Control, 120, 130, true), "withheld"),
        ];
        for (waiting, expected) in table {
            let today = sort_out(&[waiting], Day::from_number(100), 14);
            let lists = [
                ("withheld", &today.withheld),
                ("stopped", &today.stopped),
                ("expired", &today.expired),
                ("emails", &today.emails),
                ("letters", &today.letters),
                ("calls", &today.calls),
            ];
            let found: Vec<_> = lists.iter().filter(|(_, ids)| !ids.is_empty()).collect();
            let name = found.first().map_or("later", |(name, _)| name);
            assert_eq!(
                (name, found.len() <= 1),
                (expected, true),
                "row {}",
                waiting.id
            );
        }
    }
}

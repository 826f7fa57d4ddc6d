//! Contacted enrolments without a code in; a code, a page token and its days for each out.

use store::Store;

use crate::ActError;
use crate::code::{draw_code, draw_token};

/// Enrolments given a code in one transaction.
const CODES_A_WRITE: i64 = 20_000;

struct Uncoded {
    enrolment_id: i64,
    percent: i64,
    valid_from: i64,
    valid_until: i64,
}

/// Gives every contacted enrolment of a running campaign its code; returns how many.
pub(crate) fn issue_codes(store: &Store) -> Result<u64, ActError> {
    let mut drawn = 0;
    loop {
        let some = issue_some(store)?;
        drawn += some;
        if some == 0 {
            return Ok(drawn);
        }
    }
}

fn issue_some(store: &Store) -> Result<u64, ActError> {
    store.write(|db| {
        let mut waiting = db.prepare_cached(include_str!("../../sql/issue.read_uncoded.sql"))?;
        let rows = waiting.query_map([CODES_A_WRITE], |row| {
            Ok(Uncoded {
                enrolment_id: row.get(0)?,
                percent: row.get(1)?,
                valid_from: row.get(2)?,
                valid_until: row.get(3)?,
            })
        })?;
        let mut insert = db.prepare_cached(include_str!("../../sql/issue.issue_some.sql"))?;
        let mut drawn = 0;
        for one in rows.collect::<Result<Vec<_>, _>>()? {
            let (code, token) = (draw_code()?, draw_token()?);
            let days = (one.percent, one.valid_from, one.valid_until);
            // A code drawn twice is not inserted; its enrolment is drawn for anew next time round.
            drawn += insert.execute((one.enrolment_id, code, token, days.0, days.1, days.2))?;
        }
        Ok(drawn as u64)
    })
}

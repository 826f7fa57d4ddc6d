//! Which order a refund takes back.
//!
//! Enters: refunds of which that is not known. Leaves: `refund_of`, where exactly the goods of the
//! refund stand in an earlier order of the same account; the newest such order, for goods come back
//! soon or not at all.

use rusqlite::OptionalExtension;
use store::Store;

use crate::error::CleanError;
use crate::run::Run;

/// Refunds looked at in one transaction.
const BATCH: i64 = 2_000;

/// Finds the orders that refunds take back.
pub(crate) fn find_refunded(store: &Store, run: &mut Run<'_>) -> Result<(), CleanError> {
    let mut after = 0;
    loop {
        run.check_stop()?;
        let last = store.write(|db| {
            let mut statement = db.prepare_cached(include_str!("../../sql/refund.open.sql"))?;
            let open: Vec<i64> = statement
                .query_map((after, BATCH), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let mut find = db.prepare_cached(include_str!("../../sql/refund.original.sql"))?;
            let mut write = db.prepare_cached(include_str!("../../sql/refund.write.sql"))?;
            for id in &open {
                let original: Option<i64> = find.query_row([id], |row| row.get(0)).optional()?;
                if let Some(original) = original {
                    write.execute((id, original))?;
                }
            }
            Ok::<_, CleanError>(open.last().copied())
        })?;
        let Some(last) = last else { return Ok(()) };
        after = last;
    }
}

//! A change a person made in; that change taken back out, where nothing was changed after it.

use rusqlite::{OptionalExtension, Transaction};
use store::rusqlite;

use crate::ActError;

/// Takes a change back. `look` says of a change whether it was taken back and whether it is the newest
/// that stands; `mark` takes it back. Twice is the same as once.
pub(crate) fn take_back(
    db: &Transaction<'_>,
    (look, mark): (&str, &str),
    change_id: i64,
    now: &str,
) -> Result<(), ActError> {
    let found: Option<(bool, bool)> = db
        .prepare_cached(look)?
        .query_row([change_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        None => Err(ActError::NoSuchChange(change_id)),
        Some((true, _)) => Ok(()),
        Some((false, false)) => Err(ActError::Wanting(
            "it was changed again since; take the newer change back first",
        )),
        Some((false, true)) => {
            db.prepare_cached(mark)?.execute((change_id, now))?;
            Ok(())
        }
    }
}

//! Taking an import back.
//!
//! Enters: the number of a source. Leaves: its mark; the next clean takes out what came from it.
//! The rows stay, so nothing is lost and the same file can be imported again.

use ::store::Store;

use crate::error::GatherError;

/// Takes an import back. Taking it back twice is the same as once.
///
/// # Errors
/// When there is no such source or the database refuses.
pub fn undo(store: &Store, source_id: i64, now: &str) -> Result<(), GatherError> {
    store.write(|db| {
        let changed = db.execute(
            include_str!("../sql/undo.mark_source.sql"),
            (source_id, now),
        )?;
        if changed == 0 {
            Err(GatherError::NoSuchSource(source_id))
        } else {
            Ok(())
        }
    })
}

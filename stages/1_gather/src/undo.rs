//! Taking an import back, and bringing it in again.
//!
//! Enters: the number of a source. Leaves: its mark; the next clean takes out what came from it.
//! The rows stay, so nothing is lost and the same file can be imported again.

use ::store::{Progress, Store};
use rusqlite::OptionalExtension;

use crate::by_hand::{enter_again, is_by_hand};
use crate::error::GatherError;
use crate::files::original::{Kept, Original};
use crate::import::{ImportOptions, import_kept};
use crate::told::read::read_receipt;
use crate::told::receipt::Receipt;

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

/// Takes in again what was taken back, from the copy that was kept. What is in already is not taken
/// in twice.
///
/// # Errors
/// When no such import was taken back, and as [`crate::import`].
pub fn import_again(
    store: &Store,
    source_id: i64,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Receipt, GatherError> {
    let found = store.read(|db| {
        let mut statement = db.prepare_cached(include_str!("../sql/undo.kept_copy.sql"))?;
        let row = statement.query_row([source_id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        });
        Ok::<Option<(String, String, String, String)>, GatherError>(row.optional()?)
    })?;
    let (name, sha256, original, layout) = found.ok_or(GatherError::NoSuchSource(source_id))?;
    let original = Original::kept(store.folder(), &original, &name)?;
    let kept = Kept { original, sha256 };
    if is_by_hand(&layout) {
        let source_id = enter_again(store, &kept, &layout, &options.now)?;
        return store.read(|db| read_receipt(db, source_id, false));
    }
    import_kept(store, &kept, options, progress)
}

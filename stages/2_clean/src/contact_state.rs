//! What messages and calls proved about contact points.
//!
//! Enters: hand-overs that were refused for good, calls that reached the wrong person. Leaves: the
//! contact point dead, with the evidence; each piece of evidence is used once.

use store::Store;

use crate::error::CleanError;

/// Marks contact points that were proved dead.
pub(crate) fn apply_evidence(store: &Store) -> Result<(), CleanError> {
    store.write(|db| {
        db.execute(include_str!("../sql/contact_state.dead_emails.sql"), [])?;
        db.execute(include_str!("../sql/contact_state.dead_phones.sql"), [])?;
        Ok(())
    })
}

//! What an import has to say for itself: stored rows enter; receipts, changes and gaps leave.

pub(crate) mod changes;
pub(crate) mod gap_read;
pub(crate) mod gaps;
pub(crate) mod missing_fields;
pub(crate) mod read;
pub(crate) mod receipt;

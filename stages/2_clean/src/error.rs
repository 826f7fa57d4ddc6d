//! What can go wrong while cleaning; a single odd row is never an error.

use store::StoreError;

/// Why the customer base could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum CleanError {
    /// The database refused or the person asked to stop.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such account.
    #[error("there is no account number {0}")]
    NoSuchAccount(i64),
}

impl From<rusqlite::Error> for CleanError {
    fn from(error: rusqlite::Error) -> Self {
        CleanError::Store(StoreError::Engine(error))
    }
}

//! What can go wrong with the database, in the owner's words.

use std::path::PathBuf;

/// Why the workspace's data could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine refused; the text is its own.
    #[error("the database refused: {0}")]
    Engine(#[from] rusqlite::Error),
    /// Another process holds the workspace.
    #[error("another Regulars is working on {0}; wait until it is done or close it")]
    Locked(PathBuf),
    /// The file was begun by a version whose tables were not settled yet.
    #[error(
        "{0} was begun by an early version of Regulars and has other tables; move its folder away and import your files into a new workspace"
    )]
    OtherTables(PathBuf),
    /// The file was written by a newer program.
    #[error(
        "{path} was written by a newer Regulars (version {found} of the data, this program knows {known}); install the newer program"
    )]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its data version.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// The folder or file could not be made or read.
    #[error("{path}: {source}")]
    File {
        /// What was touched.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A stored value is not what this program wrote.
    #[error("the stored {what} cannot be read: {why}; restore the last backup")]
    Damaged {
        /// What it should have been.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The person asked to stop.
    #[error("stopped; what was finished is kept, and the next run goes on from here")]
    Cancelled,
}

impl StoreError {
    /// Whether somebody else holds the file right now.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        match self {
            StoreError::Locked(_) => true,
            StoreError::Engine(rusqlite::Error::SqliteFailure(code, _)) => matches!(
                code.code,
                rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked
            ),
            _ => false,
        }
    }
}

//! A copy of the database that was opened and checked before it counts as one.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::{Store, StoreError};

impl Store {
    /// Writes a consistent copy of the database to this file and checks it by opening it.
    ///
    /// # Errors
    /// When the file exists already, cannot be written, or the copy does not pass its check.
    pub fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        self.with_writer(|writer| copy(writer, to))
    }
}

/// Copies the open database to a new file and checks the copy.
pub(crate) fn copy(from: &Connection, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        let source = std::io::Error::new(std::io::ErrorKind::AlreadyExists, "is there already");
        return Err(StoreError::File {
            path: to.to_owned(),
            source,
        });
    }
    from.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    let copy = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let verdict: String = copy.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged {
            what: format!("backup {}", to.display()),
            why: verdict,
        })
    }
}

//! Opening a workspace: one file, one writer, a few readers, migrated before anything else.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::StoreError;

/// Every schema change in order; the data version of a file is how many of them it has.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_house.sql")];

/// Pages wait this long for the writer before they say that the workspace is busy.
const BUSY: Duration = Duration::from_secs(20);

/// Readers kept open: two cores can use no more at once, and pages are short.
const READERS: usize = 4;

/// One workspace: its database file and the folder of files around it.
pub struct Store {
    folder: PathBuf,
    writer: Mutex<Connection>,
    readers: Readers,
}

struct Readers {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Store {
    /// Opens the workspace in this folder, making and migrating it where needed. A copy of the
    /// file is put beside it before a migration touches it.
    ///
    /// # Errors
    /// When the folder cannot be made, the file is newer than this program, or is no database.
    pub fn open(folder: &Path) -> Result<Store, StoreError> {
        std::fs::create_dir_all(folder).map_err(|source| StoreError::File {
            path: folder.to_owned(),
            source,
        })?;
        let file = folder.join("regulars.db");
        let mut writer = connect(&file, OpenFlags::default())?;
        writer.pragma_update(None, "journal_mode", "wal")?;
        migrate(&mut writer, &file)?;
        let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let idle = (0..READERS)
            .map(|_| connect(&file, read_only))
            .collect::<Result<_, _>>()?;
        Ok(Store {
            folder: folder.to_owned(),
            writer: Mutex::new(writer),
            readers: Readers {
                idle: Mutex::new(idle),
                returned: Condvar::new(),
            },
        })
    }

    /// The folder of this workspace: database, strategies, letters, call lists, mails.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a read on one consistent picture of the data.
    ///
    /// # Errors
    /// What the read itself returns, or that the database refused.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut reader = Reader {
            home: &self.readers,
            connection: Some(self.readers.take()),
        };
        let connection = reader.connection.as_mut().ok_or(StoreError::Cancelled)?;
        let picture = connection.transaction().map_err(StoreError::from)?;
        work(&picture)
    }

    /// Runs a write in one transaction: all of it is kept, or none of it.
    ///
    /// # Errors
    /// What the write itself returns, or that the database refused; nothing is kept then.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        in_one_transaction(&mut self.lock_writer(), work)
    }

    /// The same as [`Store::write`] for what can be computed again from the rest of the data: it
    /// does not wait for the disk. A power cut may take it back, whole as it came; nothing that is
    /// written by [`Store::write`] afterwards can outlive it.
    ///
    /// # Errors
    /// What the write itself returns, or that the database refused; nothing is kept then.
    pub fn write_derived<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = Hasty::begin(self.lock_writer())?;
        in_one_transaction(&mut writer.0, work)
    }

    fn lock_writer(&self) -> MutexGuard<'_, Connection> {
        // A panic inside an earlier write rolled its transaction back, so the connection is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same as [`Store::write`], on the bare connection, for work that needs no transaction.
    pub(crate) fn with_writer<T>(&self, work: impl FnOnce(&Connection) -> T) -> T {
        work(&self.lock_writer())
    }
}

fn in_one_transaction<T, E: From<StoreError>>(
    writer: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let change = writer
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(StoreError::from)?;
    let value = work(&change)?;
    change.commit().map_err(StoreError::from)?;
    Ok(value)
}

/// A writer that does not wait for the disk, until it is let go of.
struct Hasty<'a>(MutexGuard<'a, Connection>);

impl<'a> Hasty<'a> {
    fn begin(writer: MutexGuard<'a, Connection>) -> Result<Self, StoreError> {
        writer.pragma_update(None, "synchronous", "normal")?;
        Ok(Self(writer))
    }
}

impl Drop for Hasty<'_> {
    fn drop(&mut self) {
        // Refused inside a transaction alone, and there is none any more, even after a panic.
        if let Err(error) = self.0.pragma_update(None, "synchronous", "full") {
            tracing::error!(%error, "the writer goes on without waiting for the disk");
        }
    }
}

impl Readers {
    fn take(&self) -> Connection {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match idle.pop() {
                Some(connection) => return connection,
                None => {
                    idle = self
                        .returned
                        .wait(idle)
                        .unwrap_or_else(PoisonError::into_inner)
                }
            }
        }
    }
}

/// Gives the connection back even when the read panics.
struct Reader<'home> {
    home: &'home Readers,
    connection: Option<Connection>,
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.home
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
            self.home.returned.notify_one();
        }
    }
}

fn connect(file: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    // FULL: an opt-out, an order and the state of a sent message survive a power cut.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // 64 MB of pages and 1 GB mapped: what a base of 5 million needs to be scanned once.
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.set_prepared_statement_cache_capacity(128);
    rusqlite::vtab::array::load_module(&connection)?;
    Ok(connection)
}

fn migrate(writer: &mut Connection, file: &Path) -> Result<(), StoreError> {
    let known = MIGRATIONS.len() as u32;
    let found: u32 = writer.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(StoreError::TooNew {
            path: file.to_owned(),
            found,
            known,
        });
    }
    let begun_with: i32 = writer.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if found > 0 && begun_with != sign_of(&MIGRATIONS[..found as usize]) {
        return Err(StoreError::OtherTables(file.to_owned()));
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        crate::backup::copy(writer, &file.with_extension(format!("before-{known}.db")))?;
    }
    let change = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Two processes may both have found an old file; the one that waited for the lock looks again.
    let found: u32 = change.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for migration in &MIGRATIONS[found as usize..] {
        change.execute_batch(migration)?;
    }
    change.pragma_update(None, "user_version", known)?;
    change.pragma_update(None, "application_id", sign_of(MIGRATIONS))?;
    change.commit()?;
    Ok(())
}

/// A number that changes with every letter of the schema (FNV-1a of 32 bits), so that a file begun
/// before the tables were settled is told from one with these tables.
fn sign_of(migrations: &[&str]) -> i32 {
    let bytes = migrations.iter().flat_map(|text| text.bytes());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash.cast_signed()
}

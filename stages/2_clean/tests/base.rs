//! What every test needs: a workspace, files taken in and cleaned, one value from a query.

use std::path::{Path, PathBuf};

use clean::{CleanReport, clean};
use gather::{ImportOptions, Receipt, import};
use store::{Silent, Store, StoreError};

pub(crate) const NOW: &str = "2026-11-01T08:00:00Z";

pub(crate) struct Base {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Store,
}

impl Base {
    pub(crate) fn new() -> Base {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        Base { folder, store }
    }

    pub(crate) fn take(&self, path: &Path) -> Receipt {
        let options = ImportOptions {
            now: NOW.into(),
            ..ImportOptions::default()
        };
        import(&self.store, path, &options, &Silent).unwrap()
    }

    pub(crate) fn take_text(&self, name: &str, text: &str) -> Receipt {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        self.take(&path)
    }

    pub(crate) fn clean(&self) -> CleanReport {
        clean(&self.store, NOW, &Silent).unwrap()
    }

    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.store
            .read(|db| {
                db.query_row(sql, [], |row| row.get(0))
                    .map_err(StoreError::from)
            })
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// Rows of one text column, joined by a bar.
    pub(crate) fn list(&self, sql: &str) -> String {
        let rows = self.store.read(|db| {
            let mut statement = db.prepare(sql).map_err(StoreError::from)?;
            let rows = statement
                .query_map([], |row| row.get::<_, String>(0))
                .map_err(StoreError::from)?;
            rows.collect::<Result<Vec<_>, _>>()
                .map_err(StoreError::from)
        });
        rows.unwrap_or_else(|error| panic!("{sql}: {error}"))
            .join("|")
    }

    /// Accounts that are there.
    pub(crate) fn accounts(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM accounts WHERE gone_at IS NULL")
    }

    pub(crate) fn run(&self, sql: &str) {
        self.store
            .write(|db| db.execute_batch(sql).map_err(StoreError::from))
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// The folder of real data sets, or a printed line and `None`.
pub(crate) fn real_data(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("REGULARS_DATA")
        .map_or(beside, PathBuf::from)
        .join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "skipped: {} is not there; set REGULARS_DATA",
        folder.display()
    );
    None
}

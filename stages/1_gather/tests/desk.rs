//! What every test needs: an empty workspace, a file with some bytes, one number from a query.

use std::io::Write;
use std::path::{Path, PathBuf};

use gather::{GatherError, ImportOptions, Receipt, import};
use store::{Silent, Store, StoreError};

pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Store,
}

pub(crate) const NOW: &str = "2026-11-01T08:00:00Z";

impl Desk {
    pub(crate) fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        Desk { folder, store }
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::File::create(&path)
            .unwrap()
            .write_all(bytes.as_ref())
            .unwrap();
        path
    }

    pub(crate) fn try_import(&self, path: &Path) -> Result<Receipt, GatherError> {
        import(&self.store, path, &options(), &Silent)
    }

    pub(crate) fn import(&self, path: &Path) -> Receipt {
        self.try_import(path).unwrap()
    }

    pub(crate) fn import_text(&self, text: impl AsRef<[u8]>) -> Receipt {
        self.import(&self.file("file.csv", text))
    }

    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.store
            .read(|db| {
                db.query_row(sql, [], |row| row.get(0))
                    .map_err(StoreError::from)
            })
            .unwrap()
    }

    pub(crate) fn text(&self, sql: &str) -> String {
        self.store
            .read(|db| {
                db.query_row(sql, [], |row| row.get::<_, Option<String>>(0))
                    .map_err(StoreError::from)
            })
            .unwrap()
            .unwrap_or_default()
    }
}

pub(crate) fn options() -> ImportOptions {
    ImportOptions {
        now: NOW.into(),
        ..ImportOptions::default()
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

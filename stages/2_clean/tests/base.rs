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

/// Everything that is stored of the customers, byte for byte, with their numbers.
pub(crate) fn whole_picture(base: &Base) -> String {
    [
        "SELECT json_array(id, kind, name, number, country, industry, employees, created_day) FROM accounts WHERE gone_at IS NULL ORDER BY id",
        "SELECT json_array(id, account_id, title, first_name, last_name, role, birthday) FROM people WHERE gone_at IS NULL ORDER BY id",
        "SELECT json_array(id, account_id, person_id, kind, value, compare_key, street, city, region, postcode, country, state) FROM contact_points WHERE gone_at IS NULL ORDER BY id",
        "SELECT json_array(id, account_id, day, net_minor, cost_minor, shipping_minor, status, channel, code, namespace, order_key) FROM orders ORDER BY id",
        "SELECT json_array(order_id, line_no, product_key, quantity, net_minor, cost_minor) FROM order_lines ORDER BY order_id, line_no",
        "SELECT json_array(account_id, channel, basis, day, proof) FROM consents c WHERE EXISTS (SELECT 1 FROM accounts a WHERE a.id = c.account_id AND a.gone_at IS NULL) ORDER BY account_id, channel",
        "SELECT json_array(account_id, tag) FROM tags t WHERE EXISTS (SELECT 1 FROM accounts a WHERE a.id = t.account_id AND a.gone_at IS NULL) ORDER BY account_id, tag",
        "SELECT json_array(id, account_id, day, kind, subject) FROM events ORDER BY id",
    ]
    .map(|sql| base.list(sql))
    .join("\n")
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

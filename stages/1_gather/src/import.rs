//! The import of one file, from path to receipt.
//!
//! Enters: a path and options. Leaves: its rows in the database in batches, marked complete with
//! the last one. A file that was cut off half way is removed and read anew; the same file twice is
//! taken in once.

use std::path::Path;

use ::store::{Progress, Store, StoreError};
use terms::Currency;

use crate::batch::{Batch, Reading};
use crate::error::GatherError;
use crate::form::hash_file;
use crate::kind::Kind;
use crate::look::{Looked, file_name};
use crate::read::{find_source, read_receipt};
use crate::receipt::Receipt;
use crate::store::{NewSource, finish_source, insert_source, remove_rows, write_batch};

/// How a file is to be taken in.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The moment of the import, RFC 3339.
    pub now: String,
    /// Whose customer and order numbers these are, when they must not meet those of other files.
    pub namespace: Option<String>,
    /// The currency of amounts that name none; the business's own by default.
    pub currency: Option<Currency>,
    /// The kind of table, when recognition should be overruled.
    pub kind: Option<Kind>,
}

/// Takes a file in.
///
/// # Errors
/// When the file cannot be read or holds nothing, the database refuses, or the person asked to
/// stop; what was finished is removed by the next import of the same file.
pub fn import(
    store: &Store,
    path: &Path,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Receipt, GatherError> {
    let name = file_name(path);
    progress.at(&format!("Looking at {name}"), 0, 0);
    let sha256 = hash_file(path)?;
    let currency = match options.currency {
        Some(currency) => currency,
        None => store.business()?.currency,
    };
    if let Some((source_id, complete)) = store.read(|db| find_source(db, &sha256))? {
        if complete {
            return store.read(|db| read_receipt(db, source_id, true));
        }
        remove_rows(store, source_id)?;
    }
    let looked = Looked::at(path, options.kind)?;
    let new = NewSource {
        name: &name,
        sha256: &sha256,
        looked: &looked,
        options,
    };
    let source_id = store.write(|db| insert_source(db, &new))?;
    let reading = write_rows(store, source_id, &looked, currency, progress)?;
    store.write(|db| finish_source(db, source_id, &reading.tally, currency))?;
    let (rows, problems) = (reading.tally.rows, reading.tally.problems);
    tracing::info!(
        source_id,
        kind = looked.layout.kind.code(),
        rows,
        problems,
        "file taken in"
    );
    store.read(|db| read_receipt(db, source_id, false))
}

fn write_rows<'looked>(
    store: &Store,
    source_id: i64,
    looked: &'looked Looked,
    currency: Currency,
    progress: &dyn Progress,
) -> Result<Reading<'looked>, GatherError> {
    let mut reading = Reading::new(&looked.layout, currency);
    let mut rows = looked.rows()?;
    loop {
        let mut batch = Batch::default();
        while !batch.is_full()
            && let Some(row) = rows.next_row()?
        {
            reading.take(&row, &mut batch);
        }
        if batch.rows.is_empty() {
            return Ok(reading);
        }
        store.write(|db| write_batch(db, source_id, &batch))?;
        progress.at("Reading rows", reading.tally.rows, looked.survey.rows);
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
    }
}

//! The import of files, from path to receipt.
//!
//! Enters: a path and options. Leaves: rows in the database in batches, marked complete with the
//! last one. A file that was cut off half way is removed and read anew; the same file twice is
//! taken in once. One thread reads and recognises, the other writes.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use ::store::{Progress, Store, StoreError};
use terms::Currency;

use crate::asked::answers::{Answers, read_answers};
use crate::asked::ask::{Asked, ask_currency};
use crate::asked::waiting::{Waiting, WaitingFile, forget, keep_waiting};
use crate::columns::kind::Kind;
use crate::columns::look::{Counted, Looked};
use crate::error::GatherError;
use crate::files::incoming::{files_of, receive};
use crate::files::original::{Kept, Original};
use crate::files::row::Row;
use crate::leftover::remove_refused;
use crate::rows::batch::{Batch, Reading};
use crate::seen::{Became, Look, note, read_unchanged};
use crate::store::{NewSource, finish_source, insert_source, remove_rows, write_batch};
use crate::told::changes::{KeyTally, compare, earlier_exports};
use crate::told::read::{find_source, read_receipt};
use crate::told::receipt::Receipt;

/// How files are to be taken in.
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
    /// Columns whose meaning is agreed, by name and code: of a feed, where nothing is to be guessed
    /// and nobody to be asked. Each of its files is news and none a newer export of another.
    pub columns: &'static [(&'static str, &'static str)],
}

/// What became of one file: its receipt, or its name and why it was not read.
pub type Outcome = Result<Receipt, (String, GatherError)>;

/// Takes one file in.
///
/// # Errors
/// When the file cannot be read or holds nothing, waits for an answer, holds several files, the
/// database refuses, or the person asked to stop; what was finished is removed by the next import
/// of the same file.
pub fn import(
    store: &Store,
    path: &Path,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Receipt, GatherError> {
    let mut outcomes = import_all(store, path, options, progress)?;
    match outcomes.pop() {
        Some(outcome) if outcomes.is_empty() => outcome.map_err(|(_, error)| error),
        _ => Err(GatherError::refused(
            &path.to_string_lossy(),
            "it holds several files",
        )),
    }
}

/// Takes in everything a path stands for: a file, the files of a folder, every member of a zip, or
/// standard input (`-`). A file that cannot be read does not stop the others.
///
/// # Errors
/// When the folder cannot be listed, the database refuses, or the person asked to stop.
pub fn import_all(
    store: &Store,
    path: &Path,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Vec<Outcome>, GatherError> {
    let mut outcomes = Vec::new();
    let mut stopped = None;
    for file in files_of(path)? {
        let look = Look::at(&file);
        if let Some(look) = &look
            && let Some(receipts) = store.read(|db| read_unchanged(db, look))?
        {
            outcomes.extend(receipts.into_iter().map(Ok));
            continue;
        }
        let before = outcomes.len();
        let mut parts = Vec::new();
        receive(store.folder(), &file, &mut |kept| {
            if stopped.is_some() {
                return;
            }
            let outcome = kept.and_then(|kept| {
                parts.push(kept.sha256.clone());
                import_kept(store, &kept, options, progress)
                    .or_else(|error| remove_refused(store, &kept).and(Err(error)))
                    .map_err(|error| (kept.original.name, error))
            });
            match outcome {
                Err((_, GatherError::Store(error))) => stopped = Some(error),
                other => outcomes.push(other),
            }
        });
        if let Some(error) = stopped {
            return Err(error.into());
        }
        note_look(store, look, &outcomes[before..], &parts)?;
    }
    Ok(outcomes)
}

/// Notes a file of which something was kept; one with a part that could not be read is looked at
/// again, and is known all the same when somebody is to be taken out of the rest.
fn note_look(
    store: &Store,
    look: Option<Look>,
    outcomes: &[Outcome],
    parts: &[String],
) -> Result<(), GatherError> {
    let Some(look) = look else { return Ok(()) };
    let read = outcomes.iter().flatten();
    let sources: Vec<i64> = read.map(|receipt| receipt.source_id).collect();
    let became = Became {
        sources: &sources,
        parts,
        is_whole: sources.len() == outcomes.len(),
    };
    if parts.is_empty() && !became.is_whole {
        return Ok(());
    }
    store.write(|db| note(db, &look, &became))
}

/// Takes in a file that waited and was answered, or anew one that was read with a guess.
///
/// # Errors
/// As [`import`].
pub fn import_waiting(
    store: &Store,
    file: &WaitingFile,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Receipt, GatherError> {
    // What was read with a guess is taken back and read anew with the answer.
    if let Some((source_id, true)) = store.read(|db| find_source(db, &file.sha256))? {
        crate::undo::undo(store, source_id, &options.now)?;
    }
    let kept = Kept {
        original: Original::kept(store.folder(), &file.original, &file.name)?,
        sha256: file.sha256.clone(),
    };
    import_kept(store, &kept, options, progress)
}

pub(crate) fn import_kept(
    store: &Store,
    kept: &Kept,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Receipt, GatherError> {
    let name = &kept.original.name;
    progress.at(&format!("Looking at {name}"), 0, 0);
    if let Some((source_id, complete)) = store.read(|db| find_source(db, &kept.sha256))? {
        if complete {
            forget_erased(store, source_id, &kept.original)?;
            return store.read(|db| read_receipt(db, source_id, true));
        }
        remove_rows(store, source_id)?;
    }
    let counted = Counted::at(&kept.original)?;
    let fingerprint = counted.fingerprint(options.namespace.as_deref().unwrap_or(""));
    let mut answers = store.read(|db| read_answers(db, &fingerprint, &counted.plain))?;
    for (column, code) in options.columns {
        answers.give(column, Asked::Meaning, code);
    }
    let mut looked = counted.decide(options.kind, &answers);
    let told = options
        .currency
        .or(looked.currency())
        .or(answers.currency());
    let currency = match told {
        Some(currency) => currency,
        None => store.business()?.currency,
    };
    if told.is_none() && looked.has_amounts() && !is_currency_settled(store)? {
        looked.layout.questions.push(ask_currency(currency));
    }
    let waits = looked.layout.questions.iter().any(|question| question.must);
    if waits {
        let questions = looked.layout.questions.clone();
        ask_later(store, kept, &looked, &fingerprint, &options.now)?;
        return Err(GatherError::Waits {
            name: name.clone(),
            questions,
        });
    }
    let source_id = store.write(|db| {
        forget(db, &kept.sha256)?;
        insert_source(
            db,
            &NewSource {
                name,
                sha256: &kept.sha256,
                looked: &looked,
                options,
                fingerprint: &fingerprint,
                original: &kept.original.stored_name(),
            },
        )
    })?;
    let earlier = match options.columns {
        [] => store.read(|db| earlier_exports(db, &fingerprint, source_id))?,
        _ => Vec::new(),
    };
    take_rows(store, source_id, &looked, &earlier, currency, progress)?;
    if !looked.layout.questions.is_empty() {
        ask_later(store, kept, &looked, &fingerprint, &options.now)?;
    }
    store.read(|db| read_receipt(db, source_id, false))
}

/// Of a file whose rows were erased since, the copy that came again is not kept.
fn forget_erased(store: &Store, source_id: i64, came: &Original) -> Result<(), GatherError> {
    let original: String = store.read(|db| {
        let mut statement = db.prepare_cached(include_str!("../sql/import.original.sql"))?;
        Ok::<_, GatherError>(statement.query_row([source_id], |row| row.get(0))?)
    })?;
    if original != came.stored_name() {
        std::fs::remove_file(&came.path).map_err(GatherError::file(&came.name))?;
    }
    Ok(())
}

/// Whether the owner or an earlier file said in which currency the business sells.
fn is_currency_settled(store: &Store) -> Result<bool, GatherError> {
    Ok(store
        .setting::<bool>("currency_is_settled")?
        .unwrap_or(false))
}

/// Keeps the questions about a file, which stand on the Data page until they are answered.
fn ask_later(
    store: &Store,
    kept: &Kept,
    looked: &Looked,
    fingerprint: &str,
    now: &str,
) -> Result<(), GatherError> {
    store.write(|db| {
        keep_waiting(
            db,
            &Waiting {
                sha256: &kept.sha256,
                name: &kept.original.name,
                original: &kept.original.stored_name(),
                layout: fingerprint,
                names: &looked.plain,
                questions: &looked.layout.questions,
                now,
            },
        )
    })
}

fn take_rows(
    store: &Store,
    source_id: i64,
    looked: &Looked,
    earlier: &[i64],
    currency: Currency,
    progress: &dyn Progress,
) -> Result<(), GatherError> {
    let keys = (!earlier.is_empty()).then(|| KeyTally::new(&looked.layout));
    let reading = Reading::new(&looked.layout, currency, keys);
    let reading = write_rows(store, source_id, looked, reading, progress)?;
    let changes = match &reading.keys {
        Some(keys) => store.read(|db| compare(db, keys, earlier))?,
        None => None,
    };
    store.write(|db| finish_source(db, source_id, &reading.tally, currency, changes))?;
    let (rows, problems) = (reading.tally.rows, reading.tally.problems);
    let kind = looked.layout.kind.code();
    tracing::info!(source_id, kind, rows, problems, "file taken in");
    Ok(())
}

/// Reads on one thread and writes on this one, at most two batches apart, so memory stays bounded.
fn write_rows<'looked>(
    store: &Store,
    source_id: i64,
    looked: &'looked Looked,
    mut reading: Reading<'looked>,
    progress: &dyn Progress,
) -> Result<Reading<'looked>, GatherError> {
    let (to, from) = sync_channel(1);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let read = read_batches(looked, &mut reading, &to);
            read.map(|()| reading)
        });
        let written = write_batches(store, source_id, &from, looked.survey.rows, progress);
        drop(from);
        let read = reader
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.and(read)
    })
}

fn read_batches(
    looked: &Looked,
    reading: &mut Reading<'_>,
    to: &SyncSender<Batch>,
) -> Result<(), GatherError> {
    let mut rows = looked.rows()?;
    let mut row = Row::default();
    let mut is_more = true;
    while is_more {
        let mut batch = Batch::default();
        while !batch.is_full() && is_more {
            is_more = crate::files::form::next_filled(&mut *rows, &mut row)?;
            if is_more {
                reading.take(&row, &mut batch);
            }
        }
        if !is_more {
            reading.finish(&mut batch);
        }
        // The writer went away with an error of its own, which it tells.
        if to.send(batch).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn write_batches(
    store: &Store,
    source_id: i64,
    from: &Receiver<Batch>,
    total: u64,
    progress: &dyn Progress,
) -> Result<(), GatherError> {
    for batch in from {
        store.write(|db| write_batch(db, source_id, &batch))?;
        progress.at("Reading rows", batch.read, total);
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
    }
    Ok(())
}

/// What a file would be taken for by this workspace, with what was answered before; nothing is
/// stored.
///
/// # Errors
/// When the file cannot be read or holds nothing.
pub fn check_in(
    store: &Store,
    path: &Path,
) -> Result<crate::columns::look::Recognition, GatherError> {
    let original = Original::at(path, &crate::files::original::file_name(path))?;
    let counted = Counted::at(&original)?;
    let fingerprint = counted.fingerprint("");
    let answers: Answers = store.read(|db| read_answers(db, &fingerprint, &counted.plain))?;
    Ok(crate::columns::look::recognition(
        &original.name,
        counted.decide(None, &answers),
    ))
}

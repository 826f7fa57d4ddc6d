//! Whom rows were about, taken out of them for good.
//!
//! Enters: rows of somebody who is not to be known any more. Leaves: the same rows with what was
//! sold, when and for how much, and nothing of to whom: as received, as understood, in the list of
//! problems, and in the kept file, which from then on is a table of what is left. The hash of the
//! file as it came stays, so that it is known when it comes again. Mails that name one of their
//! addresses go, and so do copies of the file in the inbox.

mod mails;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;

use ::store::{Store, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction};

use crate::asked::waiting::forget;
use crate::columns::meaning::ColumnMeaning;
use crate::columns::target::Target;
use crate::erase::mails::read_mails_about;
use crate::error::GatherError;
use crate::files::block::{BlockWriter, visit_rows};
use crate::files::original::{FOLDER, LEVEL};
use crate::files::row::Row;
use crate::leftover::{remove, remove_copies};
use crate::told::read::from_json;

pub use mails::{read_addresses, read_phones};

/// One import of the file.
struct Copy {
    id: i64,
    header: Vec<String>,
    /// The columns that say nothing of anybody.
    stays: Vec<bool>,
    sha256: String,
    original: String,
}

/// What was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Rows that name nobody any more.
    pub rows: u64,
    /// Files that were read and still say what they said: outside the inbox, or with a part that was
    /// not read.
    pub elsewhere: Vec<PathBuf>,
}

/// Takes everything that says whose they are out of these rows, out of the order lines of the
/// parties they tell of, and out of mails about them. Doing it twice is the same as once.
///
/// # Errors
/// When the database refuses, a kept row cannot be read, or a file cannot be replaced or removed.
pub fn erase_rows(store: &Store, rows: &[(i64, i64)]) -> Result<Erased, GatherError> {
    let addresses = store.read(|db| read_addresses(db, rows))?;
    let mails = store.read(|db| read_mails_about(db, &addresses))?;
    let mut erased = Erased::default();
    // Mails first: after a kill in between, the rows still tell whose mails are left.
    for part in [&mails[..], rows] {
        let mut by_source: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for (source_id, row_no) in part {
            by_source.entry(*source_id).or_default().insert(*row_no);
        }
        for (source_id, rows) in by_source {
            erase_source(store, source_id, &rows, &mut erased)?;
        }
    }
    Ok(erased)
}

fn erase_source(
    store: &Store,
    source_id: i64,
    rows: &BTreeSet<i64>,
    erased: &mut Erased,
) -> Result<(), GatherError> {
    let copies = store.read(|db| read_copies(db, source_id))?;
    for copy in &copies {
        erased.rows += store.write(|db| erase_in(db, copy, rows))?;
    }
    if let Some(copy) = copies.first() {
        replace_original(store, copy)?;
        erased.elsewhere.extend(remove_copies(store, &copy.sha256)?);
    }
    Ok(())
}

/// Every import of the file that a source is, for one taken back holds the same rows.
fn read_copies(db: &Connection, source_id: i64) -> Result<Vec<Copy>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../sql/erase.copies.sql"))?;
    let mut rows = statement.query([source_id])?;
    let mut copies = Vec::new();
    while let Some(row) = rows.next()? {
        let meanings: Vec<ColumnMeaning> = from_json(&row.get::<_, String>(2)?)?;
        copies.push(Copy {
            id: row.get(0)?,
            header: from_json(&row.get::<_, String>(1)?)?,
            stays: meanings.iter().map(says_nothing_of_anybody).collect(),
            sha256: row.get(3)?,
            original: row.get(4)?,
        });
    }
    Ok(copies)
}

/// Whether a column may stay. What nobody knows the meaning of may name somebody, and goes.
fn says_nothing_of_anybody(column: &ColumnMeaning) -> bool {
    use Target::*;
    let Some(target) = column.target else {
        return false;
    };
    let is_number = target.is_number() && target != Employees;
    let is_date = target.is_date() && target != Birthday;
    is_number
        || is_date
        || matches!(
            target,
            OrderId
                | OrderNumber
                | OrderChannel
                | Currency
                | OrderStatus
                | OrderMode
                | OrderType
                | OrderEvent
                | ProductId
                | ProductName
                | Category
                | CategoryId
                | ActivityKind
                | ActivitySubject
        )
}

fn erase_in(
    db: &Transaction<'_>,
    copy: &Copy,
    parties: &BTreeSet<i64>,
) -> Result<u64, GatherError> {
    // What is written over is written over on the disk as well.
    db.pragma_update(None, "secure_delete", true)?;
    let rows = rows_with_lines(db, copy.id, parties)?;
    erase_received(db, copy.id, &rows)?;
    erase_blocks(db, copy, &rows)?;
    db.pragma_update(None, "secure_delete", false)?;
    Ok(rows.len() as u64)
}

fn numbers(rows: &BTreeSet<i64>) -> Rc<Vec<Value>> {
    Rc::new(rows.iter().copied().map(Value::from).collect())
}

fn rows_with_lines(
    db: &Connection,
    source_id: i64,
    parties: &BTreeSet<i64>,
) -> Result<BTreeSet<i64>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../sql/erase.rows.sql"))?;
    let rows = statement.query_map((source_id, numbers(parties)), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn erase_received(
    db: &Transaction<'_>,
    source_id: i64,
    rows: &BTreeSet<i64>,
) -> Result<(), GatherError> {
    let rows = numbers(rows);
    for sql in [
        include_str!("../sql/erase.parties.sql"),
        include_str!("../sql/erase.contacts.sql"),
        include_str!("../sql/erase.lines.sql"),
        include_str!("../sql/erase.events.sql"),
        include_str!("../sql/erase.problems.sql"),
        include_str!("../sql/erase.messages.sql"),
    ] {
        db.prepare_cached(sql)?.execute((source_id, &rows))?;
    }
    Ok(())
}

fn erase_blocks(
    db: &Transaction<'_>,
    copy: &Copy,
    rows: &BTreeSet<i64>,
) -> Result<(), GatherError> {
    let mut statement = db.prepare_cached(include_str!("../sql/erase.blocks.sql"))?;
    let mut blocks = statement.query([copy.id])?;
    let mut erased = Vec::new();
    while let Some(block) = blocks.next()? {
        let (first_row, count): (i64, i64) = (block.get(0)?, block.get(1)?);
        if rows.range(first_row..first_row + count).next().is_some() {
            let cells: Vec<u8> = block.get(2)?;
            erased.push((first_row, erased_block(copy, first_row, &cells, rows)?));
        }
    }
    let mut write = db.prepare_cached(include_str!("../sql/erase.write_block.sql"))?;
    for (first_row, cells) in erased {
        write.execute((copy.id, first_row, cells))?;
    }
    Ok(())
}

/// A packed block in which these rows say nothing of anybody.
fn erased_block(
    copy: &Copy,
    first_row: i64,
    packed: &[u8],
    rows: &BTreeSet<i64>,
) -> Result<Vec<u8>, GatherError> {
    let mut writer = BlockWriter::default();
    let mut block = None;
    let mut row_no = first_row;
    let mut take_row = |cells: &[&str]| {
        let is_erased = rows.contains(&row_no);
        let stays = |at: usize| !is_erased || copy.stays.get(at).copied().unwrap_or(false);
        let all = cells.iter().enumerate();
        let left = all.map(|(at, cell)| if stays(at) { *cell } else { "" });
        // The lines of the file stand beside the block and stay.
        let full = writer.add(row_no, &Row::of(0, left));
        block = full.or(block.take());
        row_no += 1;
    };
    visit_rows(packed, &mut take_row).ok_or_else(|| damaged(copy.id))?;
    let block = block.or_else(|| writer.finish());
    Ok(block.map(|block| block.cells).unwrap_or_default())
}

/// Puts a table of what is left in the place of the kept file.
fn replace_original(store: &Store, copy: &Copy) -> Result<(), GatherError> {
    let folder = store.folder().join(FOLDER);
    let name = format!("{}.erased.zst", copy.sha256);
    let failed = GatherError::file(&name);
    let rest = store.read(|db| pack_rest(db, copy))?;
    let part = folder.join(".erasing");
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&part, rest))
        .and_then(|()| std::fs::rename(&part, folder.join(&name)))
        .map_err(&failed)?;
    store.write(|db| {
        db.prepare_cached(include_str!("../sql/erase.note_original.sql"))?
            .execute((&copy.sha256, &name))?;
        // A question about the file could only be answered by reading it again as it came.
        forget(db, &copy.sha256)
    })?;
    if copy.original == name || copy.original.is_empty() {
        return Ok(());
    }
    remove(&folder.join(&copy.original))
}

/// All rows of a source as they are kept now, as packed delimited text.
fn pack_rest(db: &Connection, copy: &Copy) -> Result<Vec<u8>, GatherError> {
    let failed = GatherError::file(&copy.original);
    let mut to = zstd::stream::write::Encoder::new(Vec::new(), LEVEL).map_err(&failed)?;
    let header: Vec<&str> = copy.header.iter().map(String::as_str).collect();
    to.write_all(delimited(&header).as_bytes())
        .map_err(&failed)?;
    let mut statement = db.prepare_cached(include_str!("../sql/erase.blocks.sql"))?;
    let mut blocks = statement.query([copy.id])?;
    while let Some(block) = blocks.next()? {
        let cells: Vec<u8> = block.get(2)?;
        let mut text = String::new();
        visit_rows(&cells, &mut |cells| text += &delimited(cells))
            .ok_or_else(|| damaged(copy.id))?;
        to.write_all(text.as_bytes()).map_err(&failed)?;
    }
    to.finish().map_err(&failed)
}

fn delimited(cells: &[&str]) -> String {
    let quoted: Vec<String> = cells
        .iter()
        .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
        .collect();
    quoted.join(",") + "\n"
}

fn damaged(source_id: i64) -> GatherError {
    let why = "its block cannot be unpacked".into();
    let what = format!("a row of import {source_id}");
    StoreError::Damaged { what, why }.into()
}

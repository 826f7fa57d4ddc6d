//! Writing: sources, rows and what they say.
//!
//! Enters: batches. Leaves: rows in the tables this stage owns, one prepared statement a table.

use ::store::{Store, StoreError};
use rusqlite::{Transaction, params};
use terms::Currency;

use crate::columns::kind::Kind;
use crate::columns::look::Looked;
use crate::error::GatherError;
use crate::import::ImportOptions;
use crate::rows::batch::Batch;
use crate::told::changes::Changes;
use crate::told::receipt::Tally;

/// What is known of a source before its first row is written.
pub(crate) struct NewSource<'new> {
    pub(crate) name: &'new str,
    pub(crate) sha256: &'new str,
    pub(crate) looked: &'new Looked,
    pub(crate) options: &'new ImportOptions,
    /// The fingerprint of its columns.
    pub(crate) fingerprint: &'new str,
    /// The file under `originals/` that holds its bytes.
    pub(crate) original: &'new str,
}

/// Writes a source that is not complete yet and gives its number.
pub(crate) fn insert_source(db: &Transaction<'_>, new: &NewSource<'_>) -> Result<i64, GatherError> {
    let layout = &new.looked.layout;
    db.prepare_cached(include_str!("../sql/store.insert_source.sql"))?
        .execute(params![
            new.name,
            new.sha256,
            layout.kind.code(),
            new.options.namespace.as_deref().unwrap_or(""),
            new.looked.form.encoding(),
            new.looked.form.delimiter(),
            to_json(&new.looked.names)?,
            to_json(&layout.meanings)?,
            new.options.now,
            // Tables nobody knows are not exports of the same thing only for looking alike.
            if layout.kind == Kind::Unknown {
                ""
            } else {
                new.fingerprint
            },
            new.original,
            to_json(&new.looked.form.merged())?,
        ])?;
    Ok(db.last_insert_rowid())
}

/// Marks a source complete and keeps its sums.
pub(crate) fn finish_source(
    db: &Transaction<'_>,
    source_id: i64,
    tally: &Tally,
    currency: Currency,
    changes: Option<(Changes, Option<i64>)>,
) -> Result<(), GatherError> {
    let (changes, replaces) = changes.map_or((None, None), |(changes, replaces)| {
        (Some(changes), replaces)
    });
    db.prepare_cached(include_str!("../sql/store.finish_source.sql"))?
        .execute(params![
            source_id,
            tally.rows.cast_signed(),
            tally.problems.cast_signed(),
            tally.amount_minor(),
            tally.amount_exact(),
            to_json(&tally.differences(currency))?,
            currency.code(),
            tally.first_day.map(terms::Day::number),
            tally.last_day.map(terms::Day::number),
            replaces,
            changes.map_or(Ok("{}".to_owned()), |changes| to_json(&changes))?,
            to_json(&tally.months())?,
        ])?;
    Ok(())
}

/// Writes one batch.
pub(crate) fn write_batch(
    db: &Transaction<'_>,
    source_id: i64,
    batch: &Batch,
) -> Result<(), GatherError> {
    let mut blocks = db.prepare_cached(include_str!("../sql/store.insert_block.sql"))?;
    for one in &batch.blocks {
        let lines = one.lines.as_ref().map(to_json).transpose()?;
        blocks.execute(params![
            source_id,
            one.first_row,
            one.row_count,
            one.first_line,
            lines,
            one.cells
        ])?;
    }
    let mut messages = db.prepare_cached(include_str!("../sql/store.insert_message.sql"))?;
    for (row_no, one) in &batch.messages {
        messages.execute(params![
            source_id,
            row_no,
            one.message_id,
            one.day,
            one.raw.as_bytes()
        ])?;
    }
    let mut problems = db.prepare_cached(include_str!("../sql/store.insert_problem.sql"))?;
    for one in &batch.problems {
        problems.execute(params![
            source_id,
            one.row_no,
            one.line_no,
            one.column,
            one.value,
            one.reason,
            one.lost
        ])?;
    }
    let mut products = db.prepare_cached(include_str!("../sql/store.insert_product.sql"))?;
    for (row_no, one) in &batch.products {
        products.execute(params![
            source_id,
            row_no,
            one.product_key,
            one.product,
            one.category,
            one.category_key,
            one.cost_minor
        ])?;
    }
    write_parties(db, source_id, batch)?;
    write_events(db, source_id, batch)?;
    write_lines(db, source_id, batch)
}

fn write_parties(db: &Transaction<'_>, source_id: i64, batch: &Batch) -> Result<(), GatherError> {
    let mut contacts = db.prepare_cached(include_str!("../sql/store.insert_contact.sql"))?;
    let mut parties = db.prepare_cached(include_str!("../sql/store.insert_party.sql"))?;
    for (row_no, one) in &batch.parties {
        parties.execute(params![
            source_id,
            row_no,
            one.party_key,
            one.kind,
            one.company,
            one.title,
            one.first_name,
            one.last_name,
            one.full_name,
            one.role,
            one.email,
            one.phone,
            one.street,
            one.city,
            one.region,
            one.postcode,
            one.country,
            one.birthday,
            one.created_day,
            one.last_contact_day,
            one.industry,
            one.employees,
            one.note,
            one.consent_email,
            one.consent_post,
            one.consent_phone,
            one.total_spent_minor,
            one.order_count
        ])?;
        for ((kind, value), contact_no) in one.more.iter().zip(2_i64..) {
            contacts.execute(params![source_id, row_no, contact_no, kind.code(), value])?;
        }
    }
    Ok(())
}

fn write_events(db: &Transaction<'_>, source_id: i64, batch: &Batch) -> Result<(), GatherError> {
    let mut events = db.prepare_cached(include_str!("../sql/store.insert_event.sql"))?;
    let mut last = (0, 0);
    for (row_no, one, of) in &batch.events {
        last = if last.0 == *row_no {
            (*row_no, last.1 + 1)
        } else {
            (*row_no, 1)
        };
        events.execute(params![
            source_id,
            row_no,
            last.1,
            one.kind,
            of.party_key,
            of.email,
            of.phone,
            of.company,
            of.full_name,
            one.day.map(terms::Day::number),
            one.until_day.map(terms::Day::number),
            one.subject,
            one.detail,
            one.quantity,
            one.minutes,
            one.amount_minor
        ])?;
    }
    Ok(())
}

fn write_lines(db: &Transaction<'_>, source_id: i64, batch: &Batch) -> Result<(), GatherError> {
    let mut lines = db.prepare_cached(include_str!("../sql/store.insert_line.sql"))?;
    for (row_no, part_no, line, of) in &batch.lines {
        lines.execute(params![
            source_id,
            row_no,
            part_no,
            line.order_key,
            of.party_key,
            of.email,
            of.company,
            of.full_name,
            of.phone,
            of.country,
            of.party_row,
            line.day.map(terms::Day::number),
            line.channel,
            line.currency,
            line.code,
            line.status.map(crate::rows::sale::Status::code),
            line.product_key,
            line.product,
            line.category,
            line.quantity,
            line.net_minor,
            line.cost_minor,
            line.shipping_minor
        ])?;
    }
    Ok(())
}

/// Removes a source that never became complete, in small transactions, the source itself last.
pub(crate) fn remove_rows(store: &Store, source_id: i64) -> Result<(), GatherError> {
    const DELETES: [&str; 8] = [
        include_str!("../sql/store.delete_contacts.sql"),
        include_str!("../sql/store.delete_events.sql"),
        include_str!("../sql/store.delete_messages.sql"),
        include_str!("../sql/store.delete_lines.sql"),
        include_str!("../sql/store.delete_parties.sql"),
        include_str!("../sql/store.delete_products.sql"),
        include_str!("../sql/store.delete_problems.sql"),
        include_str!("../sql/store.delete_blocks.sql"),
    ];
    for sql in DELETES {
        while store.write(|db| db.execute(sql, [source_id]).map_err(StoreError::from))? > 0 {}
    }
    store.write(|db| {
        db.execute(include_str!("../sql/store.delete_source.sql"), [source_id])?;
        Ok(())
    })
}

pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<String, GatherError> {
    let damaged = |error: serde_json::Error| StoreError::Damaged {
        what: "description of a source".into(),
        why: error.to_string(),
    };
    serde_json::to_string(value).map_err(|error| damaged(error).into())
}

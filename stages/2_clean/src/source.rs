//! One source at a time: its parties linked, its orders built, in batches.
//!
//! Enters: a complete source. Leaves: links and orders. Stopped half way, the next call finds what
//! is linked already and goes on.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row, Transaction};
use store::Store;

use crate::account::link_row;
use crate::error::CleanError;
use crate::identity::{Identity, PartyRow};
use crate::link::{NumberSpace, contradicts_number};
use crate::order_store::rebuild_orders;
use crate::product::Products;
use crate::run::Run;

/// Rows in one transaction; a page that waits for the writer waits well under a second.
const BATCH_ROWS: i64 = 5_000;
/// Rows with a known number that are compared to tell whether a file counts customers like the
/// others do.
const COMPARED_ROWS: i64 = 200;

/// A file to be taken in.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) namespace: String,
}

impl Source {
    pub(crate) fn has_orders(&self) -> bool {
        matches!(self.kind.as_str(), "order_lines" | "orders")
    }
}

/// Links every party of a source.
pub(crate) fn link_source(
    store: &Store,
    source: &Source,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let space = store.write(|db| decide_space(db, source))?;
    let mut after = 0;
    loop {
        run.check_stop()?;
        let last = store.write(|db| {
            let rows = read_parties(db, source.id, after, BATCH_ROWS)?;
            for row in &rows {
                let linked = link_row(db, row, &space, None, run.now)?;
                run.count_link(&linked);
            }
            run.raise_revisions(db)?;
            Ok::<_, CleanError>(rows.last().map(|row| row.row_no))
        })?;
        let Some(last) = last else { return Ok(()) };
        after = last;
        run.progress.at(
            &format!("Recognising customers of {}", source.name),
            after.cast_unsigned(),
            0,
        );
    }
}

/// Whether the numbers of a file are those of its namespace or a series of their own: when most
/// rows with a known number speak of somebody else, they are their own.
fn decide_space(db: &Transaction<'_>, source: &Source) -> Result<NumberSpace, CleanError> {
    let own = format!("{}#{}", source.namespace, source.id);
    let shared = NumberSpace {
        shared: source.namespace.clone(),
        own: None,
    };
    let sql = include_str!("../sql/source.is_own_series.sql");
    if db
        .prepare_cached(sql)?
        .query_row([&own], |_| Ok(()))
        .optional()?
        .is_some()
    {
        return Ok(NumberSpace {
            own: Some(own),
            ..shared
        });
    }
    if db
        .prepare_cached(include_str!("../sql/source.is_begun.sql"))?
        .query_row([source.id], |_| Ok(()))
        .optional()?
        .is_some()
    {
        return Ok(shared);
    }
    let (mut same, mut other) = (0, 0);
    for row in read_parties(db, source.id, 0, COMPARED_ROWS)? {
        match contradicts_number(db, &row, &Identity::of(&row), &shared)? {
            Some(true) => other += 1,
            Some(false) => same += 1,
            None => {}
        }
    }
    let own = (other > same).then_some(own);
    Ok(NumberSpace { own, ..shared })
}

/// The number space a source was linked under.
pub(crate) fn space_of(db: &Transaction<'_>, source: &Source) -> Result<NumberSpace, CleanError> {
    decide_space(db, source)
}

fn read_parties(
    db: &Transaction<'_>,
    source_id: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<PartyRow>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/source.parties.sql"))?;
    let rows = statement.query_map((source_id, after, limit), read_party)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One row of `received_parties`, when its source counts.
pub(crate) fn party_row(
    db: &Transaction<'_>,
    source_id: i64,
    row_no: i64,
) -> Result<Option<PartyRow>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/source.party.sql"))?;
    Ok(statement
        .query_row((source_id, row_no), read_party)
        .optional()?)
}

fn read_party(row: &Row<'_>) -> rusqlite::Result<PartyRow> {
    let text = |at: usize| {
        row.get::<_, Option<String>>(at)
            .map(Option::unwrap_or_default)
    };
    Ok(PartyRow {
        source_id: row.get(0)?,
        row_no: row.get(1)?,
        party_key: text(2)?,
        kind: text(3)?,
        company: text(4)?,
        title: text(5)?,
        first_name: text(6)?,
        last_name: text(7)?,
        full_name: text(8)?,
        role: text(9)?,
        email: text(10)?,
        phone: text(11)?,
        street: text(12)?,
        city: text(13)?,
        region: text(14)?,
        postcode: text(15)?,
        country: text(16)?,
        birthday: row.get(17)?,
        created_day: row.get(18)?,
        last_contact_day: row.get(19)?,
        industry: text(20)?,
        employees: row.get(21)?,
        consents: [row.get(22)?, row.get(23)?, row.get(24)?],
        is_order_file: row.get(25)?,
    })
}

/// Rebuilds every order that a source has a line of.
pub(crate) fn read_source_orders(
    store: &Store,
    source_id: i64,
    products: &Products,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let mut after = 0;
    loop {
        run.check_stop()?;
        let last = store.write(|db| {
            let (keys, last) = read_order_keys(db, source_id, after)?;
            for (namespace, order_key) in &keys {
                rebuild_orders(db, namespace, order_key, products, &mut run.changes)?;
            }
            run.raise_revisions(db)?;
            Ok::<_, CleanError>(last)
        })?;
        let Some(last) = last else { return Ok(()) };
        after = last;
        run.progress
            .at("Putting orders together", after.cast_unsigned(), 0);
    }
}

/// Namespaces and order numbers.
type OrderKeys = BTreeSet<(String, String)>;

/// The order numbers on the next rows of a source, and the last of these rows.
fn read_order_keys(
    db: &Transaction<'_>,
    source_id: i64,
    after: i64,
) -> Result<(OrderKeys, Option<i64>), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/source.order_keys.sql"))?;
    let mut rows = statement.query((source_id, after, BATCH_ROWS))?;
    let (mut keys, mut last) = (BTreeSet::new(), None);
    while let Some(row) = rows.next()? {
        last = Some(row.get(0)?);
        keys.insert((row.get(1)?, row.get(2)?));
    }
    Ok((keys, last))
}

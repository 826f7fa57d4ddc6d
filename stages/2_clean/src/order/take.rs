//! The orders of one source: in one pass where the file alone tells them, number by number where
//! several files do.
//!
//! Enters: a source whose rows are linked. Leaves: its orders written.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, Transaction};
use store::Store;

use crate::error::CleanError;
use crate::link::key_hash;
use crate::order::bulk::write_in_bulk;
use crate::order::product::Products;
use crate::order::rebuild::rebuild_orders;
use crate::run::{Run, Source};

/// Rows in one transaction; a page that waits for the writer waits well under a second.
const BATCH_ROWS: i64 = 5_000;
/// Where the other files of a namespace hold more rows than this many times the new one, looking
/// single numbers up is faster than reading them all.
const OTHERS_MOST: i64 = 20;

/// Writes every order that a source has a line of.
pub(crate) fn read_source_orders(
    store: &Store,
    source: &Source,
    products: &Products,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let Some(apart) = store.read(|db| keys_apart(db, source))? else {
        run.changes.resumed.insert(source.id);
        return rebuild_orders_of(store, source.id, products, run, |_| true);
    };
    write_in_bulk(store, source, products, &apart, run)?;
    if apart.is_empty() {
        return Ok(());
    }
    rebuild_orders_of(store, source.id, products, run, |key| {
        apart.contains(&order_hash(key))
    })
}

/// An order number as a whole number, for sets of millions.
pub(crate) fn order_hash(order_key: &str) -> i64 {
    key_hash("order", "", order_key)
}

/// The numbers that other files have as well or whose lines stand apart; `None` when the source
/// was begun before or is small beside the others, and every number is looked up.
fn keys_apart(db: &Connection, source: &Source) -> Result<Option<HashSet<i64>>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/take.sizes.sql"))?;
    let (is_begun, own, others): (bool, i64, i64) = statement
        .query_row((source.id, &source.namespace), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    if is_begun || others > own.saturating_mul(OTHERS_MOST) {
        return Ok(None);
    }
    let mut seen = HashSet::new();
    let mut apart = HashSet::new();
    let mut before = None;
    each_key(
        db,
        source,
        include_str!("../../sql/take.own_keys.sql"),
        |key| {
            if before != Some(key) && !seen.insert(key) {
                apart.insert(key);
            }
            before = Some(key);
        },
    )?;
    if others > 0 {
        each_key(
            db,
            source,
            include_str!("../../sql/take.other_keys.sql"),
            |key| {
                if seen.contains(&key) {
                    apart.insert(key);
                }
            },
        )?;
    }
    Ok(Some(apart))
}

fn each_key(
    db: &Connection,
    source: &Source,
    sql: &str,
    mut take: impl FnMut(i64),
) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = match statement.parameter_count() {
        1 => statement.query([source.id])?,
        _ => statement.query((source.id, &source.namespace))?,
    };
    while let Some(row) = rows.next()? {
        let key = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        take(order_hash(key));
    }
    Ok(())
}

/// Rebuilds the orders of a source number by number, as far as they are wanted.
pub(crate) fn rebuild_orders_of(
    store: &Store,
    source_id: i64,
    products: &Products,
    run: &mut Run<'_>,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<(), CleanError> {
    let mut after = 0;
    loop {
        run.check_stop()?;
        let last = store.write(|db| {
            let (keys, last) = read_order_keys(db, source_id, after)?;
            for (namespace, order_key) in keys.iter().filter(|(_, key)| is_wanted(key)) {
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
    let mut statement = db.prepare_cached(include_str!("../../sql/take.order_keys.sql"))?;
    let mut rows = statement.query((source_id, after, BATCH_ROWS))?;
    let (mut keys, mut last) = (BTreeSet::new(), None);
    while let Some(row) = rows.next()? {
        last = Some(row.get(0)?);
        keys.insert((row.get(1)?, row.get(2)?));
    }
    Ok((keys, last))
}

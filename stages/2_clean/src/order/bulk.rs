//! A file's orders in one pass: one thread reads lines and puts orders together, the other writes.
//!
//! Enters: a source whose order numbers no other file has, but for those set apart. Leaves: its
//! orders and lines, in the order of the file.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::{Connection, Row};
use store::Store;

use crate::error::CleanError;
use crate::order::build::{BuiltOrder, LineRow, build_orders};
use crate::order::product::Products;
use crate::order::rebuild::{OrderChanges, OrderWriter, own_namespace};
use crate::order::take::order_hash;
use crate::run::{Run, Source};

/// Lines in one transaction: about a second of work. Smaller ones write the same pages of the
/// account index again and again.
const BATCH_LINES: usize = 50_000;
/// Batches that wait for the writer at most, so that memory stays bounded.
const BATCHES_WAITING: usize = 2;

/// Orders on their way to the writer, each with its number and the last row read.
struct Batch {
    orders: Vec<(String, Vec<BuiltOrder>)>,
    last_row: i64,
}

/// Writes all orders of a source whose number is not set apart.
pub(crate) fn write_in_bulk(
    store: &Store,
    source: &Source,
    products: &Products,
    apart: &HashSet<i64>,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let accounts = store.read(|db| accounts_of_rows(db, source.id))?;
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(BATCHES_WAITING);
        let reader =
            scope.spawn(move || store.read(|db| build_batches(db, source, products, apart, &send)));
        let written = write_batches(store, source, &accounts, &receive, run);
        // A writer that stopped early hangs up, and the reader ends with its next batch.
        drop(receive);
        let read = match reader.join() {
            Ok(read) => read,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        written.and(read)
    })
}

fn accounts_of_rows(db: &Connection, source_id: i64) -> Result<HashMap<i64, i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/bulk.accounts.sql"))?;
    let rows = statement.query_map([source_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn build_batches(
    db: &Connection,
    source: &Source,
    products: &Products,
    apart: &HashSet<i64>,
    send: &SyncSender<Batch>,
) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/bulk.lines.sql"))?;
    let mut rows = statement.query([source.id])?;
    let mut lines: Vec<LineRow> = Vec::new();
    let mut key = String::new();
    let (mut batch, mut count) = (Vec::new(), 0);
    let has_lines = source.kind == "order_lines";
    loop {
        let row = rows.next()?;
        let is_same = match row {
            Some(row) => row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)? == key,
            None => false,
        };
        if !is_same {
            let last_row = lines.last().map_or(0, |line| line.row_no);
            if !lines.is_empty() && !apart.contains(&order_hash(&key)) {
                batch.push((std::mem::take(&mut key), build_orders(&lines)));
                count += lines.len();
            }
            lines.clear();
            if count >= BATCH_LINES || (row.is_none() && !batch.is_empty()) {
                let orders = std::mem::take(&mut batch);
                count = 0;
                if send.send(Batch { orders, last_row }).is_err() {
                    return Ok(());
                }
            }
        }
        let Some(row) = row else { return Ok(()) };
        if !is_same {
            key = row.get(1)?;
        }
        let mut line = read_line(row, source.id, has_lines)?;
        products.complete(&source.namespace, &mut line);
        lines.push(line);
    }
}

fn read_line(row: &Row<'_>, source_id: i64, has_lines: bool) -> rusqlite::Result<LineRow> {
    let text = |at: usize| {
        let text = row
            .get_ref(at)?
            .as_str_or_null()
            .map_err(rusqlite::Error::from)?;
        Ok::<_, rusqlite::Error>(text.unwrap_or_default().to_owned())
    };
    Ok(LineRow {
        source_id,
        has_lines,
        // No other file has lines of these orders.
        layout: String::new(),
        is_at_end: false,
        row_no: row.get(0)?,
        party_row: row.get(2)?,
        day: row.get(3)?,
        channel: text(4)?,
        currency: text(5)?,
        code: text(6)?,
        status: text(7)?,
        product_key: text(8)?,
        product: text(9)?,
        category: text(10)?,
        quantity: row.get(11)?,
        net_minor: row.get(12)?,
        cost_minor: row.get(13)?,
        shipping_minor: row.get(14)?,
    })
}

fn write_batches(
    store: &Store,
    source: &Source,
    accounts: &HashMap<i64, i64>,
    receive: &Receiver<Batch>,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    for batch in receive {
        run.check_stop()?;
        store.write(|db| {
            let mut writer = OrderWriter::new(db)?;
            batch.orders.iter().try_for_each(|(key, orders)| {
                write_orders(&mut writer, source, key, orders, accounts, &mut run.changes)
            })
        })?;
        run.progress
            .at("Putting orders together", batch.last_row.cast_unsigned(), 0);
    }
    Ok(())
}

fn write_orders(
    writer: &mut OrderWriter<'_>,
    source: &Source,
    key: &str,
    orders: &[BuiltOrder],
    accounts: &HashMap<i64, i64>,
    changes: &mut OrderChanges,
) -> Result<(), CleanError> {
    for order in orders {
        let own = order
            .is_second
            .then(|| own_namespace(&source.namespace, order.source_id));
        let account = order
            .parties
            .iter()
            .find_map(|(_, row_no)| accounts.get(row_no).copied());
        writer.insert(
            own.as_deref().unwrap_or(&source.namespace),
            key,
            account,
            order,
        )?;
        changes.orders_new += 1;
        changes.changed.extend(account);
    }
    Ok(())
}

//! Orders in the database: rebuilt from their lines, compared, and written only where they differ.
//!
//! Enters: order numbers. Leaves: rows in `orders` and `order_lines`, and the accounts whose orders
//! changed.

use std::collections::HashSet;

use rusqlite::{
    CachedStatement, Connection, OptionalExtension, Row, Statement, Transaction, params,
};

use crate::error::CleanError;
use crate::order::build::{BuiltLine, BuiltOrder, LineRow, build_orders};
use crate::order::product::Products;

/// What rebuilding changed.
#[derive(Debug, Default)]
pub(crate) struct OrderChanges {
    pub(crate) orders_new: u64,
    pub(crate) orders_removed: u64,
    /// Accounts whose orders changed and whose revision was not raised for it yet.
    pub(crate) changed: HashSet<i64>,
    /// Sources whose orders were begun by a run that did not end.
    pub(crate) resumed: HashSet<i64>,
}

/// An order as stored.
struct StoredOrder {
    id: i64,
    account_id: Option<i64>,
    order: BuiltOrder,
}

/// Rebuilds every order with this number in this namespace from what the files say now.
pub(crate) fn rebuild_orders(
    db: &Transaction<'_>,
    namespace: &str,
    order_key: &str,
    products: &Products,
    changes: &mut OrderChanges,
) -> Result<(), CleanError> {
    let (rows, sources) = read_lines(db, namespace, order_key, products)?;
    let built = build_orders(&rows);
    let mut written = Vec::new();
    for order in &built {
        let own = if order.is_second {
            own_namespace(namespace, order.source_id)
        } else {
            namespace.to_owned()
        };
        write_order(db, &own, order_key, order, changes)?;
        written.push(own);
    }
    let seconds = sources
        .iter()
        .filter(|_| sources.len() > 1)
        .map(|source| own_namespace(namespace, *source));
    for own in std::iter::once(namespace.to_owned()).chain(seconds) {
        if !written.contains(&own) {
            remove_order(db, &own, order_key, changes)?;
        }
    }
    Ok(())
}

/// Where orders go whose number is taken by another order.
pub(crate) fn own_namespace(namespace: &str, source_id: i64) -> String {
    format!("{namespace}#{source_id}")
}

/// The lines of an order from all files that count, and every file that ever had one.
fn read_lines(
    db: &Transaction<'_>,
    namespace: &str,
    order_key: &str,
    products: &Products,
) -> Result<(Vec<LineRow>, Vec<i64>), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/rebuild.lines.sql"))?;
    let mut rows = statement.query((order_key, namespace))?;
    let (mut lines, mut sources) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let mut line = read_line(row)?;
        if sources.last() != Some(&line.source_id) {
            sources.push(line.source_id);
        }
        if row.get::<_, bool>(16)? {
            products.complete(namespace, &mut line);
            lines.push(line);
        }
    }
    Ok((lines, sources))
}

fn read_line(row: &Row<'_>) -> rusqlite::Result<LineRow> {
    Ok(LineRow {
        source_id: row.get(0)?,
        has_lines: row.get(1)?,
        row_no: row.get(2)?,
        party_row: row.get(3)?,
        day: row.get(4)?,
        channel: row.get(5)?,
        currency: row.get(6)?,
        code: row.get(7)?,
        status: row.get(8)?,
        product_key: row.get(9)?,
        product: row.get(10)?,
        category: row.get(11)?,
        quantity: row.get(12)?,
        net_minor: row.get(13)?,
        cost_minor: row.get(14)?,
        shipping_minor: row.get(15)?,
        layout: row.get(17)?,
        is_at_end: row.get(18)?,
    })
}

fn write_order(
    db: &Transaction<'_>,
    namespace: &str,
    order_key: &str,
    order: &BuiltOrder,
    changes: &mut OrderChanges,
) -> Result<(), CleanError> {
    let account_id = account_of(db, order)?;
    let stored = read_order(db, namespace, order_key)?;
    if let Some(stored) = &stored {
        let mut wanted = order.clone();
        (wanted.is_second, wanted.parties) = (false, Vec::new());
        if stored.account_id == account_id && stored.order == wanted {
            return Ok(());
        }
    }
    match &stored {
        Some(stored) => update_order(db, namespace, order_key, account_id, order, stored.id)?,
        None => {
            OrderWriter::new(db)?.insert(namespace, order_key, account_id, order)?;
            changes.orders_new += 1;
        }
    }
    changes.changed.extend(account_id);
    changes
        .changed
        .extend(stored.and_then(|stored| stored.account_id));
    Ok(())
}

/// Writes orders that were not known, by statements that are looked up once.
pub(crate) struct OrderWriter<'db> {
    db: &'db Connection,
    facts: CachedStatement<'db>,
    line: CachedStatement<'db>,
}

impl<'db> OrderWriter<'db> {
    pub(crate) fn new(db: &'db Transaction<'_>) -> Result<OrderWriter<'db>, CleanError> {
        Ok(OrderWriter {
            db,
            facts: db.prepare_cached(include_str!("../../sql/rebuild.insert_order.sql"))?,
            line: db.prepare_cached(include_str!("../../sql/rebuild.insert_line.sql"))?,
        })
    }

    /// Writes an order that was not known.
    pub(crate) fn insert(
        &mut self,
        namespace: &str,
        order_key: &str,
        account_id: Option<i64>,
        order: &BuiltOrder,
    ) -> Result<(), CleanError> {
        write_facts(&mut self.facts, namespace, order_key, account_id, order)?;
        write_lines(&mut self.line, self.db.last_insert_rowid(), &order.lines)
    }
}

fn update_order(
    db: &Transaction<'_>,
    namespace: &str,
    order_key: &str,
    account_id: Option<i64>,
    order: &BuiltOrder,
    id: i64,
) -> Result<(), CleanError> {
    let mut update = db.prepare_cached(include_str!("../../sql/rebuild.update_order.sql"))?;
    write_facts(&mut update, namespace, order_key, account_id, order)?;
    db.prepare_cached(include_str!("../../sql/rebuild.delete_lines.sql"))?
        .execute([id])?;
    let mut insert = db.prepare_cached(include_str!("../../sql/rebuild.insert_line.sql"))?;
    write_lines(&mut insert, id, &order.lines)
}

/// Writes what stands in the order's own row, by a statement that takes it in this order.
fn write_facts(
    statement: &mut Statement<'_>,
    namespace: &str,
    order_key: &str,
    account_id: Option<i64>,
    order: &BuiltOrder,
) -> Result<(), CleanError> {
    statement.execute(params![
        namespace,
        order_key,
        account_id,
        order.day,
        order.net_minor,
        order.cost_minor,
        order.shipping_minor,
        order.status,
        order.channel,
        order.currency,
        order.code,
        order.source_id
    ])?;
    Ok(())
}

fn write_lines(
    statement: &mut Statement<'_>,
    order_id: i64,
    lines: &[BuiltLine],
) -> Result<(), CleanError> {
    for (at, line) in lines.iter().enumerate() {
        statement.execute(params![
            order_id,
            at as i64 + 1,
            line.product_key,
            line.product,
            line.category,
            line.quantity,
            line.net_minor,
            line.cost_minor,
            line.source_id,
            line.row_no
        ])?;
    }
    Ok(())
}

/// The account of the first of its rows that is linked to one.
fn account_of(db: &Transaction<'_>, order: &BuiltOrder) -> Result<Option<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/rebuild.account_of_row.sql"))?;
    for (source_id, row_no) in &order.parties {
        let found = statement
            .query_row((source_id, row_no), |row| row.get(0))
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn read_order(
    db: &Transaction<'_>,
    namespace: &str,
    order_key: &str,
) -> Result<Option<StoredOrder>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/rebuild.order.sql"))?;
    let found = statement.query_row((namespace, order_key), |row| {
        let status: String = row.get(6)?;
        let known = ["kept", "refund", "cancelled", "test"]
            .into_iter()
            .find(|known| *known == status);
        let order = BuiltOrder {
            source_id: row.get(10)?,
            is_second: false,
            day: row.get(2)?,
            net_minor: row.get(3)?,
            cost_minor: row.get(4)?,
            shipping_minor: row.get(5)?,
            // The table's CHECK allows no other word.
            status: known.unwrap_or("kept"),
            channel: row.get(7)?,
            currency: row.get(8)?,
            code: row.get(9)?,
            parties: Vec::new(),
            lines: Vec::new(),
        };
        Ok(StoredOrder {
            id: row.get(0)?,
            account_id: row.get(1)?,
            order,
        })
    });
    let Some(mut stored) = found.optional()? else {
        return Ok(None);
    };
    let mut statement = db.prepare_cached(include_str!("../../sql/rebuild.order_lines.sql"))?;
    let lines = statement.query_map([stored.id], |row| {
        Ok(BuiltLine {
            product_key: row.get(0)?,
            product: row.get(1)?,
            category: row.get(2)?,
            quantity: row.get(3)?,
            net_minor: row.get(4)?,
            cost_minor: row.get(5)?,
            source_id: row.get(6)?,
            row_no: row.get(7)?,
        })
    })?;
    stored.order.lines = lines.collect::<Result<_, _>>()?;
    Ok(Some(stored))
}

/// Takes an order out that no file speaks of any more. One that a code was redeemed with stays as
/// cancelled, for the redemption points at it.
fn remove_order(
    db: &Transaction<'_>,
    namespace: &str,
    order_key: &str,
    changes: &mut OrderChanges,
) -> Result<(), CleanError> {
    let Some(stored) = read_order(db, namespace, order_key)? else {
        return Ok(());
    };
    if stored.order.status == "cancelled" && stored.order.lines.is_empty() {
        return Ok(());
    }
    db.prepare_cached(include_str!("../../sql/rebuild.delete_lines.sql"))?
        .execute([stored.id])?;
    db.prepare_cached(include_str!("../../sql/rebuild.forget_refunds.sql"))?
        .execute([stored.id])?;
    let deleted = db
        .prepare_cached(include_str!("../../sql/rebuild.delete_order.sql"))?
        .execute([stored.id])?;
    if deleted == 0 {
        db.prepare_cached(include_str!("../../sql/rebuild.cancel_order.sql"))?
            .execute([stored.id])?;
    }
    changes.orders_removed += 1;
    changes.changed.extend(stored.account_id);
    Ok(())
}

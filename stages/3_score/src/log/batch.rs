//! One batch of accounts made anew: their orders, lines and events are read, histories leave.

use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, Rows};
use store::rusqlite;
use terms::Day;

use crate::ScoreError;
use crate::log::history::{AccountHistory, OrderFact, history_until};
use crate::log::lines::LineBook;
use crate::log::serving::{Service, ServiceKind};
use crate::log::taste::Taste;
use crate::log::words::Words;

/// An account whose stored history is missing, outdated, or of another as-of day.
#[derive(Clone, Copy)]
pub(crate) struct ChangedAccount {
    pub(crate) id: i64,
    pub(crate) revision: i64,
}

/// What was made anew for one batch of accounts, in their order.
pub(crate) struct Renewed {
    pub(crate) histories: Vec<AccountHistory>,
    pub(crate) tastes: Vec<Taste>,
    /// What the numbers of channels mean.
    pub(crate) channels: Words,
    /// What the numbers in the tastes mean, where the batch has a book of its own.
    pub(crate) book: Option<LineBook>,
}

/// Makes the histories of a batch anew; its accounts must rise by id. Lines are looked up in the
/// book of all orders where there is one.
pub(crate) fn renew_batch(
    db: &Connection,
    batch: &[ChangedAccount],
    as_of: Day,
    all_lines: Option<&LineBook>,
) -> Result<Renewed, ScoreError> {
    let mut channels = Words::default();
    let orders = read_orders(db, batch, &mut channels)?;
    let services = read_services(db, batch)?;
    let histories: Vec<AccountHistory> = (0..batch.len())
        .map(|at| history_until(as_of, orders.of(at), services.of(at)))
        .collect();
    let own_lines = match all_lines {
        Some(_) => None,
        None => Some(read_lines(db, &orders.facts, as_of)?),
    };
    let tastes = all_lines
        .or(own_lines.as_ref())
        .map_or_else(Vec::new, |book| {
            let each = histories.iter().enumerate();
            let taste = |(at, history): (usize, &AccountHistory)| {
                let bought = orders.of(at).iter().filter(|one| is_bought(one, as_of));
                Taste::of(bought.map(|one| one.id), history.last_order_id, book)
            };
            each.map(taste).collect()
        });
    Ok(Renewed {
        histories,
        tastes,
        channels,
        book: own_lines,
    })
}

/// Whether the lines of an order tell what its account buys.
fn is_bought(order: &OrderFact, as_of: Day) -> bool {
    order.day <= as_of && !order.is_refund
}

fn read_lines(db: &Connection, orders: &[OrderFact], as_of: Day) -> Result<LineBook, ScoreError> {
    let bought = orders.iter().filter(|one| is_bought(one, as_of));
    let mut ids: Vec<i64> = bought.map(|one| one.id).collect();
    ids.sort_unstable();
    LineBook::of_orders(db, ids)
}

/// Facts by account.
struct ByAccount<T> {
    /// Where the facts of each account of the batch begin, and where those of the last one end.
    begins: Vec<u32>,
    facts: Vec<T>,
}

impl<T> ByAccount<T> {
    /// Reads facts that rise by account, among which those of other accounts may be; each
    /// account's own are put in the order of a key.
    fn read<K: Ord>(
        mut rows: Rows<'_>,
        batch: &[ChangedAccount],
        mut fact: impl FnMut(&Row<'_>) -> rusqlite::Result<Option<T>>,
        key: impl Fn(&T) -> K,
    ) -> Result<Self, ScoreError> {
        let mut begins = Vec::with_capacity(batch.len() + 1);
        let mut facts: Vec<T> = Vec::new();
        while let Some(row) = rows.next()? {
            let account_id: i64 = row.get(0)?;
            while batch
                .get(begins.len())
                .is_some_and(|one| one.id <= account_id)
            {
                begins.push(facts.len() as u32);
            }
            let is_of_batch = begins
                .len()
                .checked_sub(1)
                .is_some_and(|at| batch[at].id == account_id);
            if is_of_batch {
                facts.extend(fact(row)?);
            }
        }
        begins.resize(batch.len() + 1, facts.len() as u32);
        let mut all = Self { begins, facts };
        for at in 0..batch.len() {
            // The index gives them nearly in this order, which makes the sort a single pass.
            let own = all.begins[at] as usize..all.begins[at + 1] as usize;
            all.facts[own].sort_by_key(&key);
        }
        Ok(all)
    }

    /// Those of the account at this place of the batch.
    fn of(&self, at: usize) -> &[T] {
        &self.facts[self.begins[at] as usize..self.begins[at + 1] as usize]
    }
}

/// Ids as the engine takes a whole list of them.
fn id_list(batch: &[ChangedAccount]) -> Rc<Vec<Value>> {
    let ids = batch.iter().map(|account| Value::Integer(account.id));
    Rc::new(ids.collect())
}

/// The orders of one batch of accounts, by account, day and id: all between the first and the
/// last of its accounts where it is nearly all of them, else one search each.
fn read_orders(
    db: &Connection,
    batch: &[ChangedAccount],
    channels: &mut Words,
) -> Result<ByAccount<OrderFact>, ScoreError> {
    let fact = |row: &Row<'_>| read_order(row, channels).map(Some);
    let key = |order: &OrderFact| (order.day, order.id);
    let ends = batch.first().zip(batch.last());
    let ends = ends.map(|(first, last)| [first.id, last.id]);
    let is_nearly_all = |[first, last]: &[i64; 2]| last - first < 2 * batch.len() as i64;
    match ends.filter(is_nearly_all) {
        Some(ends) => {
            let sql = include_str!("../../sql/histories.read_orders_between.sql");
            ByAccount::read(db.prepare_cached(sql)?.query(ends)?, batch, fact, key)
        }
        None => {
            let sql = include_str!("../../sql/histories.read_orders.sql");
            let mut statement = db.prepare_cached(sql)?;
            ByAccount::read(statement.query([id_list(batch)])?, batch, fact, key)
        }
    }
}

fn read_order(row: &Row<'_>, channels: &mut Words) -> rusqlite::Result<OrderFact> {
    Ok(OrderFact {
        id: row.get(1)?,
        day: Day::from_number(row.get(2)?),
        net_minor: row.get(3)?,
        cost_minor: row.get(4)?,
        shipping_minor: row.get(5)?,
        is_refund: row.get(6)?,
        channel: channels.id(row.get_ref(7)?.as_str().unwrap_or_default()),
        refund_of: row.get(8)?,
    })
}

/// What served the accounts of a batch, by account and day.
fn read_services(
    db: &Connection,
    batch: &[ChangedAccount],
) -> Result<ByAccount<Service>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.read_services.sql"))?;
    let rows = statement.query([id_list(batch)])?;
    let fact = |row: &Row<'_>| {
        let kind = ServiceKind::of_event(row.get_ref(2)?.as_str().unwrap_or_default());
        let (day, minutes) = (row.get(1)?, row.get(3)?);
        Ok(kind.map(|kind| Service { day, kind, minutes }))
    };
    ByAccount::read(rows, batch, fact, |service| service.day)
}

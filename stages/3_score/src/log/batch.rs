//! One batch of accounts made anew: their orders, lines and events are read, histories leave.

use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, Row};
use store::rusqlite;
use terms::Day;

use crate::ScoreError;
use crate::log::history::{AccountHistory, OrderFact, history_until};
use crate::log::serving::{Service, ServiceKind};
use crate::log::taste::{LineFact, OrderOwner, Taste, Tasting};
use crate::log::words::Words;

/// An account whose stored history is missing, outdated, or of another as-of day.
pub(crate) struct ChangedAccount {
    pub(crate) id: i64,
    pub(crate) revision: i64,
}

/// What was made anew for one batch of accounts, in their order.
pub(crate) struct Renewed {
    pub(crate) histories: Vec<AccountHistory>,
    pub(crate) tastes: Vec<Taste>,
    /// What the numbers of channels and categories in them mean.
    pub(crate) words: Words,
}

/// Makes the histories of a batch anew; its accounts must rise by id.
pub(crate) fn renew_batch(
    db: &Connection,
    batch: &[ChangedAccount],
    as_of: Day,
) -> Result<Renewed, ScoreError> {
    let mut words = Words::default();
    let ids = batch.iter().map(|account| account.id);
    let orders = read_orders(db, ids.clone(), &mut words)?;
    let services = read_services(db, ids)?;
    let histories: Vec<AccountHistory> = batch
        .iter()
        .map(|account| history_until(as_of, orders.of(account.id), services.of(account.id)))
        .collect();
    let owners = owners(batch, &orders, &histories, as_of);
    let tastes = read_tastes(db, owners, batch.len(), &mut words)?;
    Ok(Renewed {
        histories,
        tastes,
        words,
    })
}

/// Facts by account.
struct ByAccount<T> {
    account_ids: Vec<i64>,
    facts: Vec<T>,
}

impl<T> ByAccount<T> {
    /// Takes facts that rise by account.
    fn new(owned: Vec<(i64, T)>) -> Self {
        let (account_ids, facts) = owned.into_iter().unzip();
        Self { account_ids, facts }
    }

    fn of(&self, account_id: i64) -> &[T] {
        let begin = self.account_ids.partition_point(|id| *id < account_id);
        let length = self.account_ids[begin..].partition_point(|id| *id == account_id);
        &self.facts[begin..begin + length]
    }
}

/// Ids as the engine takes a whole list of them.
fn id_list(ids: impl Iterator<Item = i64>) -> Rc<Vec<Value>> {
    Rc::new(ids.map(Value::Integer).collect())
}

/// The orders of one batch of accounts, by account, day and id.
fn read_orders(
    db: &Connection,
    ids: impl Iterator<Item = i64>,
    words: &mut Words,
) -> Result<ByAccount<OrderFact>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.read_orders.sql"))?;
    let mut rows = statement.query([id_list(ids)])?;
    let mut owned = Vec::new();
    while let Some(row) = rows.next()? {
        owned.push((row.get(0)?, read_order(row, words)?));
    }
    // The index gives them nearly in this order, which makes the sort a single pass.
    owned.sort_by_key(|(account_id, order)| (*account_id, order.day, order.id));
    Ok(ByAccount::new(owned))
}

fn read_order(row: &Row<'_>, words: &mut Words) -> rusqlite::Result<OrderFact> {
    Ok(OrderFact {
        id: row.get(1)?,
        day: Day::from_number(row.get(2)?),
        net_minor: row.get(3)?,
        cost_minor: row.get(4)?,
        shipping_minor: row.get(5)?,
        is_refund: row.get(6)?,
        channel: words.id(row.get_ref(7)?.as_str().unwrap_or_default()),
        refund_of: row.get(8)?,
    })
}

/// What served the accounts of a batch, by account and day.
fn read_services(
    db: &Connection,
    ids: impl Iterator<Item = i64>,
) -> Result<ByAccount<Service>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.read_services.sql"))?;
    let mut rows = statement.query([id_list(ids)])?;
    let mut owned = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = ServiceKind::of_event(row.get_ref(2)?.as_str().unwrap_or_default());
        if let Some(kind) = kind {
            let (day, minutes) = (row.get(1)?, row.get(3)?);
            owned.push((row.get(0)?, Service { day, kind, minutes }));
        }
    }
    owned.sort_by_key(|(account_id, service): &(i64, Service)| (*account_id, service.day));
    Ok(ByAccount::new(owned))
}

/// Whose each kept order up to the as-of day is, by rising order id.
fn owners(
    batch: &[ChangedAccount],
    orders: &ByAccount<OrderFact>,
    histories: &[AccountHistory],
    as_of: Day,
) -> Vec<OrderOwner> {
    let mut owners: Vec<OrderOwner> = Vec::with_capacity(orders.facts.len());
    for (account, (changed, history)) in batch.iter().zip(histories).enumerate() {
        for order in orders.of(changed.id) {
            if order.day <= as_of && !order.is_refund {
                owners.push(OrderOwner {
                    order_id: order.id,
                    account,
                    is_last: history.last_order_id == Some(order.id),
                });
            }
        }
    }
    owners.sort_unstable_by_key(|owner| owner.order_id);
    owners
}

fn read_tastes(
    db: &Connection,
    owners: Vec<OrderOwner>,
    accounts: usize,
    words: &mut Words,
) -> Result<Vec<Taste>, ScoreError> {
    let ids = id_list(owners.iter().map(|owner| owner.order_id));
    let mut tasting = Tasting::begin(owners, accounts, words);
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.read_lines.sql"))?;
    let mut rows = statement.query([ids])?;
    while let Some(row) = rows.next()? {
        tasting.add(&LineFact {
            order_id: row.get(0)?,
            line_no: row.get(1)?,
            product: row.get_ref(2)?.as_str().unwrap_or_default(),
            category: row.get_ref(3)?.as_str().unwrap_or_default(),
            net_minor: row.get(4)?,
        });
    }
    Ok(tasting.finish())
}

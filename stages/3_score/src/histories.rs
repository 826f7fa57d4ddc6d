//! The table `account_histories`: accounts whose orders changed enter, their rows leave anew.

use std::rc::Rc;
use std::sync::mpsc;

use rusqlite::types::Value;
use rusqlite::{Connection, Row};
use store::{Progress, Store, StoreError, rusqlite};
use terms::Day;

use crate::ScoreError;
use crate::history::{AccountHistory, OrderFact, history_until};
use crate::taste::{LineFact, OrderOwner, Taste, Tasting};

/// Accounts per transaction: pages that write wait for one batch at most.
const ACCOUNTS_PER_BATCH: usize = 10_000;

/// An account whose stored history is missing, outdated, or of another as-of day.
struct ChangedAccount {
    id: i64,
    revision: i64,
}

/// What was made anew for one batch of accounts, in their order.
struct Renewed {
    histories: Vec<AccountHistory>,
    tastes: Vec<Taste>,
}

/// Brings the histories to the as-of day and says how many had to be made anew.
///
/// One thread reads the next batch while this one writes the last. Each batch is a transaction
/// of its own and leaves finished accounts behind, so that work that was stopped is gone on
/// with. An account whose orders change meanwhile keeps the revision it was listed with, and is
/// done again by the next run.
pub(crate) fn renew_histories(
    store: &Store,
    as_of: Day,
    progress: &dyn Progress,
) -> Result<u64, ScoreError> {
    let changed = store.read(|db| read_changed(db, as_of))?;
    let batches = || changed.chunks(ACCOUNTS_PER_BATCH);
    let (finished, next) = mpsc::sync_channel(1);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for batch in batches() {
                let renewed = store.read(|db| renew_batch(db, batch, as_of));
                // Nobody takes it any more: the writing side has stopped and says why.
                if finished.send(renewed).is_err() {
                    return;
                }
            }
        });
        write_batches(store, batches(), next, changed.len() as u64, progress)
    })
}

/// Writes the batches as they come in; when it stops early, so does the reading.
fn write_batches<'a>(
    store: &Store,
    batches: impl Iterator<Item = &'a [ChangedAccount]>,
    next: mpsc::Receiver<Result<Renewed, ScoreError>>,
    total: u64,
    progress: &dyn Progress,
) -> Result<u64, ScoreError> {
    let mut done = 0;
    progress.at("Reading what each account ordered", done, total);
    for (batch, renewed) in batches.zip(next) {
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
        let renewed = renewed?;
        store.write(|db| write_histories(db, batch, &renewed))?;
        done += batch.len() as u64;
        progress.at("Reading what each account ordered", done, total);
    }
    Ok(done)
}

fn read_changed(db: &Connection, as_of: Day) -> Result<Vec<ChangedAccount>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../sql/histories.read_changed.sql"))?;
    let rows = statement.query_map([as_of.number()], |row| {
        Ok(ChangedAccount {
            id: row.get(0)?,
            revision: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn renew_batch(
    db: &Connection,
    batch: &[ChangedAccount],
    as_of: Day,
) -> Result<Renewed, ScoreError> {
    let orders = BatchOrders::read(db, batch)?;
    let histories: Vec<AccountHistory> = batch
        .iter()
        .map(|account| history_until(as_of, orders.of(account.id)))
        .collect();
    let owners = orders.owners(batch, &histories, as_of);
    let tastes = read_tastes(db, owners, batch.len())?;
    Ok(Renewed { histories, tastes })
}

/// The orders of one batch of accounts, by account, day and id.
struct BatchOrders {
    account_ids: Vec<i64>,
    orders: Vec<OrderFact>,
}

impl BatchOrders {
    fn read(db: &Connection, batch: &[ChangedAccount]) -> Result<Self, ScoreError> {
        let ids = batch
            .iter()
            .map(|account| Value::Integer(account.id))
            .collect();
        let mut statement = db.prepare_cached(include_str!("../sql/histories.read_orders.sql"))?;
        let rows = statement.query_map([Rc::new(ids) as Rc<Vec<Value>>], read_order)?;
        let mut owned = rows.collect::<Result<Vec<_>, _>>()?;
        // The index gives them nearly in this order, which makes the sort a single pass.
        owned.sort_by_key(|(account_id, order)| (*account_id, order.day, order.id));
        let (account_ids, orders) = owned.into_iter().unzip();
        Ok(Self {
            account_ids,
            orders,
        })
    }

    fn of(&self, account_id: i64) -> &[OrderFact] {
        let begin = self.account_ids.partition_point(|id| *id < account_id);
        let length = self.account_ids[begin..].partition_point(|id| *id == account_id);
        &self.orders[begin..begin + length]
    }

    /// Whose each kept order up to the as-of day is, by rising order id.
    fn owners(
        &self,
        batch: &[ChangedAccount],
        histories: &[AccountHistory],
        as_of: Day,
    ) -> Vec<OrderOwner> {
        let mut owners: Vec<OrderOwner> = Vec::with_capacity(self.orders.len());
        for (account, (changed, history)) in batch.iter().zip(histories).enumerate() {
            for order in self.of(changed.id) {
                if order.day <= as_of && !order.is_refund {
                    let is_last = history.last_order_id == Some(order.id);
                    owners.push(OrderOwner {
                        order_id: order.id,
                        account,
                        is_last,
                    });
                }
            }
        }
        owners.sort_unstable_by_key(|owner| owner.order_id);
        owners
    }
}

fn read_order(row: &Row<'_>) -> rusqlite::Result<(i64, OrderFact)> {
    let order = OrderFact {
        id: row.get(1)?,
        day: Day::from_number(row.get(2)?),
        net_minor: row.get(3)?,
        cost_minor: row.get(4)?,
        shipping_minor: row.get(5)?,
        is_refund: row.get(6)?,
    };
    Ok((row.get(0)?, order))
}

fn read_tastes(
    db: &Connection,
    owners: Vec<OrderOwner>,
    accounts: usize,
) -> Result<Vec<Taste>, ScoreError> {
    let ids = owners
        .iter()
        .map(|owner| Value::Integer(owner.order_id))
        .collect();
    let mut tasting = Tasting::begin(owners, accounts);
    let mut statement = db.prepare_cached(include_str!("../sql/histories.read_lines.sql"))?;
    let mut rows = statement.query([Rc::new(ids) as Rc<Vec<Value>>])?;
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

fn write_histories(
    db: &Connection,
    batch: &[ChangedAccount],
    renewed: &Renewed,
) -> Result<(), ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../sql/histories.write.sql"))?;
    let rows = renewed.histories.iter().zip(&renewed.tastes);
    for (account, (history, taste)) in batch.iter().zip(rows) {
        statement.execute(rusqlite::params![
            account.id,
            account.revision,
            history.newest_day.map(Day::number),
            history.next_day.map(Day::number),
            history.first_day.map(Day::number),
            history.last_day.map(Day::number),
            history.order_count,
            history.order_days,
            history.refund_count,
            history.kept_minor,
            history.revenue_minor,
            history.known_revenue_minor,
            history.known_cost_minor,
            history.shipping_minor,
            history.repeat_mean_minor,
            history.gap_days_median,
            history.last_order_id,
            taste.last_product,
            taste.top_category,
        ])?;
    }
    Ok(())
}

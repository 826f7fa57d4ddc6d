//! The table `account_histories`: accounts whose orders changed enter, their rows leave anew.

use std::sync::mpsc;

use rusqlite::Connection;
use store::{Progress, Store, StoreError, rusqlite};
use terms::Day;

use crate::ScoreError;
use crate::log::batch::{ChangedAccount, Renewed, renew_batch};
use crate::log::category_log::pack_spends;
use crate::log::history::AccountHistory;
use crate::log::order_log::pack;
use crate::log::serving::pack_services;
use crate::log::taste::Taste;
use crate::log::words::Words;

/// Accounts per transaction: pages that write wait for one at most, which takes less than a second.
const ACCOUNTS_PER_WRITE: usize = 40_000;

/// Transactions whose accounts are read together at most, a quarter of a gigabyte of orders.
const MOST_WRITES_A_BATCH: usize = 6;

/// Parts that all changed accounts are read in where they are many, so that reading and writing
/// overlap.
const FEWEST_BATCHES: usize = 12;

/// Threads that read ahead of the one that writes: two cores, and reading costs twice the writing.
const READERS: usize = 2;

/// Brings the histories to the as-of day and says how many had to be made anew.
///
/// Two threads read the next batches while this one writes. Each batch is a transaction of its
/// own and leaves finished accounts behind, so that work that was stopped is gone on with. An
/// account whose orders change meanwhile keeps the revision it was listed with, and is done
/// again by the next run.
pub(crate) fn renew_histories(
    store: &Store,
    as_of: Day,
    progress: &dyn Progress,
) -> Result<u64, ScoreError> {
    let (changed, words) = store.read(|db| {
        let changed = read_changed(db, as_of)?;
        Ok::<_, ScoreError>((changed, Words::read(db)?))
    })?;
    let batches: Vec<&[ChangedAccount]> = changed.chunks(batch_size(changed.len())).collect();
    std::thread::scope(|scope| {
        let readers = (0..READERS).map(|number| {
            let (finished, next) = mpsc::sync_channel(1);
            let own = batches.iter().skip(number).step_by(READERS);
            scope.spawn(move || {
                for batch in own {
                    let renewed = store.read(|db| renew_batch(db, batch, as_of));
                    // Nobody takes it any more: the writing side has stopped and says why.
                    if finished.send(renewed).is_err() {
                        return;
                    }
                }
            });
            next
        });
        write_batches(
            store,
            &batches,
            &readers.collect::<Vec<_>>(),
            words,
            progress,
        )
    })
}

/// Accounts that are read together. The lines of an account lie all over their table: the more
/// accounts are read at once, the more lines are found on each page that is touched.
fn batch_size(changed: usize) -> usize {
    let writes = changed / (FEWEST_BATCHES * ACCOUNTS_PER_WRITE);
    writes.clamp(1, MOST_WRITES_A_BATCH) * ACCOUNTS_PER_WRITE
}

/// Writes the batches in turn as they come in; when it stops early, so does the reading.
fn write_batches(
    store: &Store,
    batches: &[&[ChangedAccount]],
    readers: &[mpsc::Receiver<Result<Renewed, ScoreError>>],
    mut words: Words,
    progress: &dyn Progress,
) -> Result<u64, ScoreError> {
    const STEP: &str = "Reading what each account ordered";
    let total = batches.iter().map(|batch| batch.len() as u64).sum();
    let mut done = 0;
    progress.at(STEP, done, total);
    for (batch, next) in batches.iter().zip(readers.iter().cycle()) {
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
        // A reader that panicked has hung up: its panic is passed on when the scope ends.
        let Ok(renewed) = next.recv() else { break };
        let renewed = renewed?;
        let mut rows = renewed.histories.into_iter().zip(renewed.tastes);
        for part in batch.chunks(ACCOUNTS_PER_WRITE) {
            store.write(|db| write_histories(db, part, &mut rows, &renewed.words, &mut words))?;
            done += part.len() as u64;
            progress.at(STEP, done, total);
        }
    }
    Ok(done)
}

fn read_changed(db: &Connection, as_of: Day) -> Result<Vec<ChangedAccount>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.read_changed.sql"))?;
    let rows = statement.query_map([as_of.number()], |row| {
        Ok(ChangedAccount {
            id: row.get(0)?,
            revision: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn write_histories(
    db: &Connection,
    accounts: &[ChangedAccount],
    rows: &mut impl Iterator<Item = (AccountHistory, Taste)>,
    own_words: &Words,
    words: &mut Words,
) -> Result<(), ScoreError> {
    let numbers = words.take_in(own_words);
    words.write_new(db)?;
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.write.sql"))?;
    for (account, (mut history, mut taste)) in accounts.iter().zip(rows) {
        for entry in &mut history.entries {
            entry.channel = numbers[entry.channel as usize];
        }
        for (category, _) in &mut taste.spends {
            *category = numbers[*category as usize];
        }
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
            own_words.word(taste.top_category),
            own_words.word(history.top_channel),
            pack(&history.entries),
            pack_services(&history.services),
            pack_spends(&taste.spends),
        ])?;
    }
    Ok(())
}

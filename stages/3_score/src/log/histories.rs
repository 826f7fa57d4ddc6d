//! The table `account_histories`: accounts whose orders changed enter, their rows leave anew.

use std::sync::mpsc;

use rusqlite::Connection;
use store::{Progress, Store, StoreError, rusqlite};
use terms::Day;

use crate::ScoreError;
use crate::log::batch::{ChangedAccount, Renewed, renew_batch};
use crate::log::category_log::pack_spends;
use crate::log::order_log::pack;
use crate::log::serving::pack_services;
use crate::log::words::Words;

/// Accounts per transaction: pages that write wait for one batch at most, which takes less than a
/// second. Their lines lie all over the table; so many find several on each page they touch.
const ACCOUNTS_PER_BATCH: usize = 40_000;

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
    let batches: Vec<&[ChangedAccount]> = changed.chunks(ACCOUNTS_PER_BATCH).collect();
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
        store.write(|db| write_histories(db, batch, renewed, &mut words))?;
        done += batch.len() as u64;
        progress.at(STEP, done, total);
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
    batch: &[ChangedAccount],
    renewed: Renewed,
    words: &mut Words,
) -> Result<(), ScoreError> {
    let numbers = words.take_in(&renewed.words);
    words.write_new(db)?;
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.write.sql"))?;
    let rows = renewed.histories.into_iter().zip(renewed.tastes);
    for (account, (mut history, mut taste)) in batch.iter().zip(rows) {
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
            renewed.words.word(taste.top_category),
            renewed.words.word(history.top_channel),
            pack(&history.entries),
            pack_services(&history.services),
            pack_spends(&taste.spends),
        ])?;
    }
    Ok(())
}

//! The table `account_histories`: accounts whose orders changed enter, their rows leave anew.

use std::sync::mpsc;

use rusqlite::Connection;
use store::{Progress, Store, StoreError, rusqlite};
use terms::Day;

use crate::ScoreError;
use crate::log::batch::{ChangedAccount, Renewed, renew_batch};
use crate::log::category_log::pack_spends;
use crate::log::history::AccountHistory;
use crate::log::lines::LineBook;
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

/// What is said meanwhile.
const STEP: &str = "Reading what each account ordered";

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
    let (words, last_account) = store.read(|db| {
        let sql = include_str!("../../sql/histories.last_account.sql");
        let last_account: i64 = db.query_row(sql, [], |row| row.get(0))?;
        Ok::<_, ScoreError>((Words::read(db)?, last_account))
    })?;
    progress.at(STEP, 0, 0);
    let half = |ids| store.read(|db| read_changed(db, as_of, ids));
    let middle = last_account / 2;
    let (lower, upper) = rayon::join(|| half([0, middle]), || half([middle, last_account]));
    let changed = [lower?, upper?].concat();
    let is_most = 2 * changed.len() as i64 > last_account;
    let all_lines = match is_most {
        true => LineBook::of_all(store)?,
        false => None,
    };
    let all_lines = all_lines.as_ref();
    let batches: Vec<&[ChangedAccount]> = changed.chunks(batch_size(changed.len())).collect();
    std::thread::scope(|scope| {
        let readers = (0..READERS).map(|number| {
            let (finished, next) = mpsc::sync_channel(1);
            let own = batches.iter().skip(number).step_by(READERS);
            scope.spawn(move || {
                for batch in own {
                    let renewed = store.read(|db| renew_batch(db, batch, as_of, all_lines));
                    // Nobody takes it any more: the writing side has stopped and says why.
                    if finished.send(renewed).is_err() {
                        return;
                    }
                }
            });
            next
        });
        let readers: Vec<_> = readers.collect();
        let writing = Writing {
            store,
            words,
            all_lines,
        };
        writing.write(&batches, &readers, progress)
    })
}

/// Accounts that are read together. The lines of an account lie all over their table: the more
/// accounts are read at once, the more lines are found on each page that is touched.
fn batch_size(changed: usize) -> usize {
    let share = changed.div_ceil(READERS).clamp(1, ACCOUNTS_PER_WRITE);
    let writes = changed / (FEWEST_BATCHES * ACCOUNTS_PER_WRITE);
    writes.clamp(1, MOST_WRITES_A_BATCH) * share
}

/// The side that writes.
struct Writing<'a> {
    store: &'a Store,
    /// All words so far.
    words: Words,
    /// The book the tastes speak of, where their batch has none of its own.
    all_lines: Option<&'a LineBook>,
}

impl Writing<'_> {
    /// Writes the batches in turn as they come in; when it stops early, so does the reading.
    fn write(
        mut self,
        batches: &[&[ChangedAccount]],
        readers: &[mpsc::Receiver<Result<Renewed, ScoreError>>],
        progress: &dyn Progress,
    ) -> Result<u64, ScoreError> {
        let total = batches.iter().map(|batch| batch.len() as u64).sum();
        let mut done = 0;
        for (batch, next) in batches.iter().zip(readers.iter().cycle()) {
            if progress.cancelled() {
                return Err(StoreError::Cancelled.into());
            }
            // A reader that panicked has hung up: its panic is passed on when the scope ends.
            let Ok(renewed) = next.recv() else { break };
            let renewed = renewed?;
            let book = self.all_lines.or(renewed.book.as_ref());
            let told = Told::of(&renewed.channels, book, &mut self.words);
            let mut rows = renewed.histories.into_iter().zip(renewed.tastes);
            for part in batch.chunks(ACCOUNTS_PER_WRITE) {
                self.store.write_derived(|db| {
                    self.words.write_new(db)?;
                    write_histories(db, part, &mut rows, &told)
                })?;
                done += part.len() as u64;
                progress.at(STEP, done, total);
            }
        }
        Ok(done)
    }
}

/// What the numbers in a batch mean.
struct Told<'a> {
    channels: &'a Words,
    book: Option<&'a LineBook>,
    /// The same channels and categories among all words.
    channel_numbers: Vec<u32>,
    category_numbers: Vec<u32>,
}

impl<'a> Told<'a> {
    fn of(channels: &'a Words, book: Option<&'a LineBook>, words: &mut Words) -> Self {
        Self {
            channels,
            book,
            channel_numbers: words.take_in(channels),
            category_numbers: book.map_or_else(Vec::new, |book| words.take_in(&book.categories)),
        }
    }

    fn product(&self, number: u32) -> &str {
        self.book.map_or("", |book| book.products.word(number))
    }

    fn category(&self, number: u32) -> &str {
        self.book.map_or("", |book| book.categories.word(number))
    }
}

/// The changed accounts above one id and up to another.
fn read_changed(
    db: &Connection,
    as_of: Day,
    [above, up_to]: [i64; 2],
) -> Result<Vec<ChangedAccount>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.read_changed.sql"))?;
    let rows = statement.query_map((as_of.number(), above, up_to), |row| {
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
    told: &Told<'_>,
) -> Result<(), ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/histories.write.sql"))?;
    let [mut orders, mut services, mut spends] = [const { Vec::new() }; 3];
    for (account, (mut history, mut taste)) in accounts.iter().zip(rows) {
        let top_category = told.category(taste.top_category());
        for entry in &mut history.entries {
            entry.channel = told.channel_numbers[entry.channel as usize];
        }
        for (category, _) in &mut taste.spends {
            *category = told.category_numbers[*category as usize];
        }
        for packed in [&mut orders, &mut services, &mut spends] {
            packed.clear();
        }
        pack(&mut orders, &history.entries);
        pack_services(&mut services, &history.services);
        pack_spends(&mut spends, &taste.spends);
        statement.execute(rusqlite::params![
            account.id,
            account.revision,
            history.newest_day.map(Day::number),
            history.next_day.map(Day::number),
            history.first_day.map(Day::number),
            history.last_day.map(Day::number),
            history.order_count,
            history.order_days,
            history.kept_minor,
            history.revenue_minor,
            history.known_revenue_minor,
            history.repeat_mean_minor,
            history.gap_days_median,
            told.product(taste.last_product),
            top_category,
            told.channels.word(history.top_channel),
            orders,
            services,
            spends,
        ])?;
    }
    Ok(())
}

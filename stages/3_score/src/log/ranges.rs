//! All accounts read in small ranges by two threads: a reading of one range enters, its results
//! leave in the order of the ids.

use std::sync::mpsc::{self, SyncSender};

use rusqlite::Connection;
use store::{Store, rusqlite};

use crate::ScoreError;

/// Threads that read: two cores.
const READERS: usize = 2;

/// Account numbers read at once: few megabytes, so that their memory is used again and again.
const IDS_OF_A_PART: i64 = 16_384;

/// The highest id of an account.
pub(crate) fn read_last_id(store: &Store) -> Result<i64, ScoreError> {
    store.read(|db| {
        let sql = include_str!("../../sql/ranges.last_id.sql");
        Ok(db.query_row(sql, [], |row| row.get(0))?)
    })
}

/// Reads all ids up to the last, range by range, and takes the results in the order of the ids, so
/// that what comes of it does not depend on which thread was faster.
pub(crate) fn read_ranges<T: Send>(
    store: &Store,
    last_id: i64,
    read: impl Fn(&Connection, [i64; 2]) -> Result<T, ScoreError> + Sync,
    mut take: impl FnMut(T),
) -> Result<(), ScoreError> {
    let starts = (0..=last_id / IDS_OF_A_PART).map(|part| part * IDS_OF_A_PART);
    let ranges: Vec<[i64; 2]> = starts.map(|from| [from, from + IDS_OF_A_PART]).collect();
    std::thread::scope(|scope| {
        let readers = (0..READERS).map(|number| {
            let (finished, next) = mpsc::sync_channel(2);
            let own = ranges.iter().skip(number).step_by(READERS);
            let read = &read;
            scope.spawn(move || read_in_turn(store, read, own, &finished));
            next
        });
        let readers: Vec<_> = readers.collect();
        for next in readers.iter().cycle().take(ranges.len()) {
            // A reader that panicked has hung up: its panic is passed on when the scope ends.
            let Ok(part) = next.recv() else { break };
            take(part?);
        }
        Ok(())
    })
}

/// Reads one range after the other, all of these as they were at one moment.
fn read_in_turn<'a, T>(
    store: &Store,
    read: impl Fn(&Connection, [i64; 2]) -> Result<T, ScoreError>,
    ranges: impl Iterator<Item = &'a [i64; 2]>,
    finished: &SyncSender<Result<T, ScoreError>>,
) {
    let done = store.read(|db| {
        for range in ranges {
            // Nobody takes it any more: the other side has stopped and says why.
            if finished.send(Ok(read(db, *range)?)).is_err() {
                break;
            }
        }
        Ok(())
    });
    if let Err(error) = done {
        drop(finished.send(Err(error)));
    }
}

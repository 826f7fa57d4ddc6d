//! What happened besides buying: calls, notes, visits, tickets, registrations, interests, survey
//! answers, usage, subscriptions, consents.
//!
//! Enters: `received_events` and the links of their rows. Leaves: `events`, the timeline.

use rusqlite::Transaction;
use store::Store;

use crate::account::write_account;
use crate::error::CleanError;
use crate::run::{Run, Source};

/// Rows in one transaction.
const BATCH_ROWS: i64 = 20_000;

/// Puts every event of a source on the timeline of its account. Events of nobody known stay as
/// received; the gap report counts them.
pub(crate) fn read_source_events(
    store: &Store,
    source: &Source,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let mut after = 0;
    loop {
        run.check_stop()?;
        let last = store.write(|db| {
            let last: Option<i64> = db
                .prepare_cached(include_str!("../../sql/event.last_of_batch.sql"))?
                .query_row((source.id, after, BATCH_ROWS), |row| row.get(0))?;
            if let Some(last) = last {
                let new = db
                    .prepare_cached(include_str!("../../sql/event.insert.sql"))?
                    .execute((source.id, after, last))?;
                run.report.events_new += new as u64;
                note_accounts(db, (source.id, after, last), run)?;
                write_told_consents(db, source.id, after, last, run)?;
            }
            Ok::<_, CleanError>(last)
        })?;
        let Some(last) = last else { return Ok(()) };
        after = last;
        run.progress
            .at("Putting events on the timeline", after.cast_unsigned(), 0);
    }
}

/// Consents that came as events count like those in a contact file.
fn write_told_consents(
    db: &Transaction<'_>,
    source_id: i64,
    after: i64,
    last: i64,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/event.consent_accounts.sql"))?;
    let accounts: Vec<i64> = statement
        .query_map((source_id, after, last), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for account_id in accounts {
        write_account(db, account_id, false, run.now, &run.standing)?;
    }
    Ok(())
}

/// Notes whose timeline a stretch of rows of a source stands on: serving them costs something else
/// than before, so their value has to be counted anew.
fn note_accounts(
    db: &Transaction<'_>,
    rows: (i64, i64, i64),
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/event.accounts.sql"))?;
    for account_id in statement.query_map(rows, |row| row.get(0))? {
        run.changes.changed.insert(account_id?);
    }
    Ok(())
}

/// Takes the events of a source off the timeline, batch by batch; stopped half way, the next call
/// goes on. Whose they were is raised in the same breath, for afterwards nobody knows.
pub(crate) fn delete_source_events(
    store: &Store,
    source_id: i64,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    loop {
        run.check_stop()?;
        let is_more = store.write(|db| {
            let last: Option<i64> = db
                .prepare_cached(include_str!("../../sql/event.last_to_delete.sql"))?
                .query_row((source_id, BATCH_ROWS), |row| row.get(0))?;
            let Some(last) = last else { return Ok(false) };
            note_accounts(db, (source_id, i64::MIN, last), run)?;
            db.prepare_cached(include_str!("../../sql/event.delete.sql"))?
                .execute((source_id, last))?;
            run.raise_revisions(db)?;
            Ok::<_, CleanError>(true)
        })?;
        if !is_more {
            return Ok(());
        }
    }
}

/// Puts the events of an account's rows back on its timeline, after rows moved.
pub(crate) fn follow_links(db: &Transaction<'_>, account_id: i64) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/event.follow_links.sql"))?
        .execute([account_id])?;
    Ok(())
}

//! Pictures of accounts into the database, writing only what differs.
//!
//! Enters: accounts with their rows. Leaves: `accounts`, `people`, `contact_points`, `consents` and
//! `tags` as the rows tell them. What no row tells any more is gone, not deleted, and comes back
//! under its old number.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rusqlite::{Connection, Row, Transaction, params};

use crate::account::picture::{Consent, Picture, picture_of};
use crate::account::standing::Standing;
use crate::account::write_people::write_people;
use crate::account::write_points::write_points;
use crate::error::CleanError;
use crate::link::{Identity, PartyRow, rows_of_accounts};
use crate::review::note_changed;

/// What the rows of one account make; nothing when it has none any more.
struct Drawn {
    account_id: i64,
    /// Nothing is stored of it yet but its number.
    is_new: bool,
    picture: Option<Picture>,
}

/// Writes an account as its rows tell it; gives how many people are new. Of one that `is_new`
/// nothing is stored yet but its number.
pub(crate) fn write_account(
    db: &Transaction<'_>,
    account_id: i64,
    is_new: bool,
    now: &str,
    standing: &Standing,
) -> Result<u64, CleanError> {
    write_accounts(db, &[(account_id, is_new)], now, standing)
}

/// Writes accounts, which come ascending, as [`write_account`] would one after the other: their
/// rows are read in one pass and their pictures drawn side by side.
pub(crate) fn write_accounts(
    db: &Transaction<'_>,
    accounts: &[(i64, bool)],
    now: &str,
    standing: &Standing,
) -> Result<u64, CleanError> {
    let ids: Vec<i64> = accounts.iter().map(|(account_id, _)| *account_id).collect();
    let rows = rows_of_accounts(db, &ids)?;
    let drawn: Vec<Drawn> = accounts
        .into_par_iter()
        .zip(rows)
        .map(|(&(account_id, is_new), rows)| Drawn {
            account_id,
            is_new,
            picture: (!rows.is_empty()).then(|| picture_of(&recognised(rows))),
        })
        .collect();
    let mut new = 0;
    for one in drawn {
        new += write_drawn(db, one, now, standing)?;
    }
    Ok(new)
}

fn write_drawn(
    db: &Transaction<'_>,
    drawn: Drawn,
    now: &str,
    standing: &Standing,
) -> Result<u64, CleanError> {
    let (account_id, is_new) = (drawn.account_id, drawn.is_new);
    let is_gone = drawn.picture.is_none();
    let mut picture = drawn.picture.unwrap_or_default();
    if !is_gone {
        standing.apply(db, account_id, is_new, &mut picture)?;
        picture
            .consents
            .sort_by(|one, other| one.channel.cmp(&other.channel));
    }
    let renamed = !is_new && is_renamed(db, account_id, &picture)?;
    write_facts(db, account_id, &picture, is_gone, now)?;
    let people = write_people(db, account_id, &picture.people, is_new, now)?;
    let moved = write_points(
        db,
        account_id,
        &picture.points,
        &people.ids,
        is_new,
        now,
        standing,
    )?;
    if !is_new && !is_gone && (renamed || people.look_otherwise || moved) {
        note_changed(db, account_id)?;
    }
    write_consents(db, account_id, &picture.consents, is_new)?;
    if !is_new {
        write_tags(db, account_id, &picture.tags)?;
    }
    Ok(people.new)
}

/// Every row of an account with what it can be recognised by.
pub(crate) fn with_identities(
    db: &Connection,
    account_id: i64,
) -> Result<Vec<(PartyRow, Identity)>, CleanError> {
    let rows = rows_of_accounts(db, &[account_id])?;
    Ok(recognised(rows.into_iter().flatten().collect()))
}

fn recognised(rows: Vec<PartyRow>) -> Vec<(PartyRow, Identity)> {
    let with = rows.into_iter().map(|row| {
        let identity = Identity::of(&row);
        (row, identity)
    });
    with.collect()
}

/// What is stored of an account in one table.
pub(crate) fn read_stored<T>(
    db: &Connection,
    sql: &str,
    account_id: i64,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, CleanError> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([account_id], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether what the account is called differs from what is stored.
fn is_renamed(db: &Connection, account_id: i64, picture: &Picture) -> Result<bool, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/write.name.sql"))?;
    let name = statement.query_row([account_id], |row| row.get::<_, String>(0))?;
    Ok(picture.kind == "firm" && name != picture.name)
}

fn write_facts(
    db: &Transaction<'_>,
    account_id: i64,
    picture: &Picture,
    is_gone: bool,
    now: &str,
) -> Result<(), CleanError> {
    if is_gone {
        db.prepare_cached(include_str!("../../sql/write.retire_account.sql"))?
            .execute((account_id, now))?;
        return Ok(());
    }
    db.prepare_cached(include_str!("../../sql/write.account.sql"))?
        .execute(params![
            account_id,
            picture.kind,
            picture.name,
            picture.number,
            picture.country,
            picture.industry,
            picture.employees,
            picture.created_day,
        ])?;
    Ok(())
}

fn write_consents(
    db: &Transaction<'_>,
    account_id: i64,
    consents: &[Consent],
    is_new: bool,
) -> Result<(), CleanError> {
    if !is_new {
        let sql = include_str!("../../sql/write.consents.sql");
        if read_stored(db, sql, account_id, read_consent)? == consents {
            return Ok(());
        }
        db.prepare_cached(include_str!("../../sql/write.delete_consents.sql"))?
            .execute([account_id])?;
    }
    let mut insert = db.prepare_cached(include_str!("../../sql/write.insert_consent.sql"))?;
    for one in consents {
        let basis = if one.is_granted { "granted" } else { "refused" };
        insert.execute((account_id, &one.channel, basis, one.day, &one.proof))?;
    }
    Ok(())
}

fn read_consent(row: &Row<'_>) -> rusqlite::Result<Consent> {
    Ok(Consent {
        channel: row.get(0)?,
        is_granted: row.get(1)?,
        day: row.get(2)?,
        proof: row.get(3)?,
    })
}

fn write_tags(db: &Transaction<'_>, account_id: i64, tags: &[String]) -> Result<(), CleanError> {
    let sql = include_str!("../../sql/write.tags.sql");
    if read_stored(db, sql, account_id, |row| row.get::<_, String>(0))? == tags {
        return Ok(());
    }
    db.prepare_cached(include_str!("../../sql/write.delete_tags.sql"))?
        .execute([account_id])?;
    let mut insert = db.prepare_cached(include_str!("../../sql/write.insert_tag.sql"))?;
    for tag in tags {
        insert.execute((account_id, tag))?;
    }
    Ok(())
}

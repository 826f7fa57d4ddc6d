//! Rows that nothing joins any more.
//!
//! Enters: an account that lost rows. Leaves: its rows in groups that belong together by
//! themselves: what only the lost rows held together parts.

use rusqlite::{Connection, Transaction};

use crate::account::with_identities;
use crate::error::CleanError;
use crate::link::{Identity, PartyRow, RowKeys, Rule, belongs, read_series};

/// One row with all it is recognised by.
struct Member {
    row: PartyRow,
    identity: Identity,
    keys: RowKeys,
}

/// Parts an account whose rows of a source were taken out, when rows that came later may hang
/// together by these alone; gives the new accounts. What somebody joined by hand stays joined.
pub(crate) fn part_account(
    db: &Transaction<'_>,
    account_id: i64,
    without: i64,
) -> Result<Vec<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/part.may_part.sql"))?;
    let may_part: bool = statement.query_row((account_id, without), |row| row.get(0))?;
    if !may_part {
        return Ok(Vec::new());
    }
    let groups = groups_of(read_members(db, account_id)?);
    let mut new = Vec::new();
    for group in groups.iter().skip(1) {
        db.prepare_cached(include_str!("../../sql/split.insert_account.sql"))?
            .execute([account_id])?;
        let account = db.last_insert_rowid();
        let mut give = db.prepare_cached(include_str!("../../sql/split.move_row.sql"))?;
        for (source_id, row_no) in group {
            give.execute((account, source_id, row_no, account_id))?;
        }
        new.push(account);
    }
    Ok(new)
}

fn read_members(db: &Connection, account_id: i64) -> Result<Vec<Member>, CleanError> {
    let series = read_series(db, account_id)?;
    let members = with_identities(db, account_id)?.into_iter();
    let members = members.map(|(row, identity)| {
        let name = series.get(&row.source_id).map_or("", String::as_str);
        let keys = identity.keys(&row.party_key, name);
        Member {
            row,
            identity,
            keys,
        }
    });
    Ok(members.collect())
}

/// Rows that belong together, each group by its oldest row first.
fn groups_of(members: Vec<Member>) -> Vec<Vec<(i64, i64)>> {
    let mut groups: Vec<Vec<Member>> = Vec::new();
    // Contacts first, as they are linked first: a name alone finds only who is known already.
    let (contacts, others): (Vec<Member>, Vec<Member>) =
        members.into_iter().partition(|one| one.row.is_contact_file);
    for member in contacts.into_iter().chain(others) {
        let (fitting, mut rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| fits(group, &member));
        let mut joined: Vec<Member> = fitting.into_iter().flatten().collect();
        joined.push(member);
        rest.push(joined);
        groups = rest;
    }
    let mut rows: Vec<Vec<(i64, i64)>> = groups
        .into_iter()
        .map(|group| {
            let mut rows: Vec<(i64, i64)> = group
                .iter()
                .map(|one| (one.row.source_id, one.row.row_no))
                .collect();
            rows.sort_unstable();
            rows
        })
        .collect();
    rows.sort_unstable();
    rows
}

fn fits(group: &[Member], one: &Member) -> bool {
    group.iter().any(|other| {
        belongs(
            (&other.row, &other.identity, &other.keys),
            (&one.row, &one.identity, &one.keys),
        )
        .is_some_and(|rule| rule != Rule::New)
    })
}

/// Rows of an account that came after a merge and speak of the account that parts from it now:
/// they share a number or an address with it, and with nothing that was there before.
pub(crate) fn rows_for(
    db: &Transaction<'_>,
    account_id: i64,
    parting: i64,
    merge_step: i64,
) -> Result<Vec<(i64, i64)>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/part.keys.sql"))?;
    let theirs: Vec<i64> = statement
        .query_map([parting], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut statement = db.prepare_cached(include_str!("../../sql/part.later_rows.sql"))?;
    let later: Vec<(i64, i64)> = statement
        .query_map((account_id, merge_step), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    let (new, old): (Vec<Member>, Vec<Member>) = read_members(db, account_id)?
        .into_iter()
        .partition(|one| later.contains(&(one.row.source_id, one.row.row_no)));
    let strong = |one: &Member| {
        [one.keys.number, one.keys.email]
            .into_iter()
            .flatten()
            .collect::<Vec<i64>>()
    };
    let ours: Vec<i64> = old.iter().flat_map(strong).collect();
    let parts = new.into_iter().filter(|one| {
        let keys = strong(one);
        keys.iter().any(|key| theirs.contains(key)) && !keys.iter().any(|key| ours.contains(key))
    });
    Ok(parts
        .map(|one| (one.row.source_id, one.row.row_no))
        .collect())
}

//! Accounts coming into being, being joined, and taking rows in.
//!
//! Enters: a row. Leaves: its link to exactly one account, made on the way where there was none.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::error::CleanError;
use crate::facts::attach_facts;
use crate::identity::{Identity, PartyRow};
use crate::link::{NumberSpace, Rule, find_accounts, is_ambiguous, is_firm_itself};

/// What became of a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Linked {
    pub(crate) rule: Option<Rule>,
    pub(crate) account_new: bool,
    pub(crate) people_new: u64,
    /// Accounts that turned out to be another one.
    pub(crate) joined: Vec<i64>,
    /// Accounts whose orders are others now.
    pub(crate) changed: Vec<i64>,
}

/// Links a row that is not linked yet. `founded` is the account it brought into being in an earlier
/// life; it takes that number back.
pub(crate) fn link_row(
    db: &Transaction<'_>,
    row: &PartyRow,
    space: &NumberSpace,
    founded: Option<i64>,
    now: &str,
) -> Result<Linked, CleanError> {
    let mut linked = Linked::default();
    if is_linked(db, row)? {
        return Ok(linked);
    }
    let mut identity = Identity::of(row);
    let found = find_accounts(db, row, &identity, space)?;
    if found.is_empty() && is_ambiguous(db, row, &identity)? {
        return Ok(linked);
    }
    let rule = found.first().map_or(Rule::New, |one| one.rule);
    let known = found
        .iter()
        .filter(|one| !one.is_gone)
        .map(|one| one.account)
        .min();
    let (account_id, founded) = match known {
        Some(account) => (account, founded.filter(|own| *own == account)),
        None => {
            linked.account_new = true;
            let back = founded.or(found.first().map(|one| one.account));
            let account = insert_account(db, back, &identity)?;
            (account, Some(account))
        }
    };
    for other in found
        .iter()
        .map(|one| one.account)
        .filter(|other| known.is_some() && *other != account_id)
    {
        if !linked.joined.contains(&other) {
            join_accounts(db, account_id, other, now)?;
            linked.joined.push(other);
            linked.changed.extend([account_id, other]);
        }
    }
    if rule == Rule::Name && is_firm_itself(db, account_id, row)? {
        identity.people.clear();
    }
    let before = count_people(db, account_id)?;
    let person_id = attach_facts(db, account_id, row, &identity)?;
    linked.people_new = count_people(db, account_id)?.saturating_sub(before);
    if !row.party_key.is_empty() {
        let name = space.name(identity.family());
        let sql = include_str!("../sql/account.insert_key.sql");
        db.prepare_cached(sql)?
            .execute((name, &row.party_key, account_id))?;
    }
    let link = params![
        row.source_id,
        row.row_no,
        account_id,
        person_id,
        rule.code(),
        founded,
        now
    ];
    db.prepare_cached(include_str!("../sql/account.insert_link.sql"))?
        .execute(link)?;
    linked.rule = Some(rule);
    Ok(linked)
}

fn is_linked(db: &Transaction<'_>, row: &PartyRow) -> Result<bool, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/account.link.sql"))?;
    Ok(statement
        .query_row((row.source_id, row.row_no), |_| Ok(()))
        .optional()?
        .is_some())
}

fn count_people(db: &Transaction<'_>, account_id: i64) -> Result<u64, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/account.count_people.sql"))?;
    let count: i64 = statement.query_row([account_id], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// A new account, or the one of this number back from the past.
fn insert_account(
    db: &Transaction<'_>,
    founded: Option<i64>,
    identity: &Identity,
) -> Result<i64, CleanError> {
    if let Some(account_id) = founded {
        let sql = include_str!("../sql/account.revive_account.sql");
        if db
            .prepare_cached(sql)?
            .execute((account_id, identity.kind))?
            > 0
        {
            return Ok(account_id);
        }
    }
    db.prepare_cached(include_str!("../sql/account.insert_account.sql"))?
        .execute([identity.kind])?;
    Ok(db.last_insert_rowid())
}

/// Moves everything of one account to another that turned out to be the same. The links remember
/// which rows founded it, so taking a file back parts them again.
fn join_accounts(db: &Transaction<'_>, keep: i64, gone: i64, now: &str) -> Result<(), CleanError> {
    const MOVES: [&str; 9] = [
        include_str!("../sql/account.join_links.sql"),
        include_str!("../sql/account.join_keys.sql"),
        include_str!("../sql/account.join_match_keys.sql"),
        include_str!("../sql/account.join_match_keys_rest.sql"),
        include_str!("../sql/account.join_people.sql"),
        include_str!("../sql/account.join_contact_points_same.sql"),
        include_str!("../sql/account.join_contact_points.sql"),
        include_str!("../sql/account.join_consents.sql"),
        include_str!("../sql/account.join_orders.sql"),
    ];
    for sql in MOVES {
        let mut statement = db.prepare_cached(sql)?;
        match statement.parameter_count() {
            1 => statement.execute([gone])?,
            _ => statement.execute((keep, gone))?,
        };
    }
    db.prepare_cached(include_str!("../sql/account.join_facts.sql"))?
        .execute((keep, gone))?;
    db.prepare_cached(include_str!("../sql/account.retire.sql"))?
        .execute((gone, now))?;
    let mut raise = db.prepare_cached(include_str!("../sql/account.raise_revision.sql"))?;
    raise.execute([keep])?;
    raise.execute([gone])?;
    Ok(())
}

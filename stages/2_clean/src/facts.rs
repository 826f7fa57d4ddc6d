//! What a row tells about its account, written into the account: names, people, contact points,
//! consent.
//!
//! Enters: a row and the account it belongs to. Leaves: what was missing is filled in, nothing that
//! is there is overwritten, and of two consents the stricter one holds.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::error::CleanError;
use crate::identity::{Identity, PartyRow};
use crate::name::PersonName;

/// A person of an account as stored.
struct StoredPerson {
    id: i64,
    name: PersonName,
}

/// Writes the facts of a row; gives the person the row is about, if it names one.
pub(crate) fn attach_facts(
    db: &Transaction<'_>,
    account_id: i64,
    row: &PartyRow,
    identity: &Identity,
) -> Result<Option<i64>, CleanError> {
    update_account(db, account_id, row, identity)?;
    let mut people = read_people(db, account_id)?;
    let mut first_person = None;
    for name in &identity.people {
        let id = write_person(db, account_id, row, identity, name, &mut people)?;
        first_person = first_person.or(Some(id));
    }
    write_contact_points(db, account_id, first_person, row, identity)?;
    write_consents(db, account_id, row)?;
    let mut keys = db.prepare_cached(include_str!("../sql/facts.insert_match_key.sql"))?;
    for (rule, key) in identity.match_keys() {
        keys.execute((rule, key, account_id))?;
    }
    Ok(first_person)
}

fn update_account(
    db: &Transaction<'_>,
    account_id: i64,
    row: &PartyRow,
    identity: &Identity,
) -> Result<(), CleanError> {
    let couple = |people: &[PersonName]| match people {
        [] => String::new(),
        [one] => one.full(),
        [one, other, ..] if one.last == other.last => {
            format!("{} & {} {}", one.first, other.first, one.last)
        }
        [one, other, ..] => format!("{} & {}", one.full(), other.full()),
    };
    let name = if row.company.is_empty() {
        couple(&identity.people)
    } else {
        row.company.clone()
    };
    db.prepare_cached(include_str!("../sql/facts.update_account.sql"))?
        .execute(params![
            account_id,
            identity.kind,
            name.trim(),
            row.party_key,
            row.country,
            row.industry,
            row.employees,
            row.created_day,
        ])?;
    Ok(())
}

fn read_people(db: &Transaction<'_>, account_id: i64) -> Result<Vec<StoredPerson>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/facts.people.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        let name = PersonName {
            title: row.get(1)?,
            first: row.get(2)?,
            last: row.get(3)?,
        };
        Ok(StoredPerson {
            id: row.get(0)?,
            name,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn write_person(
    db: &Transaction<'_>,
    account_id: i64,
    row: &PartyRow,
    identity: &Identity,
    name: &PersonName,
    people: &mut Vec<StoredPerson>,
) -> Result<i64, CleanError> {
    let owner = owner_of_email(db, account_id, identity)?;
    let may_be = |person: &StoredPerson| {
        person.name.may_be(name)
            || (owner == Some(person.id) && is_same_mailbox_owner(&person.name, name))
    };
    let at = people
        .iter()
        .position(|person| person.name == *name)
        .or_else(|| people.iter().position(may_be));
    let Some(at) = at else {
        db.prepare_cached(include_str!("../sql/facts.insert_person.sql"))?
            .execute(params![
                account_id,
                name.title,
                name.first,
                name.last,
                row.role,
                row.birthday
            ])?;
        let id = db.last_insert_rowid();
        people.push(StoredPerson {
            id,
            name: name.clone(),
        });
        return Ok(id);
    };
    let person = &mut people[at];
    fill_name(&mut person.name, name);
    db.prepare_cached(include_str!("../sql/facts.update_person.sql"))?
        .execute(params![
            person.id,
            person.name.title,
            person.name.first,
            person.name.last,
            row.role,
            row.birthday
        ])?;
    Ok(person.id)
}

/// Somebody who writes from the same mailbox under the same first name is the same person, however
/// badly the family name was typed.
fn is_same_mailbox_owner(known: &PersonName, name: &PersonName) -> bool {
    let (first, other) = (
        crate::fold::folded(&known.first),
        crate::fold::folded(&name.first),
    );
    !first.is_empty() && first == other
}

/// Fills gaps and initials of a stored name; what is written out stays.
fn fill_name(known: &mut PersonName, name: &PersonName) {
    let is_initial = |first: &str| first.trim_end_matches('.').chars().count() <= 1;
    if is_initial(&known.first) && !name.first.is_empty() {
        known.first.clone_from(&name.first);
    }
    if known.last.is_empty() {
        known.last.clone_from(&name.last);
    }
    if known.title.is_empty() {
        known.title.clone_from(&name.title);
    }
}

fn owner_of_email(
    db: &Transaction<'_>,
    account_id: i64,
    identity: &Identity,
) -> Result<Option<i64>, CleanError> {
    let Some(email) = &identity.email else {
        return Ok(None);
    };
    let mut statement = db.prepare_cached(include_str!("../sql/facts.owner_of_email.sql"))?;
    Ok(statement
        .query_row((account_id, email), |row| row.get(0))
        .optional()?
        .flatten())
}

fn write_contact_points(
    db: &Transaction<'_>,
    account_id: i64,
    person_id: Option<i64>,
    row: &PartyRow,
    identity: &Identity,
) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/facts.upsert_contact_point.sql"))?;
    let none: Option<&str> = None;
    if let Some(key) = &identity.email {
        let value = row.email.trim();
        statement.execute(params![
            account_id, person_id, "email", value, key, none, none, none, none, none
        ])?;
    }
    if let Some(key) = &identity.phone {
        let value = row.phone.trim();
        statement.execute(params![
            account_id, person_id, "phone", value, key, none, none, none, none, none
        ])?;
    }
    if let Some(key) = &identity.post {
        let parts = [
            &row.street,
            &row.postcode,
            &row.city,
            &row.region,
            &row.country,
        ];
        let parts: Vec<&str> = parts
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        let nobody: Option<i64> = None;
        statement.execute(params![
            account_id,
            nobody,
            "post",
            parts.join(", "),
            key,
            row.street,
            row.city,
            row.region,
            row.postcode,
            row.country
        ])?;
    }
    Ok(())
}

fn write_consents(db: &Transaction<'_>, account_id: i64, row: &PartyRow) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/facts.upsert_consent.sql"))?;
    for (channel, consent) in ["email", "letter", "call"].into_iter().zip(&row.consents) {
        let basis = match consent.as_deref() {
            Some("yes") => "granted",
            Some("no") => "refused",
            _ => continue,
        };
        let proof = format!("import {}, row {}", row.source_id, row.row_no);
        statement.execute(params![
            account_id,
            channel,
            basis,
            row.last_contact_day,
            proof
        ])?;
    }
    // Who asked to be left alone is left alone, whichever file brings the address back.
    db.prepare_cached(include_str!("../sql/facts.refuse_suppressed.sql"))?
        .execute([account_id])?;
    Ok(())
}

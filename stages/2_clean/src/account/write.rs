//! Pictures of accounts into the database, writing only what differs.
//!
//! Enters: accounts with their rows. Leaves: `accounts`, `people`, `contact_points`, `consents` and
//! `tags` as the rows tell them. What no row tells any more is gone, not deleted, and comes back
//! under its old number.

use rusqlite::{Connection, Transaction, params};

use crate::account::picture::{Address, Consent, Person, Picture, Point, picture_of};
use crate::account::standing::Standing;
use crate::error::CleanError;
use crate::link::{Identity, PartyRow, rows_of_account};
use crate::reach::state_of;

/// Writes an account as its rows tell it; gives how many people are new. Of one that `is_new`
/// nothing is stored yet but its number.
pub(crate) fn write_account(
    db: &Transaction<'_>,
    account_id: i64,
    is_new: bool,
    now: &str,
    standing: &Standing,
) -> Result<u64, CleanError> {
    let rows = with_identities(db, account_id)?;
    let picture = draw(db, account_id, is_new, &rows, standing)?;
    write_facts(db, account_id, &picture, rows.is_empty(), now)?;
    let (ids, new) = write_people(db, account_id, &picture.people, is_new, now)?;
    write_points(db, account_id, &picture.points, &ids, is_new, now, standing)?;
    write_consents(db, account_id, &picture.consents, is_new)?;
    if !is_new {
        write_tags(db, account_id, &picture.tags)?;
    }
    Ok(new)
}

/// The picture of an account with all that stands above its rows.
fn draw(
    db: &Connection,
    account_id: i64,
    is_new: bool,
    rows: &[(PartyRow, Identity)],
    standing: &Standing,
) -> Result<Picture, CleanError> {
    if rows.is_empty() {
        return Ok(Picture::default());
    }
    let mut picture = picture_of(rows);
    standing.apply(db, account_id, is_new, &mut picture)?;
    picture
        .consents
        .sort_by(|one, other| one.channel.cmp(&other.channel));
    Ok(picture)
}

/// Every row of an account with what it can be recognised by.
pub(crate) fn with_identities(
    db: &Connection,
    account_id: i64,
) -> Result<Vec<(PartyRow, Identity)>, CleanError> {
    let rows = rows_of_account(db, account_id)?;
    let with = rows.into_iter().map(|row| {
        let identity = Identity::of(&row);
        (row, identity)
    });
    Ok(with.collect())
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

/// A person as stored.
struct StoredPerson {
    id: i64,
    person: Person,
    is_gone: bool,
}

/// Writes the people; gives their ids in order, and how many are new.
fn write_people(
    db: &Transaction<'_>,
    account_id: i64,
    people: &[Person],
    is_new: bool,
    now: &str,
) -> Result<(Vec<i64>, u64), CleanError> {
    let stored = if is_new {
        Vec::new()
    } else {
        read_people(db, account_id)?
    };
    let mut ids = Vec::with_capacity(people.len());
    let mut new = 0;
    for person in people {
        let known = stored
            .iter()
            .find(|one| one.person.founder == person.founder);
        match known {
            Some(one) => {
                if one.is_gone || one.person != *person {
                    update_person(db, one.id, person)?;
                }
                ids.push(one.id);
            }
            None => {
                ids.push(insert_person(db, account_id, person)?);
                new += 1;
            }
        }
    }
    for one in stored
        .iter()
        .filter(|one| !one.is_gone && !ids.contains(&one.id))
    {
        db.prepare_cached(include_str!("../../sql/write.retire_person.sql"))?
            .execute((one.id, now))?;
    }
    Ok((ids, new))
}

fn read_people(db: &Connection, account_id: i64) -> Result<Vec<StoredPerson>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/write.people.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        Ok(StoredPerson {
            id: row.get(0)?,
            person: Person {
                founder: (row.get(1)?, row.get(2)?, row.get(3)?),
                name: crate::normal::name::PersonName {
                    title: row.get(4)?,
                    first: row.get(5)?,
                    last: row.get(6)?,
                },
                role: row.get(7)?,
                birthday: row.get(8)?,
            },
            is_gone: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn insert_person(
    db: &Transaction<'_>,
    account_id: i64,
    person: &Person,
) -> Result<i64, CleanError> {
    let (source_id, row_no, person_no) = person.founder;
    db.prepare_cached(include_str!("../../sql/write.insert_person.sql"))?
        .execute(params![
            account_id,
            person.name.title,
            person.name.first,
            person.name.last,
            person.role,
            person.birthday,
            source_id,
            row_no,
            person_no
        ])?;
    Ok(db.last_insert_rowid())
}

fn update_person(db: &Transaction<'_>, id: i64, person: &Person) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/write.update_person.sql"))?
        .execute(params![
            id,
            person.name.title,
            person.name.first,
            person.name.last,
            person.role,
            person.birthday
        ])?;
    Ok(())
}

/// A contact point as stored.
struct StoredPoint {
    id: i64,
    kind: String,
    key: String,
    value: String,
    person_id: Option<i64>,
    address: Address,
    is_gone: bool,
}

fn write_points(
    db: &Transaction<'_>,
    account_id: i64,
    points: &[Point],
    people: &[i64],
    is_new: bool,
    now: &str,
    standing: &Standing,
) -> Result<(), CleanError> {
    let stored = if is_new {
        Vec::new()
    } else {
        read_points(db, account_id)?
    };
    let mut seen = Vec::with_capacity(points.len());
    for point in points {
        let person_id = point.person.and_then(|at| people.get(at).copied());
        let known = stored
            .iter()
            .find(|one| one.kind == point.kind && one.key == point.key);
        let Some(one) = known else {
            insert_point(db, account_id, point, person_id, standing)?;
            continue;
        };
        seen.push(one.id);
        let same = !one.is_gone
            && one.value == point.value
            && one.person_id == person_id
            && one.address == point.address.clone().unwrap_or_default();
        if !same {
            update_point(db, one.id, point, person_id)?;
        }
    }
    for one in stored
        .iter()
        .filter(|one| !one.is_gone && !seen.contains(&one.id))
    {
        db.prepare_cached(include_str!("../../sql/write.retire_point.sql"))?
            .execute((one.id, now))?;
    }
    Ok(())
}

fn read_points(db: &Connection, account_id: i64) -> Result<Vec<StoredPoint>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/write.points.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        Ok(StoredPoint {
            id: row.get(0)?,
            kind: row.get(1)?,
            key: row.get(2)?,
            value: row.get(3)?,
            person_id: row.get(4)?,
            address: Address {
                street: row.get(5)?,
                city: row.get(6)?,
                region: row.get(7)?,
                postcode: row.get(8)?,
                country: row.get(9)?,
            },
            is_gone: row.get(10)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn insert_point(
    db: &Transaction<'_>,
    account_id: i64,
    point: &Point,
    person_id: Option<i64>,
    standing: &Standing,
) -> Result<(), CleanError> {
    let address = point.address.as_ref();
    let part = |get: fn(&Address) -> &String| address.map(get);
    db.prepare_cached(include_str!("../../sql/write.insert_point.sql"))?
        .execute(params![
            account_id,
            person_id,
            point.kind,
            point.value,
            point.key,
            part(|address| &address.street),
            part(|address| &address.city),
            part(|address| &address.region),
            part(|address| &address.postcode),
            part(|address| &address.country),
        ])?;
    if standing.has_signs {
        // The address may have proved dead under another account.
        let id = db.last_insert_rowid();
        let state = state_of(db, point.kind, &point.key)?;
        db.prepare_cached(include_str!("../../sql/write.point_state.sql"))?
            .execute((id, state.code, state.evidence, state.day))?;
    }
    Ok(())
}

fn update_point(
    db: &Transaction<'_>,
    id: i64,
    point: &Point,
    person_id: Option<i64>,
) -> Result<(), CleanError> {
    let address = point.address.as_ref();
    let part = |get: fn(&Address) -> &String| address.map(get);
    db.prepare_cached(include_str!("../../sql/write.update_point.sql"))?
        .execute(params![
            id,
            person_id,
            point.value,
            part(|address| &address.street),
            part(|address| &address.city),
            part(|address| &address.region),
            part(|address| &address.postcode),
            part(|address| &address.country),
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
        if read_consents(db, account_id)? == consents {
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

fn read_consents(db: &Connection, account_id: i64) -> Result<Vec<Consent>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/write.consents.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        Ok(Consent {
            channel: row.get(0)?,
            is_granted: row.get(1)?,
            day: row.get(2)?,
            proof: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn write_tags(db: &Transaction<'_>, account_id: i64, tags: &[String]) -> Result<(), CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/write.tags.sql"))?;
    let rows = statement.query_map([account_id], |row| row.get(0))?;
    let stored: Vec<String> = rows.collect::<Result<_, _>>()?;
    if stored == tags {
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

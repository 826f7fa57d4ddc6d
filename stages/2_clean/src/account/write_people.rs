//! The people of an account into the database.
//!
//! Enters: people as the rows tell them. Leaves: `people`; who is told no more is gone, not deleted.

use rusqlite::{Row, Transaction, params};

use crate::account::picture::Person;
use crate::account::write::read_stored;
use crate::error::CleanError;
use crate::normal::name::PersonName;

/// A person as stored.
struct StoredPerson {
    id: i64,
    person: Person,
    is_gone: bool,
}

/// Writes the people; gives their ids in order, and how many are new.
pub(crate) fn write_people(
    db: &Transaction<'_>,
    account_id: i64,
    people: &[Person],
    is_new: bool,
    now: &str,
) -> Result<(Vec<i64>, u64), CleanError> {
    let stored = if is_new {
        Vec::new()
    } else {
        let sql = include_str!("../../sql/write.people.sql");
        read_stored(db, sql, account_id, read_person)?
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

fn read_person(row: &Row<'_>) -> rusqlite::Result<StoredPerson> {
    Ok(StoredPerson {
        id: row.get(0)?,
        person: Person {
            founder: (row.get(1)?, row.get(2)?, row.get(3)?),
            name: PersonName {
                title: row.get(4)?,
                first: row.get(5)?,
                last: row.get(6)?,
            },
            role: row.get(7)?,
            birthday: row.get(8)?,
        },
        is_gone: row.get(9)?,
    })
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

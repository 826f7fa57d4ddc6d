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

/// What became of the people of an account.
#[derive(Default)]
pub(crate) struct WrittenPeople {
    /// Their ids, in order.
    pub(crate) ids: Vec<i64>,
    /// How many were not stored before.
    pub(crate) new: u64,
    /// Whether somebody came, or has another name or birthday.
    pub(crate) look_otherwise: bool,
}

/// Writes the people.
pub(crate) fn write_people(
    db: &Transaction<'_>,
    account_id: i64,
    people: &[Person],
    is_new: bool,
    now: &str,
) -> Result<WrittenPeople, CleanError> {
    let stored = if is_new {
        Vec::new()
    } else {
        let sql = include_str!("../../sql/write.people.sql");
        read_stored(db, sql, account_id, read_person)?
    };
    let mut written = WrittenPeople::default();
    for person in people {
        let known = stored
            .iter()
            .find(|one| one.person.founder == person.founder);
        match known {
            Some(one) => {
                if one.is_gone || one.person != *person {
                    update_person(db, one.id, person)?;
                }
                written.look_otherwise |= one.is_gone
                    || one.person.name != person.name
                    || one.person.birthday != person.birthday;
                written.ids.push(one.id);
            }
            None => {
                written.ids.push(insert_person(db, account_id, person)?);
                written.new += 1;
                written.look_otherwise = true;
            }
        }
    }
    for one in stored
        .iter()
        .filter(|one| !one.is_gone && !written.ids.contains(&one.id))
    {
        db.prepare_cached(include_str!("../../sql/write.retire_person.sql"))?
            .execute((one.id, now))?;
    }
    Ok(written)
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

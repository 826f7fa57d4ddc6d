//! Accounts as a table that linkage compares: one row a person, or one for an account without.
//!
//! Enters: living accounts. Leaves: the table, and whose row each is.

use std::collections::HashSet;

use linkage::{Role, Table};
use rusqlite::Connection;

use crate::error::CleanError;

/// The columns, and what each means.
pub(crate) const COLUMNS: [(&str, Role); 9] = [
    ("first name", Role::GivenName),
    ("last name", Role::Surname),
    ("company", Role::Company),
    ("e-mail", Role::Email),
    ("phone", Role::Phone),
    ("street", Role::Street),
    ("city", Role::City),
    ("postal code", Role::Postcode),
    ("birthday", Role::BirthDate),
];

/// One row of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonRow {
    pub(crate) account_id: i64,
    pub(crate) kind: String,
    pub(crate) number: String,
    pub(crate) cells: [String; 9],
}

/// Tables of those that were known, and of those that are new.
pub(crate) struct People {
    pub(crate) known: Table,
    pub(crate) new: Table,
    /// The account of each row, known ones first.
    pub(crate) accounts: Vec<i64>,
}

/// Everybody, in two tables.
pub(crate) fn read_people(db: &Connection, new: &HashSet<i64>) -> Result<People, CleanError> {
    let names = COLUMNS.map(|(name, _)| name);
    let mut people = People {
        known: Table::new(&names),
        new: Table::new(&names),
        accounts: Vec::new(),
    };
    let mut new_accounts = Vec::new();
    let mut statement = db.prepare_cached(include_str!("../../sql/people.all.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let account: i64 = row.get(0)?;
        let mut cells = [""; 9];
        for (at, cell) in cells.iter_mut().enumerate() {
            *cell = row
                .get_ref(at + 3)?
                .as_str_or_null()
                .map_err(rusqlite::Error::from)?
                .unwrap_or_default();
        }
        if new.contains(&account) {
            people.new.push(cells);
            new_accounts.push(account);
        } else {
            people.known.push(cells);
            people.accounts.push(account);
        }
    }
    people.accounts.extend(new_accounts);
    Ok(people)
}

/// The rows of one account.
pub(crate) fn read_rows(db: &Connection, account_id: i64) -> Result<Vec<PersonRow>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/people.of_account.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        let mut one = PersonRow {
            account_id: row.get(0)?,
            kind: row.get(1)?,
            number: row.get(2)?,
            ..PersonRow::default()
        };
        for (at, cell) in one.cells.iter_mut().enumerate() {
            *cell = row.get::<_, Option<String>>(at + 3)?.unwrap_or_default();
        }
        Ok(one)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

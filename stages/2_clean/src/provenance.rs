//! Where an account comes from: every file and row that speaks of it, and why.
//!
//! Enters: an account. Leaves: its links, readable.

use rusqlite::Connection;
use serde::Serialize;

use crate::error::CleanError;

/// One row that speaks of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The import.
    pub source_id: i64,
    /// The file's name.
    pub source: String,
    /// The row; the first data row is 1.
    pub row_no: i64,
    /// The line of the file it starts on.
    pub line_no: i64,
    /// The rule that joined it: new, number, email, phone_name, company, address or name.
    pub rule: String,
    /// The rule in plain words.
    pub why: &'static str,
}

/// Every row that speaks of an account, oldest import first.
///
/// # Errors
/// When the database refuses.
pub fn read_provenance(db: &Connection, account_id: i64) -> Result<Vec<Origin>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/provenance.origins.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        let rule: String = row.get(4)?;
        Ok(Origin {
            source_id: row.get(0)?,
            source: row.get(1)?,
            row_no: row.get(2)?,
            line_no: row.get(3)?,
            why: words_of(&rule),
            rule,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn words_of(rule: &str) -> &'static str {
    match rule {
        "number" => "the same customer number",
        "email" => "the same e-mail address",
        "phone_name" => "the same phone number and name",
        "company" => "the same firm at the same place",
        "address" => "the same family name and address",
        "name" => "the same name, and nobody else has it",
        _ => "not known before",
    }
}

//! Where each field of an account comes from: the value that won, and those that lost.
//!
//! Enters: the rows of an account and its edits. Leaves: every value any of them told.

use rusqlite::Connection;
use serde::Serialize;

use crate::account::picture::rank;
use crate::account::write::with_identities;
use crate::error::CleanError;
use crate::link::PartyRow;

/// One value of one field, and who said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldOrigin {
    /// The field, in plain words.
    pub field: &'static str,
    /// The value as it was written.
    pub value: String,
    /// The file's name, or that it was corrected by hand.
    pub source: String,
    /// The import; none for a correction.
    pub source_id: Option<i64>,
    /// The row; none for a correction.
    pub row_no: Option<i64>,
    /// Whether this value is the one that stands.
    pub stands: bool,
}

/// How a field is read from a row.
type Read = fn(&PartyRow) -> &String;

/// The fields whose origin is told, in the order they are shown.
const FIELDS: [(&str, &str, Read); 14] = [
    ("Company", "name", |row| &row.company),
    ("Title", "title", |row| &row.title),
    ("First name", "first_name", |row| &row.first_name),
    ("Last name", "last_name", |row| &row.last_name),
    ("Name", "name", |row| &row.full_name),
    ("Role", "role", |row| &row.role),
    ("E-mail", "email", |row| &row.email),
    ("Phone", "phone", |row| &row.phone),
    ("Street", "post", |row| &row.street),
    ("Postal code", "post", |row| &row.postcode),
    ("City", "post", |row| &row.city),
    ("Country", "country", |row| &row.country),
    ("Industry", "industry", |row| &row.industry),
    ("Customer number", "number", |row| &row.party_key),
];

/// Every value of every field of an account; of each field the one that stands comes first.
///
/// # Errors
/// When the database refuses.
pub fn read_field_origins(
    db: &Connection,
    account_id: i64,
) -> Result<Vec<FieldOrigin>, CleanError> {
    let rows = with_identities(db, account_id)?;
    let names = read_source_names(db, account_id)?;
    let edits = read_edit_lines(db, account_id)?;
    let mut origins = Vec::new();
    for (field, code, read) in FIELDS {
        let by_hand = edits
            .iter()
            .filter(|(edited, _)| edited == code && field != "Name");
        let mut told: Vec<FieldOrigin> = by_hand
            .map(|(_, value)| FieldOrigin {
                field,
                value: value.clone(),
                source: "corrected by hand".into(),
                source_id: None,
                row_no: None,
                stands: false,
            })
            .collect();
        told.reverse();
        let mut ranked: Vec<&PartyRow> = rows.iter().map(|(row, _)| row).collect();
        // A customer keeps the number it got first; of all else the newest stands.
        ranked.sort_by_key(|row| std::cmp::Reverse(rank(row)));
        if code == "number" {
            ranked.sort_by_key(|row| (row.source_id, row.row_no));
        }
        for row in ranked {
            let value = read(row);
            if !value.is_empty() && told.iter().all(|one| one.value != *value) {
                told.push(FieldOrigin {
                    field,
                    value: value.clone(),
                    source: names
                        .iter()
                        .find(|(id, _)| *id == row.source_id)
                        .map(|(_, name)| name.clone())
                        .unwrap_or_default(),
                    source_id: Some(row.source_id),
                    row_no: Some(row.row_no),
                    stands: false,
                });
            }
        }
        if let Some(first) = told.first_mut() {
            first.stands = true;
        }
        origins.extend(told);
    }
    Ok(origins)
}

fn read_source_names(db: &Connection, account_id: i64) -> Result<Vec<(i64, String)>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/origin.sources.sql"))?;
    let rows = statement.query_map([account_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Field and new value of each edit, oldest first.
fn read_edit_lines(db: &Connection, account_id: i64) -> Result<Vec<(String, String)>, CleanError> {
    let edits = crate::account::standing::read_edits(db, account_id)?;
    let lines = edits
        .into_iter()
        .map(|edit| (edit.field, edit.value.replace('\n', ", ")));
    Ok(lines.filter(|(_, value)| !value.is_empty()).collect())
}

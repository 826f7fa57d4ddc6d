//! The columns of the workbook.
//!
//! Enters: nothing. Leaves: what stands in which column, the same for writing and reading.

use rusqlite::Connection;

use crate::error::CleanError;

/// Where the numbers stand by which a row is known again; both columns are hidden.
pub(crate) const ACCOUNT: usize = 0;
pub(crate) const PERSON: usize = 1;
/// The first column that may be changed.
pub(crate) const FIRST: usize = 2;

/// Heading and field of each column that may be changed.
pub(crate) const COLUMNS: [(&str, &str); 16] = [
    ("Customer number", "number"),
    ("Name", "name"),
    ("Title", "title"),
    ("First name", "first_name"),
    ("Last name", "last_name"),
    ("Role", "role"),
    ("E-mail", "email"),
    ("Phone", "phone"),
    ("Street", "street"),
    ("Postal code", "postcode"),
    ("City", "city"),
    ("Region", "region"),
    ("Country of address", "address_country"),
    ("Country", "country"),
    ("Industry", "industry"),
    ("Labels", "tags"),
];

/// The sheet people work in, and the one that remembers what was written.
pub(crate) const SHEET: &str = "Customers";
pub(crate) const KEPT_SHEET: &str = "As written";

/// One row as it stands in the base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) account_id: i64,
    pub(crate) person_id: Option<i64>,
    pub(crate) cells: Vec<String>,
}

/// Whether a field belongs to the person of a row, not to the account alone.
pub(crate) fn is_of_person(field: &str) -> bool {
    matches!(
        field,
        "title" | "first_name" | "last_name" | "role" | "email" | "phone"
    )
}

/// Every living account, one row a person; what belongs to the account alone stands in its first
/// row only.
pub(crate) fn read_lines(db: &Connection) -> Result<Vec<Line>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/sheet.lines.sql"))?;
    let mut rows = statement.query([])?;
    let mut lines: Vec<Line> = Vec::new();
    while let Some(row) = rows.next()? {
        let account_id: i64 = row.get(0)?;
        let is_first = lines
            .last()
            .is_none_or(|line| line.account_id != account_id);
        let mut cells = Vec::with_capacity(COLUMNS.len());
        for (at, (_, field)) in COLUMNS.iter().enumerate() {
            let text: Option<String> = row.get(at + FIRST)?;
            let stands = is_first || is_of_person(field);
            cells.push(text.filter(|_| stands).unwrap_or_default());
        }
        lines.push(Line {
            account_id,
            person_id: row.get(1)?,
            cells,
        });
    }
    Ok(lines)
}

//! Who calls: a phone number in any spelling in; the accounts that have it out.

use rusqlite::Connection;

use crate::error::CleanError;
use crate::normal::contact_key::phone_key;

/// Accounts with this phone number, however it is written, at most so many; none where the text is no
/// phone number.
///
/// # Errors
/// When the database refuses.
pub fn find_by_phone(db: &Connection, typed: &str, most: u32) -> Result<Vec<i64>, CleanError> {
    let Some(key) = phone_key(typed) else {
        return Ok(Vec::new());
    };
    let mut statement = db.prepare_cached(include_str!("../sql/caller.by_phone.sql"))?;
    let found = statement.query_map((key, most), |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

//! What of a customer can be corrected by hand: name, labels, people and addresses as they stand.
//!
//! Enters: an account's id. Leaves: one record, for the page where it is corrected.

use serde::Serialize;
use store::StoreError;

use crate::House;
use crate::customers::shown_name;

/// What can be corrected.
#[derive(Clone, Debug, Serialize)]
pub struct Corrigible {
    /// The account's name, or a stand-in made of its number.
    pub name: String,
    /// Its labels.
    pub tags: Vec<String>,
    /// Its people: id and name.
    pub people: Vec<(i64, String)>,
    /// Its addresses: kind and value.
    pub points: Vec<(String, String)>,
}

/// What of this account can be corrected; none when it is not there.
///
/// # Errors
/// When the database refuses.
pub fn read_corrigible(house: &House, account_id: i64) -> Result<Option<Corrigible>, StoreError> {
    house.store.read(|db| {
        let mut statement = db.prepare_cached(include_str!("../sql/corrigible.parts.sql"))?;
        let mut rows = statement.query([account_id])?;
        let mut found: Option<Corrigible> = None;
        while let Some(row) = rows.next()? {
            let (part, id): (String, i64) = (row.get(0)?, row.get(1)?);
            let (first, second): (String, String) = (row.get(2)?, row.get(3)?);
            if part == "account" {
                found = Some(Corrigible {
                    name: shown_name(first, &second, id),
                    tags: Vec::new(),
                    people: Vec::new(),
                    points: Vec::new(),
                });
                continue;
            }
            let Some(whole) = &mut found else { break };
            match part.as_str() {
                "person" => whole
                    .people
                    .push((id, format!("{first} {second}").trim().to_owned())),
                "point" => whole.points.push((first, second)),
                _ => whole.tags.push(first),
            }
        }
        Ok(found)
    })
}

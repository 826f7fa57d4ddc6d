//! One row that speaks of somebody: a contact, the buyer of an order, or whom an event is about.
//!
//! Enters: `received_parties` and `received_events`. Leaves: [`PartyRow`]s.

use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, Transaction};

use crate::error::CleanError;

/// What one row says of somebody; empty where it is silent.
#[derive(Clone, Debug, Default)]
pub(crate) struct PartyRow {
    pub(crate) source_id: i64,
    pub(crate) row_no: i64,
    pub(crate) party_key: String,
    pub(crate) kind: String,
    pub(crate) company: String,
    pub(crate) title: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) full_name: String,
    pub(crate) role: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) street: String,
    pub(crate) city: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
    pub(crate) country: String,
    pub(crate) birthday: Option<i32>,
    pub(crate) created_day: Option<i32>,
    pub(crate) last_contact_day: Option<i32>,
    pub(crate) industry: String,
    pub(crate) employees: Option<i64>,
    pub(crate) consents: [Option<String>; 3],
    /// Orders and events name people in passing; a list of contacts is about them.
    pub(crate) is_contact_file: bool,
}

/// The rows of a source after this one, at most so many.
pub(crate) fn read_parties(
    db: &Transaction<'_>,
    source_id: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<PartyRow>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/party.of_source.sql"))?;
    let rows = statement.query_map((source_id, after, limit), read_party)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Rows of a source that tell of events and of nobody new, after this one, at most so many.
pub(crate) fn read_event_parties(
    db: &Transaction<'_>,
    source_id: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<PartyRow>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/party.of_events.sql"))?;
    let rows = statement.query_map((source_id, after, limit), read_party)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every row that is linked to these accounts, each account's oldest import first; in the order of
/// the accounts, which come ascending.
pub(crate) fn rows_of_accounts(
    db: &Connection,
    accounts: &[i64],
) -> Result<Vec<Vec<PartyRow>>, CleanError> {
    let wanted: Rc<Vec<Value>> = Rc::new(accounts.iter().copied().map(Value::from).collect());
    let mut all: Vec<Vec<PartyRow>> = vec![Vec::new(); accounts.len()];
    for sql in [
        include_str!("../../sql/party.of_accounts.sql"),
        include_str!("../../sql/party.of_accounts_events.sql"),
    ] {
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query([&wanted])?;
        while let Some(row) = rows.next()? {
            if let Ok(at) = accounts.binary_search(&row.get(26)?) {
                all[at].push(read_party(row)?);
            }
        }
    }
    for rows in &mut all {
        rows.sort_by_key(|row| (row.source_id, row.row_no));
    }
    Ok(all)
}

fn read_party(row: &Row<'_>) -> rusqlite::Result<PartyRow> {
    let text = |at: usize| {
        row.get_ref(at)?
            .as_str_or_null()
            .map(|text| text.unwrap_or_default().trim().to_owned())
            .map_err(rusqlite::Error::from)
    };
    Ok(PartyRow {
        source_id: row.get(0)?,
        row_no: row.get(1)?,
        party_key: text(2)?,
        kind: text(3)?,
        company: text(4)?,
        title: text(5)?,
        first_name: text(6)?,
        last_name: text(7)?,
        full_name: text(8)?,
        role: text(9)?,
        email: text(10)?,
        phone: text(11)?,
        street: text(12)?,
        city: text(13)?,
        region: text(14)?,
        postcode: text(15)?,
        country: text(16)?,
        birthday: row.get(17)?,
        created_day: row.get(18)?,
        last_contact_day: row.get(19)?,
        industry: text(20)?,
        employees: row.get(21)?,
        consents: [row.get(22)?, row.get(23)?, row.get(24)?],
        is_contact_file: row.get(25)?,
    })
}

//! The personal page of an account: its secret address in, what it may show out.
//!
//! The token in the address is 128 bits of chance and carries nothing about the person; whoever
//! holds it sees a first name and the offer, never more.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use store::rusqlite;
use terms::{Business, Day};

use crate::ActError;
use crate::contact::one_line;

/// What the personal page of one account may show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonalPage {
    /// The account it belongs to; for opting out, never shown.
    pub account_id: i64,
    /// The campaign it belongs to.
    pub campaign_id: i64,
    /// The first name of the person written to, else of the account's only person; may be empty.
    pub first_name: String,
    /// The firm; empty for households.
    pub company: String,
    /// Percent off; 0 when nothing is offered.
    pub percent: i64,
    /// The account's own code.
    pub code: String,
    /// First day the code counts.
    pub valid_from: Day,
    /// Last day the code counts.
    pub valid_until: Day,
    /// Whether the code was used already.
    pub is_redeemed: bool,
    /// Whether the campaign was stopped; the code counts on, but nothing more is sent.
    pub is_stopped: bool,
    /// What is asked; empty where nothing is.
    pub question: String,
    /// What can be answered.
    pub answers: Vec<String>,
    /// Whether it was answered already.
    pub is_answered: bool,
}

/// The personal page with this token; `None` for any other.
///
/// # Errors
/// When the database refuses.
pub fn find_page(db: &Connection, token: &str) -> Result<Option<PersonalPage>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/page.find_page.sql"))?;
    let found = statement.query_row([token], |row| {
        Ok(PersonalPage {
            account_id: row.get(0)?,
            campaign_id: row.get(1)?,
            first_name: one_line(&row.get::<_, String>(2)?),
            company: one_line(&row.get::<_, String>(3)?),
            percent: row.get(4)?,
            code: row.get(5)?,
            valid_from: Day::from_number(row.get(6)?),
            valid_until: Day::from_number(row.get(7)?),
            is_redeemed: row.get(8)?,
            is_stopped: row.get(9)?,
            question: row.get(10)?,
            // What another program wrote there is no answer to choose.
            answers: serde_json::from_str(row.get_ref(11)?.as_str()?).unwrap_or_default(),
            is_answered: row.get(12)?,
        })
    });
    Ok(found.optional()?)
}

/// The address of the personal page with this token; short, for it is drawn as a QR code.
#[must_use]
pub fn page_address(business: &Business, token: &str) -> String {
    address(business, "p", token)
}

/// The address at which the holder of this token opts out, by one click or on a page.
#[must_use]
pub fn stop_address(business: &Business, token: &str) -> String {
    address(business, "stop", token)
}

/// An address in the public part of the house. It stands in headers and letters, so nothing but
/// the visible characters an address may hold gets through.
pub(crate) fn address(business: &Business, room: &str, token: &str) -> String {
    let door = business.public_address.trim_end_matches('/');
    format!("{door}/{room}/{token}")
        .chars()
        .filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\'' | '\\' | '`'))
        .collect()
}

//! What is not known of customers and would be used if it were: a birthday, an address, the size of
//! a firm. The field that touches the most money comes first.
//!
//! Enters: a connection. Leaves: a [`MissingField`] each, with what those customers spent lately and
//! the cheapest way to learn it.

use rusqlite::Connection;
use serde::Serialize;

use crate::error::GatherError;

/// Fields, what each is good for, and the cheapest way to get it.
const FIELDS: [(&str, &str, &str, &str); 9] = [
    (
        "email",
        "e-mail address",
        "a mail costs next to nothing, a letter the price of a stamp",
        "Offer the receipt by e-mail at the till, and ask on the next call.",
    ),
    (
        "phone",
        "phone number",
        "good customers are called before they are lost",
        "Ask for it on the order form.",
    ),
    (
        "post",
        "whole postal address",
        "who reads no mail can still be written to",
        "Export the customers or orders once more with their delivery addresses.",
    ),
    (
        "consent",
        "yes or no to e-mail",
        "without a yes nobody is written to by e-mail",
        "Export the newsletter list too; ask the others on the order form.",
    ),
    (
        "birthday",
        "birthday",
        "a greeting on the day is the cheapest occasion there is",
        "Put it on the loyalty card or the order form, as a choice.",
    ),
    (
        "industry",
        "industry",
        "offers fit better and look-alikes are found",
        "Ask on the next call; one word is enough.",
    ),
    (
        "employees",
        "number of employees",
        "what a firm could buy depends on its size",
        "Ask on the next call, or take it from the firm's own site.",
    ),
    (
        "renewal",
        "renewal date",
        "who is asked a month before stays more often",
        "Export the subscriptions once more with the column of the next renewal.",
    ),
    (
        "cost",
        "cost of the goods",
        "without it sales are counted and not profit",
        "Import the price list with its purchase prices.",
    ),
];

/// A field that is empty for customers who buy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingField {
    /// The field.
    pub field: String,
    /// The field in words, as «e-mail address».
    pub words: String,
    /// Customers without it; of a renewal, subscriptions; of a cost, orders.
    pub missing: u64,
    /// Of how many.
    pub of: u64,
    /// What those customers spent in the last year with orders, in minor units.
    pub spent_minor: i64,
    /// What it would be used for.
    pub because: String,
    /// The cheapest way to get it.
    pub remedy: String,
}

/// Fields that are empty, the one that touches the most money first.
pub(crate) fn read_missing_fields(db: &Connection) -> Result<Vec<MissingField>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/missing_fields.all.sql"))?;
    let rows = statement.query_map([], |row| {
        let count = |at: usize| {
            row.get::<_, Option<i64>>(at)
                .map(|count| count.unwrap_or(0))
        };
        Ok((row.get::<_, String>(0)?, count(1)?, count(2)?, count(3)?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (field, missing, of, spent_minor) = row?;
        let told = FIELDS.iter().find(|(code, ..)| *code == field);
        if let Some((_, words, because, remedy)) = told.filter(|_| missing > 0) {
            found.push(MissingField {
                field,
                words: (*words).to_owned(),
                missing: missing.cast_unsigned(),
                of: of.cast_unsigned(),
                spent_minor,
                because: (*because).to_owned(),
                remedy: (*remedy).to_owned(),
            });
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse((one.spent_minor, one.missing)));
    Ok(found)
}

//! Corrections by the owner: names, addresses, numbers, labels.
//!
//! Enters: what was there and what shall be there. Leaves: edits that win over every file, as one
//! step.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use store::Store;

use crate::account::{Standing, point_key, write_account};
use crate::error::CleanError;
use crate::link::key_hash;
use crate::reach::clear_task;
use crate::step::ledger::{StepKind, insert_step};
use crate::step::merge::check_account;

/// One correction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// `name`, `number`, `industry`, `country`, `tag`, `email`, `phone`, `post`, or of a person
    /// `title`, `first_name`, `last_name`, `role`.
    pub field: String,
    /// The person, where it is about one.
    pub person_id: Option<i64>,
    /// What stands there; of labels and addresses: which one. Empty to add one.
    pub was: String,
    /// What shall stand there; empty to take it away. Parts of a postal address one a line: street,
    /// postal code, city, region, country.
    pub value: String,
}

/// Fields that can be corrected.
const FIELDS: [&str; 12] = [
    "name",
    "number",
    "industry",
    "country",
    "tag",
    "title",
    "first_name",
    "last_name",
    "role",
    "email",
    "phone",
    "post",
];

/// Corrects an account; gives the number of the step.
///
/// # Errors
/// When there is no such account, field or person, an address is none, or the database refuses.
pub fn correct(
    store: &Store,
    account_id: i64,
    corrections: &[Correction],
    now: &str,
) -> Result<i64, CleanError> {
    store.write(|db| {
        let words = words_of(corrections);
        let step = insert_step(db, StepKind::Edit, account_id, None, &words, now)?;
        correct_in(db, step, account_id, corrections, now)?;
        Ok(step)
    })
}

/// Corrects an account as part of a step.
pub(crate) fn correct_in(
    db: &Transaction<'_>,
    step: i64,
    account_id: i64,
    corrections: &[Correction],
    now: &str,
) -> Result<(), CleanError> {
    check_account(db, account_id)?;
    for one in corrections {
        check(db, account_id, one)?;
        db.prepare_cached(include_str!("../../sql/correct.insert.sql"))?
            .execute(params![
                step,
                account_id,
                one.person_id,
                one.field,
                one.was.trim(),
                one.value.trim(),
                now
            ])?;
        if matches!(one.field.as_str(), "email" | "phone")
            && let Some(key) = point_key(&one.field, &one.value)
        {
            db.prepare_cached(include_str!("../../sql/batch.insert_key.sql"))?
                .execute((key_hash(&one.field, "", &key), account_id))?;
        }
    }
    // Read after the edits, so that the first of all is seen.
    let standing = Standing::read(db)?;
    write_account(db, account_id, false, now, &standing)?;
    clear_task(db, account_id, now)
}

fn check(db: &Transaction<'_>, account_id: i64, one: &Correction) -> Result<(), CleanError> {
    if !FIELDS.contains(&one.field.as_str()) {
        return Err(CleanError::NoSuchField(one.field.clone()));
    }
    let is_point = matches!(one.field.as_str(), "email" | "phone" | "post");
    if is_point && !one.value.trim().is_empty() && point_key(&one.field, &one.value).is_none() {
        return Err(CleanError::NoAddress(one.field.clone(), one.value.clone()));
    }
    let Some(person_id) = one.person_id else {
        return Ok(());
    };
    let mut statement = db.prepare_cached(include_str!("../../sql/correct.is_person.sql"))?;
    statement
        .query_row((person_id, account_id), |_| Ok(()))
        .optional()?
        .ok_or(CleanError::NoSuchPerson(person_id, account_id))
}

fn words_of(corrections: &[Correction]) -> String {
    let words: Vec<String> = corrections
        .iter()
        .map(|one| {
            let field = one.field.replace('_', " ");
            match (one.was.is_empty(), one.value.is_empty()) {
                (true, _) => format!("{field} added"),
                (false, true) => format!("{field} taken away"),
                (false, false) => format!("{field} changed"),
            }
        })
        .collect();
    format!("Corrected by hand: {}", words.join(", "))
}

//! What people do by hand all day: possible sales, reminders, contacts, callers.
//!
//! Enters: what a person typed on a page, on the command line or by the API. Leaves: the same records
//! and the same refusals for all three.

pub(crate) mod caller;
pub(crate) mod contacts;
pub(crate) mod opportunities;
pub(crate) mod reminders;
mod typed;

pub(crate) use typed::{amount_of, day_of};

use act::ActError;

use crate::Refusal;

/// What a person asked for wrongly is said plainly; the rest is ours.
pub(crate) fn told(error: ActError) -> anyhow::Error {
    let words = error.to_string();
    match error {
        ActError::NoSuchAccount(_)
        | ActError::NoSuchOpportunity(_)
        | ActError::NoSuchReminder(_)
        | ActError::NoSuchChange(_) => Refusal::NotFound(words).into(),
        ActError::Wanting(_) => Refusal::Usage(words).into(),
        other => other.into(),
    }
}

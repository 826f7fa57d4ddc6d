//! The pages of people at work: opportunities, reminders, contacts, callers.
//!
//! One row of links leads from each to the others; what was done last stands above with its Undo.

pub(crate) mod opportunities;

use act::Opportunity;
use serde::Deserialize;

use crate::refusal::PageError;
use crate::router::App;

/// The rooms of these pages: key, address, word.
pub(crate) const ROOMS: [(&str, &str, &str); 2] = [
    ("calls", "/calls", "Calls"),
    ("opportunities", "/opportunities", "Opportunities"),
];

/// What is in hand with one account, for its page.
pub(crate) struct AtWork {
    pub(crate) opportunities: Vec<Opportunity>,
    pub(crate) last: Option<Last>,
}

impl AtWork {
    /// What is in hand with this account, and what was done there last.
    pub(crate) fn read(app: &App, account_id: i64, done: &Done) -> Result<AtWork, PageError> {
        Ok(AtWork {
            opportunities: desk::opportunities_of(&app.house, account_id)?,
            last: opportunities::last_of(app, done.id, done.change),
        })
    }
}

/// What was done last, as the address of a customer's page says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    /// The opportunity that was changed, and the change.
    id: Option<i64>,
    change: Option<i64>,
}

/// What was done last, and where it is taken back.
pub(crate) struct Last {
    pub(crate) words: String,
    pub(crate) action: String,
}

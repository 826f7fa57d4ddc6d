//! The pages of people at work: opportunities, reminders, contacts, callers.
//!
//! One row of links leads from each to the others; what was done last stands above with its Undo.

pub(crate) mod caller;
pub(crate) mod contacts;
pub(crate) mod opportunities;
pub(crate) mod reminders;

use act::Opportunity;
use desk::ReminderLine;
use serde::Deserialize;
use terms::Day;

use crate::refusal::PageError;
use crate::router::App;

/// The rooms of these pages: key, address, word.
pub(crate) const ROOMS: [(&str, &str, &str); 5] = [
    ("calls", "/calls", "Calls"),
    ("caller", "/caller", "Somebody calls"),
    ("reminders", "/reminders", "Reminders"),
    ("opportunities", "/opportunities", "Opportunities"),
    ("contacts", "/contacts", "Contacts and leads"),
];

/// What is in hand with one account, for its page.
pub(crate) struct AtWork {
    pub(crate) opportunities: Vec<Opportunity>,
    pub(crate) reminders: Vec<ReminderLine>,
    pub(crate) as_of: Day,
    pub(crate) last: Option<Last>,
}

impl AtWork {
    /// What is in hand with this account, and what was done there last.
    pub(crate) fn read(app: &App, account_id: i64, done: &Done) -> Result<AtWork, PageError> {
        Ok(AtWork {
            opportunities: desk::opportunities_of(&app.house, account_id)?,
            reminders: desk::reminders_of(&app.house, account_id)?,
            as_of: app.house.as_of(),
            last: opportunities::last_of(app, done.id, done.change)
                .or_else(|| reminders::last_of(&done.what, done.by)),
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
    /// What else was done, and the number by which it is taken back.
    what: String,
    by: i64,
}

/// What was done last, and where it is taken back.
pub(crate) struct Last {
    pub(crate) words: String,
    pub(crate) action: String,
}

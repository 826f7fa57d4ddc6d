//! Dated nudges to us in; whose turn it is out.
//!
//! - `keep`: reminders made by hand: added, put off, done, taken back.
//! - `cadence`: promises to stay in touch every so many days; whose turn it is follows from the last
//!   personal contact and is never stored.

mod cadence;
mod keep;

pub use cadence::{
    Cadence, Standing, add_cadence, due_day, end_cadence, pause_account, read_cadences,
    read_last_contacts, read_standings, resume_cadence, undo_pause,
};
pub use keep::{
    Reminder, ReminderState, add_reminder, change_reminder, read_reminder, read_reminders,
    undo_reminder,
};

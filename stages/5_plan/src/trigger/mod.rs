//! Triggers: standing campaigns of messages that leave by themselves when something happens to one
//! customer.
//!
//! Enters: the owner's trigger files and what is new on timelines, among orders and in the calendar.
//! Leaves: for every occasion one enrolment with its planned touches, once. The files in the order
//! of work: `file` and `rules` read one, `folder` keeps them, `days` and `chance` are pure, `find`
//! sees what is new, `enter` writes it down, `look` does both for all, `switch` turns on and off,
//! `view` and `answers` tell what came of it, `alert` writes to everybody on a list.

pub(crate) mod alert;
pub(crate) mod answers;
mod chance;
mod days;
mod enter;
pub(crate) mod file;
mod find;
pub(crate) mod folder;
pub(crate) mod look;
mod marks;
mod rules;
pub(crate) mod switch;
pub(crate) mod view;

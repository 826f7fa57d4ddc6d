//! Accounts that may be the same although no number or address says so.
//!
//! Enters: accounts that are new, and all others. Leaves: those that are the same for certain
//! joined; the others that may be in a queue for a person's eye, the most valuable first.

mod alike;
mod changed;
mod pair;
mod people;
mod queue;
mod reason;

pub(crate) use alike::compare_accounts;
pub(crate) use changed::note_changed;
pub use queue::{Reason, ReviewPair, ReviewSide, put_off, read_pair, read_queue};

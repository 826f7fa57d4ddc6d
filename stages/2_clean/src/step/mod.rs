//! Everything that changes the base is a step with a number, and every step can be taken back.
//!
//! Enters: a file taken in, two accounts merged, one split, a correction, an archive. Leaves: the
//! step, what it moved, and the base as all steps that still stand make it.

mod correct;
mod ledger;
mod merge;
mod moves;
mod part;
mod split;
mod take_back;
mod undo;

pub(crate) use correct::correct_in;
pub use correct::{Correction, correct};
pub use ledger::{Step, StepKind, read_recent_steps, read_steps};
pub(crate) use ledger::{import_step, insert_step, latest_import_step};
pub(crate) use merge::{check_account, merge_in};
pub use merge::{merge, say_apart};
pub use split::split;
pub(crate) use take_back::take_back;
pub use undo::{Undone, undo_step};

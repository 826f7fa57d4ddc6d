//! Stage 2, clean: what files say -> accounts, people, contact points, orders and a timeline.
//!
//! Enters: the received rows of complete sources, and what the owner merges, splits and corrects.
//! Leaves: one account for each buying unit with its people and contact points, every order once,
//! and for each row the rule that says whose it is. An account is a pure function of its rows and of
//! what was said by hand, so every step can be taken back; numbers of accounts are never used for
//! another. The folders in the order of work: `normal` makes text comparable, `link` finds whose a
//! row is, `account` draws the picture its rows make, `order` and `event` put together what
//! happened, `review` finds what may be the same, `step` keeps what was done, `reach` learns which
//! addresses still work, `health` says how good the base is, `workbook` lets it be corrected in a
//! spreadsheet.

mod account;
mod caller;
mod error;
mod event;
mod health;
mod link;
mod normal;
mod opt_out;
mod order;
mod provenance;
mod reach;
mod review;
mod run;
mod step;
mod workbook;

pub use account::{FieldOrigin, read_field_origins};
pub use caller::find_by_phone;
pub use error::CleanError;
pub use health::{Defect, Health, read_health};
pub use link::{Alike, Typed, find_alike};
pub use normal::contact_key::{is_email, is_phone};
pub use opt_out::opt_out;
pub use provenance::{Origin, read_provenance};
pub use reach::{
    ArchiveProposal, BounceReport, CallTask, CheckedAddresses, MessageClass, Overdue, ReturnReason,
    ReturnReport, Told, archive, close_task, export_addresses, import_addresses, keep, letters_in,
    note_erased, read_erasures, read_message, read_overdue, read_proposals, read_tasks,
    reopen_task, take_bounce_bytes, take_returned, take_returned_file,
};
pub use review::{Reason, ReviewPair, ReviewSide, put_off, read_pair, read_queue};
pub use run::{CleanReport, clean};
pub use step::{
    Correction, Step, StepKind, Undone, correct, merge, read_recent_steps, read_steps, say_apart,
    split, undo_step,
};
pub use workbook::{
    WorkbookChange, WorkbookReading, apply_workbook, read_workbook, write_workbook,
};

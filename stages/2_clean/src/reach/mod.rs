//! Which addresses still work: returned mail and post, wrong numbers, and what follows from them.
//!
//! Enters: signs, each with its evidence. Leaves: the state of every contact point, one call for an
//! account that lost one of its ways, a proposal to archive those that nobody can reach.

mod address_file;
mod archive;
mod bounce;
mod erasure;
mod evidence;
mod message;
mod part;
mod phrase;
mod report;
mod returned;
mod settle;
mod sign;

pub use address_file::{CheckedAddresses, export_addresses, import_addresses};
pub(crate) use archive::bring_back;
pub use archive::{ArchiveProposal, archive, keep, read_proposals};
pub use bounce::{BounceReport, take_bounce_bytes};
pub use erasure::{Overdue, note_erased, read_erasures, read_overdue};
pub(crate) use evidence::apply_signs;
pub use message::{MessageClass, Told, read_message};
pub use returned::{ReturnReason, ReturnReport, letters_in, take_returned, take_returned_file};
pub(crate) use settle::clear_task;
pub use settle::{CallTask, close_task, read_tasks, reopen_task};
pub(crate) use sign::state_of;

//! Calls: checked ledger rows in, a list for the person who calls out; what came of a call in,
//! the row in its state out.
//!
//! - `render`: words and facts in; one entry of the list out.
//! - `list`: entries in; a spreadsheet and a sheet to print out.
//! - `hand_over`: puts due calls on the list.
//! - `record`: keeps the result of a call.

pub(crate) mod hand_over;
mod list;
mod record;
pub(crate) mod render;

pub use record::{CallResult, record_call};
pub use render::{CallItem, read_calls};

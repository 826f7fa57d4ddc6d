//! Possible sales: what a person says of them in; where each stands, and sums that add up, out.
//!
//! - `board`: opportunities in; columns by stage with their sums out. Pure.
//! - `keep`: adds, changes and takes back; a state is a row and is never overwritten.
//! - `read`: opportunities as they stand, and the history of one.

mod board;
mod keep;
mod read;

pub(crate) use keep::check_account;

pub use board::{Board, Chances, Column, board};
pub use keep::{
    OpportunityState, add_opportunity, change_opportunity, read_chances, undo_opportunity,
    write_chances,
};
pub use read::{
    Opportunity, OpportunityChange, read_opportunities, read_opportunity, read_opportunity_changes,
};

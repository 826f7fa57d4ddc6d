//! What all rows of an account together say: who it is, who belongs to it, how it is reached, what
//! it allowed.
//!
//! Enters: linked rows, the owner's edits, opt-outs. Leaves: the account as stored. It is a pure
//! function of these, so whatever is taken back leaves no trace.

mod edit;
mod origin;
mod picture;
mod standing;
mod write;
mod write_people;
mod write_points;

pub(crate) use edit::point_key;
pub use origin::{FieldOrigin, read_field_origins};
pub(crate) use standing::{Standing, read_edits};
pub(crate) use write::{with_identities, write_account, write_accounts};

//! Which account a row belongs to, and why.
//!
//! Enters: received rows, batch by batch. Leaves: one link for each row, with the rule that made it.

mod ask;
mod batch;
mod identity;
mod key_book;
mod keys;
mod known;
mod pair;
mod party;
mod rule;
mod series;
mod unwritten;

pub use ask::{Alike, Typed, find_alike};
pub(crate) use batch::{Linker, join_accounts, link_source, write_touched};
pub(crate) use identity::{Identity, RowKeys};
pub(crate) use keys::key_hash;
pub(crate) use pair::{belongs, read_series, write_keys};
pub(crate) use party::{PartyRow, rows_of_accounts};
pub(crate) use rule::Rule;

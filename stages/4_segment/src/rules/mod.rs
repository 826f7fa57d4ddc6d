//! Rules: which customers belong together by what they are and what happened with them.
//!
//! Enters: a sentence such as `spend > 500 and interest product ~ pumps within 90 days`. Leaves:
//! the accounts it is true of. The same text serves the page, the command and the API.
//!
//! ```text
//! text ─ word: words and signs ─ grammar: a tree ─ members: sets of accounts, joined and cut
//! ```

mod fact;
mod grammar;
mod happening;
mod members;
mod range;
mod rule;
mod saved;
mod sets;
mod word;

pub use fact::FactName;
pub use happening::{Field, HappeningKind};
pub use members::read_members;
pub use rule::Rule;
pub use saved::{
    SavedSegment, delete_segment, read_segment, read_segments, segment_named, write_segment,
};

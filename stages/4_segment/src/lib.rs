//! Segment: which of the 25 cells and which lifecycle stage every account is in, since when; and
//! whom a rule of the owner's own is true of.
//!
//! Enters: scores, histories, orders and events. Leaves: memberships with first and last day, their
//! totals for the grid, and the members of a rule. Tables owned: `memberships`,
//! `membership_totals`, `segments`.
//!
//! ```text
//! scores, histories ─ standings ─┬─ lifecycle: which stage? ─┐
//! orders of two years ─ growth ──┘                           ├─ memberships (what changed)
//!                                   past and future fifth ───┘  └─ grid (totals)
//! everything that is known of an account ─ rules: whom is it true of? ─ members
//! ```

mod error;
mod family;
mod grid;
mod growth;
mod lifecycle;
mod memberships;
mod rules;
mod segment;
mod standings;

pub use error::SegmentError;
pub use family::Family;
pub use grid::{Grid, GridCell, GridStage, read_grid};
pub use lifecycle::StageRules;
pub use memberships::{Membership, history};
pub use rules::{
    FactName, Field, HappeningKind, Rule, SavedSegment, delete_segment, read_members, read_segment,
    read_segments, segment_named, write_segment,
};
pub use segment::{SegmentReport, segment};

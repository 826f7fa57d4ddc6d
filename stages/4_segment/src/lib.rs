//! Segment: which of the 25 cells and which lifecycle stage every account is in, since when.
//!
//! Enters: scores, histories and orders. Leaves: memberships with first and last day, and their
//! totals for the grid. Tables owned: `memberships`, `membership_totals`.
//!
//! ```text
//! scores, histories ─ standings ─┬─ lifecycle: which stage? ─┐
//! orders of two years ─ growth ──┘                           ├─ memberships (what changed)
//!                                   past and future fifth ───┘  └─ grid (totals)
//! ```

mod error;
mod family;
mod grid;
mod growth;
mod lifecycle;
mod memberships;
mod segment;
mod standings;

pub use error::SegmentError;
pub use family::Family;
pub use grid::{Grid, GridCell, GridStage, read_grid};
pub use lifecycle::StageRules;
pub use memberships::{Membership, history};
pub use segment::{SegmentReport, segment};

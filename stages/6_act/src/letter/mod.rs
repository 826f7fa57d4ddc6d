//! Letters: checked ledger rows in, one PDF with a page each, sorted by posting day, out.
//!
//! - `render`: words, address and business in; a letter for the typesetter out.
//! - `hand_over`: claims, prints, settles.

pub(crate) mod hand_over;
pub(crate) mod render;

//! Stage 1, gather: files of any kind a business has -> source rows, kept untouched, with
//! provenance.
//!
//! Enters: a CSV file in any dialect and encoding, packed or not, or a workbook. Leaves: every row
//! as received in `source_rows`, and what it says in `received_parties`, `received_lines` and
//! `received_products`; what could not be read in `row_problems`. Tables owned: these five and
//! `sources`. A bad row never stops an import, and sums are exact: every difference between a
//! file's own sum and what was taken in has a name.

mod amount;
mod batch;
mod cells;
mod consent;
mod date_order;
mod date_text;
mod encoding;
mod error;
mod form;
mod header;
mod header_names;
mod import;
mod kind;
mod layout;
mod line;
mod look;
mod number;
mod party;
mod place;
mod product;
mod read;
mod receipt;
mod record;
mod sheet;
mod store;
mod survey;
mod target;
mod undo;

pub use cells::Problem;
pub use error::GatherError;
pub use import::{ImportOptions, import};
pub use kind::Kind;
pub use layout::ColumnMeaning;
pub use look::{Recognition, check};
pub use read::{SourceRow, SourceSummary, read_problems, read_row, read_sources};
pub use receipt::{Difference, Receipt};
pub use target::Target;
pub use undo::undo;

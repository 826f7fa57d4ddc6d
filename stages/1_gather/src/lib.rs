//! Stage 1, gather: files of any kind a business has -> source rows, kept untouched, with
//! provenance.
//!
//! Enters: delimited text in any dialect and encoding, workbooks, JSON lines, Parquet, address
//! books, mailboxes, packed or not. Leaves: the bytes as received under `originals/`, every row in
//! `source_blocks`, and what it says in `received_parties`, `received_lines`, `received_products`,
//! `received_events` and `received_messages`; what could not be read in `row_problems`. These
//! tables, `sources`, `answers`, `waiting_files` and `seen_files` are owned here. A bad row never stops an
//! import, and sums are exact: every difference between a file's own sum and what was taken in has
//! a name.

mod asked;
mod by_hand;
mod columns;
mod erase;
mod error;
mod files;
mod import;
mod leftover;
mod rows;
mod seen;
mod store;
mod told;
mod undo;
mod values;

pub use asked::ask::{Asked, Choice, Question};
pub use asked::waiting::{Answer, WaitingFile, answer, read_waiting};
pub use by_hand::{Agreed, Entered, Entry, EntryLine, TypedBy, count_leads, enter, read_entries};
pub use columns::kind::Kind;
pub use columns::look::{Recognition, check};
pub use columns::meaning::ColumnMeaning;
pub use columns::target::Target;
pub use erase::{Erased, erase_rows, read_addresses, read_phones};
pub use error::GatherError;
pub use import::{ImportOptions, Outcome, check_in, import, import_all, import_waiting};
pub use rows::order_cells::{OrderCells, OrderColumns, read_orders};
pub use rows::party::is_company_name;
pub use seen::is_taken_back;
pub use told::changes::Changes;
pub use told::gap_read::{read_gaps, read_history_start};
pub use told::gaps::{GapReport, HistoryCut, MonthGap, TotalsGap};
pub use told::missing_fields::MissingField;
pub use told::read::{SourceRow, SourceSummary, read_problems, read_row, read_sources};
pub use told::receipt::{Difference, Receipt};
pub use undo::{import_again, undo};
pub use values::cells::Problem;

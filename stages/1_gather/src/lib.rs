//! Stage 1, gather: files of any kind a business has -> source rows, kept untouched, with
//! provenance.
//!
//! Enters: delimited text in any dialect and encoding, workbooks, JSON lines, Parquet, address
//! books, mailboxes, packed or not. Leaves: the bytes as received under `originals/`, every row in
//! `source_blocks`, and what it says in `received_parties`, `received_lines`, `received_products`,
//! `received_events` and `received_messages`; what could not be read in `row_problems`. These
//! tables, `sources`, `answers` and `waiting_files` are owned here. A bad row never stops an
//! import, and sums are exact: every difference between a file's own sum and what was taken in has
//! a name.

mod amount;
mod answers;
mod ask;
mod batch;
mod block;
mod cards;
mod cells;
mod changes;
mod column_forms;
mod compose;
mod consent;
mod contacts;
mod date_order;
mod date_text;
mod encoding;
mod error;
mod event;
mod event_kind;
mod form;
mod gap_read;
mod gaps;
mod guard;
mod header;
mod header_names;
mod import;
mod incoming;
mod json_rows;
mod kind;
mod layout;
mod line;
mod line_amount;
mod look;
mod mails;
mod meaning;
mod number;
mod order_cells;
mod original;
mod pack;
mod parquet_rows;
mod party;
mod party_address;
mod place;
mod product;
mod read;
mod receipt;
mod record;
mod report;
mod row;
mod sale;
mod store;
mod survey;
mod target;
mod text_form;
mod undo;
mod waiting;
mod workbook;
mod workbook_guard;

pub use ask::{Asked, Choice, Question};
pub use cells::Problem;
pub use changes::Changes;
pub use error::GatherError;
pub use gap_read::{read_gaps, read_history_start};
pub use gaps::{GapReport, HistoryCut, MonthGap, TotalsGap};
pub use import::{ImportOptions, Outcome, check_in, import, import_all, import_waiting};
pub use kind::Kind;
pub use look::{Recognition, check};
pub use meaning::ColumnMeaning;
pub use order_cells::{OrderCells, OrderColumns, read_orders};
pub use read::{SourceRow, SourceSummary, read_problems, read_row, read_sources};
pub use receipt::{Difference, Receipt};
pub use target::Target;
pub use undo::undo;
pub use waiting::{Answer, WaitingFile, answer, read_waiting};

//! Rows on their way into the database: read by meaning, added up, held until a transaction's
//! worth is together.
//!
//! Enters: rows. Leaves: a [`Batch`] to be written, and the file's [`Tally`].

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use terms::Currency;

use crate::cells::{Cells, Problem};
use crate::kind::Kind;
use crate::layout::Layout;
use crate::line::{Carried, ReceivedLine, read_line};
use crate::party::{ReceivedParty, read_party};
use crate::product::{ReceivedProduct, read_product};
use crate::receipt::Tally;
use crate::record::Row;

/// Rows in one transaction: about a tenth of a second of work, so a page waits no longer.
const BATCH_ROWS: usize = 20_000;
/// Text in one transaction, for files of few rows with very long cells.
const BATCH_BYTES: usize = 16 << 20;

/// A row as received.
pub(crate) struct RawRow {
    pub(crate) row_no: i64,
    pub(crate) line_no: i64,
    pub(crate) cells: String,
}

/// What one transaction writes.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) rows: Vec<RawRow>,
    pub(crate) parties: Vec<(i64, ReceivedParty)>,
    pub(crate) lines: Vec<(i64, ReceivedLine, LineParty)>,
    pub(crate) products: Vec<(i64, ReceivedProduct)>,
    pub(crate) problems: Vec<Problem>,
    bytes: usize,
}

/// Whose order a line is, as far as the row says.
pub(crate) struct LineParty {
    pub(crate) party_key: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) full_name: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) party_row: Option<i64>,
}

impl Batch {
    pub(crate) fn is_full(&self) -> bool {
        self.rows.len() >= BATCH_ROWS || self.bytes >= BATCH_BYTES
    }
}

/// Reads rows one after the other.
pub(crate) struct Reading<'layout> {
    layout: &'layout Layout,
    currency: Currency,
    carried: Carried,
    /// Parties of an order file are the same on row after row; two words of memory each tell
    /// which were seen, and on which row.
    seen: HashMap<u64, i64>,
    pub(crate) tally: Tally,
}

impl<'layout> Reading<'layout> {
    pub(crate) fn new(layout: &'layout Layout, currency: Currency) -> Self {
        let (carried, seen, tally) = (Carried::default(), HashMap::new(), Tally::default());
        Reading {
            layout,
            currency,
            carried,
            seen,
            tally,
        }
    }

    /// Reads one row into the batch.
    pub(crate) fn take(&mut self, row: &Row, batch: &mut Batch) {
        self.tally.rows += 1;
        let row_no = self.tally.rows.cast_signed();
        let line_no = row.line_no.cast_signed();
        let mut cells = Cells {
            layout: self.layout,
            cells: &row.cells,
            row_no,
            line_no,
            problems: Vec::new(),
        };
        if self.note_form(row, &mut cells) {
            self.take_meaning(&mut cells, batch);
        }
        let problems = cells.problems;
        self.tally.add_problems(&problems);
        batch.problems.extend(problems);
        let text = serde_json::to_string(&row.cells).unwrap_or_default();
        batch.bytes += row.size();
        batch.rows.push(RawRow {
            row_no,
            line_no,
            cells: text,
        });
    }

    /// Notes what is wrong with the form of a row; false when it must not be used.
    fn note_form(&self, row: &Row, cells: &mut Cells<'_>) -> bool {
        if self.layout.kind == Kind::Unknown {
            return false;
        }
        let (width, found) = (self.layout.meanings.len(), row.cells.len());
        let surplus = row
            .cells
            .iter()
            .skip(width)
            .any(|cell| !cell.trim().is_empty());
        let usable = if surplus {
            cells.note_row(
                "",
                &format!("has {found} cells where the header has {width}"),
                true,
            );
            false
        } else if found < width && self.layout.is_even && self.is_text_row(row) {
            cells.note_row("", &format!("has only {found} of {width} cells"), true);
            false
        } else {
            true
        };
        if let Some(flaw) = row.flaw {
            cells.note_row("", flaw, !usable);
        }
        usable
    }

    /// Rows of a workbook end with their last filled cell, so being short says nothing there.
    fn is_text_row(&self, row: &Row) -> bool {
        row.cells.len() * 2 < self.layout.meanings.len()
    }

    fn take_meaning(&mut self, cells: &mut Cells<'_>, batch: &mut Batch) {
        let row_no = cells.row_no;
        match self.layout.kind {
            Kind::Unknown => {}
            Kind::Products | Kind::Categories => {
                batch
                    .products
                    .extend(read_product(cells, self.currency).map(|product| (row_no, product)));
            }
            Kind::Parties => {
                let party = read_party(cells);
                if party.is_somebody() {
                    batch.parties.push((row_no, party));
                } else {
                    cells.note_row("", "names nobody: no name, address, e-mail or phone", true);
                }
            }
            Kind::OrderLines | Kind::Orders => self.take_line(cells, batch),
        }
    }

    fn take_line(&mut self, cells: &mut Cells<'_>, batch: &mut Batch) {
        let of_form = cells.problems.len();
        let mut party = read_party(cells);
        // A remark on an order is about the order.
        party.note = None;
        let of_party = cells.problems.len();
        let reading = read_line(cells, &party, &mut self.carried, self.currency);
        self.tally.add_line(&reading, self.currency.decimals());
        let Some(line) = reading.line else { return };
        let names = party.is_somebody() || party.party_key.is_some();
        let party_row = names.then(|| *self.seen.entry(hash_of(&party)).or_insert(cells.row_no));
        let of = LineParty {
            party_key: party.party_key.clone(),
            email: party.email.clone(),
            company: party.company.clone(),
            full_name: party.full_name.clone().or_else(|| joined_name(&party)),
            phone: party.phone.clone(),
            country: party.country.clone(),
            party_row,
        };
        batch.lines.push((cells.row_no, line, of));
        if party_row == Some(cells.row_no) {
            batch.parties.push((cells.row_no, party));
        } else {
            // What is wrong with the party was listed where it was first seen.
            cells.problems.drain(of_form..of_party);
        }
    }
}

fn joined_name(party: &ReceivedParty) -> Option<String> {
    let parts: Vec<&str> = [&party.first_name, &party.last_name]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn hash_of(party: &ReceivedParty) -> u64 {
    let mut hasher = DefaultHasher::new();
    party.hash(&mut hasher);
    hasher.finish()
}

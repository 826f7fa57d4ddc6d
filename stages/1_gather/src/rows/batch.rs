//! Rows on their way into the database: read by meaning, added up, held until a transaction's
//! worth is together.
//!
//! Enters: rows. Leaves: a [`Batch`] to be written, and the file's [`Tally`].

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use terms::Currency;

use crate::columns::kind::Kind;
use crate::columns::layout::Layout;
use crate::columns::report::Dressing;
use crate::files::block::{Block, BlockWriter};
use crate::files::mails::MAIL_COLUMN;
use crate::files::row::Row;
use crate::rows::event::{ReceivedEvent, read_events};
use crate::rows::heading::{Headings, Place};
use crate::rows::line::{Carried, ReceivedLine, read_line};
use crate::rows::party::{ReceivedParty, read_party};
use crate::rows::product::{ReceivedProduct, read_product};
use crate::told::changes::KeyTally;
use crate::told::receipt::Tally;
use crate::values::cells::{Cells, Problem};

/// Rows in one transaction: about a tenth of a second of work, so a page waits no longer.
const BATCH_ROWS: usize = 20_000;
/// Text in one transaction, for files of few rows with very long cells.
const BATCH_BYTES: usize = 16 << 20;
/// Parties remembered so that each is written once a file, at two words each. A file with more
/// writes some of them again, which does no harm.
const SEEN_MOST: usize = 1_000_000;
/// Parties remembered whole, so that the rows of a busy customer are not read again and again.
const RECENT_MOST: usize = 50_000;

/// What one transaction writes.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) blocks: Vec<Block>,
    pub(crate) parties: Vec<(i64, ReceivedParty)>,
    pub(crate) lines: Vec<(i64, i64, ReceivedLine, Arc<LineParty>)>,
    pub(crate) products: Vec<(i64, ReceivedProduct)>,
    pub(crate) events: Vec<(i64, ReceivedEvent, Arc<LineParty>)>,
    pub(crate) messages: Vec<(i64, ReceivedMessage)>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) rows: usize,
    /// Rows of the file read so far, for the progress bar.
    pub(crate) read: u64,
    bytes: usize,
}

/// Whose order or event a row is, as far as the row says.
#[derive(Default)]
pub(crate) struct LineParty {
    pub(crate) party_key: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) full_name: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) party_row: Option<i64>,
}

/// A mail of a mailbox file.
pub(crate) struct ReceivedMessage {
    pub(crate) message_id: Option<String>,
    pub(crate) day: Option<i32>,
    pub(crate) raw: String,
}

impl Batch {
    pub(crate) fn is_full(&self) -> bool {
        self.rows >= BATCH_ROWS || self.bytes >= BATCH_BYTES
    }
}

/// Reads rows one after the other.
pub(crate) struct Reading<'layout> {
    layout: &'layout Layout,
    currency: Currency,
    carried: Carried,
    headings: Headings<'layout>,
    dressing: Dressing,
    blocks: BlockWriter,
    /// The columns that tell whose a row is.
    party_columns: Vec<usize>,
    seen: HashMap<u64, i64>,
    recent: HashMap<u64, Arc<LineParty>>,
    pub(crate) tally: Tally,
    /// Keys and contents, where an earlier export is there to be compared with.
    pub(crate) keys: Option<KeyTally>,
}

impl<'layout> Reading<'layout> {
    pub(crate) fn new(layout: &'layout Layout, currency: Currency, keys: Option<KeyTally>) -> Self {
        Reading {
            layout,
            currency,
            carried: Carried::default(),
            headings: Headings::new(layout),
            dressing: Dressing::default(),
            blocks: BlockWriter::default(),
            party_columns: layout.party_columns(),
            seen: HashMap::new(),
            recent: HashMap::new(),
            tally: Tally::default(),
            keys,
        }
    }

    /// Reads one row into the batch.
    pub(crate) fn take(&mut self, row: &Row, batch: &mut Batch) {
        self.tally.rows += 1;
        let row_no = self.tally.rows.cast_signed();
        batch.rows += 1;
        batch.bytes += row.size();
        batch.read = self.tally.rows;
        batch.blocks.extend(self.blocks.add(row_no, row));
        if let Some(keys) = &mut self.keys {
            keys.add(row.cells());
        }
        let mut dressing = std::mem::take(&mut self.dressing);
        let told = if self.layout.is_report {
            dressing.undress(row)
        } else {
            Some(row)
        };
        if let Some(told) = told {
            self.take_told(told, row_no, batch);
        }
        self.dressing = dressing;
    }

    /// The last block, when all rows are read.
    pub(crate) fn finish(&mut self, batch: &mut Batch) {
        batch.blocks.extend(self.blocks.finish());
    }

    fn take_told(&mut self, row: &Row, row_no: i64, batch: &mut Batch) {
        let mut cells = Cells {
            layout: self.layout,
            row,
            row_no,
            line_no: row.line_no.cast_signed(),
            problems: Vec::new(),
            currency: None,
        };
        if self.note_place(row, &mut cells) && self.note_form(row, &mut cells) {
            self.take_meaning(&mut cells, batch);
        }
        if !cells.problems.is_empty() {
            self.tally.add_problems(&cells.problems);
            batch.problems.extend(cells.problems);
        }
    }

    /// Notes a row that belongs to another table; false when it is none of this one.
    fn note_place(&mut self, row: &Row, cells: &mut Cells<'_>) -> bool {
        match self.headings.place(row) {
            _ if self.layout.kind == Kind::Unknown || self.layout.kind == Kind::Bounces => true,
            Place::Row => true,
            Place::Heading => false,
            Place::Below(line_no) => {
                let why = format!(
                    "belongs to another table, which begins on line {line_no}; put that on a sheet of its own"
                );
                cells.note_row("", &why, row.line_no != line_no);
                false
            }
        }
    }

    /// Notes what is wrong with the form of a row; false when it must not be used.
    fn note_form(&self, row: &Row, cells: &mut Cells<'_>) -> bool {
        if self.layout.kind == Kind::Unknown {
            return false;
        }
        let (width, found) = (self.layout.meanings.len(), row.len());
        let surplus = found > width && row.cells().skip(width).any(|cell| !cell.trim().is_empty());
        let usable = if surplus {
            cells.note_row(
                "",
                &format!("has {found} cells where the header has {width}"),
                true,
            );
            false
        } else if found * 2 < width && self.layout.is_even {
            // Rows of a workbook end with their last filled cell, so being a little short says
            // nothing there.
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

    fn take_meaning(&mut self, cells: &mut Cells<'_>, batch: &mut Batch) {
        let row_no = cells.row_no;
        match self.layout.kind {
            Kind::Unknown => {}
            Kind::Bounces => batch.messages.push((row_no, read_message(cells.row))),
            Kind::Products | Kind::Categories => {
                batch
                    .products
                    .extend(read_product(cells, self.currency).map(|product| (row_no, product)));
            }
            Kind::Parties => {
                let party = read_party(cells, self.currency);
                if party.is_somebody() {
                    batch.parties.push((row_no, party));
                } else {
                    cells.note_row("", "names nobody: no name, address, e-mail or phone", true);
                }
            }
            Kind::Events | Kind::Deals => self.take_events(cells, batch),
            Kind::OrderLines | Kind::Orders => self.take_line(cells, batch),
        }
    }

    fn take_line(&mut self, cells: &mut Cells<'_>, batch: &mut Batch) {
        let (of, new) = self.party_of(cells);
        let reading = read_line(cells, &of, &mut self.carried, self.currency);
        let decimals = self.currency.decimals();
        self.tally.add_line(&reading, decimals);
        let Some(line) = reading.line else { return };
        let row_no = cells.row_no;
        for (part_no, amount) in reading.reductions {
            batch.lines.push((
                row_no,
                part_no,
                line.reduced_by(amount, decimals),
                Arc::clone(&of),
            ));
        }
        batch.lines.push((row_no, 1, line, of));
        batch.parties.extend(new.map(|party| (row_no, party)));
    }

    fn take_events(&mut self, cells: &mut Cells<'_>, batch: &mut Batch) {
        let (of, new) = self.party_of(cells);
        let row_no = cells.row_no;
        let nobody = of.party_key.is_none() && of.party_row.is_none();
        if nobody {
            cells.note_row("", "says nobody it happened with", false);
        }
        let events = read_events(cells, self.currency);
        for day in events.iter().filter_map(|event| event.day) {
            self.tally.add_day(day);
        }
        batch.events.extend(
            events
                .into_iter()
                .map(|event| (row_no, event, Arc::clone(&of))),
        );
        batch.parties.extend(new.map(|party| (row_no, party)));
    }

    /// Whose row it is, and the party when it is told for the first time. Rows of the same party
    /// hold the same cells, so they are told apart before anything is read.
    fn party_of(&mut self, cells: &mut Cells<'_>) -> (Arc<LineParty>, Option<ReceivedParty>) {
        let hash = self.hash_of_party(cells.row);
        if let Some(known) = self.recent.get(&hash) {
            return (Arc::clone(known), None);
        }
        let noted = cells.problems.len();
        let mut party = read_party(cells, self.currency);
        // A remark on an order is about the order.
        party.note = None;
        let names = party.is_somebody() || party.party_key.is_some();
        if self.seen.len() >= SEEN_MOST {
            self.seen.clear();
        }
        let first = names.then(|| *self.seen.entry(hash).or_insert(cells.row_no));
        let of = Arc::new(LineParty {
            party_key: party.party_key.clone(),
            email: party.email.clone(),
            company: party.company.clone(),
            full_name: party.full_name.clone().or_else(|| joined_name(&party)),
            phone: party.phone.clone(),
            country: party.country.clone(),
            party_row: first,
        });
        if self.recent.len() >= RECENT_MOST {
            self.recent.clear();
        }
        self.recent.insert(hash, Arc::clone(&of));
        let is_new = first == Some(cells.row_no);
        if !is_new {
            // What is wrong with the party was listed where it was first seen.
            cells.problems.truncate(noted);
        }
        (of, is_new.then_some(party))
    }

    fn hash_of_party(&self, row: &Row) -> u64 {
        let mut hasher = DefaultHasher::new();
        for at in &self.party_columns {
            row.cell(*at).unwrap_or("").trim().hash(&mut hasher);
        }
        hasher.finish()
    }
}

fn joined_name(party: &ReceivedParty) -> Option<String> {
    let parts: Vec<&str> = [&party.first_name, &party.last_name]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn read_message(row: &Row) -> ReceivedMessage {
    let filled = |at: usize| row.cell(at).filter(|text| !text.is_empty());
    ReceivedMessage {
        message_id: filled(0).map(str::to_owned),
        day: filled(1)
            .and_then(|text| text.get(..10)?.parse::<terms::Day>().ok())
            .map(terms::Day::number),
        raw: filled(MAIL_COLUMN).unwrap_or("").to_owned(),
    }
}

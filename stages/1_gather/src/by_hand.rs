//! Somebody a person typed in, on our own page or on the page for visitors, taken in like any file.
//!
//! Enters: an [`Entry`]. Leaves: a source of one row, its bytes under `originals/`, and what it says. So
//! it has a place to be shown from, is linked with what later files tell, can be taken back and brought
//! in again, and is erased like every other row. Nothing is guessed: the columns are ours.

use std::sync::Arc;

use ::store::Store;
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;
use terms::Day;

use crate::columns::meaning::ColumnMeaning;
use crate::columns::target::Target;
use crate::error::GatherError;
use crate::files::block::BlockWriter;
use crate::files::original::{Kept, Original, keep};
use crate::files::row::Row;
use crate::rows::batch::{Batch, LineParty};
use crate::rows::event::ReceivedEvent;
use crate::rows::party::ReceivedParty;
use crate::store::{to_json, write_batch};
use crate::told::read::find_source;

/// Where an entry was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypedBy {
    /// By one of us.
    Us,
    /// By a visitor of the page for leads.
    Visitor,
}

/// The layouts of such sources, by which they are told apart from files.
const LAYOUT_OURS: &str = "by_hand";
const LAYOUT_LEAD: &str = "lead_form";

/// Our columns in their order, and what each means; those without are kept and not used.
const COLUMNS: [(&str, Option<Target>); 18] = [
    ("Day", None),
    ("Company", Some(Target::Company)),
    ("Name", Some(Target::FullName)),
    ("First name", Some(Target::FirstName)),
    ("Last name", Some(Target::LastName)),
    ("E-mail", Some(Target::Email)),
    ("Phone", Some(Target::Phone)),
    ("Job title", Some(Target::JobTitle)),
    ("Street", Some(Target::Street)),
    ("Postcode", Some(Target::Postcode)),
    ("City", Some(Target::City)),
    ("Country", Some(Target::Country)),
    ("Came by", None),
    ("Message", None),
    ("Agrees to e-mail", None),
    ("Purpose", None),
    ("Text shown", None),
    ("At", None),
];

/// Somebody as typed in; empty where nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The firm.
    pub company: String,
    /// First and last name in one, or a firm's.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// What the person does.
    pub role: String,
    /// Street and house number.
    pub street: String,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country.
    pub country: String,
    /// By which the person came to us: a page, a fair, a colleague.
    pub came_by: String,
    /// What was said or written.
    pub message: String,
    /// What was agreed to, where it was.
    pub consent: Option<Agreed>,
}

/// What somebody agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agreed {
    /// What for.
    pub purpose: String,
    /// The words that stood beside the box.
    pub text: String,
    /// Whether it counts for the account: not where nobody knows that it was the person's own hand.
    pub counts: bool,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The source it is.
    pub source_id: i64,
    /// Whether the very same was in already.
    pub already: bool,
}

/// Takes an entry in. The very same typed twice at one moment is taken in once.
///
/// # Errors
/// When it reaches nobody, the workspace cannot be written, or the database refuses.
pub fn enter(store: &Store, by: TypedBy, entry: &Entry, now: &str) -> Result<Entered, GatherError> {
    let name = match by {
        TypedBy::Us => "Added by hand",
        TypedBy::Visitor => "Lead form",
    };
    let cells = cells_of(entry, now);
    if entry.email.is_empty() && entry.phone.is_empty() && full_name(entry).is_empty() {
        return Err(GatherError::refused(name, "it names nobody"));
    }
    let mut bytes = Vec::new();
    {
        let mut to = csv::Writer::from_writer(&mut bytes);
        let written = to
            .write_record(COLUMNS.map(|(column, _)| column))
            .and_then(|()| to.write_record(&cells))
            .and_then(|()| Ok(to.flush()?));
        written.map_err(|error| GatherError::refused(name, &error.to_string()))?;
    }
    let kept = keep(store.folder(), name, &mut bytes.as_slice())?;
    take_in(store, &kept, by, &cells, now)
}

/// Takes an entry in again that was taken back, from the copy that was kept.
pub(crate) fn enter_again(
    store: &Store,
    kept: &Kept,
    layout: &str,
    now: &str,
) -> Result<i64, GatherError> {
    let name = &kept.original.name;
    let bytes = kept.original.start(usize::MAX >> 1)?;
    let mut rows = csv::Reader::from_reader(bytes.as_slice());
    let row = rows.records().next().transpose();
    let row = row.map_err(|error| GatherError::refused(name, &error.to_string()))?;
    let row = row.ok_or_else(|| GatherError::refused(name, "it is empty"))?;
    let cells: Vec<String> = row.iter().map(str::to_owned).collect();
    let by = if layout == LAYOUT_LEAD {
        TypedBy::Visitor
    } else {
        TypedBy::Us
    };
    Ok(take_in(store, kept, by, &cells, now)?.source_id)
}

/// Whether a layout is one of ours.
pub(crate) fn is_by_hand(layout: &str) -> bool {
    matches!(layout, LAYOUT_OURS | LAYOUT_LEAD)
}

fn take_in(
    store: &Store,
    kept: &Kept,
    by: TypedBy,
    cells: &[String],
    now: &str,
) -> Result<Entered, GatherError> {
    store.write(|db| {
        if let Some((source_id, _)) = find_source(db, &kept.sha256)? {
            return Ok(Entered {
                source_id,
                already: true,
            });
        }
        let source_id = insert_source(db, &kept.original, &kept.sha256, by, cells, now)?;
        write_batch(db, source_id, &batch_of(cells))?;
        Ok(Entered {
            source_id,
            already: false,
        })
    })
}

fn insert_source(
    db: &Transaction<'_>,
    original: &Original,
    sha256: &str,
    by: TypedBy,
    cells: &[String],
    now: &str,
) -> Result<i64, GatherError> {
    let meanings = COLUMNS.map(|(column, target)| ColumnMeaning {
        column: column.to_owned(),
        target,
        confidence: 1.0,
        reason: "our own form".to_owned(),
    });
    let layout = match by {
        TypedBy::Us => LAYOUT_OURS,
        TypedBy::Visitor => LAYOUT_LEAD,
    };
    let day = cells
        .first()
        .and_then(|day| day.parse::<Day>().ok())
        .map(Day::number);
    db.prepare_cached(include_str!("../sql/by_hand.insert_source.sql"))?
        .execute(params![
            original.name,
            sha256,
            to_json(&COLUMNS.map(|(column, _)| column))?,
            to_json(&meanings)?,
            now,
            layout,
            original.stored_name(),
            day
        ])?;
    Ok(db.last_insert_rowid())
}

/// The cells of an entry in the order of our columns.
fn cells_of(entry: &Entry, now: &str) -> Vec<String> {
    let agreed = entry.consent.as_ref();
    let word = |agreed: &Agreed| {
        if agreed.counts {
            "yes"
        } else {
            "yes, not confirmed"
        }
    };
    let cells = [
        now.get(..10).unwrap_or_default(),
        &entry.company,
        &entry.name,
        &entry.first_name,
        &entry.last_name,
        &entry.email,
        &entry.phone,
        &entry.role,
        &entry.street,
        &entry.postcode,
        &entry.city,
        &entry.country,
        &entry.came_by,
        &entry.message,
        agreed.map(word).unwrap_or_default(),
        agreed.map(|agreed| &*agreed.purpose).unwrap_or_default(),
        agreed.map(|agreed| &*agreed.text).unwrap_or_default(),
        now,
    ];
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn full_name(entry: &Entry) -> String {
    [
        &*entry.company,
        &entry.name,
        &entry.first_name,
        &entry.last_name,
    ]
    .concat()
}

/// What the one row says.
fn batch_of(cells: &[String]) -> Batch {
    let cell = |column: &str| {
        let at = COLUMNS.iter().position(|(known, _)| *known == column);
        at.and_then(|at| cells.get(at))
            .filter(|text| !text.is_empty())
            .cloned()
    };
    let party = ReceivedParty {
        company: cell("Company"),
        full_name: cell("Name"),
        first_name: cell("First name"),
        last_name: cell("Last name"),
        email: cell("E-mail"),
        phone: cell("Phone"),
        role: cell("Job title"),
        street: cell("Street"),
        postcode: cell("Postcode"),
        city: cell("City"),
        country: cell("Country"),
        note: cell("Message"),
        created_day: cell("Day")
            .and_then(|day| day.parse::<Day>().ok())
            .map(Day::number),
        consent_email: (cell("Agrees to e-mail").as_deref() == Some("yes")).then_some("yes"),
        ..ReceivedParty::default()
    };
    let of = Arc::new(LineParty {
        party_row: Some(1),
        ..LineParty::default()
    });
    let events = events_of(&cell);
    let mut blocks = BlockWriter::default();
    let mut batch = Batch::default();
    batch
        .blocks
        .extend(blocks.add(1, &Row::of(2, cells.iter().map(String::as_str))));
    batch.blocks.extend(blocks.finish());
    batch.parties.push((1, party));
    batch
        .events
        .extend(events.into_iter().map(|event| (1, event, Arc::clone(&of))));
    batch
}

/// What stands on the timeline: by which somebody came and what was said, and what was agreed to.
fn events_of(cell: &impl Fn(&str) -> Option<String>) -> Vec<ReceivedEvent> {
    let day = cell("Day").and_then(|day| day.parse().ok());
    let event = |kind, subject: String, detail: String| ReceivedEvent {
        kind,
        day,
        subject,
        detail,
        ..ReceivedEvent::default()
    };
    let mut events = Vec::new();
    if let Some(came_by) = cell("Came by") {
        events.push(event(
            "interest",
            came_by,
            cell("Message").unwrap_or_default(),
        ));
    } else if let Some(message) = cell("Message") {
        events.push(event("note", String::new(), message));
    }
    if let Some(purpose) = cell("Purpose") {
        let how = match cell("Agrees to e-mail").as_deref() {
            Some("yes") => "by e-mail",
            _ => "by e-mail, not confirmed to be the customer's own word",
        };
        let text = cell("Text shown").unwrap_or_default();
        let at = cell("At").unwrap_or_default();
        events.push(event(
            "agreed",
            purpose,
            format!("{how}, at {at}, shown: «{text}»"),
        ));
    }
    events
}

/// An entry as the list of contacts shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryLine {
    /// The source it is; what to take back.
    pub source_id: i64,
    /// Where it was typed.
    pub by: TypedBy,
    /// When.
    pub at: String,
    /// Who, as typed.
    pub who: String,
    /// How to reach them, as typed.
    pub reach: String,
    /// Whether it was taken back.
    pub is_undone: bool,
}

/// Entries, the newest first, at most so many before this source.
///
/// # Errors
/// When the database refuses.
pub fn read_entries(
    db: &Connection,
    before: i64,
    most: u32,
) -> Result<Vec<EntryLine>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../sql/by_hand.read_entries.sql"))?;
    let rows = statement.query_map((before, most), |row| {
        let layout: String = row.get(1)?;
        Ok(EntryLine {
            source_id: row.get(0)?,
            by: if layout == LAYOUT_LEAD {
                TypedBy::Visitor
            } else {
                TypedBy::Us
            },
            at: row.get(2)?,
            who: row.get(3)?,
            reach: row.get(4)?,
            is_undone: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many leads came in by the page for visitors since this moment.
///
/// # Errors
/// When the database refuses.
pub fn count_leads(db: &Connection, since: &str) -> Result<i64, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../sql/by_hand.count_leads.sql"))?;
    Ok(statement.query_row([since], |row| row.get(0))?)
}

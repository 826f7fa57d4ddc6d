//! What other programs, pages and people tell as it happens: a click, a cart, a first use, an answer.
//!
//! Enters: one or many events, each of one customer. Leaves: first a file of the workspace that
//! survives whatever comes, then untouched rows, the timeline, and the messages that start with them.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use gather::{ImportOptions, Kind};
use plan::LookReport;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Progress;
use terms::Day;

use crate::files::files_in;
use crate::{House, Refusal, clean_house, look_around, tell_error};

/// Most events told at once; more come in several parts.
const EVENTS_MOST: usize = 10_000;

/// The fields of an event, and what each means to the rows it becomes.
const COLUMNS: &[(&str, &str)] = &[
    ("id", "activity.source_id"),
    ("event", "activity.kind"),
    ("date", "activity.date"),
    ("customer", "customer.source_id"),
    ("email", "contact.email"),
    ("phone", "contact.phone"),
    ("company", "company.name"),
    ("first_name", "person.first_name"),
    ("last_name", "person.last_name"),
    ("subject", "activity.subject"),
    ("detail", "activity.detail"),
    ("quantity", "activity.quantity"),
    ("amount", "activity.amount"),
    ("until", "activity.until"),
    ("consent", "consent.email"),
];

/// One thing that happened with one customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Happening {
    /// The teller's own number for it: the same event told twice counts once.
    pub id: Value,
    /// What happened: ad_click, cart, first_use, usage, login, registration, interest, lead, referral,
    /// subscription, subscription_cancelled, survey, reply, return, ...
    pub event: String,
    /// When: a day such as 2026-03-02, or an instant; today where not told.
    pub date: String,
    /// The customer's number.
    pub customer: Value,
    /// The customer's e-mail address.
    pub email: String,
    /// The customer's telephone number.
    pub phone: String,
    /// The customer's firm.
    pub company: String,
    /// A first name, of somebody new.
    pub first_name: String,
    /// A last name, of somebody new.
    pub last_name: String,
    /// The product, the plan, the feature, the question.
    pub subject: String,
    /// The answer, the outcome, a note.
    pub detail: String,
    /// Uses since the last time it was told.
    pub quantity: Value,
    /// An amount in whole units of the currency, such as 49.90.
    pub amount: Value,
    /// The day it leads to, such as a renewal.
    pub until: String,
    /// Whether they agreed to e-mails: yes or no; nothing where they were not asked.
    pub consent: String,
}

/// What became of events that were taken in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TakenIn {
    /// Events that are on the timeline now.
    pub events: u64,
    /// Files that could not be read, each with its reason; they are kept beside the others.
    pub refused: Vec<String>,
    /// What started because of them.
    pub started: LookReport,
    /// E-mails that left.
    pub emails_sent: u64,
}

/// Reads events from the text of a request or a file: one object, a list, or an object a line.
///
/// # Errors
/// [`Refusal::Usage`] with the place of the first thing that is wrong.
pub fn read_happenings(text: &str) -> Result<Vec<Happening>> {
    let wrong =
        |error: serde_json::Error| Refusal::Usage(format!("no events can be read: {error}"));
    let text = text.trim();
    let events: Vec<Happening> = if text.starts_with('[') {
        serde_json::from_str(text).map_err(wrong)?
    } else {
        let lines = serde_json::Deserializer::from_str(text).into_iter();
        lines.collect::<Result<_, _>>().map_err(wrong)?
    };
    Ok(events)
}

/// Keeps events in the workspace, all or none of them; they are taken in by [`take_happenings`].
///
/// # Errors
/// [`Refusal::Usage`] when one says not what happened, when, or to whom.
pub fn keep_happenings(house: &House, events: &[Happening]) -> Result<usize> {
    static TOLD: AtomicU64 = AtomicU64::new(0);
    if events.is_empty() || events.len() > EVENTS_MOST {
        let words = format!("tell 1 to {EVENTS_MOST} events at once");
        return Err(Refusal::Usage(words).into());
    }
    let name = format!(
        "{}-{}-{}",
        house.now().replace(':', ""),
        std::process::id(),
        TOLD.fetch_add(1, Ordering::Relaxed)
    );
    let mut lines = String::new();
    for (at, event) in events.iter().enumerate() {
        let line = event.line(house.as_of(), &format!("{name}-{at}"));
        let line = line.map_err(|why| Refusal::Usage(format!("event {}: {why}", at + 1)))?;
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    let folder = folder_of(house);
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let path = folder.join(format!("{name}.ndjson"));
    write_lasting(&path, &lines).with_context(|| path.display().to_string())?;
    Ok(events.len())
}

/// Whether events wait to be taken in; looks at one folder that is empty as a rule.
#[must_use]
pub fn happenings_wait(house: &House) -> bool {
    std::fs::read_dir(folder_of(house))
        .is_ok_and(|mut list| list.any(|entry| entry.is_ok_and(|entry| is_waiting(&entry.path()))))
}

/// Takes in every event that waits, looks what starts with it, and hands over what is due.
///
/// # Errors
/// When a stage cannot go on; whatever is left waits for the next call.
pub fn take_happenings(house: &House, progress: &dyn Progress) -> Result<TakenIn> {
    let mut taken = TakenIn::default();
    let mut files = files_in(&folder_of(house))?;
    files.retain(|path| is_waiting(path));
    if files.is_empty() {
        return Ok(taken);
    }
    let options = ImportOptions {
        now: house.now(),
        kind: Some(Kind::Events),
        currency: Some(house.business()?.currency),
        columns: COLUMNS,
        ..ImportOptions::default()
    };
    for path in &files {
        match gather::import(&house.store, path, &options, progress) {
            Ok(_) => std::fs::remove_file(path)?,
            Err(gather::GatherError::Store(error)) => return Err(error.into()),
            Err(error) => {
                std::fs::rename(path, path.with_extension("refused"))?;
                taken.refused.push(tell_error(&error.into()));
            }
        }
    }
    taken.events = clean_house(house, progress)?.events_new;
    let (started, acted) = look_around(house, progress)?;
    taken.started = started;
    taken.emails_sent = acted.map_or(0, |acted| acted.emails_sent);
    Ok(taken)
}

impl Happening {
    /// The row it becomes: every field in its place, so that all rows are alike.
    fn line(&self, as_of: Day, own_id: &str) -> Result<Value, String> {
        if self.event.trim().is_empty() {
            return Err("says not what happened; set event, as in \"cart\"".into());
        }
        let customer = text_of(&self.customer);
        if [&customer, &self.email, &self.phone]
            .iter()
            .all(|text| text.trim().is_empty())
        {
            return Err("says not to whom; set customer or email".into());
        }
        let day = match self.date.trim() {
            "" => as_of,
            told => day_of(told)?,
        };
        let until = match self.until.trim() {
            "" => String::new(),
            told => day_of(told)?.to_string(),
        };
        for (name, number) in [("quantity", &self.quantity), ("amount", &self.amount)] {
            let text = text_of(number);
            if !text.is_empty() && text.parse::<f64>().is_ok_and(f64::is_finite).eq(&false) {
                return Err(format!("{name}: «{text}» is no number; write it as 49.90"));
            }
        }
        let id = match text_of(&self.id) {
            id if id.is_empty() => own_id.to_owned(),
            id => id,
        };
        Ok(json!({
            "id": id, "event": self.event, "date": day.to_string(), "customer": customer,
            "email": self.email, "phone": self.phone, "company": self.company,
            "first_name": self.first_name, "last_name": self.last_name, "subject": self.subject,
            "detail": self.detail, "quantity": text_of(&self.quantity),
            "amount": text_of(&self.amount), "until": until, "consent": self.consent,
        }))
    }
}

/// The day somebody names, in the place where it happened.
fn day_of(text: &str) -> Result<Day, String> {
    let day = text.get(..10).unwrap_or(text);
    day.parse::<Day>().map_err(|error| error.to_string())
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

fn folder_of(house: &House) -> PathBuf {
    house.store.folder().join("events")
}

fn is_waiting(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "ndjson")
}

/// Writes a file that is there whole or not at all, and outlasts a power cut: what was told is
/// answered with a promise.
fn write_lasting(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension("part");
    let mut file = File::create(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

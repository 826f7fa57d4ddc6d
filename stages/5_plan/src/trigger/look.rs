//! Every trigger that is on in; whatever is new entered, and the marks moved on, out.

use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;
use store::rusqlite;
use store::{Progress, Store, StoreError};
use terms::Day;

use crate::trigger::enter::Entrance;
use crate::trigger::find::{Occasion, Since, find_occasions};
use crate::trigger::folder::read_triggers;
use crate::trigger::marks::{Marks, Standing, read_standing};
use crate::{PlanError, Trigger, TriggerFile};

/// Occasions entered in one transaction, so that pages never wait long for the writer.
const OCCASIONS_A_WRITE: usize = 5_000;

/// Who would enter, listed at most this far; all are counted.
const LISTED_MOST: usize = 200;

/// What a look at all triggers found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LookReport {
    /// Occasions that entered, by the trigger's code.
    pub entered: Vec<(String, u64)>,
    /// What is wrong with the file of a trigger that is on; its last good version goes on.
    pub problems: Vec<String>,
}

/// Somebody who would enter, and because of what.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The account.
    pub account_id: i64,
    /// Its name.
    pub name: String,
    /// When it happened.
    pub day: Day,
    /// What it is about; may be empty.
    pub about: String,
    /// The day it leads to, if any.
    pub about_day: Option<Day>,
    /// Years, or uses so far.
    pub quantity: Option<f64>,
    /// Its amount.
    pub amount_minor: Option<i64>,
}

/// Whether anything has happened since the triggers that are on were looked at.
///
/// # Errors
/// When the database refuses.
pub fn needs_look(db: &Connection, as_of: Day) -> Result<bool, PlanError> {
    let sql = include_str!("../../sql/look.needs_look.sql");
    Ok(db
        .prepare_cached(sql)?
        .query_row([as_of.number()], |row| row.get(0))?)
}

/// Looks for what is new to every trigger that is on, and plans its messages. Looking twice is
/// looking once: an occasion enters one time, whatever happens in between.
///
/// # Errors
/// When the files cannot be read, the database refuses, or the person asked to stop.
pub fn look(
    store: &Store,
    folder: &Path,
    as_of: Day,
    seed: u64,
    progress: &dyn Progress,
) -> Result<LookReport, PlanError> {
    let mut report = LookReport::default();
    let standing = store.read(read_standing)?;
    if standing.is_empty() {
        return Ok(report);
    }
    let files = read_triggers(folder)?;
    for one in &standing {
        progress.at("looking for what happened", 0, 0);
        let file = files.iter().find(|file| file.code == one.code);
        let Some(trigger) = in_force(store, one, file, &mut report)? else {
            continue;
        };
        let entered = look_for(store, &trigger, one, as_of, seed, progress)?;
        if entered > 0 {
            report.entered.push((one.code.clone(), entered));
        }
    }
    Ok(report)
}

/// The trigger as its file says, or as it last was where the file cannot be read.
fn in_force(
    store: &Store,
    standing: &Standing,
    file: Option<&TriggerFile>,
    report: &mut LookReport,
) -> Result<Option<Trigger>, PlanError> {
    let problem = match file.map(|file| &file.trigger) {
        Some(Ok(trigger)) => return Ok(Some(trigger.clone())),
        Some(Err(problem)) => problem.to_string(),
        None => format!(
            "{}.toml is gone; put it back or turn the trigger off",
            standing.code
        ),
    };
    report.problems.push(problem);
    let text: Option<String> = store.read(|db| {
        use rusqlite::OptionalExtension;
        db.prepare_cached(include_str!("../../sql/enter.newest_version.sql"))?
            .query_row([&standing.code], |row| row.get(2))
            .optional()
            .map_err(PlanError::from)
    })?;
    let last = text.map(|text| Trigger::from_toml(&standing.code, &text));
    Ok(last.transpose()?)
}

fn look_for(
    store: &Store,
    trigger: &Trigger,
    standing: &Standing,
    as_of: Day,
    seed: u64,
    progress: &dyn Progress,
) -> Result<u64, PlanError> {
    let (found, now) = store.read(|db| {
        let since = Since {
            on_since: standing.on_since,
            marks: standing.marks,
            as_of,
        };
        let found = find_occasions(db, trigger, since)?;
        Ok::<_, PlanError>((found, Marks::now(db, as_of)?))
    })?;
    let mut entered = 0;
    for some in found.chunks(OCCASIONS_A_WRITE) {
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
        entered += store.write(|db| {
            let entrance = Entrance::open(db, trigger, as_of, seed)?;
            let mut entered = 0;
            for one in some {
                entered += u64::from(entrance.enter(db, one)?);
            }
            Ok::<_, PlanError>(entered)
        })?;
    }
    if now != standing.marks {
        // After the occasions: killed in between, they are found again and are in already.
        store.write(|db| {
            let row = (
                &trigger.code,
                now.event,
                now.order,
                now.account,
                now.day.number(),
            );
            db.execute(include_str!("../../sql/look.write_marks.sql"), row)?;
            Ok::<_, PlanError>(())
        })?;
    }
    Ok(entered)
}

/// Who would enter if the trigger were turned on today: whatever happened today, nothing before.
/// The first few by name, and how many in all.
///
/// # Errors
/// When the database refuses.
pub fn would_enter(
    db: &Connection,
    trigger: &Trigger,
    as_of: Day,
) -> Result<(Vec<Entry>, u64), PlanError> {
    let marks = Marks::at_start(db, as_of)?;
    let found = find_occasions(
        db,
        trigger,
        Since {
            on_since: as_of,
            marks,
            as_of,
        },
    )?;
    let mut statement = db.prepare_cached(include_str!("../../sql/look.account.sql"))?;
    let mut once: Vec<(i64, &str)> = Vec::new();
    let mut entries = Vec::new();
    for one in &found {
        let known = (one.account_id, one.key.as_str());
        if once.contains(&known) {
            continue;
        }
        if entries.len() < LISTED_MOST {
            once.push(known);
            let name = statement.query_row([one.account_id], |row| row.get(0))?;
            entries.push(entry(one, name));
        }
    }
    let more = found.len().saturating_sub(LISTED_MOST) as u64;
    let all = entries.len() as u64
        + if entries.len() == LISTED_MOST {
            more
        } else {
            0
        };
    Ok((entries, all))
}

fn entry(one: &Occasion, name: String) -> Entry {
    Entry {
        account_id: one.account_id,
        name,
        day: one.day,
        about: one.subject.clone(),
        about_day: one.about_day,
        quantity: one.quantity,
        amount_minor: one.amount_minor,
    }
}

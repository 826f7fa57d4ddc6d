//! Whose turn it is: reminders made by hand and promises to stay in touch, in one list by day.

use std::collections::{BTreeMap, HashMap};

use act::{Cadence, Interaction, Reminder, ReminderState, Standing, due_day};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use terms::{Day, InteractionKind};

use crate::customers::shown_name;
use crate::segments::members_of;
use crate::work::{day_of, told};
use crate::{House, Refusal};

/// Days that are looked ahead, so that a week can be planned.
const AHEAD_DAYS: i32 = 14;

/// Most customers of one promise: more than anybody speaks to in person.
const MEMBERS_MOST: usize = 2_000;

/// Whose turn it is, and what for.
#[derive(Clone, Debug, Serialize)]
pub struct ReminderLine {
    /// The reminder's number; none where it follows from a promise to stay in touch.
    pub id: Option<i64>,
    /// The change of the reminder to take back.
    pub change_id: Option<i64>,
    /// The promise it follows from.
    pub cadence_id: Option<i64>,
    /// Whom it is about.
    pub account_id: i64,
    /// The account's name.
    pub account: String,
    /// What is to be done.
    pub words: String,
    /// When.
    pub due_day: Day,
    /// The last personal contact, where it follows from a promise.
    pub last_contact: Option<Day>,
}

/// A promise to stay in touch, and how it stands.
#[derive(Clone, Debug, Serialize)]
pub struct CadenceLine {
    /// The promise.
    #[serde(flatten)]
    pub cadence: Cadence,
    /// Whom it is about, in words.
    pub about: String,
    /// How many it is about.
    pub members: usize,
    /// How many of them it is the turn of.
    pub due: usize,
}

/// Everything we are to be reminded of.
#[derive(Clone, Debug, Serialize)]
pub struct ReminderList {
    /// What "now" means here.
    pub as_of: Day,
    /// Due by now, the oldest first.
    pub due: Vec<ReminderLine>,
    /// Due within two weeks.
    pub ahead: Vec<ReminderLine>,
    /// Made by hand for a later day.
    pub later: usize,
    /// The promises to stay in touch.
    pub cadences: Vec<CadenceLine>,
}

/// A reminder as a form or a program asks for it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReminderAsked {
    /// What is to be done.
    pub words: String,
    /// The day, such as 2026-03-31.
    pub day: String,
    /// Or so many days from now.
    pub in_days: Option<i32>,
}

/// What somebody of ours logs, as a form or a program asks for it.
#[derive(Clone, Debug, Deserialize)]
pub struct InteractionAsked {
    /// call, visit, message or note.
    pub kind: InteractionKind,
    /// What was said.
    #[serde(default)]
    pub note: String,
    /// The day; today where none is given.
    #[serde(default)]
    pub day: String,
    /// Whether they turned to us.
    #[serde(default)]
    pub is_incoming: bool,
    /// Answers by question.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}

/// Everything we are to be reminded of.
///
/// # Errors
/// When a rule cannot be read any more, or the database refuses.
pub fn read_reminder_list(house: &House) -> Result<ReminderList> {
    let as_of = house.as_of();
    let by_hand = house.store.read(|db| act::read_reminders(db, None))?;
    let mut lines: Vec<ReminderLine> = by_hand.into_iter().map(line_of).collect();
    let mut cadences = Vec::new();
    let mut turns: HashMap<i64, ReminderLine> = HashMap::new();
    for cadence in house.store.read(act::read_cadences)? {
        let found = turns_of(house, &cadence, as_of)?;
        cadences.push(cadence_line(&cadence, &found, as_of));
        for line in found {
            // Who is in several promises is shown once, by the one that comes first.
            let known = turns.get(&line.account_id).map(|known| known.due_day);
            if known.is_none_or(|day| line.due_day < day) {
                turns.insert(line.account_id, line);
            }
        }
    }
    lines.extend(turns.into_values());
    lines.sort_by(|a, b| (a.due_day, &a.account, a.id).cmp(&(b.due_day, &b.account, b.id)));
    let (due, after): (Vec<_>, Vec<_>) = lines.into_iter().partition(|one| one.due_day <= as_of);
    let (ahead, later): (Vec<_>, Vec<_>) = after
        .into_iter()
        .partition(|one| one.due_day <= as_of + AHEAD_DAYS);
    Ok(ReminderList {
        as_of,
        due,
        ahead,
        later: later.iter().filter(|one| one.id.is_some()).count(),
        cadences,
    })
}

/// How many reminders are due by now.
///
/// # Errors
/// As [`read_reminder_list`].
pub(crate) fn count_due(house: &House) -> Result<i64> {
    Ok(i64::try_from(read_reminder_list(house)?.due.len())?)
}

/// What we are to be reminded of about one account, whatever the day.
///
/// # Errors
/// When the database refuses.
pub fn reminders_of(house: &House, account_id: i64) -> Result<Vec<ReminderLine>> {
    let by_hand = house
        .store
        .read(|db| act::read_reminders(db, Some(account_id)))?;
    let mut lines: Vec<ReminderLine> = by_hand.into_iter().map(line_of).collect();
    for cadence in house.store.read(act::read_cadences)? {
        if cadence.account_id == Some(account_id) {
            lines.extend(turns_of(house, &cadence, house.as_of())?);
        }
    }
    Ok(lines)
}

/// Adds a reminder about an account.
///
/// # Errors
/// When there is no such account, what was said cannot be kept, or the database refuses.
pub fn add_reminder(house: &House, account_id: i64, asked: &ReminderAsked) -> Result<Reminder> {
    let (today, now) = (house.as_of(), house.now());
    let due_day = due_of(house, asked)?;
    let state = ReminderState {
        words: asked.words.clone(),
        due_day,
        is_done: false,
    };
    let id = act::add_reminder(&house.store, account_id, &state, today, &now).map_err(told)?;
    Ok(house.store.read(|db| act::read_reminder(db, id))?)
}

/// The day that was asked for.
pub(crate) fn due_of(house: &House, asked: &ReminderAsked) -> Result<Day, Refusal> {
    match (day_of(&asked.day)?, asked.in_days) {
        (Some(day), _) => Ok(day),
        (None, Some(days)) => Ok(house.as_of() + days),
        (None, None) => Err(Refusal::Usage("say on which day".into())),
    }
}

/// Marks a reminder done.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn finish_reminder(house: &House, id: i64) -> Result<Reminder> {
    change(house, id, |state| state.is_done = true)
}

/// Puts a reminder off by so many days from now.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn snooze_reminder(house: &House, id: i64, days: i32) -> Result<Reminder> {
    let until = house.as_of() + days.max(1);
    change(house, id, |state| state.due_day = until)
}

fn change(house: &House, id: i64, how: impl FnOnce(&mut ReminderState)) -> Result<Reminder> {
    let before = house
        .store
        .read(|db| act::read_reminder(db, id))
        .map_err(told)?;
    let mut state = ReminderState {
        words: before.words,
        due_day: before.due_day,
        is_done: before.is_done,
    };
    how(&mut state);
    act::change_reminder(&house.store, id, &state, house.as_of(), &house.now()).map_err(told)?;
    Ok(house.store.read(|db| act::read_reminder(db, id))?)
}

/// Takes a change of a reminder back; without a change named its newest.
///
/// # Errors
/// When there is nothing to take back, or the database refuses.
pub fn undo_reminder(house: &House, id: i64, change_id: Option<i64>) -> Result<()> {
    let change_id = match change_id {
        Some(change_id) => change_id,
        None => {
            house
                .store
                .read(|db| act::read_reminder(db, id))
                .map_err(told)?
                .change_id
        }
    };
    act::undo_reminder(&house.store, change_id, &house.now()).map_err(told)
}

/// Promises to stay in touch: with one account, or with everybody a rule is true of.
///
/// # Errors
/// When the rule cannot be read or is true of more than anybody can speak to, there is no such account,
/// or the database refuses.
pub fn stay_in_touch(
    house: &House,
    account_id: Option<i64>,
    rule: &str,
    every_days: i32,
) -> Result<i64> {
    if account_id.is_none() {
        let members = members_of(house, rule)?.len();
        if members > MEMBERS_MOST {
            return Err(Refusal::Usage(format!(
                "the rule is true of {members} customers, more than anybody stays in touch with in \
                 person; narrow it to {MEMBERS_MOST} or fewer"
            ))
            .into());
        }
    }
    let (today, now) = (house.as_of(), house.now());
    act::add_cadence(&house.store, account_id, rule, every_days, today, &now).map_err(told)
}

/// Ends a promise, or keeps it on where it was ended by mistake.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn end_cadence(house: &House, id: i64, again: bool) -> Result<()> {
    if again {
        return act::resume_cadence(&house.store, id).map_err(told);
    }
    act::end_cadence(&house.store, id, &house.now()).map_err(told)
}

/// Puts the turn of an account off by so many days from now; gives the number to take that back by.
///
/// # Errors
/// When there is no such account, or the database refuses.
pub fn pause_account(house: &House, account_id: i64, days: i32) -> Result<i64> {
    let until = house.as_of() + days.max(1);
    act::pause_account(&house.store, account_id, until, &house.now()).map_err(told)
}

/// Takes putting off back.
///
/// # Errors
/// When it was never put off, or the database refuses.
pub fn undo_pause(house: &House, id: i64) -> Result<()> {
    act::undo_pause(&house.store, id, &house.now()).map_err(told)
}

/// Logs a contact or a note; gives its number.
///
/// # Errors
/// When there is no such account, the day lies ahead, or the database refuses.
pub fn log_interaction(house: &House, account_id: i64, asked: &InteractionAsked) -> Result<i64> {
    let today = house.as_of();
    let day = day_of(&asked.day)?.unwrap_or(today);
    if day > today {
        return Err(Refusal::Usage("a contact is logged once it was made".into()).into());
    }
    let one = Interaction {
        account_id,
        kind: asked.kind,
        is_incoming: asked.is_incoming,
        day,
        note: asked.note.clone(),
        answers: serde_json::json!(asked.answers),
        step_id: None,
    };
    act::log_interaction(&house.store, &one, &house.now()).map_err(told)
}

/// Takes a logged contact back, with what its answers became.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn undo_interaction(house: &House, id: i64) -> Result<()> {
    let now = house.now();
    if let Some(step) = act::undo_interaction(&house.store, id, &now).map_err(told)? {
        clean::undo_step(&house.store, step, &now)?;
    }
    Ok(())
}

/// Every account of a promise with the day of its turn, the first before the others.
fn turns_of(house: &House, cadence: &Cadence, as_of: Day) -> Result<Vec<ReminderLine>> {
    let members = match cadence.account_id {
        Some(id) => vec![id],
        None => members_of(house, &cadence.rule)?,
    };
    let standings = house
        .store
        .read(|db| act::read_standings(db, &members, as_of))?;
    let mut lines: Vec<ReminderLine> = standings
        .into_iter()
        .map(|(id, standing)| turn_line(cadence, id, standing))
        .collect();
    lines.sort_by_key(|line| (line.due_day, line.account_id));
    Ok(lines)
}

fn turn_line(cadence: &Cadence, account_id: i64, standing: Standing) -> ReminderLine {
    let (every, last) = (cadence.every_days, standing.last_contact);
    let words = match last {
        Some(day) => format!(
            "Stay in touch: last contact {}, every {every} days",
            day.words()
        ),
        None => format!("Stay in touch: no contact on record, every {every} days"),
    };
    ReminderLine {
        id: None,
        change_id: None,
        cadence_id: Some(cadence.id),
        account_id,
        account: shown_name(standing.account, &standing.account_number, account_id),
        words,
        due_day: due_day(every, cadence.from_day, last, standing.paused_until),
        last_contact: last,
    }
}

fn cadence_line(cadence: &Cadence, turns: &[ReminderLine], as_of: Day) -> CadenceLine {
    let about = match (cadence.account_id, turns) {
        (Some(_), [only]) => only.account.clone(),
        (Some(id), _) => format!("Account {id}, which is gone"),
        (None, _) => cadence.rule.clone(),
    };
    CadenceLine {
        cadence: cadence.clone(),
        about,
        members: turns.len(),
        due: turns.iter().filter(|line| line.due_day <= as_of).count(),
    }
}

fn line_of(one: Reminder) -> ReminderLine {
    ReminderLine {
        id: Some(one.id),
        change_id: Some(one.change_id),
        cadence_id: None,
        account_id: one.account_id,
        account: shown_name(one.account, &one.account_number, one.account_id),
        words: one.words,
        due_day: one.due_day,
        last_contact: None,
    }
}

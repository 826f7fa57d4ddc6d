//! What became of triggers: who entered, what left, what was held back and why, who came back.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;
use store::rusqlite;
use terms::{Arm, Day, TouchState};

use crate::campaigns::coded;
use crate::trigger::marks::{read_on_since, read_standing};
use crate::{PlanError, Trigger};

/// Whether a trigger is on, and what became of it so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TriggerState {
    /// Since when it is on; `None` while it is off.
    pub on_since: Option<Day>,
    /// Occasions that entered, ever.
    pub entered: u64,
    /// Messages that left.
    pub sent: u64,
    /// Messages that wait for their day.
    pub waiting: u64,
}

/// One trigger with what became of each touch.
#[derive(Clone, Debug, Serialize)]
pub struct TriggerView {
    /// On or off, and the sums.
    pub state: TriggerState,
    /// Its touches, in order.
    pub touches: Vec<TriggerTouch>,
    /// By arm: occasions, and those with an order on a later day of the window.
    pub came_back: Vec<(Arm, u64, u64)>,
}

/// What became of one touch.
#[derive(Clone, Debug, Serialize)]
pub struct TriggerTouch {
    /// Its place, from 1.
    pub step: u32,
    /// State, reason and how many, as the ledger has them.
    pub states: Vec<(TouchState, String, u64)>,
}

/// A list that occasions put customers on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListLine {
    /// Its name.
    pub name: String,
    /// Who is on it today.
    pub accounts: u64,
    /// The last day of the last of them.
    pub until: Option<Day>,
}

/// Every trigger that was ever on, by its code.
///
/// # Errors
/// When the database refuses.
pub fn read_trigger_states(db: &Connection) -> Result<BTreeMap<String, TriggerState>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/view.totals.sql"))?;
    let rows = statement.query_map([], |row| {
        let count = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
        let state = TriggerState {
            on_since: None,
            entered: count(1)?,
            sent: count(2)?,
            waiting: count(3)?,
        };
        Ok((row.get::<_, String>(0)?, state))
    })?;
    let mut states: BTreeMap<String, TriggerState> = rows.collect::<Result<_, _>>()?;
    for one in read_standing(db)? {
        states.entry(one.code).or_default().on_since = Some(one.on_since);
    }
    Ok(states)
}

/// One trigger with what became of each touch.
///
/// # Errors
/// When the database refuses.
pub fn read_trigger(
    db: &Connection,
    trigger: &Trigger,
    as_of: Day,
) -> Result<TriggerView, PlanError> {
    let states = read_trigger_states(db)?;
    let state = states.get(&trigger.code).cloned().unwrap_or_default();
    Ok(TriggerView {
        state: TriggerState {
            on_since: read_on_since(db, &trigger.code)?,
            ..state
        },
        touches: read_touches(db, &trigger.code)?,
        came_back: read_came_back(db, trigger, as_of)?,
    })
}

fn read_touches(db: &Connection, code: &str) -> Result<Vec<TriggerTouch>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/view.touches.sql"))?;
    let mut rows = statement.query([code])?;
    let mut touches: Vec<TriggerTouch> = Vec::new();
    while let Some(row) = rows.next()? {
        let step = row.get(0)?;
        let rows_of = (
            coded(row, 1)?,
            row.get(2)?,
            row.get::<_, i64>(3)?.unsigned_abs(),
        );
        match touches.last_mut() {
            Some(last) if last.step == step => last.states.push(rows_of),
            _ => touches.push(TriggerTouch {
                step,
                states: vec![rows_of],
            }),
        }
    }
    Ok(touches)
}

fn read_came_back(
    db: &Connection,
    trigger: &Trigger,
    as_of: Day,
) -> Result<Vec<(Arm, u64, u64)>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/view.came_back.sql"))?;
    let row = (&trigger.code, trigger.window_days, as_of.number());
    let rows = statement.query_map(row, |row| {
        let count = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
        Ok((coded(row, 0)?, count(1)?, count(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The lists with somebody on them.
///
/// # Errors
/// When the database refuses.
pub fn read_lists(db: &Connection, as_of: Day) -> Result<Vec<ListLine>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/view.lists.sql"))?;
    let rows = statement.query_map([as_of.number()], |row| {
        Ok(ListLine {
            name: row.get(0)?,
            accounts: row.get::<_, i64>(1)?.unsigned_abs(),
            until: row.get::<_, Option<i32>>(2)?.map(Day::from_number),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

//! What came of a call in; the result kept and the ledger row in its state out.

use rusqlite::{OptionalExtension, Transaction};
use serde_json::Value;
use store::{Store, rusqlite};
use terms::{Arm, CallOutcome, Channel, Day, TouchState};

use crate::ActError;
use crate::checks::read_points;
use crate::contact::best_point;
use crate::ledger::{Change, Stamp, write_within};
use crate::waiting::coded;

struct Call {
    channel: Channel,
    arm: Arm,
    state: TouchState,
    unit_cost_minor: i64,
    account_id: i64,
    /// The number it was listed with.
    listed_with: Option<i64>,
}

/// What a person says after a call.
#[derive(Clone, Debug, PartialEq)]
pub struct CallResult {
    /// How it ended.
    pub outcome: CallOutcome,
    /// The day it was made.
    pub day: Day,
    /// Answers by question.
    pub answers: Value,
    /// What was said.
    pub note: String,
    /// The day it should be followed up.
    pub follow_up: Option<Day>,
    /// The number that stood before the caller, as it was written there; empty for the one that
    /// would be shown that day.
    pub phone: String,
}

impl CallResult {
    /// A call that ended so, with nothing more to say.
    #[must_use]
    pub fn new(outcome: CallOutcome, day: Day) -> Self {
        CallResult {
            outcome,
            day,
            answers: Value::Object(serde_json::Map::new()),
            note: String::new(),
            follow_up: None,
            phone: String::new(),
        }
    }
}

/// Keeps the result of a call, with the number that was called, and gives the state its row is in
/// now. The same result given twice is kept once. A row that came to its end before keeps its
/// state; the result is kept beside it all the same. Who asked not to be called again must also be
/// opted out; that is for the caller of this function, for another stage keeps those lists.
///
/// # Errors
/// When there is no such call, the account is in the control group, or the database refuses.
pub fn record_call(
    store: &Store,
    planned_touch_id: i64,
    result: &CallResult,
    now: &str,
) -> Result<TouchState, ActError> {
    store.write(|db| {
        let call = read_call(db, planned_touch_id)?
            .filter(|call| call.channel == Channel::Call)
            .ok_or(ActError::NoSuchCall(planned_touch_id))?;
        if call.arm == Arm::Control {
            return Err(ActError::NotForCalling(planned_touch_id));
        }
        let called = match result.phone.as_str() {
            "" => read_shown(db, &call)?,
            phone => read_called(db, call.account_id, phone)?,
        };
        let row = rusqlite::params![
            planned_touch_id,
            result.outcome.code(),
            result.answers.to_string(),
            result.note,
            result.day.number(),
            result.follow_up.map(Day::number),
            called
        ];
        let is_new = db.execute(include_str!("../../sql/record.record_call.sql"), row)? == 1;
        if call.state.is_end() || !is_new {
            return Ok(call.state);
        }
        let change = Change {
            id: planned_touch_id,
            tries: 1,
            contact_point_id: called,
            ..change_of(result, &call)
        };
        let stamp = Stamp {
            day: result.day,
            now: now.to_owned(),
            epoch: 0,
        };
        write_within(db, &stamp, std::slice::from_ref(&change))?;
        Ok(change.state)
    })
}

fn read_call(db: &Transaction<'_>, id: i64) -> Result<Option<Call>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/record.read_call.sql"))?;
    let read = statement.query_row([id], |row| {
        Ok(Call {
            channel: coded(row, 0)?,
            arm: coded(row, 1)?,
            state: coded(row, 2)?,
            unit_cost_minor: row.get(3)?,
            account_id: row.get(4)?,
            listed_with: row.get(5)?,
        })
    });
    Ok(read.optional()?)
}

/// The number that stands beside the call today, which is the one that was called: it may be
/// another than on the day the call was listed. Where none is left, it was that one.
fn read_shown(db: &Transaction<'_>, call: &Call) -> Result<Option<i64>, ActError> {
    let points = read_points(db, &[call.account_id], Channel::Call)?;
    let all = points.get(&call.account_id).map_or(&[][..], Vec::as_slice);
    let shown = best_point(all, false).map(|point| point.id);
    Ok(shown.or(call.listed_with))
}

/// The account's number that is written so, whatever stands between its digits; none once it was
/// erased, for no other number was called.
fn read_called(
    db: &Transaction<'_>,
    account_id: i64,
    phone: &str,
) -> Result<Option<i64>, ActError> {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let mut statement = db.prepare_cached(include_str!("../../sql/record.read_phones.sql"))?;
    let phones = statement.query_map([account_id], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?))
    })?;
    let phones: Vec<(i64, String)> = phones.collect::<Result<_, _>>()?;
    let called = phones
        .iter()
        .find(|(_, value)| digits(value) == digits(phone));
    Ok(called.map(|(id, _)| *id))
}

/// What an outcome makes of an open call: nobody reached, or an agreed further call, leaves it
/// open until its last day.
fn change_of(result: &CallResult, call: &Call) -> Change {
    let to = |state| Change {
        cost_minor: call.unit_cost_minor,
        ..Change::to(0, state)
    };
    match result.outcome {
        CallOutcome::NoAnswer => to(TouchState::Open).because("nobody picked up"),
        CallOutcome::Voicemail if result.follow_up.is_some() => {
            to(TouchState::Open).because("left a message")
        }
        CallOutcome::Voicemail => to(TouchState::Done).because("left a message"),
        CallOutcome::Spoke => to(TouchState::Done),
        CallOutcome::WrongNumber => to(TouchState::Rejected).because("wrong number"),
        CallOutcome::DoNotCall => to(TouchState::Done).because("asked not to be called again"),
    }
}

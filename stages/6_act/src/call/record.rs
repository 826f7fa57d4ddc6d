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

/// Keeps the result of a call, with the number that was called, and gives the state its row is in
/// now. The same result given
/// twice is kept once. A row that came to its end before keeps its state; the result is kept
/// beside it all the same. Who asked not to be called again must also be opted out; that is for
/// the caller of this function, for another stage keeps those lists.
///
/// # Errors
/// When there is no such call, the account is in the control group, or the database refuses.
#[allow(clippy::too_many_arguments)] // One for each thing a person fills in after a call.
pub fn record_call(
    store: &Store,
    planned_touch_id: i64,
    outcome: CallOutcome,
    answers: &Value,
    note: &str,
    day: Day,
    follow_up: Option<Day>,
    now: &str,
) -> Result<TouchState, ActError> {
    store.write(|db| {
        let call = read_call(db, planned_touch_id)?
            .filter(|call| call.channel == Channel::Call)
            .ok_or(ActError::NoSuchCall(planned_touch_id))?;
        if call.arm == Arm::Control {
            return Err(ActError::NotForCalling(planned_touch_id));
        }
        let follow_up_day = follow_up.map(Day::number);
        let called = read_shown(db, &call)?;
        let result = rusqlite::params![
            planned_touch_id,
            outcome.code(),
            answers.to_string(),
            note,
            day.number(),
            follow_up_day,
            called
        ];
        let is_new = db.execute(include_str!("../../sql/record.record_call.sql"), result)? == 1;
        if call.state.is_end() || !is_new {
            return Ok(call.state);
        }
        let change = Change {
            id: planned_touch_id,
            tries: 1,
            contact_point_id: called,
            ..change_of(outcome, follow_up, &call)
        };
        write_within(
            db,
            &Stamp {
                day,
                now: now.to_owned(),
                epoch: 0,
            },
            std::slice::from_ref(&change),
        )?;
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

/// What an outcome makes of an open call: nobody reached, or an agreed further call, leaves it
/// open until its last day.
fn change_of(outcome: CallOutcome, follow_up: Option<Day>, call: &Call) -> Change {
    let to = |state| Change {
        cost_minor: call.unit_cost_minor,
        ..Change::to(0, state)
    };
    match outcome {
        CallOutcome::NoAnswer => to(TouchState::Open).because("nobody picked up"),
        CallOutcome::Voicemail if follow_up.is_some() => {
            to(TouchState::Open).because("left a message")
        }
        CallOutcome::Voicemail => to(TouchState::Done).because("left a message"),
        CallOutcome::Spoke => to(TouchState::Done),
        CallOutcome::WrongNumber => to(TouchState::Rejected).because("wrong number"),
        CallOutcome::DoNotCall => to(TouchState::Done).because("asked not to be called again"),
    }
}

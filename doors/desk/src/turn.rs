//! The button: seven calls, in order, each safe to repeat.
//!
//! Enters: a workspace and one press. Leaves: a receipt. A turn that was killed anywhere is taken
//! again from the start: what a stage has done already it finds done, and nothing is sent twice.

use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use store::{Progress, Turn, TurnState};
use terms::Day;

use crate::cleaning::clean_house;
use crate::receipt::{Prepared, ReceiptWords};
use crate::sharing::settle_sharing;
use crate::{Choices, House, Receipt, gather_inbox, rehearsal, tell_error, triggers};

/// Letters and calls of the next two weeks are printed with the press, for an owner prints once.
const PAPER_LEAD_DAYS: i32 = 14;

/// Lines to the mail server held open at once; more made no difference on two cores.
const CONNECTIONS: usize = 4;

/// Takes one turn: gather, clean, score, segment, plan, act, measure.
///
/// # Errors
/// When a stage cannot go on; the turn is marked so and the next press resumes it.
pub fn take(house: &House, turn: &Turn, progress: &dyn Progress) -> Result<Receipt> {
    let outcome = seven_stages(house, turn, progress);
    match &outcome {
        Ok(receipt) => {
            house
                .store
                .set_turn_receipt(turn.id, &serde_json::to_string(&receipt.words())?)?;
            house.store.set_turn_state(turn.id, TurnState::Done, None)?;
        }
        Err(error) => {
            house
                .store
                .set_turn_state(turn.id, TurnState::Failed, Some(&tell_error(error)))?;
        }
    }
    outcome
}

fn seven_stages(house: &House, turn: &Turn, progress: &dyn Progress) -> Result<Receipt> {
    let (now, as_of) = (house.now(), turn.as_of);
    let gathered = gather_inbox(house, progress)?;
    let cleaned = clean_house(house, progress)?;
    settle_sharing(house, as_of)?;
    let scored = score::score(
        &house.store,
        &rehearsal::score_options(as_of, &now),
        progress,
    )?;
    let placed = segment::segment(
        &house.store,
        as_of,
        &segment::StageRules::default(),
        progress,
    )?;
    let planned = plan_once(house, turn, progress)?;
    let started = triggers::look_at_triggers(house, progress)?;
    let acted = act_now(house, as_of, progress)?;
    let measured = measure::measure(&house.store, as_of, progress)?;
    measure::track_growth(&house.store, as_of)?;
    let prepared = Prepared {
        gathered,
        cleaned,
        scored,
        placed,
        started,
    };
    Ok(Receipt::new(turn, prepared, planned, acted, &measured))
}

/// Plans unless this turn, or another on the same day, has planned already.
fn plan_once(
    house: &House,
    turn: &Turn,
    progress: &dyn Progress,
) -> Result<Option<plan::PlanReport>> {
    let choices: Choices = serde_json::from_str(&turn.choices)?;
    if !choices.again && pressed_before(house, turn)? {
        return Ok(None);
    }
    let proposal = rehearsal::propose(house, turn.as_of, turn.seed, &choices, progress)?;
    let business = house.business()?;
    Ok(Some(plan::commit(
        &house.store,
        turn.id,
        &proposal,
        &business,
        progress,
    )?))
}

/// Whether this turn or an earlier one as of the same day has made its campaigns.
fn pressed_before(house: &House, turn: &Turn) -> Result<bool> {
    house.store.read(|db| {
        let sql = include_str!("../sql/turn.has_planned.sql");
        let row = (turn.as_of.number(), turn.id);
        Ok(db.prepare_cached(sql)?.query_row(row, |row| row.get(0))?)
    })
}

pub(crate) fn act_now(
    house: &House,
    as_of: Day,
    progress: &dyn Progress,
) -> Result<act::ActReport> {
    let smtp = house.config.smtp.as_ref().map(|server| act::Smtp {
        host: server.host.clone(),
        port: server.port,
        user: server.user.clone(),
        password: server.password.as_ref().map(|secret| secret.0.clone()),
        require_tls: server.require_tls,
    });
    let options = act::ActOptions {
        as_of,
        now: house.now(),
        smtp,
        paper_lead_days: PAPER_LEAD_DAYS,
        connections: CONNECTIONS,
    };
    act::redeem(&house.store, as_of)?;
    Ok(act::act(&house.store, &options, progress)?)
}

/// Does what has come due since the last press, plans nothing new, and measures again.
///
/// # Errors
/// When a stage cannot go on.
pub fn catch_up(house: &House, progress: &dyn Progress) -> Result<act::ActReport> {
    let as_of = house.as_of();
    settle_sharing(house, as_of)?;
    triggers::look_at_triggers(house, progress)?;
    let acted = act_now(house, as_of, progress)?;
    measure::measure(&house.store, as_of, progress)?;
    Ok(acted)
}

/// Days after which what was not handed over has expired anyway; no strategy waits longer.
const DUE_LOOK_BACK_DAYS: i32 = 60;

/// Whether a planned touch has come due that nothing was done about yet.
///
/// # Errors
/// When the database refuses.
pub fn something_is_due(house: &House) -> Result<bool> {
    let as_of = house.as_of();
    house.store.read(|db| {
        let sql = include_str!("../sql/turn.something_is_due.sql");
        let days = (as_of.number(), (as_of - DUE_LOOK_BACK_DAYS).number());
        Ok(db.prepare_cached(sql)?.query_row(days, |row| row.get(0))?)
    })
}

/// Records a press of the button. Nothing happens before the hold is over and [`take`] is called.
///
/// # Errors
/// When the database refuses.
pub fn press(house: &House, choices: &Choices, hold_minutes: u32) -> Result<Turn> {
    let now = Timestamp::now();
    let until = now.checked_add(SignedDuration::from_mins(i64::from(hold_minutes)))?;
    let text = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let choices = serde_json::to_string(choices)?;
    house.store.press(
        house.as_of(),
        house.seed,
        &text(now),
        &text(until),
        &choices,
    )?;
    newest(house)
}

/// The receipt of a finished turn, as people read it.
#[must_use]
pub fn read_receipt(turn: &Turn) -> Option<ReceiptWords> {
    let finished = turn.state == TurnState::Done;
    finished
        .then(|| serde_json::from_str(&turn.receipt).ok())
        .flatten()
}

/// The turn that a stopped program left in the middle, if any; it is to be taken again first.
///
/// # Errors
/// When the database refuses.
pub fn resume(house: &House) -> Result<Option<Turn>> {
    let newest = house.store.turns(1)?.into_iter().next();
    Ok(newest.filter(|turn| matches!(turn.state, TurnState::Running | TurnState::Failed)))
}

fn newest(house: &House) -> Result<Turn> {
    let turns = house.store.turns(1)?;
    turns
        .into_iter()
        .next()
        .ok_or_else(|| anyhow::anyhow!("the press was not kept"))
}

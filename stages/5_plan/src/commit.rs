//! The second half of the button: the proposal written down, all of its campaigns at once.

use rusqlite::Transaction;
use serde::Serialize;
use store::rusqlite;
use store::{Progress, Store, StoreError};
use terms::Business;

use crate::figures::filled_plan;
use crate::versions::keep_version;
use crate::{
    LeftOutReason, PlanError, Proposal, ProposedEnrolment, SegmentLine, Strategy, TouchTemplate,
};

/// What a turn has written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanReport {
    /// Campaigns of the turn.
    pub campaigns: u64,
    /// Accounts in them, control accounts included.
    pub enrolments: u64,
    /// Touches planned for them, control accounts included.
    pub planned_touches: u64,
}

/// Left-out accounts written in one transaction, so that no write holds others up for long.
const LEFT_OUT_AT_ONCE: usize = 20_000;

/// Writes the proposal down as campaigns of this turn. Doing it twice, or again after it was
/// stopped half way, leaves the same rows as doing it once.
///
/// An account that changed its segment, or came into a running campaign, after the proposal was
/// made is left out, in either arm.
///
/// # Errors
/// When a campaign is larger than the proposal allows, the database refuses, or the person asked
/// to stop; no campaign is kept then.
pub fn commit(
    store: &Store,
    turn_id: i64,
    proposal: &Proposal,
    business: &Business,
    progress: &dyn Progress,
) -> Result<PlanReport, PlanError> {
    refuse_too_large(proposal)?;
    let total = proposal.chosen().count() as u64;
    // All campaigns or none: a turn that was killed between two of them would otherwise be
    // resumed as if it had planned what it never wrote. A turn is small enough for one transaction.
    store.write(|db| {
        for (line, done) in proposal.chosen().zip(0_u64..) {
            progress.at("writing campaigns", done, total);
            if progress.cancelled() {
                return Err(StoreError::Cancelled.into());
            }
            // A chosen line always comes with its strategy; both were made together.
            let Some(strategy) = proposal.strategy(line.cell) else {
                continue;
            };
            write_campaign(db, turn_id, proposal, line, strategy, business)?;
        }
        Ok::<_, PlanError>(())
    })?;
    for some in proposal.left_out_accounts.chunks(LEFT_OUT_AT_ONCE) {
        store.write(|db| write_left_out(db, turn_id, some))?;
    }
    progress.at("writing campaigns", total, total);
    read_report(store, turn_id)
}

fn refuse_too_large(proposal: &Proposal) -> Result<(), PlanError> {
    let Some(limit) = proposal.campaign_limit else {
        return Ok(());
    };
    for line in proposal.chosen() {
        let accounts = proposal
            .enrolments
            .iter()
            .filter(|one| one.cell == line.cell)
            .count() as u64;
        if accounts > limit {
            return Err(PlanError::TooLarge {
                cell: line.cell,
                accounts,
                limit,
            });
        }
    }
    Ok(())
}

/// Writes one campaign with all its rows, unless this turn has it already.
fn write_campaign(
    db: &Transaction<'_>,
    turn_id: i64,
    proposal: &Proposal,
    line: &SegmentLine,
    strategy: &Strategy,
    business: &Business,
) -> Result<(), PlanError> {
    let cell = line.cell.to_string();
    if db
        .prepare_cached(include_str!("../sql/commit.find_campaign.sql"))?
        .exists((turn_id, &cell))?
    {
        return Ok(());
    }
    let members: Vec<&ProposedEnrolment> = proposal
        .enrolments
        .iter()
        .filter(|one| one.cell == line.cell)
        .collect();
    let members = still_there(db, turn_id, proposal, members)?;
    if members.is_empty() {
        return Ok(());
    }
    let strategy_id = keep_version(db, strategy.cell, &strategy.text, proposal.as_of)?;
    let campaign_id =
        insert_campaign(db, turn_id, strategy_id, proposal, line, strategy, business)?;
    let touch_ids = insert_touches(db, campaign_id, strategy.used_touches())?;
    for member in members {
        insert_enrolment(db, campaign_id, &touch_ids, strategy, proposal, member)?;
    }
    Ok(())
}

/// Those still in the segment and in no running campaign; the others are noted as left out.
fn still_there<'p>(
    db: &Transaction<'_>,
    turn_id: i64,
    proposal: &Proposal,
    members: Vec<&'p ProposedEnrolment>,
) -> Result<Vec<&'p ProposedEnrolment>, PlanError> {
    let mut check = db.prepare_cached(include_str!("../sql/commit.is_free.sql"))?;
    let mut free = Vec::with_capacity(members.len());
    let mut moved = Vec::new();
    for member in members {
        if check.exists((
            member.account_id,
            member.cell.to_string(),
            proposal.as_of.number(),
        ))? {
            free.push(member);
        } else {
            moved.push((member.account_id, LeftOutReason::Moved.words()));
        }
    }
    write_left_out(db, turn_id, &moved)?;
    Ok(free)
}

fn insert_campaign(
    db: &Transaction<'_>,
    turn_id: i64,
    strategy_id: i64,
    proposal: &Proposal,
    line: &SegmentLine,
    strategy: &Strategy,
    business: &Business,
) -> Result<i64, PlanError> {
    let plan = filled_plan(strategy, line, proposal, business);
    let plan = serde_json::to_string(&plan).map_err(|error| PlanError::Damaged {
        what: "campaign plan",
        why: error.to_string(),
    })?;
    let start = proposal.as_of;
    db.prepare_cached(include_str!("../sql/commit.insert_campaign.sql"))?
        .execute(rusqlite::named_params! {
            ":turn_id": turn_id,
            ":cell": line.cell.to_string(),
            ":name": format!("{}, {}", strategy.name, start.words()),
            ":strategy_id": strategy_id,
            ":plan": plan,
            ":start_day": start.number(),
            ":end_day": (start + (strategy.window_days - 1)).number(),
            ":seed": line.seed.cast_signed(),
            ":control_share": line.control_share,
            ":budget_minor": proposal.budget_minor,
            ":expected_gain_minor": line.expected_gain_minor,
            ":lever": strategy.lever.code(),
            ":assumed_extra_minor": line.assumed_extra_minor,
            ":sure_discount_minor": line.sure_discount_minor,
            ":offer_percent": line.offer_percent,
            ":offer_until": line.offer_until.map(terms::Day::number),
        })?;
    Ok(db.last_insert_rowid())
}

/// The touches of the campaign, in order; gives their numbers.
pub(crate) fn insert_touches(
    db: &Transaction<'_>,
    campaign_id: i64,
    touches: &[TouchTemplate],
) -> Result<Vec<i64>, PlanError> {
    let mut insert = db.prepare_cached(include_str!("../sql/commit.insert_touch.sql"))?;
    let mut ids = Vec::new();
    for (touch, step) in touches.iter().zip(1_i64..) {
        let template = serde_json::to_string(touch).map_err(|error| PlanError::Damaged {
            what: "touch",
            why: error.to_string(),
        })?;
        let (channel, cost) = (touch.channel.code(), touch.cost_minor);
        insert.execute((
            campaign_id,
            step,
            channel,
            touch.wait_days,
            touch.expiry_days,
            template,
            cost,
        ))?;
        ids.push(db.last_insert_rowid());
    }
    Ok(ids)
}

/// One account with its planned touches; those of the control arm are planned too, to be withheld.
fn insert_enrolment(
    db: &Transaction<'_>,
    campaign_id: i64,
    touch_ids: &[i64],
    strategy: &Strategy,
    proposal: &Proposal,
    member: &ProposedEnrolment,
) -> Result<(), PlanError> {
    let (arm, block) = (member.arm.code(), member.block);
    db.prepare_cached(include_str!("../sql/commit.insert_enrolment.sql"))?
        .execute((
            campaign_id,
            member.account_id,
            arm,
            block,
            member.probability,
            member.before_minor,
        ))?;
    let enrolment_id = db.last_insert_rowid();
    let mut insert = db.prepare_cached(include_str!("../sql/commit.insert_planned_touch.sql"))?;
    let touches = strategy.used_touches().iter().zip(touch_ids).zip(1_u32..);
    for ((touch, touch_id), _) in touches.filter(|(_, step)| member.steps.contains(step)) {
        let due = proposal.as_of + touch.wait_days;
        insert.execute((
            enrolment_id,
            touch_id,
            due.number(),
            (due + touch.expiry_days).number(),
        ))?;
    }
    Ok(())
}

fn write_left_out(
    db: &Transaction<'_>,
    turn_id: i64,
    accounts: &[(i64, &str)],
) -> Result<(), PlanError> {
    let mut insert = db.prepare_cached(include_str!("../sql/commit.insert_left_out.sql"))?;
    for (account_id, reason) in accounts {
        insert.execute((turn_id, account_id, reason))?;
    }
    Ok(())
}

fn read_report(store: &Store, turn_id: i64) -> Result<PlanReport, PlanError> {
    store.read(|db| {
        let count = |row: &rusqlite::Row<'_>, at| row.get::<_, i64>(at).map(i64::unsigned_abs);
        Ok(db.query_row(
            include_str!("../sql/commit.read_report.sql"),
            [turn_id],
            |row| {
                Ok(PlanReport {
                    campaigns: count(row, 0)?,
                    enrolments: count(row, 1)?,
                    planned_touches: count(row, 2)?,
                })
            },
        )?)
    })
}

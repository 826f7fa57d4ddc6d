//! Campaigns as they were written down, for the pages and the command line.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use store::Store;
use store::rusqlite;
use terms::{Arm, Channel, Day, TouchState, ValueSegment};

use crate::checklist::{StepFacts, checklist};
use crate::{CampaignPlan, PlanError, TouchTemplate};

/// One campaign in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CampaignLine {
    /// Its number.
    pub id: i64,
    /// The turn that made it.
    pub turn_id: i64,
    /// The segment it was made for.
    pub cell: ValueSegment,
    /// Its name.
    pub name: String,
    /// The version of the strategy it follows.
    pub strategy_version: i64,
    /// First day.
    pub start_day: Day,
    /// Last day on which orders count.
    pub end_day: Day,
    /// Accounts that get touches.
    pub contacted: u64,
    /// Accounts left alone for comparison.
    pub control: u64,
    /// What chance was seeded with.
    pub seed: u64,
    /// Share left alone; 0 without a control group.
    pub control_share: f64,
    /// Budget of the turn.
    pub budget_minor: i64,
    /// What it should bring, after cost and discounts.
    pub expected_gain_minor: i64,
    /// Discount in percent; 0 without an offer.
    pub offer_percent: i64,
    /// Last day of the offer.
    pub offer_until: Option<Day>,
    /// When its owner stopped it, RFC 3339.
    pub stopped_at: Option<String>,
}

/// One campaign with plan, touches and dated steps.
#[derive(Debug, Clone, Serialize)]
pub struct CampaignView {
    /// The campaign itself.
    pub campaign: CampaignLine,
    /// The eight fields, with figures.
    pub plan: CampaignPlan,
    /// Its touches, in order.
    pub touches: Vec<CampaignTouch>,
    /// What has to be done on which day.
    pub checklist: Vec<(Day, String)>,
}

/// One touch of a campaign, with what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct CampaignTouch {
    /// Its number.
    pub id: i64,
    /// Its place, from 1.
    pub step: u32,
    /// The day it is due.
    pub due_day: Day,
    /// Texts, channel, cost and days.
    pub template: TouchTemplate,
    /// Ledger rows by arm and state.
    pub states: Vec<StateCount>,
}

/// How many ledger rows of a touch are in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StateCount {
    /// The arm.
    pub arm: Arm,
    /// The state.
    pub state: TouchState,
    /// How many.
    pub rows: u64,
    /// What they have cost so far.
    pub cost_minor: i64,
}

/// All campaigns, newest first.
///
/// # Errors
/// When the database refuses.
pub fn read_campaigns(db: &Connection) -> Result<Vec<CampaignLine>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/campaigns.read_campaigns.sql"))?;
    let rows = statement.query_map([], read_line)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One campaign with plan, touches and dated steps.
///
/// # Errors
/// When there is no campaign of this number, or the database refuses.
pub fn read_campaign(db: &Connection, id: i64) -> Result<CampaignView, PlanError> {
    let found = db
        .prepare_cached(include_str!("../sql/campaigns.read_campaign.sql"))?
        .query_row([id], |row| Ok((read_line(row)?, row.get::<_, String>(16)?)))
        .optional()?;
    let (campaign, plan) = found.ok_or(PlanError::NoCampaign(id))?;
    let plan = serde_json::from_str(&plan).map_err(|error| PlanError::Damaged {
        what: "campaign plan",
        why: error.to_string(),
    })?;
    let touches = read_touches(db, &campaign)?;
    let facts: Vec<StepFacts> = touches.iter().map(step_facts).collect();
    let checklist = checklist(
        &facts,
        campaign.start_day,
        campaign.end_day,
        campaign.offer_until,
    );
    Ok(CampaignView {
        campaign,
        plan,
        touches,
        checklist,
    })
}

/// Stops a campaign: nothing of it that has not left yet will leave. Stopping twice is once.
///
/// # Errors
/// When there is no campaign of this number, or the database refuses.
pub fn stop_campaign(store: &Store, id: i64, now: &str) -> Result<(), PlanError> {
    store.write(|db| {
        let changed = db.execute(
            include_str!("../sql/campaigns.stop_campaign.sql"),
            (id, now),
        )?;
        if changed == 1 {
            Ok(())
        } else {
            Err(PlanError::NoCampaign(id))
        }
    })
}

fn read_line(row: &Row<'_>) -> rusqlite::Result<CampaignLine> {
    Ok(CampaignLine {
        id: row.get(0)?,
        turn_id: row.get(1)?,
        cell: coded(row, 2)?,
        name: row.get(3)?,
        strategy_version: row.get(4)?,
        start_day: Day::from_number(row.get(5)?),
        end_day: Day::from_number(row.get(6)?),
        contacted: row.get::<_, i64>(7)?.unsigned_abs(),
        control: row.get::<_, i64>(8)?.unsigned_abs(),
        seed: row.get::<_, i64>(9)?.cast_unsigned(),
        control_share: row.get(10)?,
        budget_minor: row.get(11)?,
        expected_gain_minor: row.get(12)?,
        offer_percent: row.get(13)?,
        offer_until: row.get::<_, Option<i32>>(14)?.map(Day::from_number),
        stopped_at: row.get(15)?,
    })
}

fn read_touches(db: &Connection, campaign: &CampaignLine) -> Result<Vec<CampaignTouch>, PlanError> {
    let mut states = read_states(db, campaign.id)?;
    let mut statement = db.prepare_cached(include_str!("../sql/campaigns.read_touches.sql"))?;
    let mut rows = statement.query([campaign.id])?;
    let mut touches = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let template: TouchTemplate =
            serde_json::from_str(&row.get::<_, String>(2)?).map_err(|error| {
                PlanError::Damaged {
                    what: "touch",
                    why: error.to_string(),
                }
            })?;
        touches.push(CampaignTouch {
            id,
            step: row.get(1)?,
            due_day: campaign.start_day + template.wait_days,
            template,
            states: states.remove(&id).unwrap_or_default(),
        });
    }
    Ok(touches)
}

/// Ledger rows of a campaign, counted by touch, arm and state.
fn read_states(
    db: &Connection,
    campaign_id: i64,
) -> Result<BTreeMap<i64, Vec<StateCount>>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/campaigns.read_states.sql"))?;
    let mut rows = statement.query([campaign_id])?;
    let mut states: BTreeMap<i64, Vec<StateCount>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let count = StateCount {
            arm: coded(row, 1)?,
            state: coded(row, 2)?,
            rows: row.get::<_, i64>(3)?.unsigned_abs(),
            cost_minor: row.get(4)?,
        };
        states.entry(row.get(0)?).or_default().push(count);
    }
    Ok(states)
}

fn step_facts(touch: &CampaignTouch) -> StepFacts {
    let channel: Channel = touch.template.channel;
    let contacted = touch
        .states
        .iter()
        .filter(|count| count.arm == Arm::Contacted);
    StepFacts {
        channel,
        day: touch.due_day,
        rows: contacted.map(|count| count.rows).sum(),
    }
}

/// A stored code as the word it stands for.
pub(crate) fn coded<T>(row: &Row<'_>, at: usize) -> rusqlite::Result<T>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text = row.get_ref(at)?.as_str()?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error))
    })
}

//! Possible sales: the board with its sums, one with its history, and what a person says of one.

use act::{
    Board, Chances, Opportunity, OpportunityChange, OpportunityState, board, read_chances,
    read_opportunities, read_opportunity, read_opportunity_changes,
};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use terms::{Currency, Day, OpportunityStage};

use crate::customers::shown_name;
use crate::work::{amount_of, day_of, told};
use crate::{House, Refusal};

/// Days for which what was won or lost stays on the board: a quarter, as people look back on it.
const DECIDED_DAYS: i32 = 90;

/// Every opportunity by stage.
#[derive(Clone, Debug, Serialize)]
pub struct OpportunityBoard {
    /// The workspace's currency.
    pub currency: Currency,
    /// What "now" means here.
    pub as_of: Day,
    /// Won and lost are shown since this day.
    pub decided_since: Day,
    /// How many of 100 are won, by stage.
    pub chances: Chances,
    /// The columns and their sums.
    #[serde(flatten)]
    pub board: Board,
}

/// One opportunity with every state it was in.
#[derive(Clone, Debug, Serialize)]
pub struct OpportunityRecord {
    /// As it stands.
    #[serde(flatten)]
    pub opportunity: Opportunity,
    /// Every state it was in, the newest first.
    pub changes: Vec<OpportunityChange>,
}

/// What a person says of an opportunity, as typed; what is not said stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OpportunityAsked {
    /// What it is about.
    pub title: Option<String>,
    /// What it would bring, such as 1200.50.
    pub value: Option<String>,
    /// Where it stands.
    pub stage: Option<OpportunityStage>,
    /// The day it is expected to be decided; empty takes it away.
    pub expected_day: Option<String>,
    /// What is to be done next.
    pub next_step: Option<String>,
    /// Why it was won or lost.
    pub reason: Option<String>,
}

/// The board of everybody.
///
/// # Errors
/// When the database refuses.
pub fn read_board(house: &House) -> Result<OpportunityBoard> {
    let decided_since = house.as_of() - DECIDED_DAYS;
    let chances = read_chances(&house.store)?;
    let all = house
        .store
        .read(|db| read_opportunities(db, None, decided_since))?;
    Ok(OpportunityBoard {
        currency: house.business()?.currency,
        as_of: house.as_of(),
        decided_since,
        chances,
        board: board(all.into_iter().map(named).collect(), chances),
    })
}

/// Every opportunity of one account, open ones first.
///
/// # Errors
/// When the database refuses.
pub fn opportunities_of(house: &House, account_id: i64) -> Result<Vec<Opportunity>> {
    let ever = Day::from_number(i32::MIN);
    let mut all = house
        .store
        .read(|db| read_opportunities(db, Some(account_id), ever))?;
    all.sort_by_key(|one| !one.stage.is_open());
    Ok(all.into_iter().map(named).collect())
}

/// One opportunity and its history.
///
/// # Errors
/// When there is none with this number, or the database refuses.
pub fn read_opportunity_record(house: &House, id: i64) -> Result<OpportunityRecord> {
    let read = house
        .store
        .read(|db| Ok((read_opportunity(db, id)?, read_opportunity_changes(db, id)?)));
    let (opportunity, changes) = read.map_err(told)?;
    Ok(OpportunityRecord {
        opportunity: named(opportunity),
        changes,
    })
}

/// Adds an opportunity to an account.
///
/// # Errors
/// When there is no such account, what was said cannot be kept, or the database refuses.
pub fn add_opportunity(
    house: &House,
    account_id: i64,
    asked: &OpportunityAsked,
) -> Result<Opportunity> {
    let state = asked.on(blank(), house.business()?.currency)?;
    let (day, now) = (house.as_of(), house.now());
    let id = act::add_opportunity(&house.store, account_id, &state, day, &now).map_err(told)?;
    Ok(named(house.store.read(|db| read_opportunity(db, id))?))
}

/// Changes an opportunity.
///
/// # Errors
/// When there is none with this number, what was said cannot be kept, or the database refuses.
pub fn change_opportunity(house: &House, id: i64, asked: &OpportunityAsked) -> Result<Opportunity> {
    let before = house
        .store
        .read(|db| read_opportunity(db, id))
        .map_err(told)?;
    let state = asked.on(OpportunityState::from(&before), house.business()?.currency)?;
    let (day, now) = (house.as_of(), house.now());
    act::change_opportunity(&house.store, id, &state, day, &now).map_err(told)?;
    Ok(named(house.store.read(|db| read_opportunity(db, id))?))
}

/// Takes a change of an opportunity back, without a change named the newest that stands.
///
/// # Errors
/// When there is nothing to take back, or the database refuses.
pub fn undo_opportunity(house: &House, id: i64, change_id: Option<i64>) -> Result<()> {
    let change_id = match change_id {
        Some(change_id) => change_id,
        None => {
            house
                .store
                .read(|db| read_opportunity(db, id))
                .map_err(told)?
                .change_id
        }
    };
    act::undo_opportunity(&house.store, change_id, &house.now()).map_err(told)
}

/// Sets how many of 100 opportunities of each stage are won.
///
/// # Errors
/// When one is over 100, or the database refuses.
pub fn set_chances(house: &House, chances: Chances) -> Result<()> {
    act::write_chances(&house.store, chances).map_err(told)
}

/// What nobody has said anything of yet.
fn blank() -> OpportunityState {
    OpportunityState {
        title: String::new(),
        value_minor: 0,
        stage: OpportunityStage::InitialContact,
        expected_day: None,
        next_step: String::new(),
        reason: String::new(),
    }
}

impl OpportunityAsked {
    /// A state with what was said put over it.
    fn on(
        &self,
        before: OpportunityState,
        currency: Currency,
    ) -> Result<OpportunityState, Refusal> {
        let said = |text: &Option<String>, before| text.clone().unwrap_or(before);
        Ok(OpportunityState {
            title: said(&self.title, before.title),
            value_minor: match &self.value {
                Some(text) => amount_of(text, currency)?,
                None => before.value_minor,
            },
            stage: self.stage.unwrap_or(before.stage),
            expected_day: match &self.expected_day {
                Some(text) => day_of(text)?,
                None => before.expected_day,
            },
            next_step: said(&self.next_step, before.next_step),
            reason: said(&self.reason, before.reason),
        })
    }
}

/// The account's name as pages show it.
fn named(mut one: Opportunity) -> Opportunity {
    one.account = shown_name(one.account, &one.account_number, one.account_id);
    one
}

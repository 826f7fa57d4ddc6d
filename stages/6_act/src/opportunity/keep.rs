//! What a person says of a possible sale in; a row for every state it was in out.
//!
//! Nothing is overwritten: a change is a row with the whole state, and taking it back marks that row,
//! so that the state before stands again. Taking back the first takes the opportunity itself back.

use rusqlite::{OptionalExtension, Transaction, params};
use store::{Store, StoreError, rusqlite};
use terms::{Day, OpportunityStage};

use crate::ActError;
use crate::change::take_back;
use crate::contact::line_of;
use crate::opportunity::board::Chances;
use crate::opportunity::read::{Opportunity, read_opportunity};

/// Most characters of a title, a next step or a reason: a few lines on a card.
const CHARACTERS_MOST: usize = 300;

/// The setting that holds the chances of the stages.
const CHANCES: &str = "opportunity_chances";

/// What is said of an opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpportunityState {
    /// What it is about.
    pub title: String,
    /// What it would bring.
    pub value_minor: i64,
    /// Where it stands.
    pub stage: OpportunityStage,
    /// The day it is expected to be decided.
    pub expected_day: Option<Day>,
    /// What is to be done next.
    pub next_step: String,
    /// Why it was won or lost.
    pub reason: String,
}

impl From<&Opportunity> for OpportunityState {
    fn from(one: &Opportunity) -> Self {
        OpportunityState {
            title: one.title.clone(),
            value_minor: one.value_minor,
            stage: one.stage,
            expected_day: one.expected_day,
            next_step: one.next_step.clone(),
            reason: one.reason.clone(),
        }
    }
}

impl OpportunityState {
    /// The same fit to be kept: one line each, no longer than a card is wide, and possible.
    fn checked(&self) -> Result<OpportunityState, ActError> {
        let short = |text: &str| line_of(text, CHARACTERS_MOST);
        let state = OpportunityState {
            title: short(&self.title),
            next_step: short(&self.next_step),
            // Why it was lost says nothing about one that is open again.
            reason: if self.stage.is_open() {
                String::new()
            } else {
                short(&self.reason)
            },
            ..self.clone()
        };
        if state.title.is_empty() {
            return Err(ActError::Wanting("say what the opportunity is about"));
        }
        if state.value_minor < 0 {
            return Err(ActError::Wanting(
                "the value of an opportunity is not negative",
            ));
        }
        Ok(state)
    }
}

/// Adds an opportunity to an account; gives its number.
///
/// # Errors
/// When there is no such account, the title is empty, or the database refuses.
pub fn add_opportunity(
    store: &Store,
    account_id: i64,
    state: &OpportunityState,
    day: Day,
    now: &str,
) -> Result<i64, ActError> {
    let state = state.checked()?;
    store.write(|db| {
        check_account(db, account_id)?;
        db.execute(
            include_str!("../../sql/opportunity.insert.sql"),
            (account_id, now),
        )?;
        let id = db.last_insert_rowid();
        insert_change(db, id, &state, day, now)?;
        Ok(id)
    })
}

/// Changes an opportunity; the same state said twice is kept once. Gives the change that stands now.
///
/// # Errors
/// When there is no such opportunity, the title is empty, or the database refuses.
pub fn change_opportunity(
    store: &Store,
    id: i64,
    state: &OpportunityState,
    day: Day,
    now: &str,
) -> Result<i64, ActError> {
    let state = state.checked()?;
    store.write(|db| {
        let before = read_opportunity(db, id)?;
        if OpportunityState::from(&before) == state {
            return Ok(before.change_id);
        }
        insert_change(db, id, &state, day, now)
    })
}

/// Takes a change back, so that the state before it stands again. Twice is the same as once.
///
/// # Errors
/// When there is no such change, something was changed after it, or the database refuses.
pub fn undo_opportunity(store: &Store, change_id: i64, now: &str) -> Result<(), ActError> {
    let statements = (
        include_str!("../../sql/opportunity.change.sql"),
        include_str!("../../sql/opportunity.undo.sql"),
    );
    store.write(|db| take_back(db, statements, change_id, now))
}

/// How many of 100 opportunities of each stage are won, as set.
///
/// # Errors
/// When the database refuses.
pub fn read_chances(store: &Store) -> Result<Chances, StoreError> {
    Ok(store.setting(CHANCES)?.unwrap_or_default())
}

/// Sets how many of 100 opportunities of each stage are won.
///
/// # Errors
/// When one is over 100, or the database refuses.
pub fn write_chances(store: &Store, chances: Chances) -> Result<(), ActError> {
    if OpportunityStage::OPEN
        .iter()
        .any(|stage| chances.of(*stage) > 100)
    {
        return Err(ActError::Wanting("a chance is at most 100 percent"));
    }
    Ok(store.set_setting(CHANCES, &chances)?)
}

fn insert_change(
    db: &Transaction<'_>,
    id: i64,
    state: &OpportunityState,
    day: Day,
    now: &str,
) -> Result<i64, ActError> {
    db.prepare_cached(include_str!("../../sql/opportunity.insert_change.sql"))?
        .execute(params![
            id,
            state.title,
            state.value_minor,
            state.stage.code(),
            state.expected_day.map(Day::number),
            state.next_step,
            state.reason,
            day.number(),
            now
        ])?;
    Ok(db.last_insert_rowid())
}

/// Refuses what is said of an account that is not there.
pub(crate) fn check_account(db: &Transaction<'_>, account_id: i64) -> Result<(), ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/opportunity.account.sql"))?;
    statement
        .query_row([account_id], |_| Ok(()))
        .optional()?
        .ok_or(ActError::NoSuchAccount(account_id))
}

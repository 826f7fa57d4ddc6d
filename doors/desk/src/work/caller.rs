//! Somebody calls: a phone number or a name in; who it is, what is in hand with them, and three
//! questions out. What they say is kept in one press.

use std::collections::BTreeMap;

use act::{Interaction, Opportunity};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use terms::InteractionKind;

use crate::customers::{CustomerQuery, list};
use crate::timeline::TimelineItem;
use crate::work::opportunities::{OpportunityAsked, add_opportunity, opportunities_of};
use crate::work::reminders::{ReminderAsked, ReminderLine, add_reminder, due_of, reminders_of};
use crate::work::told;
use crate::{House, PersonLine, Refusal, read_corrigible, read_customer};

/// Accounts offered where several are meant: as many as an eye takes in.
const OFFERED: u32 = 8;

/// Orders shown: what somebody calls about is most often one of these.
const ORDERS_SHOWN: usize = 3;

/// Questions asked; a caller has a few minutes.
const QUESTIONS_MOST: usize = 3;

/// The setting that holds the questions.
const QUESTIONS: &str = "caller_questions";

/// What is asked until the owner writes questions of their own.
const USUAL_QUESTIONS: [&str; QUESTIONS_MOST] = [
    "What are you working on at the moment?",
    "What else of the kind do you use, and where from?",
    "Who decides about it with you?",
];

/// Somebody who may be calling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallerHit {
    /// The account.
    pub account_id: i64,
    /// Its name.
    pub account: String,
}

/// What is on the screen while somebody calls.
#[derive(Clone, Debug, Serialize)]
pub struct CallerRecord {
    /// The account.
    pub account_id: i64,
    /// Its name.
    pub account: String,
    /// Its customer number.
    pub number: String,
    /// Its value segment.
    pub cell: Option<String>,
    /// Its lifecycle stage, as a word.
    pub stage: Option<String>,
    /// Facts about it, the last personal contact among them.
    pub about: Vec<String>,
    /// Who works or lives there.
    pub people: Vec<PersonLine>,
    /// Its last orders, the newest first.
    pub orders: Vec<TimelineItem>,
    /// Sales in the making.
    pub opportunities: Vec<Opportunity>,
    /// What we are to be reminded of.
    pub reminders: Vec<ReminderLine>,
    /// What to ask.
    pub questions: Vec<String>,
}

/// What a caller said, and what came of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CallerSaid {
    /// Answers by question.
    pub answers: BTreeMap<String, String>,
    /// What else was said.
    pub note: String,
    /// A sale that may come of it; none where its title is empty.
    pub sale: OpportunityAsked,
    /// What to be reminded of; nothing where it is empty.
    pub reminder: ReminderAsked,
}

/// Who may be calling: everybody with the phone number, in any spelling, else everybody with the words.
///
/// # Errors
/// When the database refuses.
pub fn find_caller(house: &House, typed: &str) -> Result<Vec<CallerHit>> {
    let by_phone = house
        .store
        .read(|db| clean::find_by_phone(db, typed, OFFERED))?;
    if !by_phone.is_empty() {
        let hits = by_phone.into_iter().map(|account_id| {
            let about = read_corrigible(house, account_id)?;
            Ok(about.map(|about| CallerHit {
                account_id,
                account: about.name,
            }))
        });
        return Ok(hits
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect());
    }
    if typed.trim().is_empty() {
        return Ok(Vec::new());
    }
    let query = CustomerQuery {
        search: typed.trim().to_owned(),
        most: OFFERED,
        ..CustomerQuery::default()
    };
    let rows = house.store.read(|db| list(db, &query))?.rows.into_iter();
    Ok(rows
        .map(|row| CallerHit {
            account_id: row.account_id,
            account: row.name,
        })
        .collect())
}

/// What is shown of whoever calls.
///
/// # Errors
/// When there is no such account, or the database refuses.
pub fn read_caller(house: &House, account_id: i64) -> Result<CallerRecord> {
    let record = read_customer(house, account_id)?
        .ok_or_else(|| Refusal::NotFound(format!("there is no customer {account_id} here")))?;
    let mut opportunities = opportunities_of(house, account_id)?;
    opportunities.retain(|one| one.stage.is_open());
    let orders = record
        .timeline
        .into_iter()
        .filter(|item| item.kind == "order");
    Ok(CallerRecord {
        account_id,
        account: record.name,
        number: record.number,
        cell: record.cell,
        stage: record.stage,
        about: record.about,
        people: record.people,
        orders: orders.take(ORDERS_SHOWN).collect(),
        opportunities,
        reminders: reminders_of(house, account_id)?,
        questions: caller_questions(house)?,
    })
}

/// What callers are asked.
///
/// # Errors
/// When the database refuses.
pub fn caller_questions(house: &House) -> Result<Vec<String>> {
    let set = house.store.setting::<Option<Vec<String>>>(QUESTIONS)?;
    Ok(set
        .flatten()
        .unwrap_or_else(|| USUAL_QUESTIONS.map(str::to_owned).to_vec()))
}

/// Sets what callers are asked, at most three questions, one a line; nothing brings the usual ones back.
///
/// # Errors
/// When there are more than three, or the database refuses.
pub fn set_caller_questions(house: &House, text: &str) -> Result<()> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let questions: Vec<String> = lines.map(str::to_owned).collect();
    if questions.len() > QUESTIONS_MOST {
        return Err(
            Refusal::Usage("three questions are as many as a caller answers".into()).into(),
        );
    }
    let set = (!questions.is_empty()).then_some(questions);
    Ok(house.store.set_setting(QUESTIONS, &set)?)
}

/// Keeps what a caller said, with the sale and the reminder that came of it; gives the number of the
/// contact, by which it is taken back. What cannot be kept is refused before anything is.
///
/// # Errors
/// When there is no such account, what was said cannot be kept, or the database refuses.
pub fn keep_caller(house: &House, account_id: i64, said: &CallerSaid) -> Result<i64> {
    let is_said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    let is_reminded = !said.reminder.words.trim().is_empty();
    if is_reminded {
        due_of(house, &said.reminder)?;
    }
    if is_said(&said.sale.title) {
        add_opportunity(house, account_id, &said.sale)?;
    }
    if is_reminded {
        add_reminder(house, account_id, &said.reminder)?;
    }
    let answers = said
        .answers
        .iter()
        .filter(|(_, answer)| !answer.trim().is_empty());
    let answers = answers.map(|(question, answer)| (question.clone(), answer.trim().into()));
    let one = Interaction {
        account_id,
        kind: InteractionKind::Call,
        is_incoming: true,
        day: house.as_of(),
        note: said.note.clone(),
        answers: serde_json::Value::Object(answers.collect()),
        step_id: None,
    };
    act::log_interaction(&house.store, &one, &house.now()).map_err(told)
}

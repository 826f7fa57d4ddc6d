//! Messages that leave by themselves: the list, one of them, on and off, its file, an answer.
//!
//! Enters: the workspace and what a person asks. Leaves: records for page, command and API alike.

use act::{About, ActReport, Preview, PreviewCase};
use anyhow::Result;
use plan::{
    AnswerReport, Entry, ListLine, LookReport, PlanError, Trigger, TriggerState, TriggerView,
};
use serde::Serialize;
use serde_json::Value;
use store::Progress;

use crate::turn::act_now;
use crate::{Happening, House, Refusal, keep_happenings, something_is_due};

/// One trigger in the list.
#[derive(Clone, Debug, Serialize)]
pub struct TriggerLine {
    /// The name of its file.
    pub code: String,
    /// Its name; the code where the file cannot be read.
    pub name: String,
    /// What starts it.
    pub starts: String,
    /// How many messages.
    pub touches: usize,
    /// What is wrong with its file, if anything.
    pub problem: Option<String>,
    /// On or off, and what became of it.
    pub state: TriggerState,
}

/// One trigger, whole.
#[derive(Clone, Debug, Serialize)]
pub struct TriggerRecord {
    /// The list's line.
    pub line: TriggerLine,
    /// What it is for.
    pub why: String,
    /// What ends it, and how often a customer can get it.
    pub rules: Vec<String>,
    /// What became of its touches.
    pub view: Option<TriggerView>,
    /// What was answered.
    pub answers: AnswerReport,
    /// Who would enter if it were turned on now; nobody while it is on.
    pub would_enter: Vec<Entry>,
    /// All of them.
    pub would_enter_count: u64,
    /// Its messages as a real customer would get them.
    pub previews: Vec<Preview>,
    /// Its file.
    pub text: String,
}

/// Every trigger, on or off.
///
/// # Errors
/// When the folder or the database cannot be read.
pub fn list_triggers(house: &House) -> Result<Vec<TriggerLine>> {
    let states = house.store.read(plan::read_trigger_states)?;
    let files = plan::read_triggers(&house.triggers())?;
    let lines = files.into_iter().map(|file| {
        let state = states.get(&file.code).cloned().unwrap_or_default();
        match file.trigger {
            Ok(trigger) => line_of(&trigger, state),
            Err(problem) => TriggerLine {
                name: file.code.clone(),
                code: file.code,
                starts: String::new(),
                touches: 0,
                problem: Some(problem.to_string()),
                state,
            },
        }
    });
    Ok(lines.collect())
}

/// The lists that triggers put customers on.
///
/// # Errors
/// When the database refuses.
pub fn list_lists(house: &House) -> Result<Vec<ListLine>> {
    Ok(house.store.read(|db| plan::read_lists(db, house.as_of()))?)
}

/// One trigger, whole; with a broken file only its text and what is wrong with it.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none of this name.
pub fn read_trigger(house: &House, code: &str) -> Result<TriggerRecord> {
    let lines = list_triggers(house)?;
    let line = lines
        .into_iter()
        .find(|line| line.code == code)
        .ok_or_else(|| none(code))?;
    let files = plan::read_triggers(&house.triggers())?;
    let file = files
        .into_iter()
        .find(|file| file.code == code)
        .ok_or_else(|| none(code))?;
    let mut record = TriggerRecord {
        line,
        why: String::new(),
        rules: Vec::new(),
        view: None,
        answers: AnswerReport::default(),
        would_enter: Vec::new(),
        would_enter_count: 0,
        previews: Vec::new(),
        text: file.text,
    };
    let Ok(trigger) = file.trigger else {
        return Ok(record);
    };
    let as_of = house.as_of();
    house.store.read(|db| {
        record.view = Some(plan::read_trigger(db, &trigger, as_of)?);
        record.answers = plan::read_answers(db, &trigger, as_of)?;
        if record.line.state.on_since.is_none() {
            (record.would_enter, record.would_enter_count) =
                plan::would_enter(db, &trigger, as_of)?;
        }
        Ok::<_, PlanError>(())
    })?;
    record.previews = preview_trigger(house, &trigger, record.would_enter.first())?;
    record.rules = vec![trigger.again_words(), trigger.end_words()];
    record.why = trigger.why;
    Ok(record)
}

/// Turns a trigger on. Whoever it starts for today enters at once; nobody from before.
///
/// # Errors
/// [`Refusal`] when there is none of this name or its file is wrong.
pub fn turn_on_trigger(house: &House, code: &str) -> Result<LookReport> {
    let trigger = find(house, code)?;
    let (as_of, seed) = (house.as_of(), house.seed);
    plan::write_default_triggers(&house.triggers())?;
    plan::turn_on(&house.store, &trigger, as_of, seed, &house.now())?;
    look_at_triggers(house, &store::Silent)
}

/// Turns a trigger off: nobody enters any more, and what has not left will not leave.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none of this name.
pub fn turn_off_trigger(house: &House, code: &str) -> Result<()> {
    if list_triggers(house)?.iter().all(|line| line.code != code) {
        return Err(none(code).into());
    }
    plan::turn_off(&house.store, code, &house.now())?;
    Ok(())
}

/// Keeps what the owner wrote as the file of a trigger; a new name makes a new one, which is off.
///
/// # Errors
/// [`Refusal::Usage`] with line and field of what is wrong; the file stays as it was.
pub fn save_trigger(house: &House, code: &str, text: &str) -> Result<()> {
    plan::write_default_triggers(&house.triggers())?;
    let text = text.replace("\r\n", "\n");
    plan::save_trigger(&house.triggers(), code, &text).map_err(told)?;
    Ok(())
}

/// Plans an alert for everybody who is on a list today; gives how many.
///
/// # Errors
/// [`Refusal::Usage`] when nobody is on the list or there is nothing to say.
pub fn send_alert(house: &House, alert: &plan::Alert) -> Result<u64> {
    plan::send_alert(&house.store, alert, house.as_of(), house.seed).map_err(told)
}

/// Looks what is new to the triggers that are on; plans, and hands nothing over.
///
/// # Errors
/// When a file or the database cannot be read.
pub fn look_at_triggers(house: &House, progress: &dyn Progress) -> Result<LookReport> {
    let folder = house.triggers();
    let report = plan::look(&house.store, &folder, house.as_of(), house.seed, progress)?;
    for problem in &report.problems {
        tracing::warn!(%problem, "a trigger goes on as it was");
    }
    Ok(report)
}

/// Looks what is new to the triggers, then hands over what is due, if anything is.
///
/// # Errors
/// When a stage cannot go on.
pub fn look_around(
    house: &House,
    progress: &dyn Progress,
) -> Result<(LookReport, Option<ActReport>)> {
    let started = look_at_triggers(house, progress)?;
    let acted = match something_is_due(house)? {
        true => Some(act_now(house, house.as_of(), progress)?),
        false => None,
    };
    Ok((started, acted))
}

/// Keeps what a customer answered on the personal page; it comes onto the timeline like any event.
///
/// # Errors
/// [`Refusal::Usage`] when it is no answer to what was asked.
pub fn keep_answer(house: &House, page: &act::PersonalPage, chosen: &str, own: &str) -> Result<()> {
    let fits = page.answers.iter().any(|answer| answer == chosen);
    let own = one_line(own);
    if page.question.is_empty() || !(fits || (page.answers.is_empty() && !own.is_empty())) {
        return Err(Refusal::Usage("Please choose one of the answers.".into()).into());
    }
    let detail = [chosen, own.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty());
    let sql = include_str!("../sql/triggers.whose.sql");
    let (number, email): (String, String) = house.store.read(|db| {
        let mut statement = db.prepare_cached(sql)?;
        let row = statement.query_row([page.account_id], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok::<_, anyhow::Error>(row?)
    })?;
    let event = Happening {
        event: "survey".into(),
        customer: Value::from(number),
        email,
        subject: page.question.clone(),
        detail: detail.collect::<Vec<_>>().join(" · "),
        ..Happening::default()
    };
    keep_happenings(house, &[event])?;
    Ok(())
}

/// Longest answer in own words that is kept; a page of text.
const OWN_WORDS_MOST: usize = 2_000;

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(OWN_WORDS_MOST).collect()
}

fn preview_trigger(
    house: &House,
    trigger: &Trigger,
    first: Option<&Entry>,
) -> Result<Vec<Preview>> {
    let (business, as_of) = (house.business()?, house.as_of());
    let touches: Vec<Value> = trigger
        .touches
        .iter()
        .map(serde_json::to_value)
        .collect::<Result<_, _>>()?;
    let sender = trigger.sender.clone();
    let about = About {
        subject: first.map(|entry| entry.about.clone()).unwrap_or_default(),
        day: first.and_then(|entry| entry.about_day).or(Some(as_of + 14)),
        quantity: first.and_then(|entry| entry.quantity).or(Some(1.0)),
        amount_minor: first.and_then(|entry| entry.amount_minor),
        sender_name: sender
            .as_ref()
            .map(|one| one.name.clone())
            .unwrap_or_default(),
        sender_email: sender.map(|one| one.email).unwrap_or_default(),
        asks: trigger.question.is_some(),
    };
    let case = PreviewCase {
        about,
        ..PreviewCase::default()
    };
    house.store.read(|db| {
        let sql = include_str!("../sql/triggers.somebody.sql");
        let somebody: Option<i64> = db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        match first.map(|entry| entry.account_id).or(somebody) {
            Some(account) => Ok(act::preview(
                db, &business, as_of, account, &touches, &case,
            )?),
            None => Ok(Vec::new()),
        }
    })
}

fn find(house: &House, code: &str) -> Result<Trigger> {
    let files = plan::read_triggers(&house.triggers())?;
    let file = files
        .into_iter()
        .find(|file| file.code == code)
        .ok_or_else(|| none(code))?;
    file.trigger
        .map_err(|problem| Refusal::Usage(problem.to_string()).into())
}

fn line_of(trigger: &Trigger, state: TriggerState) -> TriggerLine {
    TriggerLine {
        code: trigger.code.clone(),
        name: trigger.name.clone(),
        starts: trigger.start_words(),
        touches: trigger.touches.len(),
        problem: None,
        state,
    }
}

fn none(code: &str) -> Refusal {
    Refusal::NotFound(PlanError::NoTrigger(code.to_owned()).to_string())
}

fn told(error: PlanError) -> anyhow::Error {
    match error {
        PlanError::Strategy(wrong) => Refusal::Usage(wrong.to_string()).into(),
        PlanError::NoTrigger(_) => Refusal::Usage(
            "A trigger's name has small letters, digits and hyphens alone, such as my-thanks."
                .into(),
        )
        .into(),
        PlanError::EmptyList(_) => Refusal::Usage(error.to_string()).into(),
        other => other.into(),
    }
}

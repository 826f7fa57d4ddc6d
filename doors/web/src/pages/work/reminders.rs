//! GET /reminders: whose turn it is. POST below it: add, done, put off, stay in touch, log, take back.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::{InteractionAsked, ReminderAsked, ReminderLine, ReminderList};
use serde::Deserialize;
use terms::InteractionKind;

use crate::frame::Frame;
use crate::pages::work::Last;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// Lines shown of a list: more than anybody does in a day.
pub(crate) const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "reminders.html")]
struct RemindersPage {
    frame: Frame,
    m: Paint,
    room: &'static str,
    list: ReminderList,
    /// Segments by name and rule, to promise contact with.
    segments: Vec<(String, String)>,
    last: Option<Last>,
}

/// What was done last, as the address says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    /// made, done, put_off, paused, logged, promised or ended; none once it was taken back.
    pub(crate) what: String,
    /// The number by which it is taken back.
    pub(crate) by: i64,
}

/// GET /reminders
pub(crate) async fn show(State(app): State<App>, Query(done): Query<Done>) -> Response {
    app.page(move |app| {
        let taken_back = (done.what == "undone").then(|| "Taken back.".to_owned());
        let segments = desk::list_segments(&app.house)?.into_iter();
        Ok(RemindersPage {
            frame: Frame::new(&app.house, "calls")
                .with_tip_of(&app.house, "reminders")
                .with_notice(taken_back),
            m: Paint::new(app.house.business()?.currency),
            room: "reminders",
            list: read(app)?,
            segments: segments
                .map(|one| (one.segment.name, one.segment.rule))
                .collect(),
            last: last_of(&done.what, done.by),
        })
    })
    .await
}

pub(crate) fn read(app: &App) -> Result<ReminderList, PageError> {
    Ok(desk::read_reminder_list(&app.house)?)
}

/// What was done last, in words, and where it is taken back.
pub(crate) fn last_of(what: &str, by: i64) -> Option<Last> {
    let (words, undo) = match what {
        "made" => ("You will be reminded.", "change"),
        "done" => ("Done.", "change"),
        "put_off" => ("Put off.", "change"),
        "paused" => ("Put off.", "pause"),
        "logged" => ("Logged on the timeline.", "contact"),
        "promised" => ("Kept; whose turn it is stands in the list.", "cadence"),
        "ended" => ("Ended.", "ended"),
        _ => return None,
    };
    Some(Last {
        words: words.to_owned(),
        action: format!("/reminders/undo/{undo}/{by}"),
    })
}

/// A page with what was done last, for the way back.
pub(crate) fn after(page: &str, what: &str, by: i64) -> String {
    format!("{page}?what={what}&by={by}")
}

/// A reminder or a promise as a form asks for it, with whom it is about by id or in words.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Added {
    account: String,
    back: String,
    words: String,
    day: String,
    in_days: String,
}

/// POST /reminders
pub(crate) async fn add(State(app): State<App>, Form(form): Form<Added>) -> Response {
    app.then(move |app| {
        let account = whose(app, &form.account, &form.back)?;
        let asked = ReminderAsked {
            words: form.words,
            day: form.day,
            in_days: form.in_days.parse().ok(),
        };
        let made = desk::add_reminder(&app.house, account, &asked)?;
        Ok(after(&page_of(account, &form.back), "made", made.change_id))
    })
    .await
}

/// The account a form is about: the one whose page it stands on, else the one its words mean.
fn whose(app: &App, account: &str, back: &str) -> Result<i64, PageError> {
    match account.parse() {
        Ok(id) if back == "customer" => Ok(id),
        _ => Ok(desk::find_customer(&app.house, account, 0)?),
    }
}

fn page_of(account: i64, back: &str) -> String {
    match back {
        "customer" => format!("/customers/{account}"),
        _ => "/reminders".to_owned(),
    }
}

/// By how many days something is put off.
#[derive(Deserialize)]
pub(crate) struct PutOff {
    days: i32,
}

/// POST /reminders/{id}/done
pub(crate) async fn finish(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        let made = desk::finish_reminder(&app.house, id)?;
        Ok(after("/reminders", "done", made.change_id))
    })
    .await
}

/// POST /reminders/{id}/snooze
pub(crate) async fn snooze(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(form): Form<PutOff>,
) -> Response {
    app.then(move |app| {
        let made = desk::snooze_reminder(&app.house, id, form.days)?;
        Ok(after("/reminders", "put_off", made.change_id))
    })
    .await
}

/// POST /reminders/pause/{id}: the turn of an account comes later.
pub(crate) async fn pause(
    State(app): State<App>,
    Path(account): Path<i64>,
    Form(form): Form<PutOff>,
) -> Response {
    app.then(move |app| {
        let pause = desk::pause_account(&app.house, account, form.days)?;
        Ok(after("/reminders", "paused", pause))
    })
    .await
}

/// A promise as a form asks for it: one account, a segment's rule or a rule of its own.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Promise {
    account: String,
    back: String,
    segment: String,
    rule: String,
    every_days: i32,
}

/// POST /reminders/stay
pub(crate) async fn stay(State(app): State<App>, Form(form): Form<Promise>) -> Response {
    app.then(move |app| {
        let account = match form.account.trim() {
            "" => None,
            words => Some(whose(app, words, &form.back)?),
        };
        let rule = if form.rule.trim().is_empty() {
            &form.segment
        } else {
            &form.rule
        };
        let made = desk::stay_in_touch(&app.house, account, rule, form.every_days)?;
        Ok(after(
            &page_of(account.unwrap_or(0), &form.back),
            "promised",
            made,
        ))
    })
    .await
}

/// POST /reminders/stay/{id}/end
pub(crate) async fn end(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        desk::end_cadence(&app.house, id, false)?;
        Ok(after("/reminders", "ended", id))
    })
    .await
}

/// A contact as a form logs it.
#[derive(Deserialize)]
pub(crate) struct Logged {
    kind: InteractionKind,
    #[serde(default)]
    note: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    is_incoming: String,
    #[serde(default)]
    back: String,
}

/// POST /customers/{id}/log
pub(crate) async fn log(
    State(app): State<App>,
    Path(account): Path<i64>,
    Form(form): Form<Logged>,
) -> Response {
    app.then(move |app| {
        let asked = InteractionAsked {
            kind: form.kind,
            note: form.note,
            day: form.day,
            is_incoming: !form.is_incoming.is_empty(),
            answers: std::collections::BTreeMap::new(),
        };
        let id = desk::log_interaction(&app.house, account, &asked)?;
        Ok(after(&page_of(account, &form.back), "logged", id))
    })
    .await
}

/// POST /reminders/undo/{what}/{step}
pub(crate) async fn undo(
    State(app): State<App>,
    Path((what, number)): Path<(String, i64)>,
) -> Response {
    app.then(move |app| {
        let house = &app.house;
        match what.as_str() {
            "change" => desk::undo_reminder(house, 0, Some(number))?,
            "pause" => desk::undo_pause(house, number)?,
            "contact" => desk::undo_interaction(house, number)?,
            "cadence" => desk::end_cadence(house, number, false)?,
            "ended" => desk::end_cadence(house, number, true)?,
            _ => return Err(PageError::NotFound("There is nothing to take back.".into())),
        }
        Ok("/reminders?what=undone".into())
    })
    .await
}

/// The template's sign of a line: how far past its day it is.
pub(crate) fn lateness(line: &ReminderLine, as_of: terms::Day) -> String {
    match as_of.number() - line.due_day.number() {
        0 => "today".into(),
        1 => "since yesterday".into(),
        days if days > 1 => format!("{days} days late"),
        _ => line.due_day.words(),
    }
}

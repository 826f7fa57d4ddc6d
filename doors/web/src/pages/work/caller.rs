//! GET /caller: somebody calls; found by phone number or name, shown with what is in hand and three
//! questions. POST /caller/{id} keeps what was said in one press.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::{CallerHit, CallerRecord, CallerSaid, OpportunityAsked, ReminderAsked};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::work::{Last, reminders};
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "caller.html")]
struct CallerPage {
    frame: Frame,
    m: Paint,
    room: &'static str,
    typed: String,
    hits: Vec<CallerHit>,
    one: Option<CallerRecord>,
    questions: String,
    as_of: terms::Day,
    last: Option<Last>,
}

/// Who calls: as typed, or the one that was chosen; and what was kept last.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    account: Option<i64>,
    what: String,
    by: i64,
    saved: Option<String>,
}

/// GET /caller
pub(crate) async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    app.page(move |app| {
        let house = &app.house;
        let hits = desk::find_caller(house, &asked.q)?;
        let chosen = match (asked.account, hits.as_slice()) {
            (Some(id), _) => Some(id),
            (None, [only]) => Some(only.account_id),
            _ => None,
        };
        let one = chosen.map(|id| desk::read_caller(house, id)).transpose()?;
        Ok(CallerPage {
            frame: Frame::new(house, "calls")
                .with_tip_of(house, "caller")
                .with_notice(asked.saved.map(|_| "Saved.".to_owned())),
            m: Paint::new(house.business()?.currency),
            room: "caller",
            typed: asked.q,
            hits,
            one,
            questions: desk::caller_questions(house)?.join("\n"),
            as_of: house.as_of(),
            last: reminders::last_of(&asked.what, asked.by),
        })
    })
    .await
}

/// POST /caller/{id}
pub(crate) async fn keep(
    State(app): State<App>,
    Path(account): Path<i64>,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    app.then(move |app| {
        let questions = desk::caller_questions(&app.house)?;
        let said = said_of(&questions, &form);
        let id = desk::keep_caller(&app.house, account, &said).map_err(PageError::from)?;
        Ok(reminders::after("/caller", "logged", id))
    })
    .await
}

/// The questions, as their form sends them.
#[derive(Deserialize)]
pub(crate) struct Questions {
    questions: String,
}

/// POST /caller/questions
pub(crate) async fn set_questions(State(app): State<App>, Form(form): Form<Questions>) -> Response {
    app.then(move |app| {
        desk::set_caller_questions(&app.house, &form.questions)?;
        Ok("/caller?saved=1".into())
    })
    .await
}

/// What the form holds, the answers under the questions they belong to.
fn said_of(questions: &[String], form: &HashMap<String, String>) -> CallerSaid {
    let field = |name: &str| form.get(name).cloned().unwrap_or_default();
    let answers = questions
        .iter()
        .enumerate()
        .map(|(at, question)| (question.clone(), field(&format!("answer_{at}"))));
    CallerSaid {
        answers: answers.collect::<BTreeMap<_, _>>(),
        note: field("note"),
        sale: OpportunityAsked {
            title: Some(field("sale_title")),
            value: Some(field("sale_value")),
            ..OpportunityAsked::default()
        },
        reminder: ReminderAsked {
            words: field("remind"),
            day: field("remind_on"),
            in_days: None,
        },
    }
}

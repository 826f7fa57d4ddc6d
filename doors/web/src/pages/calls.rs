//! The Calls page: whom to call, with the guide beside the answers.

use std::collections::HashMap;

use act::{CallItem, CallResult, Opportunity};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::response::Response;
use desk::OpportunityAsked;
use serde::Deserialize;
use terms::{CallOutcome, Channel};

use crate::frame::Frame;
use crate::pages::work::{Last, opportunities};
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "calls.html")]
struct CallsPage {
    frame: Frame,
    calls: Vec<CallView>,
    current: Option<CallView>,
    /// Where in the list it stands.
    position: usize,
    outcomes: Vec<(usize, &'static str, &'static str)>,
    errands: Vec<act::Errand>,
    /// The errand that was done last, so that it can be opened again.
    closed: Option<i64>,
    room: &'static str,
    /// The opportunity that came of the call before.
    last: Option<Last>,
}

/// One call, ready to be drawn.
#[derive(Clone)]
struct CallView {
    planned_touch_id: i64,
    account_id: i64,
    person: String,
    account: String,
    phone: String,
    /// The number as a telephone dials it.
    dial: String,
    day: String,
    about: String,
    guide: Vec<String>,
    ask: Vec<(usize, String)>,
}

/// Which call is on the screen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    at: Option<i64>,
    after: Option<i64>,
    /// How the call before ended, once it is kept.
    kept: Option<CallOutcome>,
    closed: Option<i64>,
    /// The opportunity that came of it, and its change.
    id: Option<i64>,
    change: Option<i64>,
}

/// GET /calls
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.page(move |app| {
        let calls: Vec<CallView> = read(app)?.into_iter().map(CallView::of).collect();
        let at = |id| calls.iter().position(|call| call.planned_touch_id == id);
        let position = match (wanted.at.and_then(at), wanted.after.and_then(at)) {
            (Some(at), _) => at,
            (None, Some(after)) => (after + 1) % calls.len().max(1),
            _ => 0,
        };
        let outcomes = CallOutcome::ALL.iter().enumerate();
        Ok(CallsPage {
            frame: Frame::new(&app.house, "calls")
                .with_notice(wanted.kept.map(|how| format!("Kept: {}.", how.word()))),
            current: calls.get(position).cloned(),
            position,
            errands: desk::read_errands(&app.house)?,
            closed: wanted.closed,
            room: "calls",
            last: opportunities::last_of(app, wanted.id, wanted.change),
            calls,
            outcomes: outcomes
                .map(|(at, one)| (at + 1, one.code(), one.word()))
                .collect(),
        })
    })
    .await
}

/// POST /calls/{id}: keeps how a call went, then shows the next.
pub(crate) async fn record(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    app.then(move |app| {
        let field = |name: &str| form.get(name).map(|text| text.trim()).unwrap_or_default();
        let outcome: CallOutcome = field("outcome")
            .parse()
            .map_err(|error: terms::UnknownCode| PageError::Invalid(error.to_string()))?;
        let asked = read(app)?
            .into_iter()
            .find(|call| call.planned_touch_id == id);
        let (today, now) = (app.house.as_of(), app.house.now());
        let follow_up = field("follow_up").parse::<i32>().ok();
        let made = add_opportunity(app, asked.as_ref(), &form)?;
        let result = CallResult {
            answers: answers(asked.as_ref(), &form),
            note: field("note").to_owned(),
            follow_up: follow_up.map(|days| today + days),
            phone: field("phone").to_owned(),
            ..CallResult::new(outcome, today)
        };
        act::record_call(&app.house.store, id, &result, &now).map_err(anyhow::Error::from)?;
        if let (CallOutcome::DoNotCall, Some(call)) = (outcome, asked) {
            let reason = "asked on the phone not to be called";
            clean::opt_out(
                &app.house.store,
                call.account_id,
                Some(Channel::Call),
                reason,
                &now,
            )
            .map_err(anyhow::Error::from)?;
        }
        let made = made.map(|one| format!("&id={}&change={}", one.id, one.change_id));
        let made = made.unwrap_or_default();
        Ok(format!("/calls?kept={}{made}", outcome.code()))
    })
    .await
}

pub(crate) fn read(app: &App) -> Result<Vec<CallItem>, PageError> {
    let as_of = app.house.as_of();
    Ok(app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(act::read_calls(db, as_of)?))?)
}

/// The sale that may come of a call, where the caller named one.
fn add_opportunity(
    app: &App,
    call: Option<&CallItem>,
    form: &HashMap<String, String>,
) -> Result<Option<Opportunity>, PageError> {
    let field = |name: &str| form.get(name).filter(|text| !text.trim().is_empty());
    let (Some(call), Some(title)) = (call, field("sale_title")) else {
        return Ok(None);
    };
    let asked = OpportunityAsked {
        title: Some(title.clone()),
        value: field("sale_value").cloned(),
        next_step: field("sale_next").cloned(),
        ..OpportunityAsked::default()
    };
    Ok(Some(desk::add_opportunity(
        &app.house,
        call.account_id,
        &asked,
    )?))
}

/// The answers under the questions they belong to.
fn answers(call: Option<&CallItem>, form: &HashMap<String, String>) -> serde_json::Value {
    let asks = call.map(|call| call.ask.as_slice()).unwrap_or_default();
    let answered = asks.iter().enumerate().filter_map(|(at, ask)| {
        let answer = form.get(&format!("answer_{at}"))?.trim();
        (!answer.is_empty()).then(|| (ask.clone(), answer.into()))
    });
    serde_json::Value::Object(answered.collect())
}

impl CallView {
    fn of(call: CallItem) -> Self {
        let mut about = Vec::new();
        if let Some(day) = call.last_order_day {
            about.push(format!("Last order on {}", day.words()));
        }
        if !call.last_product.is_empty() {
            about.push(format!("last bought {}", call.last_product));
        }
        if call.offer_percent > 0 {
            about.push(format!(
                "may be offered {} % with the code {}",
                call.offer_percent, call.code
            ));
        }
        CallView {
            planned_touch_id: call.planned_touch_id,
            account_id: call.account_id,
            dial: call
                .phone
                .chars()
                .filter(|one| one.is_ascii_digit() || *one == '+')
                .collect(),
            person: if call.name.is_empty() {
                call.company.clone()
            } else {
                call.name
            },
            account: if call.company.is_empty() {
                call.campaign
            } else {
                call.company
            },
            phone: call.phone,
            day: call.due_day.words(),
            about: about.join(", "),
            guide: call.guide,
            ask: call.ask.into_iter().enumerate().collect(),
        }
    }
}

//! The API of what people do by hand: read, add, change and take back, by the rules of the pages.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use desk::{
    CallerSaid, ContactAsked, InteractionAsked, LeadAsked, OpportunityAsked, ReminderAsked,
};
use serde::Deserialize;
use serde_json::json as object;

use crate::api::json;
use crate::pages::work;
use crate::router::App;

/// Its addresses, below those of the API.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/opportunities", get(opportunities).post(add_opportunity))
        .route(
            "/opportunities/{id}",
            get(opportunity).post(change_opportunity),
        )
        .route("/opportunities/{id}/undo", post(undo_opportunity))
        .route("/caller", get(caller))
        .route("/caller/{id}", get(one_caller).post(keep_caller))
        .route("/contacts", get(contacts).post(add_contact))
        .route("/contacts/{id}/undo", post(undo_contact))
        .route("/contacts/{id}/again", post(redo_contact))
        .route("/leads", post(take_lead))
        .route("/reminders", get(reminders).post(add_reminder))
        .route("/reminders/{id}/done", post(finish_reminder))
        .route("/reminders/{id}/snooze", post(snooze_reminder))
        .route("/reminders/{id}/undo", post(undo_reminder))
        .route("/cadences", post(stay_in_touch))
        .route("/cadences/{id}/end", post(end_cadence))
        .route("/interactions", post(log_interaction))
        .route("/interactions/{id}/undo", post(undo_interaction))
}

async fn opportunities(State(app): State<App>) -> Response {
    json(app, work::opportunities::read).await
}

async fn opportunity(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| work::opportunities::read_one(app, id)).await
}

/// An opportunity to add, and whose it is.
#[derive(Deserialize)]
struct NewOpportunity {
    account_id: i64,
    #[serde(flatten)]
    asked: OpportunityAsked,
}

async fn add_opportunity(State(app): State<App>, Json(new): Json<NewOpportunity>) -> Response {
    json(app, move |app| {
        Ok(desk::add_opportunity(
            &app.house,
            new.account_id,
            &new.asked,
        )?)
    })
    .await
}

async fn change_opportunity(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(asked): Json<OpportunityAsked>,
) -> Response {
    json(app, move |app| {
        Ok(desk::change_opportunity(&app.house, id, &asked)?)
    })
    .await
}

async fn undo_opportunity(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| {
        Ok(desk::undo_opportunity(&app.house, id, None)?)
    })
    .await
}

async fn reminders(State(app): State<App>) -> Response {
    json(app, work::reminders::read).await
}

/// A reminder to add, and whom it is about.
#[derive(Deserialize)]
struct NewReminder {
    account_id: i64,
    #[serde(flatten)]
    asked: ReminderAsked,
}

async fn add_reminder(State(app): State<App>, Json(new): Json<NewReminder>) -> Response {
    json(app, move |app| {
        Ok(desk::add_reminder(&app.house, new.account_id, &new.asked)?)
    })
    .await
}

async fn finish_reminder(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| Ok(desk::finish_reminder(&app.house, id)?)).await
}

/// By how many days something is put off.
#[derive(Deserialize)]
struct PutOff {
    days: i32,
}

async fn snooze_reminder(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(put_off): Json<PutOff>,
) -> Response {
    json(app, move |app| {
        Ok(desk::snooze_reminder(&app.house, id, put_off.days)?)
    })
    .await
}

async fn undo_reminder(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| {
        Ok(desk::undo_reminder(&app.house, id, None)?)
    })
    .await
}

/// A promise to stay in touch: with one account, or with everybody of a rule.
#[derive(Deserialize)]
struct Promise {
    account_id: Option<i64>,
    #[serde(default)]
    rule: String,
    every_days: i32,
}

async fn stay_in_touch(State(app): State<App>, Json(asked): Json<Promise>) -> Response {
    json(app, move |app| {
        let id = desk::stay_in_touch(&app.house, asked.account_id, &asked.rule, asked.every_days)?;
        Ok(object!({ "id": id }))
    })
    .await
}

async fn end_cadence(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| {
        Ok(desk::end_cadence(&app.house, id, false)?)
    })
    .await
}

/// A contact to log, and whom with.
#[derive(Deserialize)]
struct NewInteraction {
    account_id: i64,
    #[serde(flatten)]
    asked: InteractionAsked,
}

async fn log_interaction(State(app): State<App>, Json(new): Json<NewInteraction>) -> Response {
    json(app, move |app| {
        let id = desk::log_interaction(&app.house, new.account_id, &new.asked)?;
        Ok(object!({ "id": id }))
    })
    .await
}

async fn undo_interaction(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| Ok(desk::undo_interaction(&app.house, id)?)).await
}

async fn contacts(State(app): State<App>) -> Response {
    json(app, |app| Ok(desk::list_contacts(&app.house, None)?)).await
}

async fn add_contact(State(app): State<App>, Json(asked): Json<ContactAsked>) -> Response {
    json(app, move |app| Ok(desk::add_contact(&app.house, &asked)?)).await
}

async fn undo_contact(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| Ok(desk::undo_contact(&app.house, id)?)).await
}

async fn redo_contact(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| Ok(desk::redo_contact(&app.house, id)?)).await
}

async fn take_lead(State(app): State<App>, Json(asked): Json<LeadAsked>) -> Response {
    json(app, move |app| Ok(desk::take_lead(&app.house, &asked)?)).await
}

/// Who calls, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Calling {
    q: String,
}

async fn caller(State(app): State<App>, Query(calling): Query<Calling>) -> Response {
    json(app, move |app| {
        Ok(desk::find_caller(&app.house, &calling.q)?)
    })
    .await
}

async fn one_caller(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| Ok(desk::read_caller(&app.house, id)?)).await
}

async fn keep_caller(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(said): Json<CallerSaid>,
) -> Response {
    json(app, move |app| {
        let id = desk::keep_caller(&app.house, id, &said)?;
        Ok(object!({ "id": id }))
    })
    .await
}

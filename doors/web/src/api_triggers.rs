//! The API of messages that leave by themselves: events in, triggers read, turned on and off.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;

use crate::api::json;
use crate::pages;
use crate::refusal::PageError;
use crate::router::App;

/// Its addresses.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/events", post(events))
        .route("/alerts", post(alert))
        .route("/triggers", get(list))
        .route("/triggers/{code}", get(show).put(write))
        .route("/triggers/{code}/on", post(turn_on))
        .route("/triggers/{code}/off", post(turn_off))
}

/// POST /api/v1/events: one event, a list, or one a line. Kept before the answer leaves; on the
/// timeline, and its messages on their way, within a minute.
async fn events(State(app): State<App>, body: String) -> Response {
    accepted(app, move |app| {
        let events = desk::read_happenings(&body)?;
        let kept = desk::keep_happenings(&app.house, &events)?;
        app.button.take_happenings();
        Ok(json!({ "events": kept }))
    })
    .await
}

async fn alert(State(app): State<App>, Json(alert): Json<plan::Alert>) -> Response {
    accepted(app, move |app| {
        let count = desk::send_alert(&app.house, &alert)?;
        app.button.keep_up()?;
        Ok(json!({ "customers": count }))
    })
    .await
}

async fn list(State(app): State<App>) -> Response {
    json(app, |app| Ok(desk::list_triggers(&app.house)?)).await
}

async fn show(State(app): State<App>, Path(code): Path<String>) -> Response {
    json(app, move |app| Ok(desk::read_trigger(&app.house, &code)?)).await
}

/// PUT /api/v1/triggers/{code}: the text of its file.
async fn write(State(app): State<App>, Path(code): Path<String>, text: String) -> Response {
    json(app, move |app| {
        desk::save_trigger(&app.house, &code, &text)?;
        Ok(desk::read_trigger(&app.house, &code)?)
    })
    .await
}

async fn turn_on(State(app): State<App>, Path(code): Path<String>) -> Response {
    json(app, move |app| {
        let entered = pages::triggers::switch_on(app, &code)?;
        Ok(json!({ "on": true, "entered": entered }))
    })
    .await
}

async fn turn_off(State(app): State<App>, Path(code): Path<String>) -> Response {
    json(app, move |app| {
        desk::turn_off_trigger(&app.house, &code)?;
        Ok(json!({ "on": false }))
    })
    .await
}

/// Does something and says that it was taken, for it goes on after the answer.
async fn accepted(
    app: App,
    work: impl FnOnce(&App) -> Result<serde_json::Value, PageError> + Send + 'static,
) -> Response {
    app.answer(move |app| {
        Ok(match work(app) {
            Ok(record) => (StatusCode::ACCEPTED, Json(record)).into_response(),
            Err(error) => error.problem(),
        })
    })
    .await
}

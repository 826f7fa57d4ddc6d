//! The API of what people do by hand: read, add, change and take back, by the rules of the pages.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use desk::OpportunityAsked;
use serde::Deserialize;

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

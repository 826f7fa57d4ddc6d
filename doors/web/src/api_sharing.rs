//! The API of referral: the records behind its page, and what may be done there.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use crate::api::json;
use crate::router::App;

/// Every address of it.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/referrals", get(referrals))
        .route("/referrals/offer", post(set_offer))
        .route("/customers/{id}/link", post(own_link))
        .route("/errands/{id}", post(close_errand))
}

async fn referrals(State(app): State<App>) -> Response {
    json(app, |app| Ok(desk::read_referrals(&app.house)?)).await
}

async fn set_offer(State(app): State<App>, Json(offer): Json<act::ReferralOffer>) -> Response {
    json(app, move |app| {
        desk::set_referral_offer(&app.house, &offer)?;
        Ok(offer)
    })
    .await
}

async fn own_link(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| Ok(desk::own_link(&app.house, id)?)).await
}

/// Whether an errand is done.
#[derive(Deserialize)]
struct Done {
    done: bool,
}

async fn close_errand(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(form): Json<Done>,
) -> Response {
    json(app, move |app| {
        desk::close_errand(&app.house, id, form.done)?;
        Ok(form.done)
    })
    .await
}

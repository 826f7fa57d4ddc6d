//! The API of the loyalty programme: its record, a customer's points, and what may be done with them.

use act::{LoyaltyRules, Wish};
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use crate::api::json;
use crate::refusal::PageError;
use crate::router::App;

/// Every address of it.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/loyalty", get(loyalty))
        .route("/loyalty/rules", post(set_rules))
        .route("/customers/{id}/points", get(standing))
        .route("/customers/{id}/redeem", post(redeem))
        .route("/vouchers/{id}/cancel", post(cancel))
}

async fn loyalty(State(app): State<App>) -> Response {
    json(app, |app| Ok(desk::read_loyalty(&app.house)?)).await
}

async fn set_rules(State(app): State<App>, Json(rules): Json<LoyaltyRules>) -> Response {
    json(app, move |app| {
        desk::set_loyalty_rules(&app.house, &rules)?;
        Ok(desk::read_loyalty(&app.house)?.rules)
    })
    .await
}

async fn standing(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| {
        desk::read_points_standing(&app.house, id)?
            .ok_or_else(|| PageError::NotFound("There is no loyalty programme yet.".into()))
    })
    .await
}

/// What points are to buy: either this many turned into money, or a perk.
#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    points: i64,
    perk: Option<String>,
    /// The same request twice is one voucher.
    request: Option<String>,
}

async fn redeem(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(wanted): Json<Wanted>,
) -> Response {
    json(app, move |app| {
        let wish = match wanted.perk {
            Some(perk) => Wish::Perk(perk),
            None => Wish::Money(wanted.points),
        };
        Ok(desk::redeem_points(&app.house, id, &wish, wanted.request)?)
    })
    .await
}

async fn cancel(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| {
        desk::cancel_voucher(&app.house, id)?;
        Ok(true)
    })
    .await
}

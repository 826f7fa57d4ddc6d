//! The API: the records behind the pages, as JSON, under the same rules.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::api_triggers;
use crate::pages;
use crate::refusal::PageError;
use crate::router::App;

/// Every address of the API.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/today", get(today))
        .route("/grid", get(grid))
        .route("/grid/moves", get(grid_moves))
        .route("/value", get(value))
        .route("/value/{list}", get(value_list))
        .route("/customers", get(customers))
        .route("/customers/{id}", get(customer))
        .route("/segments", get(segments))
        .route("/campaigns", get(campaigns))
        .route("/campaigns/{id}", get(campaign))
        .route("/strategies", get(strategies))
        .route("/strategies/{cell}", get(strategy).post(change_strategy))
        .route("/calls", get(calls))
        .route("/results", get(results))
        .route("/growth", get(growth).post(set_goal))
        .route(
            "/sources",
            get(sources).post(pages::data::import_by_program),
        )
        .route("/gaps", get(gaps))
        .merge(crate::api_sharing::routes())
        .merge(crate::api_loyalty::routes())
        .merge(crate::api_themes::routes())
        .merge(crate::api_work::routes())
        .merge(api_triggers::routes())
}

async fn today(State(app): State<App>) -> Response {
    json(app, |app| Ok(desk::read_today(&app.house)?)).await
}

async fn grid(State(app): State<App>) -> Response {
    json(app, pages::grid::read).await
}

async fn grid_moves(State(app): State<App>, Query(wanted): Query<pages::grid::Wanted>) -> Response {
    json(app, move |app| pages::grid::read_moves(app, &wanted)).await
}

async fn value(State(app): State<App>, Query(wanted): Query<pages::value::Wanted>) -> Response {
    json(app, move |app| pages::value::read(app, &wanted)).await
}

async fn value_list(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(start): Query<pages::value::Start>,
) -> Response {
    json(app, move |app| pages::value::read_page(app, &code, &start)).await
}

async fn customers(
    State(app): State<App>,
    Query(wanted): Query<pages::customers::Wanted>,
) -> Response {
    json(app, move |app| {
        let query = wanted.query(app)?;
        Ok(app.house.store.read(|db| desk::list(db, &query))?)
    })
    .await
}

async fn customer(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| pages::customer::read(app, id)).await
}

async fn segments(State(app): State<App>) -> Response {
    json(app, pages::segments::read).await
}

async fn campaigns(State(app): State<App>) -> Response {
    json(app, |app| Ok(app.house.store.read(desk::list_campaigns)?)).await
}

async fn campaign(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| pages::campaigns::read(app, id)).await
}

async fn strategies(State(app): State<App>) -> Response {
    json(app, |app| Ok(desk::list_strategies(&app.house)?)).await
}

async fn strategy(State(app): State<App>, Path(cell): Path<String>) -> Response {
    json(app, move |app| Ok(desk::read_strategy(&app.house, &cell)?)).await
}

async fn change_strategy(
    State(app): State<App>,
    Path(cell): Path<String>,
    Json(wanted): Json<pages::strategies::Change>,
) -> Response {
    json(app, move |app| {
        Ok(desk::change_strategy(&app.house, &cell, wanted.read()?)?)
    })
    .await
}

async fn calls(State(app): State<App>) -> Response {
    json(app, pages::calls::read).await
}

async fn results(State(app): State<App>) -> Response {
    json(app, pages::results::read).await
}

async fn growth(State(app): State<App>) -> Response {
    json(app, |app| Ok(desk::read_growth(&app.house)?)).await
}

/// A goal as a program sends it.
#[derive(Deserialize)]
struct Goal {
    times: f64,
    months: u32,
}

async fn set_goal(State(app): State<App>, Json(goal): Json<Goal>) -> Response {
    json(app, move |app| {
        Ok(desk::set_goal(&app.house, goal.times, goal.months)?)
    })
    .await
}

async fn sources(State(app): State<App>) -> Response {
    json(app, pages::data::read).await
}

async fn gaps(State(app): State<App>) -> Response {
    json(app, |app| {
        Ok(app
            .house
            .store
            .read(|db| Ok::<_, anyhow::Error>(gather::read_gaps(db, None)?))?)
    })
    .await
}

pub(crate) async fn json<T: Serialize + Send + 'static>(
    app: App,
    work: impl FnOnce(&App) -> Result<T, PageError> + Send + 'static,
) -> Response {
    app.answer(move |app| match work(app) {
        Ok(record) => Ok(Json(record).into_response()),
        Err(error) => Ok(error.problem()),
    })
    .await
}

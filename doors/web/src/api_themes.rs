//! The API of themes: what was written, what it brought, and keeping one.

use act::Theme;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};

use crate::api::json;
use crate::router::App;

/// Every address of it.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/themes", get(list).post(save))
        .route("/themes/{id}", get(show))
        .route("/themes/{id}/links/{customer}", post(own_link))
}

async fn list(State(app): State<App>) -> Response {
    json(app, |app| Ok(desk::list_themes(&app.house)?)).await
}

async fn show(State(app): State<App>, Path(id): Path<i64>) -> Response {
    json(app, move |app| Ok(desk::read_theme(&app.house, id)?)).await
}

async fn save(State(app): State<App>, Json(theme): Json<Theme>) -> Response {
    json(app, move |app| {
        let id = desk::save_theme(&app.house, &theme)?;
        Ok(desk::read_theme(&app.house, id)?)
    })
    .await
}

async fn own_link(State(app): State<App>, Path((id, customer)): Path<(i64, i64)>) -> Response {
    json(app, move |app| {
        Ok(desk::theme_link(&app.house, id, customer)?)
    })
    .await
}

//! GET /files/{folder}/{name}: a letter or call file, as an attachment. GET /scores.csv: the scores.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::refusal::PageError;
use crate::router::App;

/// GET /files/{folder}/{name}
pub(crate) async fn fetch(
    State(app): State<App>,
    Path((folder, name)): Path<(String, String)>,
) -> Response {
    app.answer(move |app| {
        let gone = || PageError::NotFound("This file is not here any more.".into());
        let path = desk::find_file(&app.house, &folder, &name).ok_or_else(gone)?;
        let content = std::fs::read(&path).map_err(|_| gone())?;
        let kind = match path.extension().and_then(|ending| ending.to_str()) {
            Some("pdf") => "application/pdf",
            Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "application/octet-stream",
        };
        Ok(attached(&name, kind, content))
    })
    .await
}

/// GET /scores.csv: both scores and the value segment of every customer, as `regulars score --export`
/// writes them.
pub(crate) async fn scores(State(app): State<App>) -> Response {
    app.answer(|app| {
        let mut table = Vec::new();
        app.house
            .store
            .read(|db| score::export_scores(db, &mut table))
            .map_err(anyhow::Error::from)?;
        Ok(attached("scores.csv", "text/csv; charset=utf-8", table))
    })
    .await
}

/// A file to keep. Its name was written by this program, so it holds no quote.
pub(crate) fn attached(name: &str, kind: &str, content: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, &name),
    ];
    (headers, content).into_response()
}

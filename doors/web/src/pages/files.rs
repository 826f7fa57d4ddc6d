//! GET /files/{folder}/{name}: a letter or call file, as an attachment.

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
        // The name was written by this program, so it holds no quote.
        let attached = format!("attachment; filename=\"{name}\"");
        Ok((
            [
                (header::CONTENT_TYPE, kind),
                (header::CONTENT_DISPOSITION, &attached),
            ],
            content,
        )
            .into_response())
    })
    .await
}

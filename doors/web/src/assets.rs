//! The style sheet, the script and the sign, inside the program, under names made of their content.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("../static/style.css");
const SCRIPT: &str = include_str!("../static/app.js");
const ICON: &str = include_str!("../static/icon.svg");

/// Where the style sheet lies; the name changes with its content, so it may be kept for ever.
pub(crate) fn style_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| address("style", STYLE, "css"))
}

/// Where the script lies.
pub(crate) fn script_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| address("app", SCRIPT, "js"))
}

fn address(name: &str, content: &str, ending: &str) -> String {
    let hash = Sha256::digest(content);
    let short: String = hash
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("/static/{name}-{short}.{ending}")
}

/// GET /static/{name}: one of the three files; anything else is not found.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let path = format!("/static/{name}");
    let (kind, content) = match path.as_str() {
        p if p == style_address() => ("text/css; charset=utf-8", STYLE),
        p if p == script_address() => ("text/javascript; charset=utf-8", SCRIPT),
        "/static/icon.svg" => ("image/svg+xml", ICON),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let keep = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    ([(header::CONTENT_TYPE, kind), keep], content).into_response()
}

//! Who may ask what: the Host and Origin of every request, and the headers of every answer.
//!
//! A page of another site can make a browser send requests to this machine. It cannot choose the
//! Host header without owning the name (so rebinding is refused), nor hide its Origin on a POST.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::router::App;

/// Scripts, styles and pictures from this server only; no frames, no foreign forms.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses foreign hosts and foreign forms, and adds the headers that keep a page to itself.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&app, &request) {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    };
    add_headers(response.headers_mut());
    response
}

/// Why this request is not answered, if it is not.
fn refusal(app: &App, request: &Request) -> Option<(StatusCode, &'static str)> {
    if !host_is_ours(app, request.headers()) {
        let text = "This address is not one Regulars answers to. Open it as http://127.0.0.1.";
        return Some((StatusCode::MISDIRECTED_REQUEST, text));
    }
    // The one-click opt-out is posted by mail programs, which send neither origin nor cookie
    // (RFC 8058 section 3.1); its token is the proof.
    let is_exempt = request.uri().path().starts_with("/stop/");
    let only_reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if only_reads || is_exempt || origin_is_ours(app, request.headers()) {
        return None;
    }
    let text = "This form was not sent from a Regulars page, so nothing was done.";
    Some((StatusCode::FORBIDDEN, text))
}

fn add_headers(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// Whether the Host header names this machine or the address the owner made public.
fn host_is_ours(app: &App, headers: &HeaderMap) -> bool {
    let Some(host) = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
    else {
        return false;
    };
    our_hosts(app).any(|ours| ours.eq_ignore_ascii_case(host))
}

/// Whether a POST comes from one of our own pages. Programs without a browser send neither header.
fn origin_is_ours(app: &App, headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match text(header::ORIGIN) {
        Some(origin) => our_hosts(app).any(|host| {
            origin
                .strip_prefix("http://")
                .or(origin.strip_prefix("https://"))
                == Some(&host)
        }),
        None => true,
    }
}

fn our_hosts(app: &App) -> impl Iterator<Item = String> {
    let port = app.port;
    let public = app
        .house
        .business()
        .map(|business| business.public_address)
        .unwrap_or_default();
    let public = public
        .split_once("://")
        .map(|(_, rest)| rest.trim_end_matches('/').to_owned());
    ["127.0.0.1", "localhost", "[::1]"]
        .into_iter()
        .map(move |name| format!("{name}:{port}"))
        .chain(public)
}

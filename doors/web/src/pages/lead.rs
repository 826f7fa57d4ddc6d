//! GET and POST /lead: what a visitor writes to the business. Nothing here is trusted.
//!
//! A form of our own server only, of a bounded size; a field that no person sees catches machines, which
//! are thanked and forgotten; and so many in an hour that a person could have written them.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use desk::{LeadAnswer, LeadAsked};
use serde::Deserialize;

use crate::assets;
use crate::pages::public::footer;
use crate::refusal::PageError;
use crate::router::App;

/// Most bytes of the form: every field full, escaped, and some room.
pub(crate) const BYTES_MAX: usize = 32 << 10;

/// Most characters of a line and of the message, as the fields say themselves.
const LINE_MOST: usize = 200;
const MESSAGE_MOST: usize = 2_000;

#[derive(Template)]
#[template(path = "lead.html")]
struct LeadPage {
    style: &'static str,
    business: String,
    email: String,
    consent: String,
    problem: Option<String>,
    typed: Sent,
    is_sent: bool,
    footer: String,
}

/// What a visitor sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    name: String,
    company: String,
    email: String,
    phone: String,
    message: String,
    from: String,
    agrees: String,
    /// Seen by machines alone.
    website: String,
}

/// Where a visitor comes from, as the link says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Came {
    from: String,
}

/// GET /lead
pub(crate) async fn show(State(app): State<App>, Query(came): Query<Came>) -> Response {
    app.page(move |app| {
        let typed = Sent {
            from: line(&came.from),
            ..Sent::default()
        };
        draw(app, typed)
    })
    .await
}

/// POST /lead
pub(crate) async fn send(State(app): State<App>, Form(sent): Form<Sent>) -> Response {
    app.answer(move |app| {
        let mut page = draw(app, sent.clone())?;
        let mut status = StatusCode::OK;
        match take(app, &sent) {
            Ok(LeadAnswer::Kept) => page.is_sent = true,
            Ok(LeadAnswer::TooMany) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                page.problem = Some("Very many are writing just now. Please try again in an hour, or write us a mail.".into());
            }
            Err(PageError::Invalid(words)) => {
                status = StatusCode::UNPROCESSABLE_ENTITY;
                page.problem = Some(words);
            }
            Err(other) => return Err(other),
        }
        Ok((status, Html(page.render()?)).into_response())
    })
    .await
}

fn take(app: &App, sent: &Sent) -> Result<LeadAnswer, PageError> {
    if !sent.website.is_empty() {
        return Ok(LeadAnswer::Kept);
    }
    let asked = LeadAsked {
        name: line(&sent.name),
        company: line(&sent.company),
        email: line(&sent.email),
        phone: line(&sent.phone),
        message: sent
            .message
            .chars()
            .filter(is_text)
            .take(MESSAGE_MOST)
            .collect(),
        came_by: line(&sent.from),
        agrees: !sent.agrees.is_empty(),
    };
    Ok(desk::take_lead(&app.house, &asked)?)
}

/// A line as a visitor sent it, without what no keyboard writes.
fn line(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_control())
        .take(LINE_MOST)
        .collect();
    text.trim().to_owned()
}

fn is_text(letter: &char) -> bool {
    !letter.is_control() || *letter == '\n'
}

fn draw(app: &App, typed: Sent) -> Result<LeadPage, PageError> {
    let business = app.house.business()?;
    Ok(LeadPage {
        style: assets::style_address(),
        footer: footer(&business),
        business: if business.name.is_empty() {
            "us".into()
        } else {
            business.name
        },
        email: business.email,
        consent: desk::consent_words(&app.house)?,
        problem: None,
        typed,
        is_sent: false,
    })
}

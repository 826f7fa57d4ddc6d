//! What a page answers when it cannot give what was asked.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use desk::{House, Refusal};
use serde_json::json;

use crate::frame::Frame;

/// Why a page could not be shown.
pub(crate) enum PageError {
    /// There is no such thing.
    NotFound(String),
    /// The form says something that cannot be.
    Invalid(String),
    /// Our own fault; the text is for the log, the page says so plainly.
    Internal(anyhow::Error),
}

impl From<anyhow::Error> for PageError {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast_ref::<Refusal>() {
            Some(Refusal::NotFound(text)) => PageError::NotFound(text.clone()),
            Some(Refusal::SetUp(text) | Refusal::Usage(text)) => PageError::Invalid(text.clone()),
            None => PageError::Internal(error),
        }
    }
}

macro_rules! from_stage {
    ($($error:ty),+) => { $(
        impl From<$error> for PageError {
            fn from(error: $error) -> Self { PageError::from(anyhow::Error::from(error)) }
        }
    )+ };
}
from_stage!(store::StoreError, askama::Error, tokio::task::JoinError);

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    title: &'static str,
    text: String,
    back: &'static str,
    back_word: &'static str,
}

impl PageError {
    fn told(self) -> (StatusCode, &'static str, String) {
        match self {
            PageError::NotFound(text) => (StatusCode::NOT_FOUND, "Not found", text),
            PageError::Invalid(text) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "That cannot be done",
                text,
            ),
            PageError::Internal(error) => {
                let text = desk::tell_error(&error);
                tracing::error!(error = %text, "a page could not be drawn");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong",
                    text,
                )
            }
        }
    }

    /// The answer as a problem document (RFC 9457), for the API.
    pub(crate) fn problem(self) -> Response {
        let (status, title, detail) = self.told();
        let body = json!({ "status": status.as_u16(), "title": title, "detail": detail });
        (
            status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body.to_string(),
        )
            .into_response()
    }

    /// The answer, drawn in the frame of the house.
    pub(crate) fn answer(self, house: &House) -> Response {
        let (status, title, text) = self.told();
        let frame = Frame::new(house, "");
        let page = ErrorPage {
            frame,
            title,
            text,
            back: "/",
            back_word: "Back to Today",
        };
        match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    }
}

//! GET /contacts: a contact added in two fields, and who was added lately. POST adds one, unless
//! somebody like it is known: then the page says who, and asks.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use desk::{AlikeLine, ContactAnswer, ContactAsked, TypedContact};
use gather::TypedBy;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::work::Last;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "contacts.html")]
struct ContactsPage {
    frame: Frame,
    m: Paint,
    room: &'static str,
    /// What was typed, where it was not taken in yet.
    typed: ContactAsked,
    alike: Vec<AlikeLine>,
    problem: Option<String>,
    entries: Vec<TypedContact>,
    /// The entry to go on from, where there are more.
    more: Option<i64>,
    lead_address: String,
    added: Option<i64>,
    last: Option<Last>,
}

/// What was done last, and where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    source: Option<i64>,
    account: Option<i64>,
    done: Option<String>,
    before: Option<i64>,
    /// What somebody typed who was not found.
    reach: String,
}

/// GET /contacts
pub(crate) async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    app.page(move |app| {
        let mut page = draw(app, asked.before)?;
        page.added = asked.account;
        page.typed.reach = asked.reach;
        page.frame.notice = asked.done.map(|_| "Done.".to_owned());
        page.last = asked.source.map(|source| Last {
            words: "The contact is in.".into(),
            action: format!("/contacts/{source}/undo"),
        });
        Ok(page)
    })
    .await
}

/// POST /contacts
pub(crate) async fn add(State(app): State<App>, Form(asked): Form<ContactAsked>) -> Response {
    app.answer(move |app| {
        let mut page = draw(app, None)?;
        match desk::add_contact(&app.house, &asked).map_err(PageError::from) {
            Ok(ContactAnswer::Added {
                source_id,
                account_id,
            }) => {
                let account = account_id
                    .map(|id| format!("&account={id}"))
                    .unwrap_or_default();
                let next = format!("/contacts?source={source_id}{account}");
                return Ok(Redirect::to(&next).into_response());
            }
            Ok(ContactAnswer::Known { alike }) => page.alike = alike,
            // What was typed stays in the form.
            Err(PageError::Invalid(words)) => page.problem = Some(words),
            Err(other) => return Err(other),
        }
        page.typed = asked;
        Ok(Html(page.render()?).into_response())
    })
    .await
}

/// POST /contacts/{id}/undo
pub(crate) async fn undo(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        desk::undo_contact(&app.house, id)?;
        Ok("/contacts?done=1".into())
    })
    .await
}

/// POST /contacts/{id}/again
pub(crate) async fn again(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        desk::redo_contact(&app.house, id)?;
        Ok("/contacts?done=1".into())
    })
    .await
}

fn draw(app: &App, before: Option<i64>) -> Result<ContactsPage, PageError> {
    let entries = desk::list_contacts(&app.house, before)?;
    let is_full = entries.len() == desk::ENTRIES_SHOWN as usize;
    let business = app.house.business()?;
    Ok(ContactsPage {
        frame: Frame::new(&app.house, "calls").with_tip_of(&app.house, "contacts"),
        m: Paint::new(business.currency),
        room: "contacts",
        typed: ContactAsked::default(),
        alike: Vec::new(),
        problem: None,
        more: entries
            .last()
            .filter(|_| is_full)
            .map(|one| one.entry.source_id),
        entries,
        lead_address: format!("{}/lead", business.public_address.trim_end_matches('/')),
        added: None,
        last: None,
    })
}

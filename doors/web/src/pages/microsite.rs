//! The page of a theme under a link: what its owner wrote, ways to pass it on, a form for newcomers.
//!
//! Nothing on it is loaded from anybody else: no script, no frame, no picture of another server.

use act::{OpenedTheme, Theme, Via};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::assets;
use crate::pages::outside::{Guest, GuestForm, Shared, asked_by_program, gone, share_targets};
use crate::pages::public::footer;
use crate::refusal::PageError;
use crate::router::App;

/// Letters of the text that previews show.
const GLANCE_LETTERS: usize = 200;

#[derive(Template)]
#[template(path = "microsite.html")]
struct Microsite {
    style: &'static str,
    business: String,
    theme: Theme,
    paragraphs: Vec<String>,
    glance: String,
    /// The path of the picture on this server, and its whole address for previews.
    picture: String,
    picture_address: String,
    video_host: String,
    address: String,
    targets: Vec<(&'static str, String)>,
    form: Option<GuestForm>,
    form_title: String,
    footer: String,
}

/// GET /t/{token}
pub(crate) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(shared): Query<Shared>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let is_preview = asked_by_program(&method, &headers);
    app.page(move |app| {
        let opened = find(app, &token)?;
        // The owner's own look at it from the desk is no visit.
        if shared.via != "look" {
            let (today, via) = (app.house.as_of(), Via::read(&shared.via));
            act::note_opening(&app.house.store, &opened, today, via, is_preview)
                .map_err(desk::told)?;
        }
        let form = GuestForm::blank(app, format!("/t/{token}"))?;
        draw(app, &token, opened.theme, form)
    })
    .await
}

/// POST /t/{token}: takes a newcomer in, or shows the form again with what is wrong.
pub(crate) async fn welcome(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(guest): Form<Guest>,
) -> Response {
    app.answer(move |app| {
        let opened = find(app, &token)?;
        let offer = act::read_referral_offer(&app.house.store).map_err(desk::told)?;
        if !offer.is_on {
            return Err(gone());
        }
        match guest.come(app, &token, &offer) {
            Ok(friend) => Ok(Redirect::to(&friend).into_response()),
            Err(PageError::Invalid(problem)) => {
                let form = guest.form(app, format!("/t/{token}"), problem)?;
                let page = draw(app, &token, opened.theme, form)?.render()?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
            }
            Err(other) => Err(other),
        }
    })
    .await
}

fn find(app: &App, token: &str) -> Result<OpenedTheme, PageError> {
    let found = app.house.store.read(|db| act::open_theme(db, token));
    found.map_err(desk::told)?.ok_or_else(gone)
}

fn draw(app: &App, token: &str, theme: Theme, form: GuestForm) -> Result<Microsite, PageError> {
    let business = app.house.business()?;
    let offer = act::read_referral_offer(&app.house.store).map_err(desk::told)?;
    let address = act::theme_address(&business, token);
    let picture = match theme.picture.as_str() {
        "" => String::new(),
        _ => format!("/picture/{token}"),
    };
    let door = business.public_address.trim_end_matches('/');
    let paragraphs = theme
        .text
        .split("\n\n")
        .flat_map(|part| part.split("\r\n\r\n"));
    let paragraphs: Vec<String> = paragraphs
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let host = theme.video.strip_prefix("https://").unwrap_or_default();
    Ok(Microsite {
        style: assets::style_address(),
        glance: theme.text.chars().take(GLANCE_LETTERS).collect(),
        picture_address: match picture.as_str() {
            "" => String::new(),
            path => format!("{door}{path}"),
        },
        picture,
        video_host: host.split('/').next().unwrap_or_default().to_owned(),
        targets: share_targets(&address, &theme.title),
        address,
        form: offer.is_on.then_some(form),
        form_title: match offer.percent {
            0 => format!("New at {}?", business.name),
            percent => format!(
                "New at {}? {percent} percent off your first order",
                business.name
            ),
        },
        footer: footer(&business),
        business: business.name,
        paragraphs,
        theme,
    })
}

/// GET /picture/{token}: the picture of the theme under this link, and no other file.
pub(crate) async fn picture(State(app): State<App>, Path(token): Path<String>) -> Response {
    app.answer(move |app| {
        let opened = find(app, &token)?;
        let (kind, bytes) = desk::read_picture(&app.house, &opened.theme.picture)?;
        Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
    })
    .await
}

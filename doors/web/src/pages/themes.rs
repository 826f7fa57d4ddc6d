//! GET /themes: every theme. GET /themes/{id}: one to write, with what it brought. POST keeps it.

use act::{Theme, ThemeKind, ThemeReport};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::outside::share_targets;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "themes.html")]
struct ThemesPage {
    frame: Frame,
    themes: Vec<Theme>,
    form: Theme,
    pictures: Vec<String>,
}

#[derive(Template)]
#[template(path = "theme.html")]
struct ThemePage {
    frame: Frame,
    m: Paint,
    one: ThemeReport,
    form: Theme,
    pictures: Vec<String>,
    address: String,
    path: String,
    targets: Vec<(&'static str, String)>,
    /// The link that was just made for a customer.
    made: Option<(i64, String)>,
}

/// Whether the theme was just saved.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    saved: Option<u8>,
    /// The customer whose link is shown.
    of: Option<i64>,
}

/// GET /themes
pub(crate) async fn list(State(app): State<App>) -> Response {
    app.page(|app| {
        Ok(ThemesPage {
            frame: Frame::new(&app.house, "campaigns").with_tip_of(&app.house, "themes"),
            themes: desk::list_themes(&app.house)?,
            form: Theme::default(),
            pictures: desk::list_pictures(&app.house),
        })
    })
    .await
}

/// GET /themes/{id}
pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Response {
    app.page(move |app| {
        let business = app.house.business()?;
        let one = desk::read_theme(&app.house, id)?;
        let address = act::theme_address(&business, &one.theme.token);
        Ok(ThemePage {
            frame: Frame::new(&app.house, "campaigns")
                .without_tip()
                .with_notice(asked.saved.map(|_| "Saved.".into())),
            m: Paint::new(business.currency),
            made: match asked.of {
                Some(customer) => made_link(app, id, customer)?,
                None => None,
            },
            form: one.theme.clone(),
            pictures: desk::list_pictures(&app.house),
            targets: share_targets(&address, &one.theme.title),
            path: format!("/t/{}?via=look", one.theme.token),
            address,
            one,
        })
    })
    .await
}

/// A theme as the form gives it.
#[derive(Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    id: i64,
    name: String,
    kind: String,
    title: String,
    text: String,
    #[serde(default)]
    picture: String,
    video: String,
    cells: String,
}

/// POST /themes
pub(crate) async fn save(State(app): State<App>, Form(written): Form<Written>) -> Response {
    app.then(move |app| {
        let theme = Theme {
            id: written.id,
            name: written.name,
            kind: match written.kind.as_str() {
                "microsite" => ThemeKind::Microsite,
                "flyer" => ThemeKind::Flyer,
                other => {
                    return Err(PageError::Invalid(format!("«{other}» is no kind of page.")));
                }
            },
            title: written.title,
            text: written.text,
            picture: written.picture,
            video: written.video,
            cells: written.cells,
            token: String::new(),
        };
        let id = desk::save_theme(&app.house, &theme)?;
        Ok(format!("/themes/{id}?saved=1"))
    })
    .await
}

/// Whose link is wanted.
#[derive(Deserialize)]
pub(crate) struct Of {
    customer: i64,
}

/// POST /themes/{id}/link: gives a customer a link to this theme, then shows it.
pub(crate) async fn give_link(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(of): Form<Of>,
) -> Response {
    app.then(move |app| {
        desk::theme_link(&app.house, id, of.customer)?;
        Ok(format!("/themes/{id}?of={}", of.customer))
    })
    .await
}

/// The link a customer has to this theme; looking makes none.
fn made_link(app: &App, theme: i64, customer: i64) -> Result<Option<(i64, String)>, PageError> {
    let token = app
        .house
        .store
        .read(|db| act::link_token_of(db, customer, Some(theme)));
    let business = app.house.business()?;
    Ok(token
        .map_err(desk::told)?
        .map(|token| (customer, act::theme_address(&business, &token))))
}

//! What a friend of a customer sees: the page of a link with its form, and the own page behind it.
//!
//! Enters: a secret address. Leaves: the shop, the offer, a code; nothing about any customer.

use act::{Coming, FriendPage, ReferralOffer, Via};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::assets;
use crate::pages::customers::encoded;
use crate::pages::public::footer;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "shared.html")]
struct SharedPage {
    style: &'static str,
    business: String,
    title: String,
    lines: Vec<String>,
    /// The address itself, for previews.
    address: String,
    form: GuestForm,
    footer: String,
}

/// The form of a visitor, with what was typed where something was wrong with it.
pub(crate) struct GuestForm {
    pub(crate) action: String,
    pub(crate) token: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) problem: String,
    pub(crate) business: String,
    pub(crate) button: &'static str,
}

#[derive(Template)]
#[template(path = "friend.html")]
struct FriendView {
    style: &'static str,
    business: String,
    title: String,
    lines: Vec<String>,
    code: String,
    address: String,
    targets: Vec<(&'static str, String)>,
    forget: String,
    footer: String,
}

/// Where a link was shared, as its address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shared {
    pub(crate) via: String,
}

/// The form as it comes back.
#[derive(Deserialize)]
pub(crate) struct Guest {
    token: String,
    name: String,
    email: String,
    #[serde(default)]
    agreed: String,
}

/// GET /r/{token}: the shop and the offer; the opening is counted, programs apart from people.
pub(crate) async fn shared(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(shared): Query<Shared>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let is_preview = asked_by_program(&method, &headers);
    app.page(move |app| {
        let offer = offer_of(app)?;
        let link = find(app, &token)?;
        let (today, via) = (app.house.as_of(), Via::read(&shared.via));
        act::note_visit(&app.house.store, link.id, today, via, is_preview).map_err(desk::told)?;
        shared_page(
            app,
            &token,
            &offer,
            GuestForm::blank(app, format!("/r/{token}"))?,
        )
    })
    .await
}

/// POST /r/{token}: takes a friend in, or shows the form again with what is wrong.
pub(crate) async fn welcome(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(guest): Form<Guest>,
) -> Response {
    app.answer(move |app| {
        let offer = offer_of(app)?;
        match guest.come(app, &token, &offer) {
            Ok(friend) => Ok(Redirect::to(&friend).into_response()),
            Err(PageError::Invalid(problem)) => {
                let form = guest.form(app, format!("/r/{token}"), problem)?;
                let page = shared_page(app, &token, &offer, form)?.render()?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
            }
            Err(other) => Err(other),
        }
    })
    .await
}

impl Guest {
    /// Takes the guest in through this link; gives the address of the guest's own page.
    pub(crate) fn come(
        &self,
        app: &App,
        link_token: &str,
        offer: &ReferralOffer,
    ) -> Result<String, PageError> {
        let house = &app.house;
        let coming = Coming {
            token: self.token.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            agreed: self.agreed == "yes",
        };
        let (today, now) = (house.as_of(), house.now());
        act::welcome_friend(&house.store, link_token, &coming, offer, today, &now)
            .map_err(desk::told)?;
        Ok(format!("/f/{}", self.token))
    }

    /// The form again, with what was typed.
    pub(crate) fn form(
        self,
        app: &App,
        action: String,
        problem: String,
    ) -> Result<GuestForm, PageError> {
        Ok(GuestForm {
            name: self.name,
            email: self.email,
            problem,
            ..GuestForm::blank(app, action)?
        })
    }
}

impl GuestForm {
    /// An empty form with a token of its own.
    pub(crate) fn blank(app: &App, action: String) -> Result<Self, PageError> {
        Ok(GuestForm {
            action,
            token: act::draw_form_token().map_err(desk::told)?,
            name: String::new(),
            email: String::new(),
            problem: String::new(),
            business: app.house.business()?.name,
            button: "Get my code",
        })
    }
}

fn shared_page(
    app: &App,
    token: &str,
    offer: &ReferralOffer,
    form: GuestForm,
) -> Result<SharedPage, PageError> {
    let business = app.house.business()?;
    let line = match offer.percent {
        0 => "Leave your name and e-mail, and we will show you what we do.".to_owned(),
        percent => format!("{percent} percent off your first order, with a code of your own."),
    };
    Ok(SharedPage {
        style: assets::style_address(),
        title: format!("A friend sends you to {}", business.name),
        lines: vec![line],
        address: act::share_address(&business, token),
        form,
        footer: footer(&business),
        business: business.name,
    })
}

/// GET /f/{token}: the friend's own page, with the code and a link to pass on.
pub(crate) async fn friend(State(app): State<App>, Path(token): Path<String>) -> Response {
    app.page(move |app| {
        let business = app.house.business()?;
        let friend = find_friend(app, &token)?;
        let address = match friend.is_theme {
            true => act::theme_address(&business, &friend.link_token),
            false => act::share_address(&business, &friend.link_token),
        };
        let is_on = act::read_referral_offer(&app.house.store)
            .map_err(desk::told)?
            .is_on;
        let shown = if is_on { address } else { String::new() };
        Ok(FriendView {
            style: assets::style_address(),
            title: match friend.name.as_str() {
                "" => format!("Welcome to {}", business.name),
                name => format!("Welcome, {name}"),
            },
            lines: friend_lines(&friend, app.house.as_of()),
            code: friend.code.clone(),
            targets: share_targets(&shown, &business.name),
            address: shown,
            forget: match friend.is_forgotten {
                true => String::new(),
                false => format!("/f/{token}/forget"),
            },
            footer: footer(&business),
            business: business.name,
        })
    })
    .await
}

fn friend_lines(friend: &FriendPage, today: terms::Day) -> Vec<String> {
    let until = friend.valid_until.long_words();
    let code = match (today <= friend.valid_until, friend.percent) {
        (false, _) => "Your code has run out. We would still love to hear from you.".to_owned(),
        (true, 0) => format!("Please name this code with your first order, until {until}."),
        (true, percent) => {
            format!(
                "{percent} percent off your first order. The code is yours and counts until {until}."
            )
        }
    };
    let mut lines = vec![code];
    if friend.is_forgotten {
        lines.push("Your name and e-mail are gone; the code counts on.".into());
    }
    lines
}

/// POST /f/{token}/forget: takes the friend's name and e-mail out; the page asked before.
pub(crate) async fn forget(State(app): State<App>, Path(token): Path<String>) -> Response {
    app.then(move |app| {
        find_friend(app, &token)?;
        act::forget_friend(&app.house.store, &token, &app.house.now()).map_err(desk::told)?;
        Ok(format!("/f/{token}"))
    })
    .await
}

/// Share links that are nothing but addresses: no script of anybody is loaded for them.
pub(crate) fn share_targets(address: &str, words: &str) -> Vec<(&'static str, String)> {
    if address.is_empty() {
        return Vec::new();
    }
    let words = encoded(words);
    let target = |via: Via| {
        let page = encoded(&format!("{address}?via={}", via.code()));
        let href = match via {
            Via::Facebook => format!("https://www.facebook.com/sharer/sharer.php?u={page}"),
            Via::X => format!("https://x.com/intent/post?text={words}&url={page}"),
            Via::Whatsapp => format!("https://wa.me/?text={words}%20{page}"),
            _ => format!("mailto:?subject={words}&body={page}"),
        };
        (via.word(), href)
    };
    Via::SHARED.into_iter().map(target).collect()
}

/// Whether a program asks for a page, as far as can be told.
pub(crate) fn asked_by_program(method: &Method, headers: &HeaderMap) -> bool {
    let name = headers.get(header::USER_AGENT);
    let name = name.and_then(|name| name.to_str().ok()).unwrap_or_default();
    act::is_preview(method.as_str(), name)
}

fn offer_of(app: &App) -> Result<ReferralOffer, PageError> {
    let offer = act::read_referral_offer(&app.house.store).map_err(desk::told)?;
    if !offer.is_on {
        return Err(gone());
    }
    Ok(offer)
}

fn find(app: &App, token: &str) -> Result<act::SharedLink, PageError> {
    let found = app.house.store.read(|db| act::find_link(db, token));
    found.map_err(desk::told)?.ok_or_else(gone)
}

fn find_friend(app: &App, token: &str) -> Result<FriendPage, PageError> {
    let found = app.house.store.read(|db| act::find_friend(db, token));
    found.map_err(desk::told)?.ok_or_else(gone)
}

pub(crate) fn gone() -> PageError {
    PageError::NotFound("This page does not exist, or no longer.".into())
}

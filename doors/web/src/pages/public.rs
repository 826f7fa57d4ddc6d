//! What customers see: their personal page and the way to opt out.

use act::PersonalPage;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use terms::Business;

use crate::assets;
use crate::pages::loyalty::points_words;
use crate::pages::outside::share_targets;
use crate::pages::referrals::CustomerSharing;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "public.html")]
struct PublicPage {
    style: &'static str,
    title: String,
    lines: Vec<String>,
    code: String,
    token: String,
    question: String,
    answers: Vec<String>,
    ask: String,
    ask_word: &'static str,
    link: String,
    link_word: &'static str,
    footer: String,
    business: String,
    /// The link for friends; empty while nothing is offered to them.
    address: String,
    targets: Vec<(&'static str, String)>,
}

/// GET /p/{token}: a first name, an offer, a code; nothing else about the person.
pub(crate) async fn personal(State(app): State<App>, Path(token): Path<String>) -> Response {
    app.page(move |app| {
        let page = find(app, &token)?;
        let business = app.house.business()?;
        let mut shown = PublicPage::blank(app)?;
        shown.title = match page.first_name.as_str() {
            "" => format!("Welcome to {}", business.name),
            name => format!("Hello {name}"),
        };
        shown.lines = offer_lines(&page, app.house.as_of(), &business.name);
        if !page.question.is_empty() {
            shown.lines = vec![match page.is_answered {
                true => "Thank you for your answer.".into(),
                false => format!("{} would like to know:", business.name),
            }];
        }
        if !page.question.is_empty() && !page.is_answered {
            (shown.question, shown.answers) = (page.question.clone(), page.answers.clone());
            shown.token.clone_from(&token);
        }
        if offer_stands(&page, app.house.as_of()) {
            shown.code = page.code.clone();
        }
        let points = points_words(app, page.account_id)?;
        shown.lines.extend((!points.is_empty()).then_some(points));
        shown.link = format!("/stop/{token}");
        shown.link_word = "Do not contact me again";
        shown.with_link(app, page.account_id)
    })
    .await
}

/// What a customer answers.
#[derive(Deserialize)]
pub(crate) struct Answered {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    words: String,
}

/// POST /p/{token}/answer: onto the timeline, like everything a customer tells.
pub(crate) async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(form): Form<Answered>,
) -> Response {
    app.page(move |app| {
        let page = find(app, &token)?;
        let mut shown = PublicPage::blank(app)?;
        shown.title = "Thank you".into();
        shown.lines = vec!["Your answer has arrived, and a person will read it.".into()];
        if !page.is_answered {
            desk::keep_answer(&app.house, &page, &form.answer, &form.words)?;
            app.button.take_happenings();
        }
        Ok(shown)
    })
    .await
}

/// GET /stop/{token}: asks, changes nothing, for mail scanners follow links.
pub(crate) async fn ask_stop(State(app): State<App>, Path(token): Path<String>) -> Response {
    app.page(move |app| {
        find(app, &token)?;
        let business = app.house.business()?;
        let mut shown = PublicPage::blank(app)?;
        shown.title = "Stop all messages?".into();
        shown.lines = vec![format!(
            "{} will not write, mail or call you again.",
            business.name
        )];
        shown.ask = format!("/stop/{token}");
        shown.ask_word = "Yes, stop";
        Ok(shown)
    })
    .await
}

/// POST /stop/{token}: the opt-out itself; no login, no reason asked (RFC 8058).
pub(crate) async fn stop(State(app): State<App>, Path(token): Path<String>) -> Response {
    app.page(move |app| {
        let page = find(app, &token)?;
        let reason = "asked through the link in a message";
        clean::opt_out(
            &app.house.store,
            page.account_id,
            None,
            reason,
            &app.house.now(),
        )
        .map_err(anyhow::Error::from)?;
        let mut shown = PublicPage::blank(app)?;
        shown.title = "Done".into();
        shown.lines = vec!["You will not hear from us again.".into()];
        Ok(shown)
    })
    .await
}

fn find(app: &App, token: &str) -> Result<PersonalPage, PageError> {
    let found = app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(act::find_page(db, token)?))?;
    found.ok_or_else(|| PageError::NotFound("This page does not exist, or no longer.".into()))
}

fn offer_stands(page: &PersonalPage, today: terms::Day) -> bool {
    page.percent > 0 && !page.is_redeemed && page.valid_from <= today && today <= page.valid_until
}

fn offer_lines(page: &PersonalPage, today: terms::Day, name: &str) -> Vec<String> {
    if offer_stands(page, today) {
        return vec![
            format!("{} percent off your next order with {name}.", page.percent),
            format!(
                "The code is yours alone and counts until {}.",
                page.valid_until.long_words()
            ),
        ];
    }
    match (page.percent > 0, page.is_redeemed) {
        (true, true) => vec!["Your code was used. Thank you for your order!".into()],
        (true, false) => {
            vec!["Your offer has run out. We would still love to hear from you.".into()]
        }
        _ => vec!["Thank you for being our customer. Call or write to us any time.".into()],
    }
}

impl PublicPage {
    fn blank(app: &App) -> Result<Self, PageError> {
        let business = app.house.business()?;
        Ok(PublicPage {
            style: assets::style_address(),
            title: String::new(),
            lines: Vec::new(),
            code: String::new(),
            token: String::new(),
            question: String::new(),
            answers: Vec::new(),
            ask: String::new(),
            ask_word: "",
            link: String::new(),
            link_word: "",
            footer: footer(&business),
            address: String::new(),
            targets: Vec::new(),
            business: business.name,
        })
    }

    /// The same with the account's link for friends, while something is offered to them.
    fn with_link(mut self, app: &App, account_id: i64) -> Result<Self, PageError> {
        if let Some(sharing) = CustomerSharing::of(app, account_id)? {
            self.address = sharing.address.unwrap_or_default();
            self.targets = share_targets(&self.address, &app.house.business()?.name);
        }
        Ok(self)
    }
}

/// Who stands behind a page that visitors see.
pub(crate) fn footer(business: &Business) -> String {
    let parts = [
        &business.name,
        &business.street,
        &business.city,
        &business.country,
        &business.imprint,
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

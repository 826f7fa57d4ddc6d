//! GET /referrals: who brought whom, what friends are offered, whom to thank. The forms on it set the
//! offer, close an errand, and give a customer a link.

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::response::Response;
use desk::Referrals;
use serde::Deserialize;

use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "referrals.html")]
struct ReferralsPage {
    frame: Frame,
    m: Paint,
    one: Referrals,
    closed: Option<i64>,
}

/// What was done last.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    saved: Option<u8>,
    /// The errand that was closed last, so that it can be opened again.
    closed: Option<i64>,
}

/// GET /referrals
pub(crate) async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    app.page(move |app| {
        Ok(ReferralsPage {
            frame: Frame::new(&app.house, "campaigns")
                .with_tip_of(&app.house, "referrals")
                .with_notice(asked.saved.map(|_| "Saved.".into())),
            m: Paint::new(app.house.business()?.currency),
            one: desk::read_referrals(&app.house)?,
            closed: asked.closed,
        })
    })
    .await
}

/// The offer as the form gives it.
#[derive(Deserialize)]
pub(crate) struct Offered {
    #[serde(default)]
    is_on: String,
    percent: i64,
    days: i32,
}

/// POST /referrals/offer
pub(crate) async fn set_offer(State(app): State<App>, Form(offered): Form<Offered>) -> Response {
    app.then(move |app| {
        let offer = act::ReferralOffer {
            is_on: offered.is_on == "yes",
            percent: offered.percent,
            days: offered.days,
        };
        desk::set_referral_offer(&app.house, &offer)?;
        Ok("/referrals?saved=1".into())
    })
    .await
}

/// Whether the errand is done, and the page to go back to.
#[derive(Deserialize)]
pub(crate) struct Done {
    outcome: String,
    /// The page it stands on: calls or referrals.
    #[serde(default)]
    from: String,
}

/// POST /errands/{id}
pub(crate) async fn close_errand(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(form): Form<Done>,
) -> Response {
    app.then(move |app| {
        let is_done = form.outcome != "open";
        desk::close_errand(&app.house, id, is_done)?;
        let page = if form.from == "calls" {
            "/calls"
        } else {
            "/referrals"
        };
        Ok(if is_done {
            format!("{page}?closed={id}")
        } else {
            page.into()
        })
    })
    .await
}

/// POST /customers/{id}/link
pub(crate) async fn give_link(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        desk::own_link(&app.house, id)?;
        Ok(format!("/customers/{id}#sharing"))
    })
    .await
}

/// What a customer's page says of sharing; nothing while nothing is offered to friends.
pub(crate) struct CustomerSharing {
    /// The customer's link, once there is one.
    pub(crate) address: Option<String>,
}

impl CustomerSharing {
    /// Of this customer.
    pub(crate) fn of(app: &App, account_id: i64) -> Result<Option<Self>, PageError> {
        let offer = act::read_referral_offer(&app.house.store).map_err(desk::told)?;
        if !offer.is_on {
            return Ok(None);
        }
        let token = app
            .house
            .store
            .read(|db| act::link_token_of(db, account_id, None));
        let business = app.house.business()?;
        Ok(Some(CustomerSharing {
            address: token
                .map_err(desk::told)?
                .map(|token| act::share_address(&business, &token)),
        }))
    }
}

/// How often a link went through hands, in words.
pub(crate) fn hands_words(generation: &u32) -> String {
    match generation {
        0 => "The shop's own link".into(),
        1 => "Links of customers".into(),
        2 => "Links of those they sent".into(),
        more => format!("Links after {more} hands"),
    }
}

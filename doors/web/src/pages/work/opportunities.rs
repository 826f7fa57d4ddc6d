//! GET /opportunities: possible sales by stage, with sums. POST below it: add, change, move, take back.

use act::{Chances, Opportunity};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::{OpportunityAsked, OpportunityBoard, OpportunityRecord};
use serde::Deserialize;
use terms::OpportunityStage;

use crate::frame::Frame;
use crate::pages::work::Last;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "opportunities.html")]
struct OpportunitiesPage {
    frame: Frame,
    m: Paint,
    room: &'static str,
    board: OpportunityBoard,
    last: Option<Last>,
}

#[derive(Template)]
#[template(path = "opportunity.html")]
struct OpportunityPage {
    frame: Frame,
    m: Paint,
    room: &'static str,
    one: OpportunityRecord,
    /// Its value as the form takes it.
    value: String,
    last: Option<Last>,
}

/// What was done last, as the address says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    /// The opportunity that was changed, and the change.
    id: Option<i64>,
    change: Option<i64>,
    undone: Option<String>,
    saved: Option<String>,
}

/// GET /opportunities
pub(crate) async fn show(State(app): State<App>, Query(done): Query<Done>) -> Response {
    app.page(move |app| {
        let notice = match (&done.undone, &done.saved) {
            (Some(_), _) => Some("Taken back; it stands as it stood before.".to_owned()),
            (_, Some(_)) => Some("Saved.".to_owned()),
            _ => None,
        };
        Ok(OpportunitiesPage {
            frame: Frame::new(&app.house, "calls")
                .with_tip_of(&app.house, "opportunities")
                .with_notice(notice),
            m: Paint::new(app.house.business()?.currency),
            room: "opportunities",
            board: read(app)?,
            last: last_of(app, done.id, done.change),
        })
    })
    .await
}

/// GET /opportunities/{id}
pub(crate) async fn one(
    State(app): State<App>,
    Path(id): Path<i64>,
    Query(done): Query<Done>,
) -> Response {
    app.page(move |app| {
        let one = read_one(app, id)?;
        let currency = app.house.business()?.currency;
        Ok(OpportunityPage {
            frame: Frame::new(&app.house, "calls").without_tip(),
            m: Paint::new(currency),
            room: "",
            value: terms::Money::new(one.opportunity.value_minor, currency).decimal(),
            last: last_of(app, done.id, done.change),
            one,
        })
    })
    .await
}

pub(crate) fn read(app: &App) -> Result<OpportunityBoard, PageError> {
    Ok(desk::read_board(&app.house)?)
}

pub(crate) fn read_one(app: &App, id: i64) -> Result<OpportunityRecord, PageError> {
    Ok(desk::read_opportunity_record(&app.house, id)?)
}

/// What was done last, unless something else was done since.
pub(crate) fn last_of(app: &App, id: Option<i64>, change: Option<i64>) -> Option<Last> {
    let record = desk::read_opportunity_record(&app.house, id?).ok()?;
    let one = record.opportunity;
    let is_it = change == Some(one.change_id);
    is_it.then(|| Last {
        words: format!(
            "«{}» stands in {}.",
            one.title,
            one.stage.word().to_lowercase()
        ),
        action: format!("/opportunities/undo/{}", one.change_id),
    })
}

/// An opportunity as a form adds it: whose it is, by id or in words.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Added {
    account: String,
    back: String,
    title: String,
    value: String,
    expected_day: String,
    next_step: String,
}

/// POST /opportunities
pub(crate) async fn add(State(app): State<App>, Form(form): Form<Added>) -> Response {
    app.then(move |app| {
        let account = match form.account.parse() {
            Ok(id) if form.back == "customer" => id,
            _ => desk::find_customer(&app.house, &form.account, 0)?,
        };
        let asked = OpportunityAsked {
            title: Some(form.title),
            value: Some(form.value),
            expected_day: Some(form.expected_day),
            next_step: Some(form.next_step),
            ..OpportunityAsked::default()
        };
        let made = desk::add_opportunity(&app.house, account, &asked)?;
        Ok(match form.back.as_str() {
            "customer" => back_to(&format!("/customers/{account}"), &made, ""),
            _ => on_board(&made),
        })
    })
    .await
}

/// POST /opportunities/{id}: everything the form of its page holds.
pub(crate) async fn change(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(asked): Form<OpportunityAsked>,
) -> Response {
    app.then(move |app| {
        let made = desk::change_opportunity(&app.house, id, &asked)?;
        Ok(back_to(&format!("/opportunities/{id}"), &made, ""))
    })
    .await
}

/// Where a card is moved to.
#[derive(Deserialize)]
pub(crate) struct Moved {
    stage: OpportunityStage,
    #[serde(default)]
    reason: Option<String>,
}

/// POST /opportunities/{id}/move
pub(crate) async fn move_on(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(moved): Form<Moved>,
) -> Response {
    app.then(move |app| {
        let asked = OpportunityAsked {
            stage: Some(moved.stage),
            reason: moved.reason,
            ..OpportunityAsked::default()
        };
        Ok(on_board(&desk::change_opportunity(&app.house, id, &asked)?))
    })
    .await
}

/// POST /opportunities/undo/{change}
pub(crate) async fn undo(State(app): State<App>, Path(change): Path<i64>) -> Response {
    app.then(move |app| {
        desk::undo_opportunity(&app.house, 0, Some(change))?;
        Ok("/opportunities?undone=1".into())
    })
    .await
}

/// POST /opportunities/chances
pub(crate) async fn set_chances(State(app): State<App>, Form(chances): Form<Chances>) -> Response {
    app.then(move |app| {
        desk::set_chances(&app.house, chances)?;
        Ok("/opportunities?saved=1".into())
    })
    .await
}

/// The board with this card in sight, and the way back above it.
fn on_board(made: &Opportunity) -> String {
    back_to("/opportunities", made, &format!("#o{}", made.id))
}

fn back_to(page: &str, made: &Opportunity, place: &str) -> String {
    format!("{page}?id={}&change={}{place}", made.id, made.change_id)
}

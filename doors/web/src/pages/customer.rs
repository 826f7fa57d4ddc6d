//! GET /customers/{id}: one customer. POST …/stop: never contact again.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::CustomerRecord;

use crate::chart::month_bars;
use crate::frame::Frame;
use crate::pages::customer_outlook::{
    LeverLine, chance_chart, growth_words, lever_lines, served_lines,
};
use crate::pages::loyalty::CustomerPoints;
use crate::pages::referrals::CustomerSharing;
use crate::pages::work::{AtWork, Done};
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "customer.html")]
struct CustomerPage {
    frame: Frame,
    m: Paint,
    one: CustomerRecord,
    stage_colour: &'static str,
    chart: String,
    chance: String,
    growth: String,
    levers: Vec<LeverLine>,
    served: Vec<(&'static str, i64)>,
    sharing: Option<CustomerSharing>,
    points: Option<CustomerPoints>,
    at_work: AtWork,
}

/// GET /customers/{id}
pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<i64>,
    Query(done): Query<Done>,
) -> Response {
    app.page(move |app| draw(app, id, &done)).await
}

/// POST /customers/{id}/stop
pub(crate) async fn stop(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        let reason = "asked for on the customer's page";
        clean::opt_out(&app.house.store, id, None, reason, &app.house.now())
            .map_err(anyhow::Error::from)?;
        Ok(format!("/customers/{id}"))
    })
    .await
}

pub(crate) fn read(app: &App, id: i64) -> Result<CustomerRecord, PageError> {
    desk::read_customer(&app.house, id)?.ok_or_else(|| {
        PageError::NotFound(format!("There is no customer with the number {id} here."))
    })
}

fn draw(app: &App, id: i64, done: &Done) -> Result<CustomerPage, PageError> {
    let one = read(app, id)?;
    let m = Paint::new(app.house.business()?.currency);
    let stage_colour = match one.stage.as_deref() {
        Some("Top" | "Growing" | "Active" | "Advocate") => "good",
        Some("At risk") => "warn",
        Some("Inactive" | "Lost") => "bad",
        _ => "",
    };
    let chart = month_bars(&one.months, |minor| m.round(minor));
    let outlook = one.outlook.as_ref();
    Ok(CustomerPage {
        chance: outlook.map(chance_chart).unwrap_or_default(),
        growth: outlook.map(growth_words).unwrap_or_default(),
        levers: outlook.map(|it| lever_lines(it, m)).unwrap_or_default(),
        served: outlook.map(served_lines).unwrap_or_default(),
        frame: Frame::new(&app.house, "customers").with_tip_of(&app.house, "customer"),
        at_work: AtWork::read(app, id, done)?,
        m,
        stage_colour,
        chart,
        sharing: CustomerSharing::of(app, id)?,
        points: CustomerPoints::of(app, id)?,
        one,
    })
}

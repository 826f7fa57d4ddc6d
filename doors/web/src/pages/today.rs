//! GET /: how the base stands, what waits, what the last campaign did.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use desk::Today;
use measure::CampaignResult;

use crate::chart::month_bars;
use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "today.html")]
struct TodayPage {
    frame: Frame,
    m: Paint,
    today: Today,
    result: Option<CampaignResult>,
    chart: String,
}

/// GET /
pub(crate) async fn show(State(app): State<App>) -> Response {
    app.page(draw).await
}

fn draw(app: &App) -> Result<TodayPage, PageError> {
    let currency = app.house.business()?.currency;
    let today = desk::read_today(&app.house)?;
    let newest = app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(measure::read_results(db)?))?;
    let m = Paint::new(currency);
    let chart = month_bars(&today.months, |minor| m.round(minor));
    let frame = Frame::new(&app.house, "today");
    Ok(TodayPage {
        frame,
        m,
        result: newest.into_iter().next(),
        today,
        chart,
    })
}

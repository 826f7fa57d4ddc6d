//! GET /strategies: what each of the 25 segments gets, and what should bring more. GET
//! /strategies/{cell}: one of them with its ways, results, text and versions. POST: another text,
//! another way, a version from before.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::{StrategyChange, StrategyLine, StrategyView};
use measure::{CampaignResult, ResultKind};
use plan::Way;
use serde::Deserialize;
use terms::{Arm, ChannelMix};

use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "strategies.html")]
struct StrategiesPage {
    frame: Frame,
    m: Paint,
    lines: Vec<StrategyLine>,
    changes: usize,
}

#[derive(Template)]
#[template(path = "strategy.html")]
struct StrategyPage {
    frame: Frame,
    m: Paint,
    view: StrategyView,
    /// What was typed and is wrong, with why; nothing of it is lost.
    refused: Option<(String, String)>,
}

/// What the address says was done.
#[derive(Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

/// A form or a program that changes a strategy: one of the three.
#[derive(Deserialize)]
pub(crate) struct Change {
    text: Option<String>,
    mix: Option<String>,
    version: Option<i64>,
}

impl Change {
    /// Which of the three it is.
    pub(crate) fn read(self) -> Result<StrategyChange, PageError> {
        match (self.text, self.mix, self.version) {
            (Some(text), None, None) => Ok(StrategyChange::Text(text)),
            (None, Some(mix), None) => {
                let mix: ChannelMix = mix
                    .parse()
                    .map_err(|error: terms::UnknownCode| PageError::Invalid(error.to_string()))?;
                Ok(StrategyChange::Way(mix))
            }
            (None, None, Some(version)) => Ok(StrategyChange::Version(version)),
            _ => Err(PageError::Invalid(
                "Give one of text, mix and version.".into(),
            )),
        }
    }
}

/// GET /strategies
pub(crate) async fn list(State(app): State<App>) -> Response {
    app.page(|app| {
        let lines = desk::list_strategies(&app.house)?;
        Ok(StrategiesPage {
            frame: Frame::new(&app.house, "campaigns").with_tip_of(&app.house, "strategies"),
            m: Paint::new(app.house.business()?.currency),
            changes: lines.iter().filter(|line| line.change.is_some()).count(),
            lines,
        })
    })
    .await
}

/// GET /strategies/{cell}
pub(crate) async fn show(
    State(app): State<App>,
    Path(cell): Path<String>,
    Query(done): Query<Done>,
) -> Response {
    app.page(move |app| {
        let notice = match done.done.as_str() {
            "saved" => Some("Kept. The next plan goes by it; what stood there before is below."),
            "back" => Some("Brought back. The next plan goes by it."),
            _ => None,
        };
        let mut page = draw(app, &cell)?;
        page.frame = page.frame.with_notice(notice.map(str::to_owned));
        Ok(page)
    })
    .await
}

fn draw(app: &App, cell: &str) -> Result<StrategyPage, PageError> {
    Ok(StrategyPage {
        frame: Frame::new(&app.house, "campaigns").without_tip(),
        m: Paint::new(app.house.business()?.currency),
        view: desk::read_strategy(&app.house, cell)?,
        refused: None,
    })
}

/// POST /strategies/{cell}: a text typed by hand; a wrong one is shown again with what is wrong.
pub(crate) async fn save(
    State(app): State<App>,
    Path(cell): Path<String>,
    Form(form): Form<Change>,
) -> Response {
    let typed = form.text.clone().unwrap_or_default();
    app.answer(move |app| {
        match desk::change_strategy(&app.house, &cell, form.read()?).map_err(PageError::from) {
            Ok(_) => Ok(redirect(&cell, "saved")),
            Err(PageError::Invalid(why)) => {
                let mut page = draw(app, &cell)?;
                page.refused = Some((typed, why));
                let body = axum::response::Html(page.render()?);
                let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
                Ok(axum::response::IntoResponse::into_response((status, body)))
            }
            Err(other) => Err(other),
        }
    })
    .await
}

fn redirect(cell: &str, done: &str) -> Response {
    let to = format!("/strategies/{cell}?done={done}");
    axum::response::IntoResponse::into_response(axum::response::Redirect::to(&to))
}

/// POST /strategies/{cell}/use
pub(crate) async fn take_way(
    State(app): State<App>,
    Path(cell): Path<String>,
    Form(form): Form<Change>,
) -> Response {
    change(app, cell, form, "saved").await
}

/// POST /strategies/{cell}/back
pub(crate) async fn bring_back(
    State(app): State<App>,
    Path(cell): Path<String>,
    Form(form): Form<Change>,
) -> Response {
    change(app, cell, form, "back").await
}

async fn change(app: App, cell: String, form: Change, done: &'static str) -> Response {
    app.then(move |app| {
        let strategy = desk::change_strategy(&app.house, &cell, form.read()?)?;
        Ok(format!("/strategies/{}?done={done}", strategy.cell))
    })
    .await
}

impl StrategyPage {
    /// The text in the editor: what was typed, or what is in force.
    fn text(&self) -> &str {
        match &self.refused {
            Some((typed, _)) => typed,
            None => &self.view.text,
        }
    }

    /// Where the figures of the ways come from.
    fn counted_words(&self) -> String {
        let suggestion = &self.view.suggestion;
        let of = match suggestion.looked_at < suggestion.accounts {
            true => format!(
                "The average of {} of its {} customers",
                self.m.count(suggestion.looked_at),
                self.m.count(suggestion.accounts)
            ),
            false => "The average of its customers".to_owned(),
        };
        let campaigns = suggestion
            .ways
            .first()
            .map_or(0, |way| way.counted.campaigns);
        let by = match campaigns {
            0 => "by what the strategy assumes, since no campaign with a control group is over yet"
                .to_owned(),
            _ => format!(
                "by what it assumes and by what {} found",
                self.m.counted(campaigns, "finished campaign")
            ),
        };
        format!("{of}, {by}.")
    }
}

/// How much of its assumption a way is counted with, in words.
fn counted(way: &Way, m: Paint) -> String {
    if way.mix.is_silent() {
        return "nothing spent, nothing gained".to_owned();
    }
    let share = format!("{:.0} %", way.counted.factor.max(0.0) * 100.0);
    match (way.counted.own_campaigns, way.counted.campaigns) {
        (_, 0) => "as assumed".to_owned(),
        (0, _) => format!("{share} of what is assumed, as others did"),
        (own, _) => format!(
            "{share} of what is assumed, after {}",
            m.counted(own, "campaign")
        ),
    }
}

/// How many accounts were drawn into an arm.
fn accounts_in(result: &CampaignResult, arm: Arm, m: Paint) -> String {
    let found = result.arms.iter().find(|one| one.arm == arm);
    m.count(found.map_or(0, |one| one.accounts))
}

/// The verdict of one campaign in a few words.
fn short(result: &CampaignResult) -> &'static str {
    match result.lift() {
        _ if result.kind == ResultKind::KeyStatistics => "before and after only",
        Some(lift) if lift.low > 0.0 => "better than leaving alone",
        Some(lift) if lift.high < 0.0 => "worse than leaving alone",
        _ => "too small to tell",
    }
}

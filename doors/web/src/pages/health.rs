//! GET /health: how good the data is. GET /workbook: the customer list to be corrected in a
//! spreadsheet. POST /workbook: what was changed in one, shown first; POST /workbook/apply: applied.

use std::path::PathBuf;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Query, State};
use axum::response::{Html, IntoResponse, Response};
use clean::{Health, WorkbookReading};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::files::attached;
use crate::pages::review::told;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "health.html")]
struct HealthPage {
    frame: Frame,
    m: Paint,
    health: Health,
    is_empty: bool,
    reading: Option<WorkbookReading>,
    applied: Option<Applied>,
}

/// Changes of a workbook that were just applied, with what takes them back.
struct Applied {
    cells: u64,
    account: i64,
    step: i64,
}

/// What the page was asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    cells: u64,
    account: i64,
    step: Option<i64>,
}

/// GET /health
pub(crate) async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    let applied = asked.step.map(|step| Applied {
        cells: asked.cells,
        account: asked.account,
        step,
    });
    app.page(|app| draw(app, None, applied)).await
}

fn draw(
    app: &App,
    reading: Option<WorkbookReading>,
    applied: Option<Applied>,
) -> Result<HealthPage, PageError> {
    Ok(HealthPage {
        frame: Frame::new(&app.house, "data").without_tip(),
        m: Paint::new(app.house.business()?.currency),
        health: app.house.store.read(clean::read_health).map_err(told)?,
        is_empty: crate::pages::data::read(app)?.is_empty(),
        reading,
        applied,
    })
}

/// GET /workbook: the file itself.
pub(crate) async fn fetch(State(app): State<App>) -> Response {
    app.answer(|app| {
        let path = place(app, "customers.xlsx")?;
        clean::write_workbook(&app.house.store, &path).map_err(told)?;
        let content = std::fs::read(&path).map_err(anyhow::Error::from)?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        Ok(attached("customers.xlsx", kind, content))
    })
    .await
}

/// POST /workbook: shows what was changed, changes nothing.
pub(crate) async fn compare(State(app): State<App>, mut form: Multipart) -> Response {
    let bytes = match form.next_field().await {
        Ok(Some(field)) => field.bytes().await.unwrap_or_default(),
        Ok(None) => axum::body::Bytes::new(),
        Err(error) => return PageError::Invalid(error.to_string()).answer(&app.house),
    };
    app.answer(move |app| {
        let path = place(app, "given-back.xlsx")?;
        std::fs::write(&path, &bytes).map_err(anyhow::Error::from)?;
        let reading = clean::read_workbook(&app.house.store, &path).map_err(told)?;
        Ok(Html(draw(app, Some(reading), None)?.render()?).into_response())
    })
    .await
}

/// How many changes the person saw, so that none other are applied.
#[derive(Deserialize)]
pub(crate) struct Seen {
    changes: usize,
}

/// POST /workbook/apply: once; the workbook is put away with it.
pub(crate) async fn apply(State(app): State<App>, Form(seen): Form<Seen>) -> Response {
    app.then(move |app| {
        let path = place(app, "given-back.xlsx")?;
        if !path.exists() {
            let text = "These changes are applied already, or no workbook was given back.";
            return Err(PageError::Invalid(text.into()));
        }
        let reading = clean::read_workbook(&app.house.store, &path).map_err(told)?;
        let first = reading.changes.first().map(|change| change.account_id);
        let (Some(account), true) = (first, reading.changes.len() == seen.changes) else {
            let text = "Another workbook was given back meanwhile. Look at its changes first.";
            return Err(PageError::Invalid(text.into()));
        };
        let now = app.house.now();
        let step = clean::apply_workbook(&app.house.store, &reading.changes, &now).map_err(told)?;
        std::fs::remove_file(&path).map_err(anyhow::Error::from)?;
        let cells = reading.changes.len();
        Ok(format!(
            "/health?cells={cells}&account={account}&step={step}"
        ))
    })
    .await
}

/// A file of the workspace's own, by a name that no request chooses.
fn place(app: &App, name: &str) -> Result<PathBuf, PageError> {
    let folder = app.house.store.folder().join("workbooks");
    std::fs::create_dir_all(&folder).map_err(anyhow::Error::from)?;
    Ok(folder.join(name))
}

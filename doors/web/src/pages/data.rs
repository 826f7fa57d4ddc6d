//! The Data page: files in, what was made of them, and the way back.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use askama::Template;
use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gather::SourceSummary;
use serde::Serialize;

use crate::frame::Frame;
use crate::pages::asks::AskView;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "data.html")]
struct DataPage {
    frame: Frame,
    m: Paint,
    sources: Vec<SourceView>,
    receipts: Vec<ReceiptLines>,
    asks: Vec<AskView>,
}

/// One file in the list.
struct SourceView {
    id: i64,
    name: String,
    kind: &'static str,
    rows: u64,
    problems: u64,
    amount: String,
    covers: String,
    undone: bool,
    /// Taken back, and not brought in again since.
    is_out: bool,
}

/// What the last import said about one file.
pub(crate) struct ReceiptLines {
    name: String,
    lines: Vec<String>,
    open: Vec<String>,
}

/// GET /data
pub(crate) async fn show(State(app): State<App>) -> Response {
    app.page(draw).await
}

/// POST /data/import: keeps the uploads in the inbox, then reads them in the background.
pub(crate) async fn import(State(app): State<App>, form: Multipart) -> Response {
    match keep_uploads(&app, form).await {
        Ok(kept) => app.then(move |app| read_inbox(app, kept)).await,
        Err(error) => error.answer(&app.house),
    }
}

/// POST /api/v1/sources: the same, with a record for an answer.
pub(crate) async fn import_by_program(State(app): State<App>, form: Multipart) -> Response {
    let kept = match keep_uploads(&app, form).await {
        Ok(kept) => kept,
        Err(error) => return error.problem(),
    };
    app.answer(move |app| {
        Ok(match read_inbox(app, kept) {
            Ok(_) => (StatusCode::ACCEPTED, Json(Accepted { files: kept })).into_response(),
            Err(error) => error.problem(),
        })
    })
    .await
}

/// How many files are being read.
#[derive(Serialize)]
struct Accepted {
    files: usize,
}

/// Keeps every file of a form in the inbox, piece by piece, so that none is ever held in memory.
async fn keep_uploads(app: &App, mut form: Multipart) -> Result<usize, PageError> {
    let inbox = app.house.inbox();
    let mut kept = 0;
    let invalid = |error: MultipartError| PageError::Invalid(error.to_string());
    while let Some(mut field) = form.next_field().await.map_err(invalid)? {
        let name = field.file_name().map(safe_name).unwrap_or_default();
        if name.is_empty() {
            continue;
        }
        let mut upload = Upload::begin(&inbox, &name).map_err(PageError::Internal)?;
        while let Some(piece) = field.chunk().await.map_err(invalid)? {
            upload.add(&piece).map_err(PageError::Internal)?;
        }
        kept += usize::from(upload.finish().map_err(PageError::Internal)?);
    }
    Ok(kept)
}

/// POST /data/{id}/undo
pub(crate) async fn undo(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        let started = app
            .button
            .work("taking the file back", move |button| button.undo_import(id));
        if started {
            Ok("/run?then=data".into())
        } else {
            Err(busy())
        }
    })
    .await
}

/// POST /data/{id}/again: brings a file back that was taken back.
pub(crate) async fn again(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        let is_out = |one: &SourceSummary| one.id == id && one.undone_at.is_some();
        if !read(app)?.iter().any(is_out) {
            let words = format!("No file with the number {id} was taken back.");
            return Err(PageError::NotFound(words));
        }
        let started = app.button.work("bringing the file back", move |button| {
            button.import_again(id)
        });
        if started {
            Ok("/run?then=data".into())
        } else {
            Err(busy())
        }
    })
    .await
}

fn read_inbox(app: &App, kept: usize) -> Result<String, PageError> {
    if kept == 0 {
        return Err(PageError::Invalid(
            "No file was chosen, or the file is empty.".into(),
        ));
    }
    let started = app
        .button
        .work("reading files", |button| button.import_inbox());
    if started {
        Ok("/run?then=data".into())
    } else {
        Err(busy())
    }
}

fn busy() -> PageError {
    PageError::Invalid(
        "Something else is running. It is shown under Run; try again when it is done.".into(),
    )
}

/// The last part of a client's file name, with nothing in it that could leave the folder.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| c.is_alphanumeric() || " ._-()".contains(*c))
        .collect();
    kept.trim_start_matches('.')
        .trim()
        .chars()
        .take(120)
        .collect()
}

/// An upload on its way into the inbox: there whole or not at all.
struct Upload {
    file: File,
    part: PathBuf,
    path: PathBuf,
    bytes: usize,
}

impl Upload {
    fn begin(inbox: &std::path::Path, name: &str) -> anyhow::Result<Upload> {
        std::fs::create_dir_all(inbox)?;
        let part = inbox.join(format!(".{name}.part"));
        Ok(Upload {
            file: File::create(&part)?,
            part,
            path: inbox.join(name),
            bytes: 0,
        })
    }

    fn add(&mut self, piece: &[u8]) -> anyhow::Result<()> {
        self.bytes += piece.len();
        Ok(self.file.write_all(piece)?)
    }

    /// Puts the file in its place; false when there was nothing in it.
    fn finish(self) -> anyhow::Result<bool> {
        if self.bytes == 0 {
            std::fs::remove_file(&self.part)?;
            return Ok(false);
        }
        std::fs::rename(&self.part, &self.path)?;
        Ok(true)
    }
}

fn draw(app: &App) -> Result<DataPage, PageError> {
    let m = Paint::new(app.house.business()?.currency);
    let mut sources: Vec<SourceView> = read(app)?
        .into_iter()
        .map(|source| SourceView::of(source, m))
        .collect();
    // The list runs from the newest: a file of the same name above is the one that came again.
    for at in 1..sources.len() {
        let (newer, older) = sources.split_at_mut(at);
        let came_again = newer.iter().any(|one| one.name == older[0].name);
        older[0].is_out &= !came_again;
    }
    Ok(DataPage {
        frame: Frame::new(&app.house, "data"),
        m,
        sources,
        receipts: app
            .button
            .import_receipts()
            .into_iter()
            .map(ReceiptLines::of)
            .collect(),
        asks: crate::pages::asks::read(app)?,
    })
}

pub(crate) fn read(app: &App) -> Result<Vec<SourceSummary>, PageError> {
    Ok(app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(gather::read_sources(db)?))?)
}

/// From when to when a file speaks.
pub(crate) fn covers(source: &SourceSummary) -> String {
    match (source.first_day, source.last_day) {
        (Some(first), Some(last)) => format!("{} – {}", first.words(), last.words()),
        _ => "no dates".into(),
    }
}

impl SourceView {
    fn of(source: SourceSummary, m: Paint) -> Self {
        SourceView {
            covers: covers(&source),
            id: source.id,
            kind: source.kind.word(),
            rows: source.rows,
            problems: source.problems,
            amount: if source.amount_minor == 0 {
                "–".into()
            } else {
                m.exact(source.amount_minor)
            },
            undone: source.undone_at.is_some(),
            is_out: source.undone_at.is_some(),
            name: source.name,
        }
    }
}

impl ReceiptLines {
    fn of(one: Result<gather::Receipt, String>) -> Self {
        match one {
            Ok(receipt) => {
                let (lines, open) = crate::pages::source::receipt_lines(&receipt);
                ReceiptLines {
                    name: receipt.name,
                    lines,
                    open,
                }
            }
            Err(why) => ReceiptLines {
                name: "Could not be read".into(),
                lines: Vec::new(),
                open: vec![why],
            },
        }
    }
}

//! GET /data/{id}: one file with its columns and bad rows. GET …/rows/{row}: a row as received.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use gather::{Receipt, SourceSummary};
use terms::Money;

use crate::frame::Frame;
use crate::pages::data;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// Problems shown on the page; the command line lists all.
const PROBLEMS_MOST: u64 = 200;

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    frame: Frame,
    m: Paint,
    one: OneSource,
}

/// One file, ready to be drawn.
struct OneSource {
    id: i64,
    name: String,
    kind: &'static str,
    rows: u64,
    covers: String,
    money: Vec<(String, String)>,
    columns: Vec<(String, String, String)>,
    problems: Vec<(i64, i64, String, String, String)>,
    more: bool,
}

#[derive(Template)]
#[template(path = "row.html")]
struct RowPage {
    frame: Frame,
    source_id: i64,
    source: String,
    row_no: i64,
    line_no: i64,
    cells: Vec<(String, String)>,
}

/// GET /data/{id}
pub(crate) async fn show(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.page(move |app| {
        let source = data::read(app)?.into_iter().find(|source| source.id == id);
        let source =
            source.ok_or_else(|| PageError::NotFound(format!("There is no file {id} here.")))?;
        let m = Paint::new(app.house.business()?.currency);
        Ok(SourcePage {
            frame: Frame::new(&app.house, "data").without_tip(),
            m,
            one: OneSource::read(app, source, m)?,
        })
    })
    .await
}

/// GET /data/{id}/rows/{row}
pub(crate) async fn row(State(app): State<App>, Path((id, row_no)): Path<(i64, i64)>) -> Response {
    app.page(move |app| {
        let found = app
            .house
            .store
            .read(|db| Ok::<_, anyhow::Error>(gather::read_row(db, id, row_no)?))?;
        let row = found
            .ok_or_else(|| PageError::NotFound("There is no such row in this file.".into()))?;
        Ok(RowPage {
            frame: Frame::new(&app.house, "data").without_tip(),
            source_id: id,
            source: row.source,
            row_no: row.row_no,
            line_no: row.line_no,
            cells: row.cells,
        })
    })
    .await
}

/// A number of rows in words.
fn rows(number: u64) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} row{ending}", terms::count_words(number.cast_signed()))
}

/// What an import says about one file: what went well, and what to look at.
pub(crate) fn receipt_lines(receipt: &Receipt) -> (Vec<String>, Vec<String>) {
    if receipt.already {
        return (
            vec!["This file was read before, so nothing changed.".into()],
            Vec::new(),
        );
    }
    let mut lines = vec![format!(
        "{} of {}.",
        rows(receipt.rows),
        receipt.kind.word().to_lowercase()
    )];
    if receipt.amount_minor != 0 {
        let sum = Money::new(receipt.amount_minor, receipt.currency);
        lines.push(format!(
            "They sum to {sum}; the file itself to {}.",
            receipt.amount_exact
        ));
    }
    for difference in &receipt.differences {
        let money = Money::new(difference.minor, receipt.currency);
        lines.push(format!(
            "{}: {money} in {}.",
            difference.name,
            rows(difference.rows)
        ));
    }
    if let Some(changes) = receipt.changes {
        lines.push(format!(
            "Against the export before: {} new, {} changed, {} the same, {} no longer in it and kept.",
            changes.added, changes.changed, changes.same, changes.missing
        ));
    }
    let mut open = Vec::new();
    if receipt.problems > 0 {
        open.push(format!(
            "{} could not be read; {} left out for it. Each is listed with line and reason.",
            rows(receipt.problems).replace("row", "cell"),
            match receipt.lost_rows {
                1 => "1 row was".to_owned(),
                many => format!("{} were", rows(many)),
            }
        ));
    }
    (lines, open)
}

/// What a column means in the owner's words: `line.unit_price` is a unit price.
fn meaning(code: &str) -> String {
    match code {
        "line.sku" => return "article number".into(),
        "address.line1" => return "street".into(),
        "interaction.last_at" => return "last contact".into(),
        "note.text" => return "note".into(),
        _ => {}
    }
    let plain = ["line.", "person.", "contact.", "address."]
        .iter()
        .find_map(|whose| code.strip_prefix(whose))
        .unwrap_or(code);
    plain
        .replace("source_id", "number")
        .replace(['.', '_'], " ")
}

impl OneSource {
    fn read(app: &App, source: SourceSummary, m: Paint) -> Result<Self, PageError> {
        let problems = app.house.store.read(|db| {
            Ok::<_, anyhow::Error>(gather::read_problems(db, source.id, 0, PROBLEMS_MOST)?)
        })?;
        let mut money = Vec::new();
        if source.amount_minor != 0 {
            money.push(("The file's own sum".into(), m.sum_of(&source.amount_exact)));
            money.push(("Sum as imported".into(), m.exact(source.amount_minor)));
        }
        for difference in &source.differences {
            money.push((
                difference.name.clone(),
                format!(
                    "{} in {}",
                    m.signed(difference.minor),
                    rows(difference.rows)
                ),
            ));
        }
        Ok(OneSource {
            id: source.id,
            kind: source.kind.word(),
            rows: source.rows,
            covers: data::covers(&source),
            money,
            columns: source
                .columns
                .iter()
                .map(|column| {
                    let target = column.target.map(|target| meaning(target.code()));
                    let target = target.unwrap_or_else(|| "kept, not used".into());
                    (column.column.clone(), target, column.reason.clone())
                })
                .collect(),
            more: problems.len() as u64 == PROBLEMS_MOST,
            problems: problems
                .into_iter()
                .map(|one| (one.row_no, one.line_no, one.column, one.value, one.reason))
                .collect(),
            name: source.name,
        })
    }
}

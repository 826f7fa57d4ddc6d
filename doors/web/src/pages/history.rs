//! GET /customers/{id}/history: where each field of a customer comes from, and what was done to it.
//! POST below it: merge, split, correct, take back.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use clean::{Correction, FieldOrigin, Origin, Step, Undone};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::review::told;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    frame: Frame,
    m: Paint,
    id: i64,
    name: String,
    tags: Vec<String>,
    people: Vec<(i64, String)>,
    points: Vec<(String, String)>,
    fields: &'static [(&'static str, &'static str)],
    origins: Vec<FieldOrigin>,
    rows: Vec<Origin>,
    steps: Vec<Step>,
}

/// What can be corrected, as the page offers it.
const FIELDS: &[(&str, &str)] = &[
    ("name", "Name"),
    ("number", "Customer number"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("post", "Postal address"),
    ("title", "Title"),
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("role", "Role"),
    ("industry", "Industry"),
    ("country", "Country"),
    ("tag", "Tag"),
];

/// What the page was asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: Option<String>,
}

/// GET /customers/{id}/history
pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Response {
    app.page(move |app| {
        let notice = asked.done.map(|_| {
            "Done. It stands in the list of steps below and can be taken back there.".into()
        });
        let frame = Frame::new(&app.house, "customers")
            .without_tip()
            .with_notice(notice);
        let about = desk::read_corrigible(&app.house, id)?;
        let Some(about) = about else {
            return Err(PageError::NotFound(format!(
                "There is no customer {id} here."
            )));
        };
        let (origins, rows, steps) = app
            .house
            .store
            .read(|db| {
                Ok::<_, clean::CleanError>((
                    clean::read_field_origins(db, id)?,
                    clean::read_provenance(db, id)?,
                    clean::read_steps(db, id)?,
                ))
            })
            .map_err(told)?;
        Ok(HistoryPage {
            frame,
            m: Paint::new(app.house.business()?.currency),
            id,
            name: about.name,
            tags: about.tags,
            people: about.people,
            points: about.points,
            fields: FIELDS,
            origins,
            rows,
            steps,
        })
    })
    .await
}

/// POST /customers/{id}/correct
pub(crate) async fn correct(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(correction): Form<CorrectionForm>,
) -> Response {
    done(app, id, move |app, now| {
        let one = Correction {
            field: correction.field,
            person_id: correction.person.parse().ok(),
            was: correction.was,
            value: correction.value.replace("\r\n", "\n"),
        };
        clean::correct(&app.house.store, id, &[one], now).map(|_| id)
    })
    .await
}

/// One correction as the form sends it.
#[derive(Deserialize)]
pub(crate) struct CorrectionForm {
    field: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    was: String,
    value: String,
}

/// The other account, as the form sends it.
#[derive(Deserialize)]
pub(crate) struct Other {
    other: String,
}

/// POST /customers/{id}/merge
pub(crate) async fn merge(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(form): Form<Other>,
) -> Response {
    app.then(move |app| {
        let other = desk::find_customer(&app.house, &form.other, id)?;
        clean::merge(&app.house.store, id, other, &app.house.now()).map_err(told)?;
        Ok(format!("/customers/{id}/history?done=1"))
    })
    .await
}

/// POST /customers/{id}/split: the rows that were ticked.
pub(crate) async fn split(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(rows): Form<Vec<(String, String)>>,
) -> Response {
    done(app, id, move |app, now| {
        let ticked = rows.iter().filter(|(name, _)| name == "row");
        let rows: Vec<(i64, i64)> = ticked
            .filter_map(|(_, row)| {
                let (source, row) = row.split_once(':')?;
                Some((source.parse().ok()?, row.parse().ok()?))
            })
            .collect();
        clean::split(&app.house.store, id, &rows, now).map(|_| id)
    })
    .await
}

/// The page a step is taken back from; its own history unless it says so.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Back {
    back: String,
}

/// POST /customers/{id}/undo/{step}
pub(crate) async fn undo(
    State(app): State<App>,
    Path((id, step)): Path<(i64, i64)>,
    Query(from): Query<Back>,
) -> Response {
    app.then(move |app| {
        let undone = clean::undo_step(&app.house.store, step, &app.house.now()).map_err(told)?;
        match undone {
            Undone::Done => Ok(match from.back.as_str() {
                "review" => "/review?undone=1".into(),
                "health" => "/health".into(),
                _ => format!("/customers/{id}/history?done=1"),
            }),
            Undone::Import(source) => {
                app.button.work("taking the file back", move |button| {
                    button.undo_import(source)
                });
                Ok("/run?then=data".into())
            }
        }
    })
    .await
}

async fn done(
    app: App,
    id: i64,
    work: impl FnOnce(&App, &str) -> Result<i64, clean::CleanError> + Send + 'static,
) -> Response {
    app.then(move |app| {
        work(app, &app.house.now()).map_err(told)?;
        Ok(format!("/customers/{id}/history?done=1"))
    })
    .await
}

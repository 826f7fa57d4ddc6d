//! GET /grid: the 25 value segments and the lifecycle stages.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use segment::{Grid, GridCell};
use serde::Deserialize;
use terms::ValueSegment;

use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// What the cells can show.
const SHOWS: [(&str, &str); 3] = [
    ("accounts", "Customers"),
    ("past", "Past value"),
    ("expected", "Expected value"),
];

/// What the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    show: String,
}

#[derive(Template)]
#[template(path = "grid.html")]
struct GridPage {
    frame: Frame,
    m: Paint,
    customers: u64,
    show: String,
    shows: &'static [(&'static str, &'static str)],
    caption: &'static str,
    rows: Vec<GridRow>,
    stages: Vec<(&'static str, &'static str, u64)>,
}

struct GridRow {
    future: u8,
    cells: Vec<CellView>,
}

struct CellView {
    name: String,
    big: String,
    label: String,
    ramp: usize,
}

/// GET /grid
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.page(move |app| draw(app, wanted)).await
}

pub(crate) fn read(app: &App) -> Result<Grid, PageError> {
    Ok(app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(segment::read_grid(db)?))?)
}

fn draw(app: &App, wanted: Wanted) -> Result<GridPage, PageError> {
    let grid = read(app)?;
    let m = Paint::new(app.house.business()?.currency);
    let at = SHOWS
        .iter()
        .position(|(code, _)| *code == wanted.show)
        .unwrap_or(0);
    let value = |cell: &GridCell| match at {
        1 => cell.past_value_minor,
        2 => cell.expected_value_minor,
        _ => cell.accounts as i64,
    };
    let most = grid.cells.iter().map(value).max().unwrap_or(0).max(1);
    let row = |future| GridRow {
        future,
        cells: (1..=5)
            .filter_map(|past| {
                let name = ValueSegment::new(past, future).ok()?;
                let cell = grid.cells.iter().find(|cell| cell.cell == name)?;
                Some(view(cell, value(cell), most, at == 0, m))
            })
            .collect(),
    };
    Ok(GridPage {
        frame: Frame::new(&app.house, "grid"),
        m,
        customers: grid.cells.iter().map(|cell| cell.accounts).sum(),
        show: SHOWS[at].0.into(),
        shows: &SHOWS,
        caption: [
            "Customers in each segment",
            "What they brought so far",
            "What is expected of them in 12 months",
        ][at],
        rows: (1..=5).rev().map(row).collect(),
        stages: grid
            .stages
            .iter()
            .map(|one| (one.stage.code(), one.stage.word(), one.accounts))
            .collect(),
    })
}

fn view(cell: &GridCell, value: i64, most: i64, is_count: bool, m: Paint) -> CellView {
    // Five steps by the square root, so that one crowded cell does not flatten all others.
    let share = (value.max(0) as f64 / most as f64).sqrt();
    CellView {
        name: cell.cell.to_string(),
        big: if is_count {
            m.count(value)
        } else {
            m.round(value)
        },
        label: format!(
            "{}: {} customers, {} so far, {} expected",
            cell.cell,
            m.count(cell.accounts),
            m.round(cell.past_value_minor),
            m.round(cell.expected_value_minor)
        ),
        ramp: (share * 4.0).round() as usize,
    }
}

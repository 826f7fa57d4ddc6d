//! GET /grid: the value segments, what lies in each, who moved between them, and the life stages.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::GridMoves;
use score::{CellFigures, Levers, grid_digits};
use segment::{Grid, GridCell};
use serde::Deserialize;
use terms::{Lever, ValueSegment};

use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// What the cells can show: code, word, caption.
const SHOWS: [(&str, &str, &str); 5] = [
    ("accounts", "Customers", "Customers in each segment"),
    ("past", "Past value", "What they brought so far"),
    (
        "expected",
        "Expected value",
        "What is expected of them in 12 months",
    ),
    (
        "risk",
        "At risk",
        "What the doubt about their staying takes off",
    ),
    (
        "potential",
        "Could grow",
        "What others like them spend a year, less their own",
    ),
];

/// Moves that are shown: the largest, about as many as there are cells.
pub(crate) const MOVES_SHOWN: usize = 20;

/// What the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    show: String,
    since: String,
}

#[derive(Template)]
#[template(path = "grid.html")]
struct GridPage {
    frame: Frame,
    m: Paint,
    customers: u64,
    show: &'static str,
    shows: &'static [(&'static str, &'static str, &'static str)],
    caption: &'static str,
    digits: &'static [u8],
    rows: Vec<GridRow>,
    lines: Vec<SegmentLine>,
    moves: GridMoves,
    since: i64,
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

/// One segment in figures.
struct SegmentLine {
    figures: CellFigures,
    lever: &'static str,
}

/// GET /grid
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.page(move |app| draw(app, &wanted)).await
}

pub(crate) fn read(app: &App) -> Result<Grid, PageError> {
    Ok(app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(segment::read_grid(db)?))?)
}

/// Who moved since the score the address names, or since the one before the newest.
pub(crate) fn read_moves(app: &App, wanted: &Wanted) -> Result<GridMoves, PageError> {
    let since = match wanted.since.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| {
            PageError::Invalid("That score does not exist; choose one of the list.".into())
        })?),
    };
    Ok(app
        .house
        .store
        .read(|db| desk::read_grid_moves(db, since))?)
}

fn draw(app: &App, wanted: &Wanted) -> Result<GridPage, PageError> {
    let grid = read(app)?;
    let figures = app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(score::read_figures(db)?))?;
    let cells = figures.as_ref().map_or(&[][..], |one| &one.cells);
    let moves = read_moves(app, wanted)?;
    let m = Paint::new(app.house.business()?.currency);
    let at = SHOWS
        .iter()
        .position(|(code, _, _)| *code == wanted.show)
        .unwrap_or(0);
    let digits = grid_digits(figures.as_ref().map_or(5, |one| one.grid_size));
    Ok(GridPage {
        frame: Frame::new(&app.house, "grid"),
        m,
        customers: grid.cells.iter().map(|cell| cell.accounts).sum(),
        show: SHOWS[at].0,
        shows: &SHOWS,
        caption: SHOWS[at].2,
        digits,
        rows: rows(&grid, cells, digits, at, m),
        lines: segment_lines(cells),
        since: moves.from.map_or(0, |from| from.run_id),
        moves,
        stages: grid
            .stages
            .iter()
            .map(|one| (one.stage.code(), one.stage.word(), one.accounts))
            .collect(),
    })
}

/// The grid from the highest expected value down; `at` says which of [`SHOWS`] fills it.
fn rows(grid: &Grid, cells: &[CellFigures], digits: &[u8], at: usize, m: Paint) -> Vec<GridRow> {
    let of = |cell: &GridCell| cells.iter().find(|one| one.cell == cell.cell);
    let value = |cell: &GridCell| match at {
        1 => cell.past_value_minor,
        2 => cell.expected_value_minor,
        3 => of(cell).map_or(0, |one| one.at_risk_minor),
        4 => of(cell).map_or(0, |one| one.potential_minor),
        _ => cell.accounts as i64,
    };
    let most = grid.cells.iter().map(value).max().unwrap_or(0).max(1);
    let row = |future: &u8| GridRow {
        future: *future,
        cells: digits
            .iter()
            .filter_map(|past| {
                let name = ValueSegment::new(*past, *future).ok()?;
                let cell = grid.cells.iter().find(|cell| cell.cell == name)?;
                Some(view(cell, value(cell), most, at == 0, m))
            })
            .collect(),
    };
    digits.iter().rev().map(row).collect()
}

fn view(cell: &GridCell, value: i64, most: i64, is_count: bool, m: Paint) -> CellView {
    // Five steps by the square root, so that one crowded cell does not flatten all others.
    let share = (value.max(0) as f64 / most as f64).sqrt();
    CellView {
        name: cell.cell.to_string(),
        big: if is_count {
            m.short_count(value)
        } else {
            m.short(value)
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

/// The segments somebody is in, the best first, with the lever that moves most there.
fn segment_lines(cells: &[CellFigures]) -> Vec<SegmentLine> {
    let mut lines: Vec<SegmentLine> = cells
        .iter()
        .map(|cell| SegmentLine {
            figures: *cell,
            lever: strongest(&cell.levers),
        })
        .collect();
    let rank = |line: &SegmentLine| (line.figures.cell.future(), line.figures.cell.past());
    lines.sort_by_key(|line| std::cmp::Reverse(rank(line)));
    lines
}

/// The lever of which a tenth more adds most; none where nothing adds anything.
fn strongest(levers: &Levers) -> &'static str {
    let gains = [
        (levers.order_size_minor, Lever::OrderSize),
        (levers.frequency_minor, Lever::Frequency),
        (levers.lifetime_minor, Lever::Lifetime),
    ];
    // Of equals the first, which is the cheapest to pull.
    gains
        .into_iter()
        .filter(|(gain, _)| *gain > 0)
        .reduce(|best, one| if one.0 > best.0 { one } else { best })
        .map_or("–", |(_, lever)| lever.word())
}

#[cfg(test)]
mod tests {
    use super::strongest;
    use score::Levers;

    #[test]
    fn the_strongest_lever_adds_most() {
        let levers = |order_size_minor, frequency_minor, lifetime_minor| Levers {
            order_size_minor,
            frequency_minor,
            lifetime_minor,
        };
        assert_eq!(strongest(&levers(5, 7, 6)), "Orders more often");
        assert_eq!(strongest(&levers(7, 7, 6)), "More per order");
        assert_eq!(strongest(&levers(0, 0, 0)), "–");
    }
}

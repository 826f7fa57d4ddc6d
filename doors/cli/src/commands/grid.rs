//! `regulars grid`: the value segments, their levers, and who moved between them.

use anyhow::{Result, bail};
use desk::GridMoves;
use score::BaseFigures;
use segment::Grid;
use terms::{Currency, Day, Money, ValueSegment};

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, count, say, say_json};
use crate::workspace;

/// The value segments: how many stand in each, and what a tenth more of each lever would add.
pub(crate) fn show(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let grid = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(segment::read_grid(db)?))?;
    if show.json {
        say_json(&grid)?;
        return Ok(Exit::Done);
    }
    let figures = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(score::read_figures(db)?))?;
    let size = figures.as_ref().map_or(5, |figures| figures.grid_size);
    say("Customers by past value across and expected value upwards; 5 is best");
    print_grid(&grid, score::grid_digits(size))?;
    if let Some(figures) = figures {
        say("\nWhat a tenth more of each lever would add to the next 12 months' profit");
        print_levers(&figures, house.business()?.currency);
    }
    Ok(Exit::Done)
}

/// The columns of the grid; smaller ones leave some out.
const PAST: [&str; 5] = ["Past 1", "Past 2", "Past 3", "Past 4", "Past 5"];

fn print_grid(grid: &Grid, digits: &[u8]) -> Result<()> {
    let mut heads = vec!["Expected"];
    heads.extend(
        digits
            .iter()
            .filter_map(|digit| PAST.get(usize::from(*digit) - 1)),
    );
    let mut table = Table::new(&heads, 1);
    for future in digits.iter().rev() {
        let mut row = vec![future.to_string()];
        for past in digits {
            let cell = ValueSegment::new(*past, *future)?;
            let found = grid.cells.iter().find(|one| one.cell == cell);
            row.push(found.map_or("0".into(), |one| count(one.accounts)));
        }
        table.row(row);
    }
    table.print();
    Ok(())
}

fn print_levers(figures: &BaseFigures, currency: Currency) {
    let heads = [
        "Segment",
        "Customers",
        "At risk",
        "Could grow",
        "Larger orders",
        "More often",
        "For longer",
    ];
    let money = |minor| Money::new(minor, currency).rounded_words();
    let mut cells = figures.cells.clone();
    cells.sort_by_key(|one| std::cmp::Reverse((one.cell.future(), one.cell.past())));
    let mut table = Table::new(&heads, 1);
    for one in &cells {
        table.row(vec![
            one.cell.to_string(),
            count(one.accounts),
            money(one.at_risk_minor),
            money(one.potential_minor),
            money(one.levers.order_size_minor),
            money(one.levers.frequency_minor),
            money(one.levers.lifetime_minor),
        ]);
    }
    table.print();
}

/// Who moved between the value segments since the score before, or since that of a day.
pub(crate) fn moves(place: &Place, show: Show, since: Option<Day>) -> Result<Exit> {
    let house = workspace::open(place)?;
    let newest = house.store.read(|db| desk::read_grid_moves(db, None))?;
    let moves = match since {
        None => newest,
        Some(day) => {
            let run = run_of(&newest, day)?;
            house
                .store
                .read(|db| desk::read_grid_moves(db, Some(run)))?
        }
    };
    if show.json {
        say_json(&moves)?;
        return Ok(Exit::Done);
    }
    let Some(from) = moves.from else {
        say("There is only one score so far. From the next one on, moves are shown here.");
        return Ok(Exit::Done);
    };
    say(&format!("Since {}", from.as_of.words()));
    let currency = house.business()?.currency;
    let heads = ["From", "To", "What it means", "Customers", "Expected now"];
    let mut table = Table::new(&heads, 3);
    let name = |cell: Option<ValueSegment>| cell.map_or("–".into(), |cell| cell.to_string());
    for step in &moves.moves {
        table.row(vec![
            name(step.from),
            name(step.to),
            step.words.clone(),
            count(step.accounts),
            Money::new(step.expected_value_minor, currency).rounded_words(),
        ]);
    }
    table.print();
    Ok(Exit::Done)
}

/// The newest score of a day, the newest score of all aside.
fn run_of(moves: &GridMoves, day: Day) -> Result<i64> {
    let mut earlier = moves.scores.iter().skip(1);
    match earlier.find(|score| score.as_of == day) {
        Some(score) => Ok(score.run_id),
        None => {
            let days: Vec<String> = moves
                .scores
                .iter()
                .skip(1)
                .map(|score| score.as_of.to_string())
                .collect();
            bail!(desk::Refusal::NotFound(format!(
                "there is no earlier score as of {day}; known are {}",
                if days.is_empty() {
                    "none".into()
                } else {
                    days.join(", ")
                }
            )))
        }
    }
}

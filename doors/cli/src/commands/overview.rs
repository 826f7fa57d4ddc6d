//! `regulars today`, `regulars grid` and who moved in it.

use anyhow::Result;
use terms::{Money, ValueSegment};

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::workspace;

/// How the base stands and what waits.
pub(crate) fn today(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let (as_of, currency) = (house.as_of(), house.business()?.currency);
    let today = house
        .store
        .read(|db| desk::read_today(db, as_of, currency))?;
    if show.json {
        say_json(&today)?;
        return Ok(Exit::Done);
    }
    if today.is_empty {
        say("Nothing here yet. Bring in files with: regulars import FILE...  Or try: regulars try");
        return Ok(Exit::Done);
    }
    let money = |minor| Money::new(minor, currency).rounded_words();
    say(&format!(
        "{} customers, {} without an order",
        today.customers, today.prospects
    ));
    say(&format!(
        "{} profit so far, {} expected in the next twelve months",
        money(today.past_value_minor),
        money(today.expected_value_minor)
    ));
    say(&format!(
        "{} good customers at risk, who brought {} so far",
        today.at_risk.accounts,
        money(today.at_risk.past_value_minor)
    ));
    say(&format!(
        "To do: {} calls due, {} rows and cells to look at; {} campaigns running",
        today.work.calls_due, today.work.row_problems, today.work.campaigns_running
    ));
    Ok(Exit::Done)
}

/// The 25 value segments.
pub(crate) fn grid(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let grid = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(segment::read_grid(db)?))?;
    if show.json {
        say_json(&grid)?;
        return Ok(Exit::Done);
    }
    let heads = ["Expected", "Past 1", "Past 2", "Past 3", "Past 4", "Past 5"];
    let mut table = Table::new(&heads, 1);
    for future in (1..=5).rev() {
        let mut row = vec![future.to_string()];
        for past in 1..=5 {
            let cell = ValueSegment::new(past, future)?;
            let accounts = grid
                .cells
                .iter()
                .find(|one| one.cell == cell)
                .map_or(0, |one| one.accounts);
            row.push(accounts.to_string());
        }
        table.row(row);
    }
    table.print();
    Ok(Exit::Done)
}

/// Who moved between the value segments since the score before.
pub(crate) fn moves(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let moves = house.store.read(|db| desk::read_grid_moves(db, None))?;
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
            step.accounts.to_string(),
            Money::new(step.expected_value_minor, currency).rounded_words(),
        ]);
    }
    table.print();
    Ok(Exit::Done)
}

//! `regulars data`: files, problems, rows, undo, bring back.

use anyhow::{Result, bail};
use terms::Money;

use crate::args::{Data, Place};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, count, say, say_json, say_json_line};
use crate::progress::Bar;
use crate::workspace;

/// Problems read at once; the list goes on until all are printed.
const AT_ONCE: u64 = 1_000;

pub(crate) fn run(place: &Place, show: Show, wanted: &Data) -> Result<Exit> {
    match wanted {
        Data::List => list(place, show),
        Data::Problems { id } => problems(place, show, *id),
        Data::Row { id, row } => one_row(place, show, *id, *row),
        Data::Undo { id } => undo(place, show, *id),
        Data::Again { id } => again(place, show, *id),
    }
}

fn list(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let sources = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(gather::read_sources(db)?))?;
    if show.json {
        say_json(&sources)?;
        return Ok(Exit::Done);
    }
    let currency = house.business()?.currency;
    let mut table = Table::new(
        &[
            "Id",
            "File",
            "What it is",
            "Rows",
            "To look at",
            "Sum",
            "State",
        ],
        3,
    );
    for source in sources {
        table.row(vec![
            source.id.to_string(),
            source.name,
            source.kind.word().to_owned(),
            count(source.rows),
            count(source.problems),
            match source.amount_minor {
                0 => "–".into(),
                minor => Money::new(minor, source.currency.unwrap_or(currency)).to_string(),
            },
            if source.undone_at.is_some() {
                "undone".into()
            } else {
                String::new()
            },
        ]);
    }
    table.print();
    Ok(Exit::Done)
}

fn problems(place: &Place, show: Show, id: i64) -> Result<Exit> {
    let house = workspace::open(place)?;
    let mut after = 0;
    loop {
        let some = house
            .store
            .read(|db| Ok::<_, anyhow::Error>(gather::read_problems(db, id, after, AT_ONCE)?))?;
        if some.is_empty() {
            return Ok(Exit::Done);
        }
        after += some.len() as u64;
        for one in some {
            if show.json {
                say_json_line(&one)?;
            } else {
                say(&super::import::problem_words(&one));
            }
        }
    }
}

fn one_row(place: &Place, show: Show, id: i64, row_no: i64) -> Result<Exit> {
    let house = workspace::open(place)?;
    let found = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(gather::read_row(db, id, row_no)?))?;
    let Some(row) = found else {
        bail!(desk::Refusal::NotFound(format!(
            "file {id} has no row {row_no}"
        )));
    };
    if show.json {
        say_json(&row)?;
        return Ok(Exit::Done);
    }
    for (column, value) in &row.cells {
        say(&format!("{column}: {value}"));
    }
    Ok(Exit::Done)
}

fn undo(place: &Place, show: Show, id: i64) -> Result<Exit> {
    let house = workspace::open(place)?;
    let _lock = house.lock()?;
    gather::undo(&house.store, id, &house.now())?;
    let bar = Bar::new(show.quiet);
    let cleaned = desk::clean_house(&house, &bar)?;
    bar.clear();
    say(&format!(
        "Taken back: {} orders. The file itself is kept; `regulars data again {id}` brings all back.",
        cleaned.orders_removed
    ));
    Ok(Exit::Done)
}

fn again(place: &Place, show: Show, id: i64) -> Result<Exit> {
    let house = workspace::open(place)?;
    let _lock = house.lock()?;
    let bar = Bar::new(show.quiet);
    let receipt = desk::import_again(&house, id, &bar);
    let receipt = match receipt {
        Err(error) if is_no_source(&error) => bail!(desk::Refusal::NotFound(format!(
            "no file with the number {id} was taken back"
        ))),
        other => other?,
    };
    desk::clean_house(&house, &bar)?;
    bar.clear();
    if show.json {
        say_json(&receipt)?;
    } else {
        say(&format!(
            "{}: {} rows are in again.",
            receipt.name, receipt.rows
        ));
    }
    Ok(Exit::Done)
}

fn is_no_source(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<gather::GatherError>(),
        Some(gather::GatherError::NoSuchSource(_))
    )
}

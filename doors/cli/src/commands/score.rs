//! `regulars score`: sets what is asked for, brings scores and segments up to date, exports them.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result};
use desk::House;
use terms::Money;

use crate::args::{Place, Score};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{counted, say, say_json};
use crate::progress::Bar;
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: &Score) -> Result<Exit> {
    let house = workspace::open(place)?;
    let _lock = house.lock()?;
    keep_settings(&house, wanted)?;
    if wanted.dates {
        let dates = desk::read_scoring_dates(&house)?;
        match show.json {
            true => say_json(&dates)?,
            false => say(&dates.words()),
        }
        return Ok(Exit::Done);
    }
    let bar = Bar::new(show.quiet);
    let report = desk::prepare(&house, &bar);
    bar.clear();
    let report = report?;
    if show.json {
        say_json(&report)?;
    } else {
        let currency = house.business()?.currency;
        say(&format!(
            "{}, {} profit expected in the next 12 months. {}",
            counted(report.customers, "customer"),
            Money::new(report.expected_value_minor, currency).rounded_words(),
            report.note
        ));
    }
    if let Some(file) = &wanted.export {
        let customers = export(&house, file)?;
        if !show.json {
            say(&format!(
                "{customers} customers written to {}",
                file.display()
            ));
        }
    }
    Ok(Exit::Done)
}

/// Changes what was asked for and leaves the rest as it is.
fn keep_settings(house: &House, wanted: &Score) -> Result<()> {
    let before = score::read_settings(&house.store)?;
    let mut settings = before;
    settings.best_by = wanted.definition.unwrap_or(settings.best_by);
    settings.best_share = wanted
        .best
        .map_or(settings.best_share, |percent| f64::from(percent) / 100.0);
    settings.grid_size = wanted.grid.unwrap_or(settings.grid_size);
    settings.every = wanted.every.unwrap_or(settings.every);
    if settings != before {
        score::write_settings(&house.store, &settings)?;
    }
    Ok(())
}

fn export(house: &House, file: &Path) -> Result<u64> {
    let cannot = || format!("{} could not be written", file.display());
    let out = BufWriter::new(File::create(file).with_context(cannot)?);
    let written = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(score::export_scores(db, out)?));
    written.with_context(cannot)
}

//! `regulars gaps`: what is missing from the history, whom it touches, and how to get it.

use anyhow::Result;
use terms::Money;

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{say, say_json};
use crate::workspace;

/// Lists every gap of the base, or of one file.
pub(crate) fn run(place: &Place, show: Show, file: Option<i64>) -> Result<Exit> {
    let house = workspace::open(place)?;
    let gaps = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(gather::read_gaps(db, file)?))?;
    if show.json {
        say_json(&gaps)?;
        return Ok(Exit::Done);
    }
    let currency = house.business()?.currency;
    let lines = desk::gap_lines(&gaps, |minor| Money::new(minor, currency).to_string());
    if lines.is_empty() {
        say("No gap was found: no month without orders, no total that the files do not explain.");
    }
    for (gap, remedy) in lines {
        say(&gap);
        say(&format!("  {remedy}"));
    }
    Ok(Exit::Done)
}

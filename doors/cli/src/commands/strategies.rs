//! `regulars strategies`: where the owner's 25 files are, and whether they are right.

use anyhow::Result;

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let folder = house.strategies();
    plan::write_defaults(&folder)?;
    let strategies = plan::read_strategies(&folder)?;
    if show.json {
        say_json(&strategies)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(&["Segment", "Strategy", "Lever", "Touches"], 4);
    for one in &strategies {
        let touches: Vec<_> = one
            .used_touches()
            .iter()
            .map(|touch| touch.channel.word())
            .collect();
        table.row(vec![
            one.cell.to_string(),
            one.name.clone(),
            one.lever.word().to_owned(),
            if touches.is_empty() {
                "left in peace".into()
            } else {
                touches.join(", ")
            },
        ]);
    }
    table.print();
    say(&format!(
        "The files are in {}; edit them with any text editor.",
        folder.display()
    ));
    Ok(Exit::Done)
}

//! `regulars check` and `regulars import --check`: what a file is and what its columns mean.

use std::path::PathBuf;

use anyhow::Result;
use gather::{ColumnMeaning, Recognition};

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::workspace;

/// Says what files are, changing nothing. What was answered in the workspace before counts; where
/// there is no workspace none is made.
pub(crate) fn run(place: &Place, show: Show, files: &[PathBuf]) -> Result<Exit> {
    let is_there = workspace::folder(place)?.join("regulars.db").exists();
    let house = is_there.then(|| workspace::open(place)).transpose()?;
    for file in files {
        let seen = match &house {
            Some(house) => gather::check_in(&house.store, file)?,
            None => gather::check(file)?,
        };
        if show.json {
            say_json(&seen)?;
        } else {
            print(&seen);
        }
    }
    Ok(Exit::Done)
}

fn print(seen: &Recognition) {
    say(&format!("{}: {}", seen.name, seen.kind.word()));
    print_columns(&seen.columns);
    for question in &seen.questions {
        let choices: Vec<&str> = question
            .choices
            .iter()
            .map(|choice| choice.answer.as_str())
            .collect();
        say(&format!(
            "Will be asked: {} ({})",
            question.words(),
            choices.join(" or ")
        ));
    }
}

fn print_columns(columns: &[ColumnMeaning]) {
    let mut table = Table::new(&["Column", "Read as", "Because"], 3);
    for column in columns {
        let target = column
            .target
            .map_or("kept, not used", |target| target.code());
        table.row(vec![
            column.column.clone(),
            target.replace('_', " "),
            column.reason.clone(),
        ]);
    }
    table.print();
}

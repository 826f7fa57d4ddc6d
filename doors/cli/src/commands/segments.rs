//! `regulars segments`: list, save, show, remove; labels; what rules can ask.

use anyhow::{Result, bail};
use desk::{CustomerQuery, House};
use segment::SavedSegment;

use crate::args::Place;
use crate::commands::{Show, customers};
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::upkeep_args::Segments;
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: Segments) -> Result<Exit> {
    let house = workspace::open(place)?;
    match wanted {
        Segments::List => list(&house, show),
        Segments::Save { name, rule } => {
            let found = desk::save_segment(&house, &name, &rule)?;
            say(&format!("Kept; {} customers are in it now.", found.len()));
            Ok(Exit::Done)
        }
        Segments::Show { name, most } => {
            let members = desk::members_of(&house, &named(&house, &name)?.rule)?;
            let query = CustomerQuery {
                members: Some(members),
                most,
                ..CustomerQuery::default()
            };
            customers::list(&house, show, &query)
        }
        Segments::Remove { name } => {
            let found = named(&house, &name)?;
            segment::delete_segment(&house.store, found.id)?;
            say("Forgotten. Its rule was:");
            say(&format!("  {}", found.rule));
            Ok(Exit::Done)
        }
        Segments::Label { rule, labels } => {
            let named = house.store.read(|db| segment::segment_named(db, &rule))?;
            let rule = named.map_or(rule, |found| found.rule);
            let labelled = desk::label_members(&house, &rule, &labels)?;
            say(&format!(
                "{labelled} customers got a label they did not have."
            ));
            Ok(Exit::Done)
        }
        Segments::Rename { was, now } => {
            let renamed = desk::rename_label(&house, &was, &now)?;
            say(&format!("Renamed on {renamed} customers."));
            Ok(Exit::Done)
        }
        Segments::Labels => labels(&house, show),
        Segments::Words => words(show),
    }
}

fn list(house: &House, show: Show) -> Result<Exit> {
    let segments = desk::list_segments(house)?;
    if show.json {
        say_json(&segments)?;
        return Ok(Exit::Done);
    }
    if segments.is_empty() {
        say("No segment has a name yet. Make one: regulars segments save NAME RULE");
        return Ok(Exit::Done);
    }
    let mut table = Table::new(&["Segment", "Customers", "Rule"], 1);
    for one in segments {
        let members = one.members.to_string();
        table.row(vec![one.segment.name, members, one.segment.rule]);
    }
    table.print();
    Ok(Exit::Done)
}

fn labels(house: &House, show: Show) -> Result<Exit> {
    let labels = desk::list_labels(house)?;
    if show.json {
        say_json(&labels)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(&["Label", "Customers"], 1);
    for (label, customers) in labels {
        table.row(vec![label, customers.to_string()]);
    }
    table.print();
    Ok(Exit::Done)
}

fn words(show: Show) -> Result<Exit> {
    let words = desk::rule_words();
    if show.json {
        say_json(&words)?;
        return Ok(Exit::Done);
    }
    say("Of a customer: NAME = VALUE, ~ for a part of a text, <, <=, >, >= for numbers");
    for (code, word) in &words.facts {
        say(&format!("  {code:<22} {word}"));
    }
    say("What happened: KIND FIELD = VALUE within 90 days at least 2 times");
    for (code, word) in &words.happenings {
        say(&format!("  {code:<22} {word}"));
    }
    say("Fields of what happened:");
    for (code, word) in &words.fields {
        say(&format!("  {code:<22} {word}"));
    }
    say("A renewal that is coming: subscription within next 30 days");
    say("Join with and, or, not and parentheses; put several words in quotes.");
    Ok(Exit::Done)
}

fn named(house: &House, name: &str) -> Result<SavedSegment> {
    let found = house.store.read(|db| segment::segment_named(db, name))?;
    match found {
        Some(found) => Ok(found),
        None => bail!(desk::Refusal::NotFound(format!(
            "there is no segment «{name}»; regulars segments list shows all"
        ))),
    }
}

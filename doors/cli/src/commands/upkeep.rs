//! `regulars review`, `merge`, `split`, `edit`, `history`: customers put right by hand.

use anyhow::{Result, bail};
use clean::{Correction, ReviewPair, Step, Undone, WorkbookReading};
use desk::{House, Refusal};

use crate::args::Place;
use crate::commands::{Show, reach};
use crate::exit::Exit;
use crate::output::{Table, count, counted, say, say_json};
use crate::progress::Bar;
use crate::upkeep_args::{Review, Upkeep, Workbook};
use crate::workspace;

/// Steps of the whole base shown at once.
const STEPS_MOST: u32 = 50;

pub(crate) fn run(place: &Place, show: Show, wanted: &Upkeep) -> Result<Exit> {
    let house = workspace::open(place)?;
    let now = house.now();
    match wanted {
        Upkeep::Review(wanted) => review(&house, show, wanted)?,
        Upkeep::Merge { keep, gone } => {
            told(
                show,
                clean::merge(&house.store, *keep, *gone, &now)?,
                "Merged",
            )?;
        }
        Upkeep::Split { id, rows } => {
            let rows = rows
                .iter()
                .map(|row| row_of(row))
                .collect::<Result<Vec<_>>>()?;
            let (step, new) = clean::split(&house.store, *id, &rows, &now)?;
            told(show, step, &format!("Split off into customer {new}"))?;
        }
        Upkeep::Edit {
            id,
            field,
            value,
            was,
            person,
        } => {
            let correction = Correction {
                field: field.clone(),
                person_id: *person,
                was: was.replace('|', "\n"),
                value: value.replace('|', "\n"),
            };
            told(
                show,
                clean::correct(&house.store, *id, &[correction], &now)?,
                "Corrected",
            )?;
        }
        Upkeep::History { id } => history(&house, show, *id)?,
        Upkeep::Health => health(&house, show)?,
        Upkeep::Workbook(wanted) => workbook(&house, show, wanted)?,
        Upkeep::Bounces { path } => reach::bounces(&house, show, path)?,
        Upkeep::Returned {
            letters,
            file,
            reason,
        } => reach::returned(&house, show, letters, file.as_deref(), reason)?,
        Upkeep::Archive(wanted) => reach::archive(&house, show, wanted)?,
        Upkeep::Addresses(wanted) => reach::addresses(&house, show, wanted)?,
    }
    Ok(Exit::Done)
}

/// Says what was done, and how it is taken back.
pub(crate) fn told(show: Show, step: i64, what: &str) -> Result<()> {
    if show.json {
        return say_json(&serde_json::json!({ "step": step }));
    }
    say(&format!("{what}. Take it back with: regulars undo {step}"));
    Ok(())
}

/// Takes a step back; an import is taken out by the next cleaning, which follows at once.
pub(crate) fn undo(place: &Place, show: Show, step: i64) -> Result<Exit> {
    let house = workspace::open(place)?;
    let now = house.now();
    if let Undone::Import(source) = clean::undo_step(&house.store, step, &now)? {
        let _lock = house.lock()?;
        gather::undo(&house.store, source, &now)?;
        let bar = Bar::new(show.quiet);
        clean::clean(&house.store, &now, &bar)?;
        bar.clear();
    }
    say(&format!("Step {step} is taken back."));
    Ok(Exit::Done)
}

fn row_of(text: &str) -> Result<(i64, i64)> {
    let parts = text.split_once(':');
    let row = parts.and_then(|(source, row)| Some((source.parse().ok()?, row.parse().ok()?)));
    match row {
        Some(row) => Ok(row),
        None => bail!(Refusal::Usage(format!(
            "«{text}» is no row; write the file's number, a colon and the row, such as 3:17"
        ))),
    }
}

fn review(house: &House, show: Show, wanted: &Review) -> Result<()> {
    let now = house.now();
    match wanted {
        Review::List { most } => {
            let pairs = house.store.read(|db| clean::read_queue(db, *most))?;
            if show.json {
                return say_json(&pairs);
            }
            pairs.iter().for_each(print_pair);
            if pairs.is_empty() {
                say("No customer looks as if it were listed twice.");
            }
            Ok(())
        }
        Review::Same { one, other } => told(
            show,
            clean::merge(&house.store, *one, *other, &now)?,
            "They are one customer now",
        ),
        Review::Apart { one, other } => told(
            show,
            clean::say_apart(&house.store, *one, *other, &now)?,
            "They stay two customers",
        ),
        Review::Later { one, other } => Ok(clean::put_off(&house.store, *one, *other, &now)?),
    }
}

fn print_pair(pair: &ReviewPair) {
    let (left, right) = (&pair.left, &pair.right);
    say(&format!(
        "{} {}  and  {} {}: {:.0} % likely one customer",
        left.account_id,
        left.name,
        right.account_id,
        right.name,
        pair.probability * 100.0
    ));
    for reason in &pair.reasons {
        let sign = match reason.speaks_for {
            Some(true) => "+",
            Some(false) => "-",
            None => " ",
        };
        say(&format!("  {sign} {}: {}", reason.field, reason.finding));
    }
}

/// The day of an instant in words; the instant as it stands where it is none.
fn day_of(instant: &str) -> String {
    let day = instant.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| instant.to_owned(), |day: terms::Day| day.words())
}

fn history(house: &House, show: Show, account: Option<i64>) -> Result<()> {
    let steps: Vec<Step> = house.store.read(|db| match account {
        Some(id) => clean::read_steps(db, id),
        None => clean::read_recent_steps(db, STEPS_MOST),
    })?;
    if show.json {
        return say_json(&steps);
    }
    let mut table = Table::new(&["Step", "When", "What", "State"], 4);
    for step in steps {
        let state = if step.undone_at.is_some() {
            "taken back"
        } else {
            ""
        };
        table.row(vec![
            step.id.to_string(),
            day_of(&step.made_at),
            step.words,
            state.to_owned(),
        ]);
    }
    table.print();
    Ok(())
}

fn health(house: &House, show: Show) -> Result<()> {
    let health = house.store.read(clean::read_health)?;
    if show.json {
        return say_json(&health);
    }
    say(&format!("Data health: {:.0} of 100", health.score));
    for defect in &health.defects {
        let lost = match defect.points {
            little if little < 0.05 => "under 0.1".into(),
            points => format!("{points:.1}"),
        };
        say(&format!(
            "\n  {}: {} of {}, {lost} points lost",
            defect.name,
            count(defect.count),
            count(defect.of)
        ));
        say(&format!("    {}", sentence(&defect.effect)));
        say(&format!("    {}", sentence(defect.mend)));
    }
    Ok(())
}

/// Words as a sentence of their own.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn workbook(house: &House, show: Show, wanted: &Workbook) -> Result<()> {
    match wanted {
        Workbook::Out { file } => {
            let rows = clean::write_workbook(&house.store, file)?;
            say(&format!("{rows} rows written to {}.", file.display()));
            Ok(())
        }
        Workbook::In { file, apply } => {
            let reading = clean::read_workbook(&house.store, file)?;
            if show.json && (!apply || reading.changes.is_empty()) {
                return say_json(&reading);
            }
            print_reading(&reading);
            if !apply || reading.changes.is_empty() {
                return Ok(());
            }
            let step = clean::apply_workbook(&house.store, &reading.changes, &house.now())?;
            told(
                show,
                step,
                &format!("{} applied", counted(reading.changes.len(), "cell")),
            )
        }
    }
}

/// What a workbook says, and how it is applied.
fn print_reading(reading: &WorkbookReading) {
    for change in &reading.changes {
        say(&format!(
            "line {}, {}: «{}» becomes «{}»",
            change.line, change.column, change.was, change.value
        ));
    }
    reading.problems.iter().for_each(|problem| say(problem));
    if reading.already > 0 {
        say(&format!(
            "{} changed to what is said here already.",
            counted(reading.already, "cell")
        ));
    }
    match reading.changes.len() {
        0 => say("Nothing to apply."),
        many => say(&format!(
            "{} changed; --apply applies that.",
            counted(many, "cell")
        )),
    }
}

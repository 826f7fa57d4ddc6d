//! `regulars answer`: what imports asked, and what the owner says to it.

use anyhow::{Result, bail};
use desk::House;
use gather::{Answer, Asked, Receipt, WaitingFile};
use store::Progress;

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{say, say_json};
use crate::progress::Bar;
use crate::workspace;

/// Lists what is asked, or answers it and reads the file.
pub(crate) fn run(
    place: &Place,
    show: Show,
    file: Option<&str>,
    answers: &[String],
) -> Result<Exit> {
    let house = workspace::open(place)?;
    let Some(file) = file else {
        return list(&house, show);
    };
    let _lock = house.lock()?;
    let bar = Bar::new(show.quiet);
    let receipt = settle(&house, file, answers, &bar);
    bar.clear();
    let receipt = receipt?;
    let cleaned = desk::clean_house(&house, &bar)?;
    bar.clear();
    if show.json {
        say_json(&serde_json::json!({ "files": [receipt], "cleaned": cleaned }))?;
    } else {
        super::import::print(&receipt);
        say("The answer is kept for every export like it.");
    }
    Ok(Exit::Done)
}

/// Answers what a waiting file asks, and reads it.
pub(crate) fn settle(
    house: &House,
    name: &str,
    answers: &[String],
    progress: &dyn Progress,
) -> Result<Receipt> {
    let waiting = read(house)?;
    let Some(file) = waiting
        .iter()
        .find(|file| file.name == name || file.sha256 == name)
    else {
        bail!(desk::Refusal::NotFound(format!("«{name}» asks nothing")));
    };
    let answers: Vec<Answer> = answers
        .iter()
        .map(|text| parse(file, text))
        .collect::<Result<_>>()?;
    desk::answer_file(house, file, &answers, progress)
}

/// `Date=day_first` answers the question about that column, `currency=EUR` the one about the table.
fn parse(file: &WaitingFile, text: &str) -> Result<Answer> {
    let Some((column, answer)) = text.rsplit_once('=') else {
        bail!(desk::Refusal::Usage(format!(
            "«{text}» is not COLUMN=ANSWER"
        )));
    };
    let fits = |asked: Asked, of: &str| of == column || of.is_empty() && asked.code() == column;
    let question = file
        .questions
        .iter()
        .find(|question| fits(question.asked, &question.column));
    let Some(question) = question else {
        bail!(desk::Refusal::Usage(format!(
            "{} asks nothing about «{column}»",
            file.name
        )));
    };
    Ok(Answer {
        column: question.column.clone(),
        asked: question.asked,
        answer: answer.to_owned(),
    })
}

fn list(house: &House, show: Show) -> Result<Exit> {
    let waiting = read(house)?;
    if show.json {
        say_json(&waiting)?;
        return Ok(Exit::Done);
    }
    if waiting.is_empty() {
        say("Nothing is asked.");
    }
    for file in &waiting {
        for question in &file.questions {
            let about = if question.column.is_empty() {
                question.asked.code()
            } else {
                &question.column
            };
            say(&format!("{}: {}", file.name, question.words()));
            for choice in &question.choices {
                say(&format!(
                    "  regulars answer \"{}\" \"{about}={}\"   {}",
                    file.name, choice.answer, choice.words
                ));
            }
        }
    }
    Ok(Exit::Done)
}

fn read(house: &House) -> Result<Vec<WaitingFile>> {
    house
        .store
        .read(|db| Ok::<_, anyhow::Error>(gather::read_waiting(db)?))
}

//! `regulars caller`: who is on the telephone, and what they say.

use anyhow::{Result, bail};
use desk::{CallerRecord, CallerSaid, House, Refusal};
use terms::Money;

use crate::commands::Show;
use crate::output::{say, say_json};

pub(crate) fn run(
    house: &House,
    show: Show,
    typed: &str,
    answers: Vec<String>,
    note: String,
) -> Result<()> {
    let hits = desk::find_caller(house, typed)?;
    let [one] = hits.as_slice() else {
        if hits.is_empty() {
            bail!(Refusal::NotFound(format!("nobody is known by «{typed}»")));
        }
        if show.json {
            return say_json(&hits);
        }
        say("Several are meant:");
        hits.iter()
            .for_each(|hit| say(&format!("  {} {}", hit.account_id, hit.account)));
        return Ok(());
    };
    if !answers.is_empty() || !note.is_empty() {
        return keep(house, show, one.account_id, answers, note);
    }
    let record = desk::read_caller(house, one.account_id)?;
    if show.json {
        return say_json(&record);
    }
    print(house, &record)
}

/// Keeps what was said, each answer under the question in its place.
fn keep(
    house: &House,
    show: Show,
    account_id: i64,
    answers: Vec<String>,
    note: String,
) -> Result<()> {
    let questions = desk::caller_questions(house)?;
    if answers.len() > questions.len() {
        bail!(Refusal::Usage(format!(
            "there are {} questions",
            questions.len()
        )));
    }
    let said = CallerSaid {
        answers: questions.into_iter().zip(answers).collect(),
        note,
        ..CallerSaid::default()
    };
    let id = desk::keep_caller(house, account_id, &said)?;
    if show.json {
        return say_json(&serde_json::json!({ "id": id }));
    }
    say(&format!("Logged. Take it back with: regulars unlog {id}"));
    Ok(())
}

fn print(house: &House, one: &CallerRecord) -> Result<()> {
    let currency = house.business()?.currency;
    let money = |minor| Money::new(minor, currency).to_string();
    say(&format!("{} {}", one.account_id, one.account));
    let placed = [one.cell.clone(), one.stage.clone()].into_iter().flatten();
    let facts: Vec<String> = placed.chain(one.about.iter().cloned()).collect();
    say(&format!("  {}", facts.join(" · ")));
    for person in &one.people {
        say(&format!("  {} {}", person.name, person.role));
    }
    for order in &one.orders {
        say(&format!(
            "  {} {} {}",
            order.day,
            order.title,
            order.amount_minor.map_or(String::new(), money)
        ));
    }
    for sale in &one.opportunities {
        let words = format!(
            "{}: {}, {}",
            sale.stage,
            sale.title,
            money(sale.value_minor)
        );
        say(&format!("  {words}"));
    }
    for line in &one.reminders {
        say(&format!("  {} {}", line.due_day, line.words));
    }
    say("Ask:");
    for question in &one.questions {
        say(&format!("  {question}"));
    }
    Ok(())
}

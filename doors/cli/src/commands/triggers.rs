//! `regulars triggers`: messages that leave by themselves. `regulars events`: what happened, told by
//! another program.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use desk::House;

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, counted, say, say_json};
use crate::progress::Bar;
use crate::upkeep_args::Triggers;
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: Triggers) -> Result<Exit> {
    let house = workspace::open(place)?;
    match wanted {
        Triggers::List => list(&house, show),
        Triggers::Show { code } => show_one(&house, show, &code),
        Triggers::On { code } => {
            let started = desk::turn_on_trigger(&house, &code)?;
            let of = started.entered.iter().filter(|(of, _)| *of == code);
            let entered: u64 = of.map(|(_, entered)| entered).sum();
            say(&format!(
                "On from today; {} at once. They leave while the pages are served, or with: regulars deliver",
                match entered {
                    0 => "nobody enters".to_owned(),
                    entered => format!("{} in", counted(entered, "customer")),
                }
            ));
            Ok(Exit::Done)
        }
        Triggers::Off { code } => {
            desk::turn_off_trigger(&house, &code)?;
            say("Off. What has not left stays here.");
            Ok(Exit::Done)
        }
        Triggers::Save { code, file } => {
            desk::save_trigger(&house, &code, &read_text(&file)?)?;
            say("Kept.");
            Ok(Exit::Done)
        }
        Triggers::Alert {
            list,
            subject,
            text,
        } => {
            let alert = plan::Alert {
                list,
                subject,
                text,
            };
            let customers = desk::send_alert(&house, &alert)?;
            say(&format!(
                "For {}. It leaves while the pages are served, or with: regulars deliver",
                counted(customers, "customer")
            ));
            Ok(Exit::Done)
        }
    }
}

/// Takes in events, looks what starts with them, and hands over what is due.
pub(crate) fn events(
    place: &Place,
    show: Show,
    file: &Path,
    delivery: &crate::args::Delivery,
) -> Result<Exit> {
    let mut house = workspace::open(place)?;
    let events = desk::read_happenings(&read_text(file)?)?;
    let kept = desk::keep_happenings(&house, &events)?;
    let lock = house.lock()?;
    let mailbox = super::deliver::choose_server(&mut house, delivery)?;
    let bar = Bar::new(show.quiet);
    let taken = desk::take_happenings(&house, &bar);
    bar.clear();
    let taken = taken?;
    drop((mailbox, lock));
    if show.json {
        say_json(&taken)?;
    } else {
        say(&format!(
            "{} told, {} new on timelines; {} left.",
            counted(kept as u64, "event"),
            taken.events,
            counted(taken.emails_sent, "e-mail")
        ));
        taken.refused.iter().for_each(|why| say(why));
    }
    Ok(if taken.refused.is_empty() {
        Exit::Done
    } else {
        Exit::RejectedInPart
    })
}

fn list(house: &House, show: Show) -> Result<Exit> {
    let triggers = desk::list_triggers(house)?;
    if show.json {
        say_json(&triggers)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(
        &["Name", "Now", "Starts with", "Entered", "Sent", "Waiting"],
        3,
    );
    for one in triggers {
        let state = &one.state;
        table.row(vec![
            one.code,
            state
                .on_since
                .map_or("off".into(), |day| format!("on since {}", day.words())),
            one.problem.unwrap_or(one.starts),
            state.entered.to_string(),
            state.sent.to_string(),
            state.waiting.to_string(),
        ]);
    }
    table.print();
    for list in desk::list_lists(house)? {
        say(&format!(
            "List «{}»: {}",
            list.name,
            counted(list.accounts, "customer")
        ));
    }
    say(&format!(
        "Turn one on with: regulars triggers on NAME. Your own files lie in {}.",
        house.triggers().display()
    ));
    Ok(Exit::Done)
}

fn show_one(house: &House, show: Show, code: &str) -> Result<Exit> {
    let one = desk::read_trigger(house, code)?;
    if show.json {
        say_json(&one)?;
        return Ok(Exit::Done);
    }
    say(&one.line.name);
    for text in [&one.why, &one.line.starts].into_iter().chain(&one.rules) {
        say(&format!("  {text}"));
    }
    if let Some(problem) = &one.line.problem {
        say(&format!("  {problem}"));
    }
    match one.line.state.on_since {
        Some(day) => say(&format!("On since {}.", day.words())),
        None => say(&format!(
            "Off. If you turn it on now, {} today.",
            match one.would_enter_count {
                0 => "nobody enters".to_owned(),
                1 => "1 customer enters".to_owned(),
                count => format!("{count} customers enter"),
            }
        )),
    }
    for entry in one.would_enter.iter().take(20) {
        say(&format!(
            "  {} {} {}",
            entry.account_id, entry.name, entry.about
        ));
    }
    for touch in one.view.iter().flat_map(|view| &view.touches) {
        for (state, reason, rows) in &touch.states {
            let why = if reason.is_empty() {
                String::new()
            } else {
                format!(": {reason}")
            };
            say(&format!("  {}. {rows} {state}{why}", touch.step));
        }
    }
    let report = &one.answers;
    if report.asked > 0 {
        say(&format!("«{}», asked {}", report.question, report.asked));
        let mut table = Table::new(&["Answer", "Customers", "Ordered again"], 2);
        for line in report.lines.iter().chain([&report.silent]) {
            let numbers = [line.customers, line.came_back].map(|number| number.to_string());
            table.row([vec![line.answer.clone()], numbers.to_vec()].concat());
        }
        table.print();
    }
    for mail in &one.previews {
        say(&format!("\n{}. {}\n{}", mail.step, mail.subject, mail.text));
    }
    Ok(Exit::Done)
}

fn read_text(file: &Path) -> Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(file).with_context(|| file.display().to_string())
}

//! `regulars reminders`, `log`, `unlog`: whose turn it is, and who was spoken to.

use anyhow::Result;
use desk::{House, InteractionAsked, ReminderAsked, ReminderLine};
use serde_json::json;

use crate::commands::{Show, caller, contacts, work};
use crate::output::{Table, counted, say, say_json};
use crate::work_args::{Reminders, Work};

pub(crate) fn run(house: &House, show: Show, wanted: Work) -> Result<()> {
    match wanted {
        Work::Reminders(wanted) => reminders(house, show, wanted),
        Work::Log {
            customer,
            kind,
            note,
            day,
            incoming,
        } => {
            let account = desk::find_customer(house, &customer, 0)?;
            let asked = InteractionAsked {
                kind,
                note,
                day,
                is_incoming: incoming,
                answers: std::collections::BTreeMap::new(),
            };
            let id = desk::log_interaction(house, account, &asked)?;
            told(
                show,
                id,
                &format!("Logged. Take it back with: regulars unlog {id}"),
            )
        }
        Work::Unlog { id } => {
            desk::undo_interaction(house, id)?;
            told(show, id, "Taken back.")
        }
        Work::Opportunities(wanted) => work::opportunities(house, show, wanted),
        Work::Caller {
            typed,
            answers,
            note,
        } => caller::run(house, show, &typed, answers, note),
        Work::Contacts(wanted) => contacts::run(house, show, wanted),
    }
}

/// Says what was done, or gives its number.
fn told(show: Show, id: i64, words: &str) -> Result<()> {
    if show.json {
        return say_json(&json!({ "id": id }));
    }
    say(words);
    Ok(())
}

fn reminders(house: &House, show: Show, wanted: Reminders) -> Result<()> {
    let back = |id: i64| format!("Take it back with: regulars reminders undo {id}");
    match wanted {
        Reminders::List => list(house, show),
        Reminders::Add {
            customer,
            words,
            day,
            in_days,
        } => {
            let account = desk::find_customer(house, &customer, 0)?;
            let asked = ReminderAsked {
                words,
                day,
                in_days,
            };
            let made = desk::add_reminder(house, account, &asked)?;
            let words = format!(
                "Reminder {} for {}. {}",
                made.id,
                made.due_day,
                back(made.id)
            );
            told(show, made.id, &words)
        }
        Reminders::Done { id } => {
            desk::finish_reminder(house, id)?;
            told(show, id, &format!("Done. {}", back(id)))
        }
        Reminders::Snooze { id, days } => {
            let made = desk::snooze_reminder(house, id, days)?;
            told(
                show,
                id,
                &format!("Put off to {}. {}", made.due_day, back(id)),
            )
        }
        Reminders::Undo { id } => {
            desk::undo_reminder(house, id, None)?;
            told(show, id, "Taken back.")
        }
        Reminders::Stay {
            every_days,
            customer,
            rule,
        } => {
            let account = customer
                .map(|words| desk::find_customer(house, &words, 0))
                .transpose()?;
            let rule = rule.unwrap_or_default();
            let id = desk::stay_in_touch(house, account, &rule, every_days)?;
            told(
                show,
                id,
                &format!("Promised. End it with: regulars reminders end {id}"),
            )
        }
        Reminders::Pause { customer, days } => {
            let account = desk::find_customer(house, &customer, 0)?;
            let id = desk::pause_account(house, account, days)?;
            told(show, id, "Put off.")
        }
        Reminders::End { id, again } => {
            desk::end_cadence(house, id, again)?;
            told(show, id, if again { "Kept on." } else { "Ended." })
        }
    }
}

fn list(house: &House, show: Show) -> Result<()> {
    let list = desk::read_reminder_list(house)?;
    if show.json {
        return say_json(&list);
    }
    say(&format!(
        "{} due",
        counted(list.due.len() as u64, "reminder")
    ));
    lines(&list.due).print();
    if !list.ahead.is_empty() {
        say("\nWithin two weeks:");
        lines(&list.ahead).print();
    }
    if !list.cadences.is_empty() {
        say("\nPromises to stay in touch:");
        let mut table = Table::new(&["Id", "With", "Every", "Customers", "Due"], 2);
        for one in &list.cadences {
            table.row(vec![
                one.cadence.id.to_string(),
                one.about.clone(),
                counted(one.cadence.every_days, "day"),
                one.members.to_string(),
                one.due.to_string(),
            ]);
        }
        table.print();
    }
    Ok(())
}

fn lines(lines: &[ReminderLine]) -> Table {
    let mut table = Table::new(&["Id", "On", "Customer", "Account", "What"], 5);
    for line in lines {
        table.row(vec![
            line.id.map_or(String::new(), |id| id.to_string()),
            line.due_day.to_string(),
            line.account.clone(),
            line.account_id.to_string(),
            line.words.clone(),
        ]);
    }
    table
}

//! `regulars contacts`: people typed in by hand.

use anyhow::Result;
use desk::{ContactAnswer, ContactAsked, House};

use crate::commands::Show;
use crate::output::{Table, say, say_json};
use crate::work_args::{Contacts, NewContact};

pub(crate) fn run(house: &House, show: Show, wanted: Contacts) -> Result<()> {
    match wanted {
        Contacts::List => list(house, show),
        Contacts::Undo { id } => {
            desk::undo_contact(house, id)?;
            say("Taken back.");
            Ok(())
        }
        Contacts::Again { id } => {
            desk::redo_contact(house, id)?;
            say("It is in again.");
            Ok(())
        }
        Contacts::Add(new) => add(house, show, &asked_of(*new)),
    }
}

fn asked_of(new: NewContact) -> ContactAsked {
    ContactAsked {
        who: new.who,
        reach: new.reach,
        other_reach: new.also,
        company: new.company,
        role: new.role,
        street: new.street,
        postcode: new.postcode,
        city: new.city,
        country: new.country,
        came_by: new.came_by,
        note: new.note,
        sure: new.sure,
    }
}

fn add(house: &House, show: Show, asked: &ContactAsked) -> Result<()> {
    let answer = desk::add_contact(house, asked)?;
    if show.json {
        return say_json(&answer);
    }
    match answer {
        ContactAnswer::Known { alike } => {
            say("Nothing was written, for somebody like it is here already:");
            for one in alike {
                say(&format!(
                    "  {} {}: {}",
                    one.account_id, one.account, one.why
                ));
            }
            say("Add it all the same with --sure.");
        }
        ContactAnswer::Added {
            source_id,
            account_id,
        } => {
            let account = account_id.map_or_else(
                || "it is put with its customer once the work under way is done".to_owned(),
                |id| format!("customer {id}"),
            );
            say(&format!(
                "Added: {account}. Take it back with: regulars contacts undo {source_id}"
            ));
        }
    }
    Ok(())
}

fn list(house: &House, show: Show) -> Result<()> {
    let contacts = desk::list_contacts(house, None)?;
    if show.json {
        return say_json(&contacts);
    }
    let mut table = Table::new(
        &["Id", "When", "Who", "Reached at", "By", "Customer", "State"],
        7,
    );
    for one in contacts {
        let entry = one.entry;
        table.row(vec![
            entry.source_id.to_string(),
            entry.at.get(..10).unwrap_or_default().to_owned(),
            entry.who,
            entry.reach,
            match entry.by {
                gather::TypedBy::Us => "by hand".into(),
                gather::TypedBy::Visitor => "lead form".into(),
            },
            one.account_id.map_or(String::new(), |id| id.to_string()),
            if entry.is_undone {
                "taken back".into()
            } else {
                String::new()
            },
        ]);
    }
    table.print();
    Ok(())
}

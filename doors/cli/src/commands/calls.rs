//! `regulars calls`: list, record; and the calls because an address failed.

use act::{CallItem, CallResult};
use anyhow::Result;
use desk::House;
use terms::{CallOutcome, Channel};

use crate::args::{Calls, Place};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: Calls) -> Result<Exit> {
    let house = workspace::open(place)?;
    match wanted {
        Calls::List => list(&house, show)?,
        Calls::Record {
            id,
            outcome,
            note,
            follow_up,
            phone,
        } => {
            let result = CallResult {
                note,
                follow_up: follow_up.map(|days| house.as_of() + days),
                phone,
                ..CallResult::new(outcome, house.as_of())
            };
            record(&house, id, &result)?;
        }
        Calls::Addresses => addresses(&house, show)?,
        Calls::Close { id, again } => close(&house, id, again)?,
    }
    Ok(Exit::Done)
}

fn read(house: &House) -> Result<Vec<CallItem>> {
    let as_of = house.as_of();
    house
        .store
        .read(|db| Ok::<_, anyhow::Error>(act::read_calls(db, as_of)?))
}

fn list(house: &House, show: Show) -> Result<()> {
    let calls = read(house)?;
    if show.json {
        return say_json(&calls);
    }
    let heads = ["Id", "Call on", "Whom", "Phone", "Last bought", "Code"];
    let mut table = Table::new(&heads, 6);
    for call in calls {
        table.row(vec![
            call.planned_touch_id.to_string(),
            call.due_day.to_string(),
            if call.name.is_empty() {
                call.company
            } else {
                call.name
            },
            call.phone,
            call.last_product,
            call.code,
        ]);
    }
    table.print();
    Ok(())
}

fn record(house: &House, id: i64, result: &CallResult) -> Result<()> {
    let (calls, now, store) = (read(house)?, house.now(), &house.store);
    act::record_call(store, id, result, &now)?;
    let called = calls.iter().find(|call| call.planned_touch_id == id);
    if let (CallOutcome::DoNotCall, Some(call)) = (result.outcome, called) {
        let reason = "asked on the phone not to be called";
        clean::opt_out(store, call.account_id, Some(Channel::Call), reason, &now)?;
    }
    say("Kept.");
    Ok(())
}

/// Whom to call because a mail or a letter came back.
fn addresses(house: &House, show: Show) -> Result<()> {
    let tasks = house.store.read(clean::read_tasks)?;
    if show.json {
        return say_json(&tasks);
    }
    let heads = ["Id", "Customer", "Phone", "What to ask", "Because"];
    let mut table = Table::new(&heads, 5);
    for task in tasks {
        table.row(vec![
            task.id.to_string(),
            task.name,
            task.phone,
            task.ask,
            task.evidence,
        ]);
    }
    table.print();
    Ok(())
}

fn close(house: &House, id: i64, again: bool) -> Result<()> {
    if again {
        clean::reopen_task(&house.store, id)?;
        say("On the list again.");
    } else {
        clean::close_task(&house.store, id, "called", &house.now())?;
        say("Done.");
    }
    Ok(())
}

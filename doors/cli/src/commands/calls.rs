//! `regulars calls`: list, record.

use anyhow::Result;
use terms::{CallOutcome, Channel};

use crate::args::{Calls, Place};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: Calls) -> Result<Exit> {
    let house = workspace::open(place)?;
    let as_of = house.as_of();
    let calls = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(act::read_calls(db, as_of)?))?;
    match wanted {
        Calls::List if show.json => say_json(&calls)?,
        Calls::List => {
            let mut table = Table::new(
                &["Id", "Call on", "Whom", "Phone", "Last bought", "Code"],
                6,
            );
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
        }
        Calls::Record {
            id,
            outcome,
            note,
            follow_up,
        } => {
            let follow_up = follow_up.map(|days| as_of + days);
            let answers = serde_json::json!({});
            act::record_call(
                &house.store,
                id,
                outcome,
                &answers,
                &note,
                as_of,
                follow_up,
                &house.now(),
            )?;
            if let (CallOutcome::DoNotCall, Some(call)) = (
                outcome,
                calls.iter().find(|call| call.planned_touch_id == id),
            ) {
                let reason = "asked on the phone not to be called";
                clean::opt_out(
                    &house.store,
                    call.account_id,
                    Some(Channel::Call),
                    reason,
                    &house.now(),
                )?;
            }
            say("Kept.");
        }
    }
    Ok(Exit::Done)
}

//! What an earlier delivery left behind when it was stopped in; the same rows in honest states out.
//!
//! A claimed e-mail with an answer in the journal gets that answer. One that was on the wire and
//! has none is in doubt: it is listed, and never sent again. All others had not left the house
//! and wait again. Letters of a print run are printed exactly when their finished file is there.

use std::collections::HashMap;

use rusqlite::Connection;
use store::rusqlite;
use terms::{Channel, TouchState};

use crate::ActError;
use crate::delivery::Delivery;
use crate::email::journal::{Journal, LeftBehind, Trace};
use crate::ledger::Change;
use crate::options::ActReport;
use crate::waiting::coded;

struct Claimed {
    id: i64,
    channel: Channel,
    state: TouchState,
    artefact: String,
    unit_cost_minor: i64,
}

/// Settles what was left behind and begins a new journal.
pub(crate) fn recover(
    delivery: &Delivery<'_>,
    journal: &Journal,
    left: &LeftBehind,
    report: &mut ActReport,
) -> Result<(), ActError> {
    let claimed = delivery.store.read(read_claimed)?;
    let mut printed: HashMap<String, bool> = HashMap::new();
    let mut is_printed = |artefact: &str| {
        let file = artefact.split('#').next().unwrap_or_default().to_owned();
        let path = delivery.store.folder().join(&file);
        *printed.entry(file).or_insert_with(|| path.is_file())
    };
    let changes: Vec<Change> = claimed
        .iter()
        .map(|row| match row.channel {
            Channel::Email => email_change(row, left),
            Channel::Letter if is_printed(&row.artefact) => Change {
                cost_minor: row.unit_cost_minor,
                ..Change::to(row.id, TouchState::Done)
            },
            Channel::Letter | Channel::Call => waits_again(row.id),
        })
        .collect();
    delivery.write(&changes)?;
    count(&changes, &claimed, report);
    journal.begin()
}

fn read_claimed(db: &Connection) -> Result<Vec<Claimed>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../sql/recover.read_claimed.sql"))?;
    let rows = statement.query_map([], |row| {
        Ok(Claimed {
            id: row.get(0)?,
            channel: coded(row, 1)?,
            state: coded(row, 2)?,
            artefact: row.get(3)?,
            unit_cost_minor: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn waits_again(id: i64) -> Change {
    Change {
        tries: -1,
        ..Change::to(id, TouchState::Planned)
    }
}

fn email_change(row: &Claimed, left: &LeftBehind) -> Change {
    let cost_minor = row.unit_cost_minor;
    let in_doubt = |reason: &str| Change {
        cost_minor,
        ..Change::to(row.id, TouchState::InDoubt).because(reason)
    };
    let answered = |state, reply: &String, cost_minor| Change {
        reply: reply.clone(),
        cost_minor,
        ..Change::to(row.id, state)
    };
    match left.traces.get(&row.id) {
        Some(Trace::Accepted(reply)) => answered(TouchState::Done, reply, cost_minor),
        Some(Trace::Rejected(reply)) => answered(TouchState::Rejected, reply, 0),
        Some(Trace::Deferred(reply)) => answered(TouchState::Deferred, reply, 0),
        Some(Trace::Started) => in_doubt("stopped before the mail server answered"),
        None if row.state == TouchState::Started => {
            in_doubt("stopped before the mail server answered")
        }
        None if left.machine_restarted => {
            in_doubt("the machine went down while mails were leaving")
        }
        None => waits_again(row.id),
    }
}

/// Counts what an earlier delivery did and never got to tell.
fn count(changes: &[Change], claimed: &[Claimed], report: &mut ActReport) {
    for (change, row) in changes.iter().zip(claimed) {
        match (change.state, row.channel) {
            (TouchState::Done, Channel::Email) => report.emails_sent += 1,
            (TouchState::Done, Channel::Letter) => report.letters += 1,
            (TouchState::Rejected, _) => report.rejected += 1,
            (TouchState::Deferred, _) => report.deferred += 1,
            (TouchState::InDoubt, _) => report.in_doubt += 1,
            _ => {}
        }
    }
}

//! Due calls in; a list for the person who calls, and each row open, out.
//!
//! A call on the list is open until its result is recorded or its last day passes. Open calls
//! are checked again at every delivery. A list that is there is never written over, for the
//! person who calls writes into it.

use std::path::Path;

use terms::{Channel, TouchState};

use crate::ActError;
use crate::call::list::{call_sheet, spreadsheet};
use crate::call::render::{CallItem, read_calls};
use crate::checks::read_checked;
use crate::delivery::Delivery;
use crate::files::{free_name, write_whole};
use crate::ledger::{Change, ROWS_A_WRITE};
use crate::options::ActReport;

/// Puts these calls on the list, takes those off that may no longer be made, writes the list.
pub(crate) fn hand_over(
    delivery: &Delivery<'_>,
    due: &[i64],
    report: &mut ActReport,
) -> Result<(), ActError> {
    if due.is_empty() {
        return Ok(());
    }
    delivery.progress.at("Listing calls", 0, due.len() as u64);
    let file = free_name(delivery.store.folder(), "calls", delivery.as_of(), "xlsx")?;
    for batch in due.chunks(ROWS_A_WRITE) {
        list_batch(delivery, batch, &file, report)?;
    }
    let open = delivery.store.read(|db| read_calls(db, delivery.as_of()))?;
    report.calls_file = write_missing_list(delivery, &open)?;
    Ok(())
}

fn list_batch(
    delivery: &Delivery<'_>,
    batch: &[i64],
    file: &str,
    report: &mut ActReport,
) -> Result<(), ActError> {
    let as_of = delivery.as_of();
    let checked = delivery
        .store
        .read(|db| read_checked(db, batch, Channel::Call, as_of))?;
    let mut changes = Vec::new();
    for one in checked {
        let id = one.facts.id;
        let contact_point_id = one.contact_point_id();
        match one.reach {
            // It lies on a list already.
            Ok(_) if !one.facts.artefact.is_empty() => {}
            Ok(_) => {
                report.calls += 1;
                let artefact = file.to_owned();
                changes.push(Change {
                    artefact,
                    contact_point_id,
                    ..Change::to(id, TouchState::Open)
                });
            }
            Err(reason) => {
                report.skip(reason);
                changes.push(Change::to(id, TouchState::Skipped).because(reason));
            }
        }
    }
    delivery.write(&changes)
}

/// Writes the list that open calls name and that is not there: after new calls, after a kill
/// between listing and writing, or after the owner deleted it. Gives the newest list.
fn write_missing_list(
    delivery: &Delivery<'_>,
    open: &[CallItem],
) -> Result<Option<std::path::PathBuf>, ActError> {
    let Some(newest) = open
        .iter()
        .map(|item| &item.list)
        .max_by_key(|list| age_key(list))
    else {
        return Ok(None);
    };
    let path = delivery.store.folder().join(Path::new(newest));
    if !path.is_file() {
        let sheet = call_sheet(open, delivery.as_of());
        write_whole(
            &path.with_extension("pdf"),
            &paper::print_call_sheet(&sheet, "en")?,
        )?;
        write_whole(&path, &spreadsheet(open)?)?;
    }
    Ok(Some(path))
}

/// Lists by age: `calls-2011-09-01.xlsx` is older than `calls-2011-09-01-2.xlsx`, and that is
/// older than `calls-2011-09-01-10.xlsx`.
fn age_key(list: &str) -> (usize, &str) {
    (list.len(), list)
}

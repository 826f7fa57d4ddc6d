//! Changes of a workbook applied as one step.
//!
//! Enters: changed cells. Leaves: corrections, all of them or none.

use std::collections::BTreeMap;

use rusqlite::Transaction;
use serde::Serialize;
use store::Store;

use crate::error::CleanError;
use crate::step::{Correction, StepKind, correct_in, insert_step};
use crate::workbook::sheet::COLUMNS;

/// One cell that was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WorkbookChange {
    /// The line of the sheet.
    pub line: usize,
    /// The account.
    pub account_id: i64,
    /// The person, where the row is about one.
    pub person_id: Option<i64>,
    /// The heading of the column.
    pub column: String,
    /// The field.
    pub field: String,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub value: String,
    /// The whole row as it was written.
    #[serde(skip)]
    pub(crate) row: Vec<String>,
}

/// Fields that make up one postal address, in the order a correction holds them.
const ADDRESS: [&str; 5] = ["street", "postcode", "city", "region", "address_country"];

/// Applies changes as one step; gives its number.
///
/// # Errors
/// When an account or person is gone, an address is none, or the database refuses; nothing is
/// changed then.
pub fn apply_workbook(
    store: &Store,
    changes: &[WorkbookChange],
    now: &str,
) -> Result<i64, CleanError> {
    let Some(first) = changes.first() else {
        return Err(CleanError::Workbook("nothing was changed in it".into()));
    };
    let mut by_account: BTreeMap<i64, Vec<&WorkbookChange>> = BTreeMap::new();
    for change in changes {
        by_account
            .entry(change.account_id)
            .or_default()
            .push(change);
    }
    store.write(|db| {
        let words = format!(
            "Workbook: {} cells of {} customers",
            changes.len(),
            by_account.len()
        );
        let step = insert_step(db, StepKind::Edit, first.account_id, None, &words, now)?;
        for (account_id, changes) in &by_account {
            apply_account(db, step, *account_id, changes, now)?;
        }
        Ok(step)
    })
}

fn apply_account(
    db: &Transaction<'_>,
    step: i64,
    account_id: i64,
    changes: &[&WorkbookChange],
    now: &str,
) -> Result<(), CleanError> {
    let mut corrections = Vec::new();
    let mut addressed: Vec<usize> = Vec::new();
    for change in changes {
        match change.field.as_str() {
            "tags" => corrections.extend(tag_corrections(change)),
            field if ADDRESS.contains(&field) => {
                if !addressed.contains(&change.line) {
                    addressed.push(change.line);
                    corrections.push(address_correction(change.line, changes));
                }
            }
            field => corrections.push(Correction {
                field: field.to_owned(),
                person_id: change.person_id.filter(|_| is_personal(field)),
                was: change.was.clone(),
                value: change.value.clone(),
            }),
        }
    }
    correct_in(db, step, account_id, &corrections, now)
}

fn is_personal(field: &str) -> bool {
    matches!(field, "title" | "first_name" | "last_name" | "role")
}

fn tag_corrections(change: &WorkbookChange) -> Vec<Correction> {
    let list = |text: &str| -> Vec<String> {
        text.split(',')
            .map(|tag| tag.trim().to_owned())
            .filter(|tag| !tag.is_empty())
            .collect()
    };
    let (before, after) = (list(&change.was), list(&change.value));
    let correction = |was: &str, value: &str| Correction {
        field: "tag".into(),
        was: was.to_owned(),
        value: value.to_owned(),
        ..Correction::default()
    };
    let gone = before
        .iter()
        .filter(|tag| !after.contains(tag))
        .map(|tag| correction(tag, ""));
    let new = after
        .iter()
        .filter(|tag| !before.contains(tag))
        .map(|tag| correction("", tag));
    gone.chain(new).collect()
}

/// One correction for all changed parts of the address in a line.
fn address_correction(line: usize, changes: &[&WorkbookChange]) -> Correction {
    let of_line: Vec<&&WorkbookChange> = changes
        .iter()
        .filter(|change| change.line == line)
        .collect();
    let row = of_line
        .first()
        .map(|change| change.row.clone())
        .unwrap_or_default();
    let before = |field: &str| {
        let at = COLUMNS.iter().position(|(_, name)| *name == field);
        at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
    };
    let after = |field: &str| {
        let changed = of_line.iter().find(|change| change.field == field);
        changed.map_or_else(|| before(field), |change| change.value.clone())
    };
    let lines = |get: &dyn Fn(&str) -> String| {
        let parts: Vec<String> = ADDRESS.iter().map(|field| get(field)).collect();
        if parts.iter().all(String::is_empty) {
            String::new()
        } else {
            parts.join("\n")
        }
    };
    Correction {
        field: "post".into(),
        person_id: None,
        was: lines(&before),
        value: lines(&after),
    }
}

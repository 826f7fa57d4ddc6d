//! Letters that came back, known by the number at their foot.
//!
//! Enters: numbers as scanned, typed or listed in a file. Leaves: the address each letter went to
//! dead, moved or to be mended, with the evidence, and what follows from it.

use std::path::Path;

use rusqlite::{OptionalExtension, Transaction};
use serde::Serialize;
use store::Store;

use crate::error::CleanError;
use crate::reach::archive::day_of;
use crate::reach::settle::settle_account;
use crate::reach::sign::{NewSign, insert_sign, write_state};

/// What the post office wrote on a returned letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// Nothing legible.
    #[default]
    Unknown,
    /// Moved, left no address.
    Moved,
    /// No such street or number, or nobody of that name.
    NotThere,
    /// The addressee has died.
    Deceased,
    /// The flat, floor or company is missing: the address can be mended.
    Incomplete,
    /// They refused to take it.
    Refused,
}

impl ReturnReason {
    /// Every reason, as the page offers them.
    pub const ALL: [ReturnReason; 6] = [
        ReturnReason::Unknown,
        ReturnReason::Moved,
        ReturnReason::NotThere,
        ReturnReason::Deceased,
        ReturnReason::Incomplete,
        ReturnReason::Refused,
    ];

    /// The code a form or file holds.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ReturnReason::Unknown => "unknown",
            ReturnReason::Moved => "moved",
            ReturnReason::NotThere => "not_there",
            ReturnReason::Deceased => "deceased",
            ReturnReason::Incomplete => "incomplete",
            ReturnReason::Refused => "refused",
        }
    }

    /// The words a person reads.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ReturnReason::Unknown => "came back, no reason given",
            ReturnReason::Moved => "moved, left no address",
            ReturnReason::NotThere => "no such address or name",
            ReturnReason::Deceased => "has died",
            ReturnReason::Incomplete => "address incomplete",
            ReturnReason::Refused => "refused to take it",
        }
    }

    /// The reason of a code or of what was written in a file.
    #[must_use]
    pub fn read(text: &str) -> ReturnReason {
        let text = text.trim().to_lowercase();
        if let Some(known) = ReturnReason::ALL
            .into_iter()
            .find(|reason| reason.code() == text)
        {
            return known;
        }
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match () {
            () if says(&["moved", "forward", "verzogen", "gone away"]) => ReturnReason::Moved,
            () if says(&["died", "deceased", "verstorben"]) => ReturnReason::Deceased,
            () if says(&["incomplete", "apartment", "insufficient", "unvollst"]) => {
                ReturnReason::Incomplete
            }
            () if says(&["refused", "annahme"]) => ReturnReason::Refused,
            () if says(&["no such", "not known", "vacant", "unbekannt", "unknown"]) => {
                ReturnReason::NotThere
            }
            () => ReturnReason::Unknown,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            ReturnReason::Moved => "moved",
            ReturnReason::Incomplete => "fixable",
            _ => "returned",
        }
    }
}

/// What became of returned letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReturnReport {
    /// Letters taken in now, each with the account it had gone to.
    pub taken: Vec<(String, i64, String)>,
    /// Letters that were taken in before.
    pub known: Vec<String>,
    /// Numbers no letter has.
    pub unknown: Vec<String>,
}

/// Takes in returned letters by their numbers.
///
/// # Errors
/// When the database refuses; a number no letter has is listed in the report.
pub fn take_returned(
    store: &Store,
    letters: &[(String, ReturnReason)],
    now: &str,
) -> Result<ReturnReport, CleanError> {
    let mut report = ReturnReport::default();
    store.write(|db| {
        for (number, reason) in letters {
            take_one(db, number, *reason, now, &mut report)?;
        }
        Ok::<_, CleanError>(())
    })?;
    Ok(report)
}

/// Takes in a file with one letter a line: its number, and the reason where it is known.
///
/// # Errors
/// When the file cannot be read or the database refuses.
pub fn take_returned_file(
    store: &Store,
    path: &Path,
    now: &str,
) -> Result<ReturnReport, CleanError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| crate::reach::bounce::cannot_read(path, &error))?;
    take_returned(store, &letters_in(&text), now)
}

/// The letters a text lists: any cell that is a letter's number, with the cell after it.
#[must_use]
pub fn letters_in(text: &str) -> Vec<(String, ReturnReason)> {
    let lines = text
        .lines()
        .map(|line| line.split([',', ';', '\t']).map(str::trim));
    lines
        .filter_map(|mut cells| {
            let number = cells.find(|cell| letter_id(cell).is_some())?;
            let reason = cells.next().unwrap_or_default().trim_matches('"');
            Some((number.to_owned(), ReturnReason::read(reason)))
        })
        .collect()
}

/// The planned touch of a letter's number, however it was scanned: `L-000123`, `l000123`, `123`.
fn letter_id(number: &str) -> Option<i64> {
    let bare = number.trim().trim_matches('"');
    let bare = bare.strip_prefix(['L', 'l']).unwrap_or(bare);
    let digits = bare.trim_start_matches(['-', '\u{2013}', ' ']);
    let is_number = !digits.is_empty()
        && digits.len() <= 12
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

fn take_one(
    db: &Transaction<'_>,
    number: &str,
    reason: ReturnReason,
    now: &str,
    report: &mut ReturnReport,
) -> Result<(), CleanError> {
    let Some(id) = letter_id(number) else {
        report.unknown.push(number.to_owned());
        return Ok(());
    };
    let mut statement = db.prepare_cached(include_str!("../../sql/returned.letter.sql"))?;
    let found = statement
        .query_row([id], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((account_id, key, value)) = found else {
        report.unknown.push(number.to_owned());
        return Ok(());
    };
    let evidence = format!("letter L-{id:06} {}", reason.word());
    let is_new = insert_sign(
        db,
        &NewSign {
            kind: "post",
            key: &key,
            sign: reason.sign(),
            day: day_of(now).number(),
            origin: &format!("letter {id}"),
            evidence: &evidence,
        },
    )?;
    if !is_new {
        report.known.push(number.to_owned());
        return Ok(());
    }
    for account_id in write_state(db, "post", &key)? {
        settle_account(db, account_id, now)?;
    }
    report.taken.push((format!("L-{id:06}"), account_id, value));
    Ok(())
}

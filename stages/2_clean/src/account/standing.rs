//! What stands above all files: opt-outs, suppressed addresses, the owner's edits, archives.
//!
//! Enters: the database. Leaves: what a picture has to respect.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Row};

use crate::account::edit::{Edit, apply_edits};
use crate::account::picture::{Consent, Picture, add_consent};
use crate::error::CleanError;

/// Opt-outs, suppressed addresses, edits and archives, ready to be asked for.
#[derive(Default)]
pub(crate) struct Standing {
    suppressed: HashMap<(String, String), String>,
    has_more: bool,
    pub(crate) has_signs: bool,
    archived: HashSet<i64>,
}

impl Standing {
    /// Reads what is short; what belongs to single accounts is asked for account by account, and
    /// not at all where there is none.
    pub(crate) fn read(db: &Connection) -> Result<Standing, CleanError> {
        let mut statement = db.prepare_cached(include_str!("../../sql/standing.suppressed.sql"))?;
        let suppressed =
            statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
        let suppressed = suppressed.collect::<Result<_, _>>()?;
        let mut statement = db.prepare_cached(include_str!("../../sql/standing.archived.sql"))?;
        let archived = statement.query_map([], |row| row.get(0))?;
        let archived = archived.collect::<Result<_, _>>()?;
        let mut statement = db.prepare_cached(include_str!("../../sql/standing.has_more.sql"))?;
        let (has_more, has_signs) =
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Standing {
            suppressed,
            has_more,
            has_signs,
            archived,
        })
    }

    /// Whether an account was archived, and its rows may name nobody any more.
    pub(crate) fn is_archived(&self, account_id: i64) -> bool {
        self.archived.contains(&account_id)
    }

    /// Puts what stands above the files into the picture of an account.
    pub(crate) fn apply(
        &self,
        db: &Connection,
        account_id: i64,
        is_new: bool,
        picture: &mut Picture,
    ) -> Result<(), CleanError> {
        if !is_new {
            for consent in read_event_consents(db, account_id)? {
                add_consent(&mut picture.consents, consent);
            }
        }
        if self.has_more && !is_new {
            apply_edits(picture, &read_edits(db, account_id)?);
            for consent in read_refusals(db, account_id)? {
                refuse(&mut picture.consents, consent);
            }
        }
        if !self.suppressed.is_empty() {
            self.suppress(picture);
        }
        if self.is_archived(account_id) {
            // What it bought stays; who it was is nobody's business any more.
            *picture = Picture {
                kind: picture.kind,
                consents: std::mem::take(&mut picture.consents),
                ..Picture::default()
            };
        }
        Ok(())
    }

    /// Who asked to be left alone is left alone, whichever file brings the address back.
    fn suppress(&self, picture: &mut Picture) {
        for point in &picture.points {
            let channel = match point.kind {
                "email" => "email",
                "post" => "letter",
                _ => "call",
            };
            let key = (channel.to_owned(), point.key.clone());
            if let Some(proof) = self.suppressed.get(&key) {
                let consent = Consent {
                    channel: channel.to_owned(),
                    is_granted: false,
                    day: None,
                    proof: proof.clone(),
                };
                add_consent(&mut picture.consents, consent);
            }
        }
    }
}

/// A refusal by the person stands above what any file said.
fn refuse(consents: &mut Vec<Consent>, consent: Consent) {
    consents.retain(|known| known.channel != consent.channel);
    consents.push(consent);
}

fn read_refusals(db: &Connection, account_id: i64) -> Result<Vec<Consent>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/standing.refusals.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        Ok(Consent {
            channel: row.get(0)?,
            is_granted: false,
            day: None,
            proof: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_event_consents(db: &Connection, account_id: i64) -> Result<Vec<Consent>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/standing.event_consents.sql"))?;
    let rows = statement.query_map([account_id], event_consents)?;
    let told: Vec<Vec<Consent>> = rows.collect::<Result<_, _>>()?;
    Ok(told.into_iter().flatten().collect())
}

/// What a consent event says; one that names no channel speaks of e-mail, where lists are kept.
fn event_consents(row: &Row<'_>) -> rusqlite::Result<Vec<Consent>> {
    let (subject, detail): (String, String) = (row.get(0)?, row.get(1)?);
    let (day, source_id, row_no): (i32, i64, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
    let words = format!("{subject} {detail}").to_lowercase();
    let says = |known: &[&str]| known.iter().any(|word| words.contains(word));
    let names = |known: &[&str]| {
        words
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| known.contains(&word))
    };
    let is_granted = !names(&["no", "nein"])
        && !says(&[
            "unsub", "opt-out", "opt out", "optout", "refus", "withdr", "stop", "clean", "abmeld",
        ]);
    let mut channels = vec![];
    if names(&["post", "postal", "letter", "letters", "brief"]) {
        channels.push("letter");
    }
    if names(&["phone", "call", "calls", "telephone", "telefon"]) {
        channels.push("call");
    }
    if channels.is_empty() || says(&["mail", "newsletter"]) {
        channels.push("email");
    }
    let consent = |channel: &str| Consent {
        channel: channel.to_owned(),
        is_granted,
        day: Some(day),
        proof: format!("import {source_id}, row {row_no}"),
    };
    Ok(channels.into_iter().map(consent).collect())
}

/// The edits of an account and of those merged into it, oldest first.
pub(crate) fn read_edits(db: &Connection, account_id: i64) -> Result<Vec<Edit>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/standing.edits.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        let founder: Option<i64> = row.get(3)?;
        Ok(Edit {
            field: row.get(0)?,
            was: row.get(1)?,
            value: row.get(2)?,
            founder: match founder {
                Some(source_id) => Some((source_id, row.get(4)?, row.get(5)?)),
                None => None,
            },
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

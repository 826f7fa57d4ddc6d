//! Returned mails taken in: a message, or a mailbox file.
//!
//! Enters: bytes. Leaves: signs about the addresses they speak of, each message counted once, and
//! what follows from them. A complaint suppresses the address for good.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::Transaction;
use serde::Serialize;
use store::{Silent, Store};

use crate::account::{Standing, write_account};
use crate::error::CleanError;
use crate::link::key_hash;
use crate::normal::contact_key::email_key;
use crate::reach::archive::day_of;
use crate::reach::message::{MessageClass, Told, read_message};
use crate::reach::settle::settle_account;
use crate::reach::sign::{NewSign, insert_sign, write_state};
use crate::run::Run;

/// What a mailbox held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BounceReport {
    /// Messages read.
    pub messages: u64,
    /// Addresses by what was said of them.
    pub by_class: BTreeMap<&'static str, u64>,
    /// Signs that were not known before.
    pub new: u64,
    /// Addresses nobody in the base has.
    pub unknown: u64,
    /// Accounts concerned.
    pub accounts: u64,
}

/// Largest message read; reports are short, and a bomb is cut off here.
const MESSAGE_BYTES_MOST: usize = 10 << 20;

/// Takes in the bytes of one message or of one mailbox file.
///
/// # Errors
/// When the database refuses.
pub fn take_bounce_bytes(
    store: &Store,
    bytes: &[u8],
    now: &str,
    report: &mut BounceReport,
) -> Result<(), CleanError> {
    let mut run = Run::begin(store, now, &Silent)?;
    let mut touched = BTreeSet::new();
    for message in messages_in(bytes) {
        let message = &message[..message.len().min(MESSAGE_BYTES_MOST)];
        report.messages += 1;
        let all = read_message(message);
        // The same message is the same evidence, however often the mailbox is read.
        let origin = format!(
            "message {:016x}",
            key_hash("message", "", &String::from_utf8_lossy(message))
        );
        store.write(|db| {
            for (at, told) in all.iter().enumerate() {
                let accounts = take_told(db, told, &format!("{origin} {at}"), now, report)?;
                touched.extend(accounts);
            }
            Ok::<_, CleanError>(())
        })?;
    }
    report.accounts += touched.len() as u64;
    store.write(|db| {
        run.standing = Standing::read(db)?;
        for account_id in touched {
            write_account(db, account_id, false, now, &run.standing)?;
            settle_account(db, account_id, now)?;
        }
        Ok(())
    })
}

fn take_told(
    db: &Transaction<'_>,
    told: &Told,
    origin: &str,
    now: &str,
    report: &mut BounceReport,
) -> Result<Vec<i64>, CleanError> {
    let (word, sign) = match (told.class, told.is_for_good) {
        (MessageClass::Hard, _) => ("hard", "hard"),
        (MessageClass::Soft, true) => ("soft", "refused"),
        (MessageClass::Soft, false) => ("soft", "soft"),
        (MessageClass::Complaint, _) => ("complaint", "complaint"),
        (MessageClass::AutoReply, _) => ("auto-reply", "success"),
        (MessageClass::NotABounce, _) => ("not-a-bounce", "success"),
    };
    *report.by_class.entry(word).or_default() += 1;
    let Some(key) = email_key(&told.address) else {
        return Ok(Vec::new());
    };
    let evidence = match told.evidence.as_str() {
        "" => word.to_owned(),
        words => format!("returned mail: {words}"),
    };
    let new = NewSign {
        kind: "email",
        key: &key,
        sign,
        day: day_of(now).number(),
        origin,
        evidence: &evidence,
    };
    report.new += u64::from(insert_sign(db, &new)?);
    if told.class == MessageClass::Complaint {
        db.prepare_cached(include_str!("../../sql/bounce.suppress.sql"))?
            .execute((&key, "complained about our mail", now))?;
    }
    let accounts = write_state(db, "email", &key)?;
    report.unknown += u64::from(accounts.is_empty());
    Ok(accounts)
}

/// The messages of a mailbox file, which start with a line `From `; else the one message it is.
fn messages_in(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let starts: Vec<usize> = std::iter::once(0)
        .chain(
            bytes
                .windows(7)
                .enumerate()
                .filter(|(_, some)| *some == b"\n\nFrom ")
                .map(|(at, _)| at + 2),
        )
        .collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let message = &bytes[*start..end];
            let first = message
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(0, |at| at + 1);
            &message[first..]
        })
        .collect()
}

pub(crate) fn cannot_read(path: &Path, error: &std::io::Error) -> CleanError {
    CleanError::File(path.display().to_string(), error.to_string())
}

//! Somebody does not want to hear from the business.
//!
//! Enters: an account, a channel or all, and how it was learned. Leaves: a refusal that no undo
//! takes back, and every key of the account on that channel suppressed, which survives imports,
//! merges and splits.

use std::rc::Rc;

use rusqlite::Transaction;
use rusqlite::types::Value;
use store::{Silent, Store};
use terms::Channel;

use crate::account::{Standing, write_account};
use crate::error::CleanError;
use crate::run::Run;
use crate::step::check_account;

/// Refuses a channel, or all of them, for an account.
///
/// # Errors
/// When there is no such account or the database refuses.
pub fn opt_out(
    store: &Store,
    account_id: i64,
    channel: Option<Channel>,
    reason: &str,
    now: &str,
) -> Result<(), CleanError> {
    let run = Run::begin(store, now, &Silent)?;
    store.write(|db| {
        check_account(db, account_id)?;
        let wanted = |one: &&Channel| channel.is_none_or(|only| only == **one);
        let mut kinds = Vec::new();
        for one in Channel::ALL.iter().filter(wanted) {
            // Whoever is merged into it now has said so too, also after the two part again.
            for member in run.linker.group(account_id) {
                db.prepare_cached(include_str!("../sql/opt_out.refuse.sql"))?
                    .execute((member, one.code(), reason, now))?;
            }
            let kind = match one {
                Channel::Email => "email",
                Channel::Letter => "post",
                Channel::Call => "phone",
            };
            db.prepare_cached(include_str!("../sql/opt_out.suppress.sql"))?
                .execute((account_id, one.code(), kind, reason, now))?;
            kinds.push(Value::from(kind.to_owned()));
        }
        let standing = Standing::read(db)?;
        write_account(db, account_id, false, now, &standing)?;
        // Who shares an address or a number is left alone there, too, and it has to show.
        for other in read_sharing(db, account_id, kinds)? {
            write_account(db, other, false, now, &standing)?;
        }
        Ok(())
    })
}

/// The other accounts that have an address or a number of this one, of these kinds: who shares a
/// mailbox has said nothing about letters.
fn read_sharing(
    db: &Transaction<'_>,
    account_id: i64,
    kinds: Vec<Value>,
) -> Result<Vec<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/opt_out.sharing.sql"))?;
    let rows = statement.query_map((account_id, Rc::new(kinds)), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

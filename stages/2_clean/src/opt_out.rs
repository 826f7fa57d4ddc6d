//! Somebody does not want to hear from the business.
//!
//! Enters: an account, a channel or all, and how it was learned. Leaves: consent refused, and every
//! key of the account on that channel suppressed, which survives imports and undo.

use rusqlite::OptionalExtension;
use store::Store;
use terms::Channel;

use crate::error::CleanError;

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
    store.write(|db| {
        let mut exists = db.prepare_cached(include_str!("../sql/opt_out.account.sql"))?;
        if exists
            .query_row([account_id], |_| Ok(()))
            .optional()?
            .is_none()
        {
            return Err(CleanError::NoSuchAccount(account_id));
        }
        for one in Channel::ALL
            .iter()
            .filter(|one| channel.is_none_or(|only| only == **one))
        {
            let kind = match one {
                Channel::Email => "email",
                Channel::Letter => "post",
                Channel::Call => "phone",
            };
            let refuse = include_str!("../sql/opt_out.refuse.sql");
            db.prepare_cached(refuse)?
                .execute((account_id, one.code(), reason))?;
            let suppress = include_str!("../sql/opt_out.suppress.sql");
            db.prepare_cached(suppress)?
                .execute((account_id, one.code(), kind, reason, now))?;
        }
        Ok(())
    })
}

//! Orders with friends' codes in; credits, their ends, and one errand of thanks each out.

use rusqlite::Transaction;
use serde::Serialize;
use store::{Store, rusqlite};
use terms::Day;

use crate::ActError;
use crate::errand::{ErrandKind, make_errand, withdraw_errand};
use crate::referral::case::{FriendRow, read_cases};
use crate::referral::judge::{Case, Verdict, verdicts};

/// What settling changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReferralChanges {
    /// New credits.
    pub credited: u64,
    /// Credits that ended, for the order was returned or taken back.
    pub ended: u64,
}

/// Credits whoever brought a new customer, once, with an errand to thank them; ends credits whose
/// order was returned or is gone. Doing it twice is the same as once.
///
/// # Errors
/// When the database refuses.
pub fn settle_referrals(store: &Store, as_of: Day, now: &str) -> Result<ReferralChanges, ActError> {
    store.write(|db| {
        let cases = read_cases(db, as_of)?;
        let judged = verdicts(&cases.iter().map(|(_, case)| *case).collect::<Vec<_>>());
        let mut changes = ReferralChanges::default();
        // Ends come first: an ended credit may make room for another friend's.
        for ((friend, case), verdict) in cases.iter().zip(&judged) {
            changes.ended += u64::from(end_credit(db, friend, case, *verdict, as_of)?);
        }
        for ((friend, case), verdict) in cases.iter().zip(&judged) {
            if *verdict == Verdict::Credited {
                changes.credited += u64::from(credit(db, friend, case, as_of, now)?);
            }
        }
        Ok(changes)
    })
}

/// Ends the credit of a friend where it no longer stands; says whether it did.
fn end_credit(
    db: &Transaction<'_>,
    friend: &FriendRow,
    case: &Case,
    verdict: Verdict,
    as_of: Day,
) -> Result<bool, ActError> {
    let Some(referral) = friend.referral_id else {
        return Ok(false);
    };
    let same_order = case.order.map(|order| order.id) == friend.credited_order;
    let why = match verdict {
        Verdict::Credited if same_order => return Ok(false),
        Verdict::Credited | Verdict::Waiting | Verdict::Lapsed => "the order was taken back",
        other => other.words(),
    };
    db.prepare_cached(include_str!("../../sql/settle.end_referral.sql"))?
        .execute((referral, as_of.number(), why))?;
    if verdict != Verdict::Credited {
        withdraw_errand(db, ErrandKind::Thanks, friend.id, why)?;
    }
    Ok(true)
}

/// Credits the sharer of a friend's link unless that is done; says whether it did.
fn credit(
    db: &Transaction<'_>,
    friend: &FriendRow,
    case: &Case,
    as_of: Day,
    now: &str,
) -> Result<bool, ActError> {
    let (Some(sharer), Some(order)) = (case.sharer, case.order) else {
        return Ok(false);
    };
    let sql = include_str!("../../sql/settle.write_referral.sql");
    let written = db.prepare_cached(sql)?.execute(rusqlite::params![
        friend.id,
        friend.link_id,
        sharer,
        order.account_id,
        order.id,
        order.day.number(),
        now
    ])?;
    if written == 1 {
        make_errand(db, sharer, ErrandKind::Thanks, friend.id, "", as_of)?;
    }
    Ok(written == 1)
}

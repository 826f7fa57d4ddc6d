//! What comes back in the practice business: mails to addresses that were given up, and some letters.
//!
//! Enters: what was sent. Leaves: the same signs a real mailbox of returned mails and a pile of
//! returned letters would leave, taken in through the same doors.

use std::collections::HashSet;

use anyhow::Result;
use clean::{BounceReport, ReturnReason};
use desk::House;
use terms::{Channel, Day};
use testkit::{EmailState, PracticeBusiness, ReceivedTouch, returned_mails};

use crate::output::say;

/// One letter in this many comes back; Deutsche Post and USPS both count a few in a hundred.
const LETTER_EVERY: usize = 25;

/// Takes in what came back of the touches that left.
pub(crate) fn take_in(
    house: &House,
    business: &PracticeBusiness,
    touches: &[ReceivedTouch],
    day: Day,
) -> Result<()> {
    let given_up = given_up_addresses(business);
    let mailed: HashSet<&str> = touches
        .iter()
        .filter(|touch| touch.channel == Channel::Email)
        .filter_map(|touch| touch.email.as_deref())
        .filter(|email| given_up.contains(&email.to_lowercase()))
        .collect();
    let mut mailed: Vec<&str> = mailed.into_iter().collect();
    mailed.sort_unstable();
    let mut report = BounceReport::default();
    if !mailed.is_empty() {
        let mailbox = returned_mails(mailed, day);
        clean::take_bounce_bytes(&house.store, mailbox.as_bytes(), &house.now(), &mut report)?;
    }
    let letters = returned_letters(house)?;
    let taken = clean::take_returned(&house.store, &letters, &house.now())?;
    say(&format!(
        "{} mails and {} letters came back",
        report.messages,
        taken.taken.len()
    ));
    Ok(())
}

/// Addresses that look right and reach nobody, in small letters.
fn given_up_addresses(business: &PracticeBusiness) -> HashSet<String> {
    let accounts = (0..business.accounts()).map(|index| business.account(index));
    accounts
        .flat_map(|account| account.people)
        .filter(|person| person.email_state == EmailState::Gone)
        .filter_map(|person| Some(person.email?.to_lowercase()))
        .collect()
}

/// The numbers of the letters that come back: all to accounts whose mail came back too, for those
/// have moved, and every so many of the others.
fn returned_letters(house: &House) -> Result<Vec<(String, ReturnReason)>> {
    house.store.read(|db| {
        let mut statement = db.prepare(include_str!("../../sql/trial.letters.sql"))?;
        let letters = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let letters: Vec<(i64, bool)> = letters.collect::<Result<_, _>>()?;
        let back = letters.iter().enumerate();
        Ok(back
            .filter(|(at, (_, has_moved))| *has_moved || at % LETTER_EVERY == LETTER_EVERY / 2)
            .map(|(at, (id, _))| {
                let reason = match at % 3 {
                    0 => ReturnReason::Unknown,
                    _ => ReturnReason::ALL[at % ReturnReason::ALL.len()],
                };
                (id.to_string(), reason)
            })
            .collect())
    })
}

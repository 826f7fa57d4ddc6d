//! E-mail addresses under names that can never be delivered to: a person in; an address and what
//! becomes of a message sent there out.
//!
//! Only `.example` and `.test` are used; both are reserved for this (RFC 2606).

use serde::{Deserialize, Serialize};

use crate::chance::Dice;
use crate::names::plain_letters;

/// Share of people who never gave an address.
const MISSING: f64 = 0.10;
/// Share of people whose address is written so wrongly that nothing can be sent to it.
const MALFORMED: f64 = 0.025;
/// Share of people whose address looks right but has been given up.
const GONE: f64 = 0.015;
/// Share of main contacts in firms who use the firm's common box.
const COMMON_BOX: f64 = 0.08;

static PRIVATE_HOSTS: [&str; 4] = [
    "postbox.example",
    "homemail.test",
    "letterbin.example",
    "quickmail.test",
];

/// What becomes of a message sent to somebody's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailState {
    /// It arrives.
    Works,
    /// There is no address.
    Missing,
    /// The address cannot be one.
    Malformed,
    /// The address is well formed, the mailbox is not there any more.
    Gone,
}

/// Where the people of an account have their mailboxes.
pub(crate) enum Mailing {
    Firm { domain: String },
    Private,
}

impl Mailing {
    /// The address of one person, unique among everybody's.
    pub(crate) fn drawn(
        &self,
        first: &str,
        last: &str,
        index: u32,
        at: usize,
        dice: &mut Dice,
    ) -> (Option<String>, EmailState) {
        let common_box = at == 0 && dice.lands(COMMON_BOX);
        let (first, last) = (plain_letters(first), plain_letters(last));
        let address = match self {
            Mailing::Firm { domain } if common_box => format!("info@{domain}"),
            Mailing::Firm { domain } => format!("{first}.{last}@{domain}"),
            Mailing::Private => format!("{first}.{last}{index}@{}", dice.pick(&PRIVATE_HOSTS)),
        };
        let fate = dice.share();
        if fate < MISSING {
            (None, EmailState::Missing)
        } else if fate < MISSING + MALFORMED {
            (
                Some(malformed(&address, dice.below(5))),
                EmailState::Malformed,
            )
        } else if fate < MISSING + MALFORMED + GONE {
            (Some(address), EmailState::Gone)
        } else {
            (Some(address), EmailState::Works)
        }
    }
}

/// An address as somebody in a hurry writes it.
fn malformed(address: &str, habit: usize) -> String {
    let (local, domain) = address
        .split_once('@')
        .unwrap_or((address, "postbox.example"));
    match habit {
        0 => format!("{local}@@{domain}"),
        1 => format!("{local}@{}", domain.split('.').next().unwrap_or_default()),
        2 => format!("{local} at {domain}"),
        3 => format!("{local}.{domain}"),
        _ => format!("{local}@{}", domain.replace('.', ",")),
    }
}

//! The rules that join rows for certain, the strongest first.
//!
//! Enters: a row's identity and keys, and what is known of accounts that share one. Leaves: the
//! accounts it belongs to; more than one means that they are one.

use rusqlite::Transaction;

use crate::error::CleanError;
use crate::link::batch::Linker;
use crate::link::identity::{Identity, RowKeys};
use crate::link::keys::key_hash;
use crate::link::known::Known;
use crate::link::party::PartyRow;
use crate::normal::company::{company_key, is_same_company};

/// Why a row belongs to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// No known account fits.
    New,
    /// The same customer number.
    Number,
    /// The same e-mail address.
    Email,
    /// The same phone and the same name.
    PhoneName,
    /// The same firm at the same place or mail domain.
    Company,
    /// The same family at the same house.
    Address,
    /// The same name, and nobody else has it.
    Name,
}

impl Rule {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Rule::New => "new",
            Rule::Number => "number",
            Rule::Email => "email",
            Rule::PhoneName => "phone_name",
            Rule::Company => "company",
            Rule::Address => "address",
            Rule::Name => "name",
        }
    }
}

/// An account that a row belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) account: i64,
    pub(crate) rule: Rule,
    /// No file speaks of it any more; its number waits for its return.
    pub(crate) is_gone: bool,
}

/// Every account a row belongs to, the strongest rule first. Accounts that are gone count only
/// where no other fits, and then the first of them.
pub(crate) fn find_accounts(
    db: &Transaction<'_>,
    linker: &mut Linker,
    row: &PartyRow,
    identity: &Identity,
    keys: &RowKeys,
) -> Result<Vec<Found>, CleanError> {
    let mut found = Vec::new();
    add(db, linker, &mut found, keys.number, Rule::Number)?;
    match identity.is_shared_box() {
        true => add_fitting(db, linker, &mut found, identity, keys.email, Rule::Email)?,
        false => add(db, linker, &mut found, keys.email, Rule::Email)?,
    }
    add_fitting(
        db,
        linker,
        &mut found,
        identity,
        keys.phone,
        Rule::PhoneName,
    )?;
    add_fitting(db, linker, &mut found, identity, keys.place, Rule::Address)?;
    for key in &keys.company {
        add(db, linker, &mut found, Some(*key), Rule::Company)?;
    }
    if found.is_empty() {
        add_by_name(db, linker, &mut found, row, identity)?;
    }
    if found.iter().any(|one| !one.is_gone) {
        found.retain(|one| !one.is_gone);
    } else {
        found.truncate(1);
    }
    Ok(found)
}

fn add(
    db: &Transaction<'_>,
    linker: &Linker,
    found: &mut Vec<Found>,
    key: Option<i64>,
    rule: Rule,
) -> Result<(), CleanError> {
    let Some(key) = key else { return Ok(()) };
    for account in linker.accounts_by_key(db, key)? {
        if !found.iter().any(|other| other.account == account) {
            found.push(linker.found(account, rule));
        }
    }
    Ok(())
}

/// A shared phone, house or mailbox counts only where the names fit.
fn add_fitting(
    db: &Transaction<'_>,
    linker: &mut Linker,
    found: &mut Vec<Found>,
    identity: &Identity,
    key: Option<i64>,
    rule: Rule,
) -> Result<(), CleanError> {
    let Some(key) = key else { return Ok(()) };
    for account in linker.accounts_by_key(db, key)? {
        let is_found = found.iter().any(|other| other.account == account);
        if !is_found && fits(linker.known.get(db, account)?, identity, rule) {
            found.push(linker.found(account, rule));
        }
    }
    Ok(())
}

/// Whether a mailbox that several people read is the firm's own, or nobody says who else reads it.
fn is_box_of(known: &Known, identity: &Identity) -> bool {
    let nobody = identity.folded.is_empty() && identity.company.is_empty();
    let unknown = known.people.is_empty() && known.company.is_empty();
    nobody
        || unknown
        || [&known.company, &identity.company]
            .iter()
            .any(|firm| identity.is_at(firm))
}

/// Whether a shared phone, house or mailbox makes a row and an account the same.
pub(crate) fn fits(known: &Known, identity: &Identity, rule: Rule) -> bool {
    if is_same_company(&known.company, &identity.company) {
        return true;
    }
    if rule == Rule::Email && is_box_of(known, identity) {
        return true;
    }
    // A firm and the family above the shop are two, and so are two firms under one roof.
    if !known.company.is_empty() && !identity.company.is_empty() {
        return false;
    }
    let at_home = known.company.is_empty() && identity.company.is_empty();
    identity.folded.iter().any(|name| {
        let same_family =
            || !name.last.is_empty() && known.people.iter().any(|person| person.last == name.last);
        known.people.iter().any(|person| person.may_be(name))
            || (rule == Rule::Address && at_home && same_family())
    })
}

/// The one account with this name, for rows that say hardly more than a name.
fn add_by_name(
    db: &Transaction<'_>,
    linker: &Linker,
    found: &mut Vec<Found>,
    row: &PartyRow,
    identity: &Identity,
) -> Result<(), CleanError> {
    let says_where = if identity.company.is_empty() {
        !identity.is_name_only()
    } else {
        !row.postcode.is_empty()
    };
    if says_where || !row.party_key.is_empty() {
        return Ok(());
    }
    // «Berg Bau» on an invoice may be the firm «Berg Bau GmbH» of the contacts.
    let as_firm = Some(company_key(&row.full_name))
        .filter(|key| identity.company.is_empty() && !key.is_empty());
    let keys = identity
        .name_key()
        .into_iter()
        .chain(as_firm.map(|key| format!("firm {key}")));
    for key in keys {
        let key = key_hash("name", identity.family(), &key);
        let mut accounts: Vec<Found> = linker
            .accounts_by_key(db, key)?
            .into_iter()
            .map(|account| linker.found(account, Rule::Name))
            .collect();
        if accounts.iter().any(|one| !one.is_gone) {
            accounts.retain(|one| !one.is_gone);
        }
        if let [only] = accounts.as_slice() {
            found.push(*only);
            return Ok(());
        }
    }
    Ok(())
}

/// Whether a row that names somebody in passing is so vague that several accounts could be meant:
/// such an order belongs to nobody rather than to the wrong one.
pub(crate) fn is_ambiguous(
    db: &Transaction<'_>,
    linker: &Linker,
    row: &PartyRow,
    identity: &Identity,
) -> Result<bool, CleanError> {
    if row.is_contact_file || !row.party_key.is_empty() || !identity.is_name_only() {
        return Ok(false);
    }
    let Some(key) = identity.name_key() else {
        return Ok(true);
    };
    let accounts = linker.accounts_by_key(db, key_hash("name", identity.family(), &key))?;
    let alive = accounts.iter().filter(|account| !linker.is_gone(**account));
    Ok(alive.count() > 1)
}

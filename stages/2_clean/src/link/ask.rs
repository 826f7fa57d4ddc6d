//! Whether somebody like this is known already, before anything is written.
//!
//! Enters: what a person typed. Leaves: the accounts the same rules would join it with, and those that
//! only share its phone number, each with why.

use store::Store;

use crate::error::CleanError;
use crate::link::batch::Linker;
use crate::link::identity::Identity;
use crate::link::party::PartyRow;
use crate::link::rule::{Rule, find_accounts};

/// Somebody as typed; empty where nothing was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'typed> {
    /// The firm.
    pub company: &'typed str,
    /// First and last name in one.
    pub name: &'typed str,
    /// First name.
    pub first_name: &'typed str,
    /// Last name.
    pub last_name: &'typed str,
    /// E-mail address.
    pub email: &'typed str,
    /// Phone number.
    pub phone: &'typed str,
    /// Street and house number.
    pub street: &'typed str,
    /// Postal code.
    pub postcode: &'typed str,
    /// Town.
    pub city: &'typed str,
}

/// An account like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Which.
    pub account_id: i64,
    /// What is the same, in plain words.
    pub why: &'static str,
    /// Whether a row that says so belongs to the account; else it only looks like it.
    pub is_same: bool,
}

/// Accounts like somebody, the surest first.
///
/// # Errors
/// When the database refuses.
pub fn find_alike(store: &Store, typed: &Typed<'_>) -> Result<Vec<Alike>, CleanError> {
    let text = |text: &str| text.trim().to_owned();
    let row = PartyRow {
        company: text(typed.company),
        full_name: text(typed.name),
        first_name: text(typed.first_name),
        last_name: text(typed.last_name),
        email: text(typed.email),
        phone: text(typed.phone),
        street: text(typed.street),
        postcode: text(typed.postcode),
        city: text(typed.city),
        is_contact_file: true,
        ..PartyRow::default()
    };
    let identity = Identity::of(&row);
    let keys = identity.keys("", "");
    let mut linker = store.read(Linker::read)?;
    store.write(|db| {
        let found = find_accounts(db, &mut linker, &row, &identity, &keys)?;
        let mut alike: Vec<Alike> = found
            .iter()
            .filter(|one| !one.is_gone)
            .map(|one| Alike {
                account_id: one.account,
                why: words_of(one.rule),
                is_same: true,
            })
            .collect();
        let sharing = match keys.phone {
            Some(key) => linker.accounts_by_key(db, key)?,
            None => Vec::new(),
        };
        for account_id in sharing {
            let is_known = alike.iter().any(|one| one.account_id == account_id);
            if !is_known && !linker.is_gone(account_id) {
                alike.push(Alike {
                    account_id,
                    why: words_of(Rule::PhoneName),
                    is_same: false,
                });
            }
        }
        Ok(alike)
    })
}

fn words_of(rule: Rule) -> &'static str {
    match rule {
        Rule::New => "",
        Rule::Number => "the same customer number",
        Rule::Email => "the same e-mail address",
        Rule::PhoneName => "the same phone number",
        Rule::Company => "the same company",
        Rule::Address => "the same name at the same address",
        Rule::Name => "the same name",
    }
}

//! What is known of an account when a row is held against it.
//!
//! Enters: the database, and the rows of the batch at work. Leaves: firm and people, folded.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::{Connection, OptionalExtension};

use crate::error::CleanError;
use crate::link::identity::Identity;
use crate::normal::company::company_key;
use crate::normal::fold::folded;
use crate::normal::name::FoldedName;

/// Firm and people of an account, made comparable.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) company: String,
    pub(crate) people: Vec<FoldedName>,
}

impl Known {
    /// Adds what a row says.
    pub(crate) fn learn(&mut self, identity: &Identity) {
        if self.company.is_empty() {
            self.company.clone_from(&identity.company);
        }
        for name in &identity.folded {
            if !self.people.contains(name) {
                self.people.push(name.clone());
            }
        }
    }
}

/// Accounts kept in memory at once; a few hundred bytes each.
const KEPT_MOST: usize = 50_000;

/// Accounts that were looked at lately.
#[derive(Default)]
pub(crate) struct KnownAccounts {
    by_id: HashMap<i64, Known>,
}

impl KnownAccounts {
    /// What is known of an account, read on first sight.
    pub(crate) fn get(
        &mut self,
        db: &Connection,
        account_id: i64,
    ) -> Result<&mut Known, CleanError> {
        match self.by_id.entry(account_id) {
            Entry::Occupied(found) => Ok(found.into_mut()),
            Entry::Vacant(free) => Ok(free.insert(read_known(db, account_id)?)),
        }
    }

    /// What is known of an account, if it was looked at.
    pub(crate) fn peek(&self, account_id: i64) -> Option<&Known> {
        self.by_id.get(&account_id)
    }

    /// A new account is known by its first row alone.
    pub(crate) fn begin(&mut self, account_id: i64) -> &mut Known {
        self.by_id.entry(account_id).or_default()
    }

    /// What was known of one account is known of another now. Where either was not looked at yet,
    /// both are read again.
    pub(crate) fn join(&mut self, keep: i64, gone: i64) {
        match (self.by_id.remove(&gone), self.by_id.get_mut(&keep)) {
            (Some(gone), Some(keep)) => keep.people.extend(gone.people),
            _ => self.forget(keep),
        }
    }

    /// Forgets an account whose rows went elsewhere.
    pub(crate) fn forget(&mut self, account_id: i64) {
        self.by_id.remove(&account_id);
    }

    /// Forgets all when there are many; what they said is written by then.
    pub(crate) fn trim(&mut self) {
        if self.by_id.len() > KEPT_MOST {
            self.by_id.clear();
        }
    }
}

fn read_known(db: &Connection, account_id: i64) -> Result<Known, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/known.account.sql"))?;
    let company = statement
        .query_row([account_id], |row| row.get::<_, String>(0))
        .optional()?;
    let mut statement = db.prepare_cached(include_str!("../../sql/known.people.sql"))?;
    let people = statement.query_map([account_id], |row| {
        let (first, last): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(FoldedName {
            first: folded(&first),
            last: folded(&last),
        })
    })?;
    Ok(Known {
        company: company_key(&company.unwrap_or_default()),
        people: people.collect::<Result<_, _>>()?,
    })
}

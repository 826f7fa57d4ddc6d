//! Which account a row belongs to, and why.
//!
//! Enters: a row's identity and the keys of all known accounts. Leaves: the account it belongs to
//! with the rule that says so, or that it is a new one. A row that proves two accounts to be one
//! joins them.

use rusqlite::{OptionalExtension, Transaction};

use crate::company::{company_key, is_same_company};
use crate::error::CleanError;
use crate::identity::{Identity, PartyRow};
use crate::name::PersonName;

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

/// A key that more accounts share than this says nothing about anybody.
const SHARED_BY_MOST: i64 = 8;

/// Whose numbers the rows of a source carry.
#[derive(Clone, Debug)]
pub(crate) struct NumberSpace {
    /// Shared with the other files of its system.
    pub(crate) shared: String,
    /// Its own, when its numbers turned out to be another series.
    pub(crate) own: Option<String>,
}

impl NumberSpace {
    /// The namespace a row's number is kept under.
    pub(crate) fn name(&self, family: &str) -> String {
        format!("{family}{}", self.own.as_deref().unwrap_or(&self.shared))
    }
}

/// What is known of an account when a row is held against it.
struct Known {
    company: String,
    people: Vec<PersonName>,
}

/// An account that a row belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) account: i64,
    pub(crate) rule: Rule,
    /// No file speaks of it any more; its number waits for its return.
    pub(crate) is_gone: bool,
}

/// Every account a row belongs to, the strongest rule first; more than one means that they are one.
/// Accounts that are gone count only where no other fits, and then the first of them.
pub(crate) fn find_accounts(
    db: &Transaction<'_>,
    row: &PartyRow,
    identity: &Identity,
    space: &NumberSpace,
) -> Result<Vec<Found>, CleanError> {
    let mut found = find_all(db, row, identity, space)?;
    if found.iter().any(|one| !one.is_gone) {
        found.retain(|one| !one.is_gone);
    } else {
        found.truncate(1);
    }
    Ok(found)
}

fn find_all(
    db: &Transaction<'_>,
    row: &PartyRow,
    identity: &Identity,
    space: &NumberSpace,
) -> Result<Vec<Found>, CleanError> {
    let mut found: Vec<Found> = Vec::new();
    let by = |rule: Rule| {
        move |(account, is_gone): (i64, bool)| Found {
            account,
            rule,
            is_gone,
        }
    };
    found.extend(account_by_number(db, row, identity, space)?.map(by(Rule::Number)));
    let family = identity.family();
    if let Some(email) = &identity.email {
        let accounts = accounts_by_key(db, "email", &format!("{family}{email}"))?;
        found.extend(accounts.into_iter().map(by(Rule::Email)));
    }
    let keys = [
        ("phone", &identity.phone, Rule::PhoneName),
        ("place", &identity.place, Rule::Address),
    ];
    for (kind, key, rule) in keys {
        let Some(key) = key else { continue };
        for (account, is_gone) in accounts_by_key(db, kind, &format!("{family}{key}"))? {
            let is_found = found.iter().any(|other| other.account == account);
            if !is_found && fits(&read_known(db, account)?, identity, rule) {
                found.push(Found {
                    account,
                    rule,
                    is_gone,
                });
            }
        }
    }
    for key in &identity.company_places {
        let accounts = accounts_by_key(db, "company", &format!("{family}{key}"))?;
        found.extend(accounts.into_iter().map(by(Rule::Company)));
    }
    if found.is_empty() {
        found.extend(account_by_name(db, row, identity)?.map(by(Rule::Name)));
    }
    Ok(found)
}

/// Whether a shared phone or house makes a row and an account the same.
fn fits(known: &Known, identity: &Identity, rule: Rule) -> bool {
    if is_same_company(&known.company, &identity.company) {
        return true;
    }
    // A firm and the family above the shop are two, and so are two firms under one roof.
    if !known.company.is_empty() && !identity.company.is_empty() {
        return false;
    }
    let same_person = |name: &PersonName| known.people.iter().any(|person| person.may_be(name));
    let same_family = |name: &PersonName| {
        let last = crate::fold::folded(&name.last);
        !last.is_empty()
            && known
                .people
                .iter()
                .any(|person| crate::fold::folded(&person.last) == last)
    };
    let at_home = known.company.is_empty() && identity.company.is_empty();
    identity
        .people
        .iter()
        .any(|name| same_person(name) || (rule == Rule::Address && at_home && same_family(name)))
}

/// The one account with this name, for rows that say hardly more than a name.
fn account_by_name(
    db: &Transaction<'_>,
    row: &PartyRow,
    identity: &Identity,
) -> Result<Option<(i64, bool)>, CleanError> {
    let says_where = if identity.company.is_empty() {
        !identity.is_name_only()
    } else {
        !row.postcode.is_empty()
    };
    if says_where || !row.party_key.is_empty() {
        return Ok(None);
    }
    // «Berg Bau» on an invoice may be the firm «Berg Bau GmbH» of the contacts.
    let as_firm = Some(company_key(&row.full_name))
        .filter(|key| identity.company.is_empty() && !key.is_empty());
    let keys = identity
        .name_key()
        .into_iter()
        .chain(as_firm.map(|key| format!("firm {key}")));
    for key in keys {
        let mut accounts = accounts_by_key(db, "name", &format!("{}{key}", identity.family()))?;
        if accounts.iter().any(|(_, is_gone)| !is_gone) {
            accounts.retain(|(_, is_gone)| !is_gone);
        }
        if let [only] = accounts.as_slice() {
            return Ok(Some(*only));
        }
    }
    Ok(None)
}

/// Whether what a row calls by a person's name is the firm of the account itself.
pub(crate) fn is_firm_itself(
    db: &Transaction<'_>,
    account_id: i64,
    row: &PartyRow,
) -> Result<bool, CleanError> {
    let key = company_key(&row.full_name);
    Ok(row.company.is_empty() && !key.is_empty() && read_known(db, account_id)?.company == key)
}

/// Whether a row of an order file names somebody so vaguely that several accounts could be meant:
/// such an order belongs to nobody rather than to the wrong one.
pub(crate) fn is_ambiguous(
    db: &Transaction<'_>,
    row: &PartyRow,
    identity: &Identity,
) -> Result<bool, CleanError> {
    if !row.is_order_file || !row.party_key.is_empty() || !identity.is_name_only() {
        return Ok(false);
    }
    let Some(key) = identity.name_key() else {
        return Ok(true);
    };
    let accounts = accounts_by_key(db, "name", &format!("{}{key}", identity.family()))?;
    Ok(accounts.iter().filter(|(_, is_gone)| !is_gone).count() > 1)
}

fn account_by_number(
    db: &Transaction<'_>,
    row: &PartyRow,
    identity: &Identity,
    space: &NumberSpace,
) -> Result<Option<(i64, bool)>, CleanError> {
    if row.party_key.is_empty() {
        return Ok(None);
    }
    let mut statement = db.prepare_cached(include_str!("../sql/link.account_by_number.sql"))?;
    let name = space.name(identity.family());
    Ok(statement
        .query_row((&name, &row.party_key), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

/// The accounts with this key, and whether each is gone; none when too many share it.
fn accounts_by_key(
    db: &Transaction<'_>,
    rule: &str,
    key: &str,
) -> Result<Vec<(i64, bool)>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/link.accounts_by_key.sql"))?;
    let rows = statement.query_map((rule, key, SHARED_BY_MOST + 1), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let found: Vec<(i64, bool)> = rows.collect::<Result<_, _>>()?;
    Ok(if found.len() as i64 > SHARED_BY_MOST {
        Vec::new()
    } else {
        found
    })
}

fn read_known(db: &Transaction<'_>, account_id: i64) -> Result<Known, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/link.known_account.sql"))?;
    let company = statement
        .query_row([account_id], |row| row.get::<_, String>(0))
        .optional()?;
    Ok(Known {
        company: company_key(&company.unwrap_or_default()),
        people: read_people_names(db, account_id)?,
    })
}

fn read_people_names(db: &Transaction<'_>, account_id: i64) -> Result<Vec<PersonName>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/link.known_people.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        Ok(PersonName {
            title: String::new(),
            first: row.get(0)?,
            last: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a row with a number that is known already speaks of somebody else: firm and people both
/// named on both sides, and nothing agrees.
pub(crate) fn contradicts_number(
    db: &Transaction<'_>,
    row: &PartyRow,
    identity: &Identity,
    space: &NumberSpace,
) -> Result<Option<bool>, CleanError> {
    let Some((account, _)) = account_by_number(db, row, identity, space)? else {
        return Ok(None);
    };
    let known = read_known(db, account)?;
    let comparable = (!known.people.is_empty() && !identity.people.is_empty())
        || (!known.company.is_empty() && !identity.company.is_empty());
    if !comparable {
        return Ok(None);
    }
    let agrees = is_same_company(&known.company, &identity.company)
        || identity
            .people
            .iter()
            .any(|name| known.people.iter().any(|person| person.may_be(name)));
    Ok(Some(!agrees))
}

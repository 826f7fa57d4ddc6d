//! Whose customer numbers a source carries: those of its system, or a series of its own.
//!
//! Enters: a source's first rows and the accounts their numbers lead to. Leaves: the series' name,
//! decided once.

use rusqlite::{OptionalExtension, Transaction};

use crate::error::CleanError;
use crate::link::batch::Linker;
use crate::link::identity::Identity;
use crate::link::party::{PartyRow, read_parties};
use crate::normal::company::{company_key, is_same_company};
use crate::run::Source;

/// Rows with a known number that are compared to tell whether a file counts customers like the
/// others do.
const COMPARED_ROWS: i64 = 200;

/// People marry and firms are renamed: fewer rows than this say nothing about the whole file.
const CONTRADICTIONS_LEAST: u32 = 3;

/// The series of a source: when most rows with a known number speak of somebody else, its own.
pub(crate) fn decide_series(
    db: &Transaction<'_>,
    source: &Source,
    linker: &mut Linker,
) -> Result<String, CleanError> {
    let mut told = db.prepare_cached(include_str!("../../sql/series.told.sql"))?;
    let known = told.query_row([source.id], |row| row.get::<_, String>(0));
    if let Some(name) = known.optional()? {
        return Ok(name);
    }
    let (mut same, mut other) = (0_u32, 0_u32);
    for row in read_parties(db, source.id, 0, COMPARED_ROWS)? {
        let identity = Identity::of(&row);
        match speaks_of_another(db, linker, &row, &identity, &source.namespace)? {
            Some(true) => other += 1,
            Some(false) => same += 1,
            None => {}
        }
    }
    let name = if other > same && other >= CONTRADICTIONS_LEAST {
        format!("{}#{}", source.namespace, source.id)
    } else {
        source.namespace.clone()
    };
    db.prepare_cached(include_str!("../../sql/series.remember.sql"))?
        .execute((source.id, &name))?;
    Ok(name)
}

/// Whether a row with a number that is known already speaks of somebody else: firm or people named
/// on both sides, and nothing agrees.
fn speaks_of_another(
    db: &Transaction<'_>,
    linker: &mut Linker,
    row: &PartyRow,
    identity: &Identity,
    series: &str,
) -> Result<Option<bool>, CleanError> {
    let Some(number) = identity.keys(&row.party_key, series).number else {
        return Ok(None);
    };
    let Some(account) = linker.accounts_by_key(db, number)?.first().copied() else {
        return Ok(None);
    };
    let known = linker.known.get(db, account)?;
    let comparable = (!known.people.is_empty() && !identity.people.is_empty())
        || (!known.company.is_empty() && !identity.company.is_empty());
    if !comparable {
        return Ok(None);
    }
    // An invoice may call the firm by its name alone.
    let by_name = company_key(&row.full_name);
    let agrees = is_same_company(&known.company, &identity.company)
        || is_same_company(&known.company, &by_name)
        || identity
            .folded
            .iter()
            .any(|name| known.people.iter().any(|person| person.may_be(name)));
    Ok(Some(!agrees))
}

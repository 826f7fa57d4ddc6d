//! Two rows held against each other, and the keys of an account from its rows.
//!
//! Enters: rows with what they are recognised by. Leaves: the rule that joins them, if one does.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction};

use crate::account::with_identities;
use crate::error::CleanError;
use crate::link::identity::{Identity, RowKeys};
use crate::link::keys::key_hash;
use crate::link::known::Known;
use crate::link::party::PartyRow;
use crate::link::rule::{Rule, fits};
use crate::normal::company::company_key;

/// A row with all it is recognised by.
type Whole<'row> = (&'row PartyRow, &'row Identity, &'row RowKeys);

/// The rule that joins two rows by themselves, if one does.
pub(crate) fn belongs(one: Whole<'_>, other: Whole<'_>) -> Option<Rule> {
    let (keys, others) = (one.2, other.2);
    let same = |a: Option<i64>, b: Option<i64>| a.is_some() && a == b;
    let fit = |rule| {
        let mut known = Known::default();
        known.learn(one.1);
        fits(&known, other.1, rule)
    };
    if same(keys.number, others.number) {
        return Some(Rule::Number);
    }
    let is_own = !one.1.is_shared_box() || fit(Rule::Email);
    if same(keys.email, others.email) && is_own {
        return Some(Rule::Email);
    }
    if same(keys.phone, others.phone) && fit(Rule::PhoneName) {
        return Some(Rule::PhoneName);
    }
    if same(keys.place, others.place) && fit(Rule::Address) {
        return Some(Rule::Address);
    }
    if keys.company.iter().any(|key| others.company.contains(key)) {
        return Some(Rule::Company);
    }
    let by_name = is_name_only(one) || is_name_only(other);
    (by_name && is_same_name(one, other)).then_some(Rule::Name)
}

/// Whether a row says hardly more than a name.
fn is_name_only((row, identity, _): Whole<'_>) -> bool {
    let says_where = if identity.company.is_empty() {
        !identity.is_name_only()
    } else {
        !row.postcode.is_empty()
    };
    !says_where && row.party_key.is_empty()
}

fn is_same_name(one: Whole<'_>, other: Whole<'_>) -> bool {
    let as_firm = |(row, identity, _): Whole<'_>| {
        let key = company_key(&row.full_name);
        (identity.company.is_empty() && !key.is_empty()).then_some(key)
    };
    let firm_of = |(_, identity, _): Whole<'_>| {
        (!identity.company.is_empty()).then(|| identity.company.clone())
    };
    let names = |a: Option<String>, b: Option<String>| a.is_some() && a == b;
    (one.2.name.is_some() && one.2.name == other.2.name)
        || names(as_firm(one), firm_of(other))
        || names(firm_of(one), as_firm(other))
}

/// The number series of each source that speaks of an account.
pub(crate) fn read_series(
    db: &Connection,
    account_id: i64,
) -> Result<HashMap<i64, String>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/pair.series.sql"))?;
    let rows = statement.query_map([account_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes the keys of an account anew from the rows it has; one without rows keeps those it had, so
/// that it comes back under its number when the file is imported again.
pub(crate) fn write_keys(db: &Transaction<'_>, account_id: i64) -> Result<(), CleanError> {
    let rows = with_identities(db, account_id)?;
    if rows.is_empty() {
        return Ok(());
    }
    let series = read_series(db, account_id)?;
    db.prepare_cached(include_str!("../../sql/undo.delete_keys.sql"))?
        .execute([account_id])?;
    let mut insert = db.prepare_cached(include_str!("../../sql/batch.insert_key.sql"))?;
    for (row, identity) in rows {
        let name = series.get(&row.source_id).map_or("", String::as_str);
        for key in identity.keys(&row.party_key, name).all() {
            insert.execute((key, account_id))?;
        }
    }
    for edit in crate::account::read_edits(db, account_id)? {
        let key = crate::account::point_key(&edit.field, &edit.value);
        if let (Some(key), "email" | "phone") = (key, edit.field.as_str()) {
            insert.execute((key_hash(&edit.field, "", &key), account_id))?;
        }
    }
    Ok(())
}

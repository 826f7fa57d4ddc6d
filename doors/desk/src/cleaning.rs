//! Cleaning, and what both doors need right after it: customers are found by their new words.

use anyhow::Result;
use clean::CleanReport;
use store::Progress;

use crate::left_behind::remember_elsewhere;
use crate::{House, renew_search};

/// Brings accounts, people, contact points and orders up to date, and the search with them.
///
/// # Errors
/// When the stage or the index cannot go on; both go on with the next call.
pub fn clean_house(house: &House, progress: &dyn Progress) -> Result<CleanReport> {
    let report = clean::clean(&house.store, &house.now(), progress)?;
    erase_overdue(house)?;
    renew_search(&house.store, progress)?;
    Ok(report)
}

/// Takes out of files and rows who an account was that was archived and cannot come back any more.
fn erase_overdue(house: &House) -> Result<()> {
    let (store, now) = (&house.store, house.now());
    let overdue = store.read(|db| clean::read_overdue(db, &now))?;
    if overdue.accounts.is_empty() {
        return Ok(());
    }
    // The rows go last: they alone tell which addresses and numbers are looked for.
    let rows = &overdue.rows;
    let (addresses, phones) = store.read(|db| {
        let addresses = gather::read_addresses(db, rows)?;
        Ok::<_, gather::GatherError>((addresses, gather::read_phones(db, rows)?))
    })?;
    let reached = act::Reached { addresses, phones };
    act::erase_words(store, &overdue.accounts, &reached)?;
    let erased = gather::erase_rows(store, &overdue.rows)?;
    remember_elsewhere(store, &erased.elsewhere)?;
    Ok(clean::note_erased(store, &overdue.accounts, &now)?)
}

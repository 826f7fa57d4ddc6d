//! Cleaning, and what both doors need right after it: customers are found by their new words.

use anyhow::Result;
use clean::CleanReport;
use store::Progress;

use crate::{House, renew_search};

/// Brings accounts, people, contact points and orders up to date, and the search with them.
///
/// # Errors
/// When the stage or the index cannot go on; both go on with the next call.
pub fn clean_house(house: &House, progress: &dyn Progress) -> Result<CleanReport> {
    let report = clean::clean(&house.store, &house.now(), progress)?;
    renew_search(&house.store, progress)?;
    Ok(report)
}

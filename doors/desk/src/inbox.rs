//! Gathering: one file by name, or all that wait in the workspace's inbox.

use std::path::Path;

use anyhow::{Context, Result};
use gather::{ImportOptions, Receipt};
use store::Progress;
use terms::{Business, Currency};

use crate::House;

/// Imports one file.
///
/// # Errors
/// When the file cannot be read at all; a bad row is listed in the receipt instead.
pub fn import_file(house: &House, file: &Path, progress: &dyn Progress) -> Result<Receipt> {
    let options = ImportOptions {
        now: house.now(),
        ..ImportOptions::default()
    };
    let receipt = gather::import(&house.store, file, &options, progress)?;
    adopt_currency(house, receipt.currency)?;
    Ok(receipt)
}

/// The first file that names a currency settles the workspace's, until the owner says otherwise.
fn adopt_currency(house: &House, found: Currency) -> Result<()> {
    let business = house.business()?;
    let told = house
        .store
        .setting::<bool>("currency_is_settled")?
        .unwrap_or(false);
    if found != business.currency && !told {
        house.store.set_business(&Business {
            currency: found,
            ..business
        })?;
        house.store.set_setting("currency_is_settled", &true)?;
    }
    Ok(())
}

/// Imports every file of the inbox that is not in yet; files stay where they are.
///
/// # Errors
/// When the folder cannot be listed. A file that cannot be read is skipped and named.
pub fn gather_inbox(
    house: &House,
    progress: &dyn Progress,
) -> Result<Vec<Result<Receipt, String>>> {
    let folder = house.inbox();
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let list = std::fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    let mut files: Vec<_> = list
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    // A name with a dot in front is an upload that is not whole yet.
    let is_whole = |path: &Path| {
        path.file_name()
            .is_some_and(|name| !name.to_string_lossy().starts_with('.'))
    };
    files.retain(|path| path.is_file() && is_whole(path));
    files.sort();
    Ok(files
        .iter()
        .map(|file| {
            import_file(house, file, progress).map_err(|error| {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                format!("{name}: {error:#}")
            })
        })
        .collect())
}

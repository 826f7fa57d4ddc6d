//! Gathering: one file by name, or all that wait in the workspace's inbox.

use std::path::Path;

use anyhow::Result;
use gather::{Answer, Asked, ImportOptions, Outcome, Receipt, WaitingFile};
use store::Progress;
use terms::{Business, Currency, Day};

use crate::files::files_in;
use crate::{House, tell_error};

/// The setting that holds the first day of a history that begins all at once.
pub(crate) const HISTORY_START: &str = "history_start";

/// Imports one file.
///
/// # Errors
/// When the file cannot be read at all; a bad row is listed in the receipt instead.
pub fn import_file(house: &House, file: &Path, progress: &dyn Progress) -> Result<Receipt> {
    let receipt = gather::import(&house.store, file, &options(house), progress)?;
    adopt_currency(house, receipt.currency)?;
    Ok(receipt)
}

/// Imports everything a path stands for: a file, the files of a folder, the members of a zip, or
/// standard input (`-`).
///
/// # Errors
/// When nothing can be read at all; a file that cannot be read is named in its outcome.
pub fn import_path(house: &House, path: &Path, progress: &dyn Progress) -> Result<Vec<Outcome>> {
    let outcomes = gather::import_all(&house.store, path, &options(house), progress)?;
    for receipt in outcomes.iter().flatten() {
        adopt_currency(house, receipt.currency)?;
    }
    remember_history_start(house)?;
    Ok(outcomes)
}

/// Takes answers about a file that waits, and reads it.
///
/// # Errors
/// When no such file waits, an answer does not fit, or the file cannot be read.
pub fn answer_file(
    house: &House,
    file: &WaitingFile,
    answers: &[Answer],
    progress: &dyn Progress,
) -> Result<Receipt> {
    gather::answer(&house.store, file, answers, &house.now())?;
    let receipt = gather::import_waiting(&house.store, file, &options(house), progress)?;
    if answers.iter().any(|answer| answer.asked == Asked::Currency) {
        house.store.set_business(&Business {
            currency: receipt.currency,
            ..house.business()?
        })?;
        house.store.set_setting("currency_is_settled", &true)?;
    }
    Ok(receipt)
}

/// Keeps since when the history is whole, so that a page can say «at least» without counting.
fn remember_history_start(house: &House) -> Result<()> {
    let start = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(gather::read_history_start(db)?))?;
    house
        .store
        .set_setting(HISTORY_START, &start.map(Day::number))?;
    Ok(())
}

fn options(house: &House) -> ImportOptions {
    ImportOptions {
        now: house.now(),
        ..ImportOptions::default()
    }
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

/// Takes in again a file that was taken back, from the copy the workspace kept.
///
/// # Errors
/// When no such import was taken back, or the file cannot be read.
pub fn import_again(house: &House, source_id: i64, progress: &dyn Progress) -> Result<Receipt> {
    let receipt = gather::import_again(&house.store, source_id, &options(house), progress)?;
    remember_history_start(house)?;
    Ok(receipt)
}

/// Imports every file of the inbox that is not in yet; files stay where they are. What a person took
/// back stays out until that person brings it in again.
///
/// # Errors
/// When the folder cannot be listed. A file that cannot be read is skipped and named.
pub fn gather_inbox(
    house: &House,
    progress: &dyn Progress,
) -> Result<Vec<Result<Receipt, String>>> {
    let folder = house.inbox();
    let mut files = files_in(&folder)?;
    // A name with a dot in front is an upload that is not whole yet.
    let is_whole = |path: &Path| {
        path.file_name()
            .is_some_and(|name| !name.to_string_lossy().starts_with('.'))
    };
    files.retain(|path| is_whole(path));
    let mut outcomes = Vec::new();
    for file in &files {
        if gather::is_taken_back(&house.store, file)? {
            continue;
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        match import_path(house, file, progress) {
            Ok(some) => outcomes.extend(
                some.into_iter()
                    .map(|one| one.map_err(|(_, error)| error.to_string())),
            ),
            Err(error) => outcomes.push(Err(format!("{name}: {}", tell_error(&error)))),
        }
    }
    Ok(outcomes)
}

//! `regulars bounces`, `returned`, `archive`, `addresses`: which addresses still work.

use std::path::Path;

use anyhow::Result;
use clean::ReturnReason;
use desk::House;
use terms::Money;

use crate::commands::Show;
use crate::commands::upkeep::told;
use crate::output::{Table, say, say_json};
use crate::upkeep_args::{Addresses, Archive};

pub(crate) fn bounces(house: &House, show: Show, path: &Path) -> Result<()> {
    let report = desk::take_bounces(house, path)?;
    if show.json {
        return say_json(&report);
    }
    say(&format!(
        "{} messages read, {} of them new.",
        report.messages, report.new
    ));
    for (class, count) in &report.by_class {
        say(&format!("  {class}: {count}"));
    }
    say(&format!(
        "{} customers concerned; {} addresses are nobody's here.",
        report.accounts, report.unknown
    ));
    Ok(())
}

pub(crate) fn returned(
    house: &House,
    show: Show,
    letters: &[String],
    file: Option<&Path>,
    reason: &str,
) -> Result<()> {
    let now = house.now();
    let report = match file {
        Some(file) => clean::take_returned_file(&house.store, file, &now)?,
        None => {
            let reason = ReturnReason::read(reason);
            let letters: Vec<_> = letters
                .iter()
                .map(|letter| (letter.clone(), reason))
                .collect();
            clean::take_returned(&house.store, &letters, &now)?
        }
    };
    if show.json {
        return say_json(&report);
    }
    for (letter, account, address) in &report.taken {
        say(&format!("{letter}: customer {account}, {address}"));
    }
    for letter in &report.known {
        say(&format!("{letter}: was taken in before"));
    }
    for letter in &report.unknown {
        say(&format!("{letter}: no letter has this number"));
    }
    Ok(())
}

pub(crate) fn archive(house: &House, show: Show, wanted: &Archive) -> Result<()> {
    match wanted {
        Archive::List => {
            let proposals = house
                .store
                .read(|db| clean::read_proposals(db, house.as_of()))?;
            if show.json {
                return say_json(&proposals);
            }
            let currency = house.business()?.currency;
            let mut table = Table::new(&["Id", "Customer", "Last order", "Consider", "Revenue"], 4);
            for one in proposals {
                table.row(vec![
                    one.account_id.to_string(),
                    one.name,
                    one.last_order
                        .map(|day| day.to_string())
                        .unwrap_or_default(),
                    one.consider,
                    Money::new(one.revenue_minor, currency).to_string(),
                ]);
            }
            table.print();
            for left in desk::read_left_behind(house)? {
                say(&format!(
                    "{} still names somebody who was erased; delete it by {}: {}",
                    left.what,
                    left.delete_by,
                    left.path.display()
                ));
            }
            Ok(())
        }
        Archive::Confirm { id } => {
            let step = clean::archive(&house.store, *id, house.as_of(), &house.now())?;
            told(
                show,
                step,
                "Archived; it can be brought back for thirty days",
            )
        }
        Archive::Keep { id } => Ok(clean::keep(&house.store, *id, &house.now())?),
    }
}

pub(crate) fn addresses(house: &House, show: Show, wanted: &Addresses) -> Result<()> {
    match wanted {
        Addresses::Export { file } => {
            let count = clean::export_addresses(&house.store, file)?;
            say(&format!("{count} addresses written to {}.", file.display()));
            Ok(())
        }
        Addresses::Import { file } => {
            let report = clean::import_addresses(&house.store, file, &house.now())?;
            if show.json {
                return say_json(&report);
            }
            report.problems.iter().for_each(|problem| say(problem));
            let what = format!(
                "{} corrected, {} unchanged",
                report.corrected, report.unchanged
            );
            match report.step {
                Some(step) => told(show, step, &what),
                None => {
                    say(&what);
                    Ok(())
                }
            }
        }
    }
}

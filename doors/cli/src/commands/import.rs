//! `regulars import` and `regulars check`.

use std::path::Path;

use anyhow::Result;
use gather::{ColumnMeaning, Problem, Receipt};
use terms::Money;

use crate::args::{Import, Place};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::progress::Bar;
use crate::workspace;

/// Rows that could not be read which are named at once; `data problems` lists all.
const PROBLEMS_SHOWN: usize = 5;

/// Reads files; a bad row is listed and the rest still comes in.
pub(crate) fn run(place: &Place, show: Show, wanted: &Import) -> Result<Exit> {
    let house = workspace::open(place)?;
    let _lock = house.lock()?;
    if let Some(currency) = wanted.currency {
        let business = terms::Business {
            currency,
            ..house.business()?
        };
        house.store.set_business(&business)?;
        house.store.set_setting("currency_is_settled", &true)?;
    }
    let bar = Bar::new(show.quiet);
    let mut receipts = Vec::new();
    for file in &wanted.files {
        let receipt = desk::import_file(&house, file, &bar);
        bar.clear();
        let receipt = receipt?;
        if !show.json {
            print(&receipt);
        }
        receipts.push(receipt);
    }
    let cleaned = clean::clean(&house.store, &house.now(), &bar)?;
    bar.clear();
    if show.json {
        say_json(&serde_json::json!({ "files": receipts, "cleaned": cleaned }))?;
    } else {
        say(&format!(
            "In the customer database now: {} new accounts, {} new people, {} new orders.",
            cleaned.accounts_new, cleaned.people_new, cleaned.orders_new
        ));
        say("Next: regulars run --dry-run");
    }
    let lost = receipts.iter().any(|receipt| receipt.lost_rows > 0);
    Ok(if lost {
        Exit::RejectedInPart
    } else {
        Exit::Done
    })
}

/// Says what a file is, changing nothing.
pub(crate) fn check(show: Show, file: &Path) -> Result<Exit> {
    let seen = gather::check(file)?;
    if show.json {
        say_json(&seen)?;
        return Ok(Exit::Done);
    }
    say(&format!("{}: {}", file.display(), seen.kind.word()));
    print_columns(&seen.columns);
    Ok(Exit::Done)
}

fn print_columns(columns: &[ColumnMeaning]) {
    let mut table = Table::new(&["Column", "Read as", "Because"], 3);
    for column in columns {
        let target = column
            .target
            .map_or("kept, not used", |target| target.code());
        table.row(vec![
            column.column.clone(),
            target.replace('_', " "),
            column.reason.clone(),
        ]);
    }
    table.print();
}

fn print(receipt: &Receipt) {
    if receipt.already {
        say(&format!("{}: was read before, nothing new.", receipt.name));
        return;
    }
    say(&format!(
        "{}: {} rows of {}",
        receipt.name,
        receipt.rows,
        receipt.kind.word().to_lowercase()
    ));
    if receipt.amount_minor != 0 {
        let sum = Money::new(receipt.amount_minor, receipt.currency);
        say(&format!(
            "  sum {sum}; the file's own exact sum is {}",
            receipt.amount_exact
        ));
    }
    for difference in &receipt.differences {
        let money = Money::new(difference.minor, receipt.currency);
        say(&format!(
            "  {}: {money} in {} rows",
            difference.name, difference.rows
        ));
    }
    for problem in receipt.sample_problems.iter().take(PROBLEMS_SHOWN) {
        say(&format!("  {}", problem_words(problem)));
    }
    if receipt.problems > PROBLEMS_SHOWN as u64 {
        let more = receipt.problems - PROBLEMS_SHOWN as u64;
        say(&format!(
            "  and {more} more: regulars data problems {}",
            receipt.source_id
        ));
    }
}

/// Where a cell or row could not be read, and why.
pub(crate) fn problem_words(problem: &Problem) -> String {
    let column = if problem.column.is_empty() {
        String::new()
    } else {
        format!(", {}", problem.column)
    };
    format!(
        "line {}{column}: «{}» {}",
        problem.line_no, problem.value, problem.reason
    )
}

//! `regulars import`.

use anyhow::Result;
use desk::House;
use gather::{GatherError, Problem, Receipt};
use terms::Money;

use crate::args::{Import, Place};
use crate::commands::{Show, answer, check};
use crate::exit::Exit;
use crate::output::{say, say_json};
use crate::progress::Bar;
use crate::workspace;

/// Rows that could not be read which are named at once; `data problems` lists all.
const PROBLEMS_SHOWN: usize = 5;

/// Reads files; a bad row is listed and the rest still comes in, a file that cannot be read does
/// not stop the others.
pub(crate) fn run(place: &Place, show: Show, wanted: &Import) -> Result<Exit> {
    if wanted.check {
        return check::run(place, show, &wanted.files);
    }
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
    let mut done = Imported::default();
    for file in &wanted.files {
        let outcomes = desk::import_path(&house, file, &bar);
        bar.clear();
        for outcome in outcomes? {
            let outcome = match outcome {
                Err((name, GatherError::Waits { .. })) if !wanted.answers.is_empty() => {
                    answer::settle(&house, &name, &wanted.answers, &bar)
                }
                Err((_, error)) => Err(error.into()),
                Ok(receipt) => Ok(receipt),
            };
            bar.clear();
            done.take(outcome, show)?;
        }
    }
    let not_read = done.tell_not_read(show)?;
    let cleaned = desk::clean_house(&house, &bar)?;
    bar.clear();
    if show.json {
        say_json(
            &serde_json::json!({ "files": done.receipts, "not_read": not_read, "cleaned": cleaned }),
        )?;
    } else {
        say(&format!(
            "In the customer database now: {} new accounts, {} new people, {} new orders.",
            cleaned.accounts_new, cleaned.people_new, cleaned.orders_new
        ));
        say(done.next_step(&house)?);
    }
    Ok(done.exit())
}

/// What became of all files.
#[derive(Default)]
struct Imported {
    receipts: Vec<Receipt>,
    not_read: Vec<anyhow::Error>,
}

impl Imported {
    /// Keeps and prints an outcome; the only file there is fails with its own error.
    fn take(&mut self, outcome: Result<Receipt>, show: Show) -> Result<()> {
        match outcome {
            Ok(receipt) => {
                if !show.json {
                    print(&receipt);
                }
                self.receipts.push(receipt);
            }
            Err(error) if error.downcast_ref::<GatherError>().is_some() => {
                self.not_read.push(error)
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// What could not be read, in words; where nothing could, the first reason is the command's.
    fn tell_not_read(&mut self, show: Show) -> Result<Vec<String>> {
        if self.receipts.is_empty() && !self.not_read.is_empty() {
            return Err(self.not_read.remove(0));
        }
        let words: Vec<String> = self.not_read.iter().map(ToString::to_string).collect();
        for why in words.iter().filter(|_| !show.json) {
            say(&format!("Not read: {why}"));
        }
        Ok(words)
    }

    fn next_step(&self, house: &House) -> Result<&'static str> {
        let waiting = house
            .store
            .read(|db| Ok::<_, anyhow::Error>(gather::read_waiting(db)?))?;
        Ok(if waiting.is_empty() {
            "Next: regulars run --dry-run"
        } else {
            "Next: regulars answer"
        })
    }

    fn exit(&self) -> Exit {
        let lost = self.receipts.iter().any(|receipt| receipt.lost_rows > 0);
        if lost || !self.not_read.is_empty() {
            Exit::RejectedInPart
        } else {
            Exit::Done
        }
    }
}

/// Prints what an import took in.
pub(crate) fn print(receipt: &Receipt) {
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
    if let Some(changes) = receipt.changes {
        say(&format!(
            "  against the export before: {} new, {} changed, {} the same, {} no longer in it (kept)",
            changes.added, changes.changed, changes.same, changes.missing
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

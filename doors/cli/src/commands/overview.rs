//! `regulars today`.

use anyhow::Result;
use terms::Money;

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{say, say_json};
use crate::workspace;

/// How the base stands and what waits.
pub(crate) fn today(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let (as_of, currency) = (house.as_of(), house.business()?.currency);
    let today = house
        .store
        .read(|db| desk::read_today(db, as_of, currency))?;
    if show.json {
        say_json(&today)?;
        return Ok(Exit::Done);
    }
    if today.is_empty {
        say("Nothing here yet. Bring in files with: regulars import FILE...  Or try: regulars try");
        return Ok(Exit::Done);
    }
    let money = |minor| Money::new(minor, currency).rounded_words();
    say(&format!(
        "{} customers, {} without an order",
        today.customers, today.prospects
    ));
    say(&format!(
        "{} profit so far, {} expected in the next twelve months",
        money(today.past_value_minor),
        money(today.expected_value_minor)
    ));
    say(&format!(
        "{} good customers at risk, who brought {} so far",
        today.at_risk.accounts,
        money(today.at_risk.past_value_minor)
    ));
    say(&format!(
        "To do: {} calls due, {} rows and cells to look at; {} campaigns running",
        today.work.calls_due, today.work.row_problems, today.work.campaigns_running
    ));
    for (count, what) in [
        (
            today.work.questions,
            "files that ask something: regulars answer",
        ),
        (
            today.work.pairs,
            "pairs that may be one customer: regulars review list",
        ),
        (
            today.work.address_calls,
            "calls because an address failed: regulars calls addresses",
        ),
        (
            today.work.unreachable,
            "customers nobody reaches any more: regulars archive list",
        ),
    ] {
        if count > 0 {
            say(&format!("       {count} {what}"));
        }
    }
    say(&desk::read_scoring_dates(&house)?.words());
    Ok(Exit::Done)
}

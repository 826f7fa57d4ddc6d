//! `regulars today`.

use anyhow::Result;
use terms::Money;

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{counted, say, say_json};
use crate::workspace;

/// How the base stands and what waits.
pub(crate) fn today(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let today = desk::read_today(&house)?;
    let currency = today.currency;
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
        "{}, and {} without an order",
        counted(today.customers, "customer"),
        counted(today.prospects, "prospect")
    ));
    say(&format!(
        "{} profit so far, {} profit expected in the next 12 months",
        money(today.past_value_minor),
        money(today.expected_value_minor)
    ));
    say(&format!(
        "{} at risk: silent for longer than usual, {} profit so far",
        counted(today.at_risk.accounts, "good customer"),
        money(today.at_risk.past_value_minor)
    ));
    say(&format!(
        "To do: {} due, {} and cells to look at; {} running",
        counted(today.work.calls_due, "call"),
        counted(today.work.row_problems, "row"),
        counted(today.work.campaigns_running, "campaign")
    ));
    for (number, one, what) in [
        (
            today.work.reminders_due,
            "reminder",
            "due: regulars reminders list",
        ),
        (
            today.work.sales_open,
            "sale",
            "in the making: regulars opportunities list",
        ),
        (today.work.questions, "file", "to answer: regulars answer"),
        (
            today.work.pairs,
            "pair",
            "to look at, maybe one customer: regulars review list",
        ),
        (
            today.work.address_calls,
            "call",
            "because an address failed: regulars calls addresses",
        ),
        (
            today.work.unreachable,
            "customer",
            "nobody reaches any more: regulars archive list",
        ),
    ] {
        if number > 0 {
            say(&format!("       {} {what}", counted(number, one)));
        }
    }
    say(&desk::read_scoring_dates(&house)?.words());
    Ok(Exit::Done)
}

//! `regulars run`: the dry run and the button. `regulars undo`.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use desk::{Choices, House, Rehearsal};
use store::{Turn, TurnState};
use terms::{Currency, Money};

use crate::args::{Place, Run};
use crate::commands::{Show, deliver};
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::progress::Bar;
use crate::workspace;

/// The dry run, or the button.
pub(crate) fn run(place: &Place, show: Show, wanted: &Run) -> Result<Exit> {
    let mut house = workspace::open(place)?;
    let lock = house.lock()?;
    let choices = choices(&house, wanted)?;
    let mailbox = deliver::choose_server(&mut house, &wanted.delivery)?;
    let bar = Bar::new(show.quiet);
    if wanted.dry_run {
        let rehearsal = desk::rehearse(&house, &choices, &bar);
        bar.clear();
        return show_rehearsal(&rehearsal?, show);
    }
    let turn = match desk::resume(&house)? {
        Some(turn) => {
            eprintln!(
                "Going on with run {} of {}, which was stopped.",
                turn.id, turn.as_of
            );
            house.pretended = house.pretended.map(|_| turn.as_of);
            turn
        }
        None => desk::press(&house, &choices, hold_minutes(place, wanted, &house))?,
    };
    if !wait_for_hold(&house, &turn)? {
        say("Undone: nothing was sent.");
        return Ok(Exit::Done);
    }
    let receipt = desk::take(&house, &turn, &bar);
    bar.clear();
    let receipt = receipt?;
    if show.json {
        say_json(&receipt)?;
    } else {
        say(&format!("Run {} as of {}", receipt.turn_id, receipt.as_of));
        print_words(&receipt.words());
    }
    drop((mailbox, lock));
    Ok(deliver::exit_of(&receipt.acted))
}

/// Takes back a press that still waits.
pub(crate) fn undo(place: &Place) -> Result<Exit> {
    let house = workspace::open(place)?;
    let holding = house
        .store
        .turns(1)?
        .into_iter()
        .find(|turn| turn.state == TurnState::Holding);
    match holding {
        Some(turn) if house.store.undo_turn(turn.id)? => {
            say("Undone: nothing was sent.");
            Ok(Exit::Done)
        }
        _ => bail!(desk::Refusal::NotFound(
            "no press is waiting, so there is nothing to undo".into()
        )),
    }
}

/// What a receipt says, line by line, with the files it wrote.
pub(crate) fn print_words(words: &desk::ReceiptWords) {
    for line in &words.lines {
        say(&format!("  ✓ {line}"));
    }
    for line in &words.open {
        say(&format!("  ! {line}"));
    }
    for (folder, name) in &words.files {
        say(&format!("  → {folder}/{name}"));
    }
}

fn choices(house: &House, wanted: &Run) -> Result<Choices> {
    let unit = 10_f64.powi(house.business()?.currency.decimals() as i32);
    Ok(Choices {
        cells: wanted.cells.clone(),
        budget_minor: wanted.budget.map(|budget| (budget * unit).round() as i64),
        allow_large: wanted.allow_large,
        again: wanted.again,
        no_control: wanted.no_control,
    })
}

/// Ten minutes for a person at a terminal; none for scripts and pretended days.
fn hold_minutes(place: &Place, wanted: &Run, house: &House) -> u32 {
    let person = std::io::stdin().is_terminal() && place.as_of.is_none();
    wanted.hold.unwrap_or(if person {
        house.config.run.hold_minutes
    } else {
        0
    })
}

/// Waits until the hold is over; false when the press was undone meanwhile.
fn wait_for_hold(house: &House, turn: &Turn) -> Result<bool> {
    let left = turn
        .hold_until
        .parse::<jiff::Timestamp>()
        .map_or(0, |until| {
            until.as_second() - jiff::Timestamp::now().as_second()
        });
    if left > 0 {
        eprintln!(
            "Starts in {} minutes. To take it back: regulars undo, in another window.",
            left.div_euclid(60) + 1
        );
    }
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(left.max(0).cast_unsigned()) {
        std::thread::sleep(Duration::from_millis(200));
        let newest = house.store.turns(1)?.into_iter().next();
        if newest.is_none_or(|newest| newest.id != turn.id || newest.state != TurnState::Holding) {
            return Ok(false);
        }
    }
    Ok(house.store.start_turn(turn.id)?)
}

fn show_rehearsal(rehearsal: &Rehearsal, show: Show) -> Result<Exit> {
    if show.json {
        say_json(rehearsal)?;
        return Ok(Exit::Done);
    }
    let plan = &rehearsal.proposal;
    let money = |minor| Money::new(minor, plan.currency);
    say(&format!(
        "What a run as of {} would do. Nothing was sent.\n",
        plan.as_of
    ));
    print_segments(rehearsal, plan.currency);
    say(&format!(
        "\nContacted {}, left alone to compare {}. Cost {} of {} allowed. To hope for: {} extra profit.",
        plan.contacted,
        plan.control,
        money(plan.cost_minor),
        money(plan.budget_minor),
        money(plan.expected_gain_minor).rounded_words()
    ));
    for check in &rehearsal.checks {
        let fix = check
            .fix
            .as_ref()
            .map(|fix| format!(" {fix}"))
            .unwrap_or_default();
        say(&format!(
            "  {} {}{fix}",
            if check.ok { "✓" } else { "!" },
            check.text
        ));
    }
    for left in &plan.left_out {
        say(&format!("  left out: {} {}", left.accounts, left.reason));
    }
    print_examples(rehearsal);
    Ok(Exit::Done)
}

fn print_segments(rehearsal: &Rehearsal, currency: Currency) {
    let mut table = Table::new(
        &[
            "Segment",
            "Strategy",
            "Lever",
            "Touches",
            "Accounts",
            "Contacted",
            "Left alone",
            "Cost",
            "To hope for",
        ],
        4,
    );
    for line in &rehearsal.proposal.segments {
        let touches: Vec<String> = line
            .touches
            .iter()
            .map(|touch| {
                format!(
                    "{} d{}",
                    touch.channel.word().to_lowercase(),
                    touch.wait_days
                )
            })
            .collect();
        let money = |minor| Money::new(minor, currency);
        table.row(vec![
            format!("{}{}", line.cell, if line.chosen { " *" } else { "" }),
            line.strategy.clone(),
            line.lever.word().to_owned(),
            if touches.is_empty() {
                "none".into()
            } else {
                touches.join(", ")
            },
            line.accounts.to_string(),
            line.contacted.to_string(),
            line.control.to_string(),
            money(line.cost_minor).to_string(),
            money(line.expected_gain_minor).rounded_words(),
        ]);
    }
    table.print();
}

fn print_examples(rehearsal: &Rehearsal) {
    for segment in &rehearsal.previews {
        for person in &segment.people {
            say(&format!("\n{} · {}", segment.cell, person.name));
            for touch in &person.touches {
                let subject = if touch.subject.is_empty() {
                    ""
                } else {
                    &touch.subject
                };
                if touch.reaches {
                    say(&format!("  {} to {}: {subject}", touch.channel, touch.to));
                } else {
                    say(&format!(
                        "  no {}: {}",
                        touch.channel.word().to_lowercase(),
                        touch.to
                    ));
                }
            }
        }
    }
}

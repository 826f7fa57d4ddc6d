//! `regulars try`: the whole way on a practice business, through the real doors.
//!
//! Enters: a size and a seed. Leaves: a measured result, beside the truth that was planted, and
//! the pages to look at. Only the customers are invented; files are really read, mails really go
//! over SMTP, letters and call lists are really written.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use desk::{Choices, House, SmtpConfig};
use measure::CampaignResult;
use store::Progress;
use terms::{Arm, CallOutcome, Channel, Day, Money};
use testkit::{Answer, Market, PracticeBusiness, ReceivedTouch, write_files, write_more_files};

use crate::args::{Place, Try};
use crate::commands::deliver::start_mailbox;
use crate::commands::{Show, came_back, press, results, serve};
use crate::exit::Exit;
use crate::output::say;
use crate::progress::Bar;

/// The day the practice button is pressed, unless another is given: 2 March 2026, a Monday.
pub(crate) const PRESS_DAY: Day = Day::from_number(20_514);

/// Days that pass until the result: the response window of the strategies.
const WINDOW_DAYS: i32 = 91;

/// Every fifth call reaches nobody; a practice rep is not luckier than a real one.
const NO_ANSWER_EVERY: i64 = 5;

/// Makes a practice business, presses the button, lets three months pass, shows the result.
pub(crate) fn run(place: &Place, show: Show, wanted: &Try) -> Result<Exit> {
    let folder = trial_folder(place)?;
    let pressed_on = place.as_of.unwrap_or(PRESS_DAY);
    let mut house = House::open(&folder, Some(pressed_on), place.seed)?;
    let bar = Bar::new(show.quiet);
    say(&format!(
        "A practice business of {} accounts in {}",
        wanted.accounts,
        folder.display()
    ));

    let business = PracticeBusiness::new(wanted.accounts, house.seed, pressed_on)?;
    import_files(&house, &business, &folder, &bar)?;
    press_the_button(&mut house, &folder, &bar)?;
    let answers = let_three_months_pass(&mut house, &business, &folder, &bar)?;
    show_result(&house, &answers)?;

    if wanted.no_serve {
        return Ok(Exit::Done);
    }
    serve::pages(house, wanted.port)
}

/// A fresh folder for every trial, so that a second one never mixes with the first.
fn trial_folder(place: &Place) -> Result<PathBuf> {
    let parent = place.data.clone().unwrap_or_else(std::env::temp_dir);
    let stamp = jiff::Timestamp::now().as_millisecond();
    let folder = parent.join(format!("regulars-try-{stamp}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

/// The business's own files, read as any other file would be.
fn import_files(
    house: &House,
    business: &PracticeBusiness,
    folder: &Path,
    bar: &Bar,
) -> Result<()> {
    let _lock = house.lock()?;
    house.store.set_business(&testkit::owner())?;
    house.store.set_setting("currency_is_settled", &true)?;
    bar.at("writing practice files", 0, 0);
    let files = write_files(business, &folder.join("practice"))?;
    let more = write_more_files(business, &folder.join("practice"))?;
    for path in files.sources().into_iter().chain(more.sources()) {
        let receipt = desk::import_file(house, path, bar)?;
        bar.clear();
        say(&format!(
            "  read {}: {} rows, {} to look at",
            receipt.name, receipt.rows, receipt.problems
        ));
    }
    for (_, why) in desk::import_path(house, &more.asked_about, bar)?
        .into_iter()
        .filter_map(Result::err)
    {
        bar.clear();
        say(&format!("  {why}"));
    }
    Ok(())
}

/// The dry run, then the press, with mails going to a local mailbox over SMTP.
fn press_the_button(house: &mut House, folder: &Path, bar: &Bar) -> Result<()> {
    let mailbox = start_mailbox(&folder.join("mailbox"))?;
    house.config.smtp = Some(SmtpConfig::from_address(
        &mailbox.address().to_string(),
        None,
    )?);
    let _lock = house.lock()?;
    let choices = Choices::default();
    let rehearsal = desk::rehearse(house, &choices, bar);
    bar.clear();
    let plan = rehearsal?.proposal;
    say(&format!(
        "Dry run as of {}: {} accounts to contact, {} left alone, cost {}",
        plan.as_of,
        plan.contacted,
        plan.control,
        Money::new(plan.cost_minor, plan.currency)
    ));
    let turn = desk::press(house, &choices, 0)?;
    house.store.start_turn(turn.id)?;
    let receipt = desk::take(house, &turn, bar);
    bar.clear();
    say("Pressed the button");
    press::print_words(&receipt?.words());
    say(&format!(
        "  {} mails are in {}",
        mailbox.count(),
        folder.join("mailbox").display()
    ));
    drop(mailbox.stop());
    Ok(())
}

/// Day by day: what comes due is delivered, calls are made, customers do what they do.
fn let_three_months_pass(
    house: &mut House,
    business: &PracticeBusiness,
    folder: &Path,
    bar: &Bar,
) -> Result<Vec<Answer>> {
    let start = house.as_of();
    let end = start + WINDOW_DAYS;
    let mailbox = start_mailbox(&folder.join("mailbox"))?;
    house.config.smtp = Some(SmtpConfig::from_address(
        &mailbox.address().to_string(),
        None,
    )?);
    let _lock = house.lock()?;
    for day in due_days(house, start, end)? {
        bar.at(
            "letting three months pass",
            u64::from((day - start).unsigned_abs()),
            WINDOW_DAYS as u64,
        );
        house.pretended = Some(day);
        desk::catch_up(house, &store::Silent)?;
        make_calls(house, day)?;
    }
    drop(mailbox.stop());
    let touches = received_touches(house)?;
    came_back::take_in(house, business, &touches, end)?;
    let window =
        Market::of(business).write_window(&folder.join("practice"), &touches, start + 1, end)?;
    house.pretended = Some(end + 1);
    let receipt = desk::import_file(house, &window.path, bar)?;
    desk::prepare(house, bar)?;
    desk::catch_up(house, bar)?;
    bar.clear();
    say(&format!(
        "Three months later: read {} new order lines",
        receipt.rows
    ));
    Ok(window.answers)
}

/// The days on which something is due, in order.
fn due_days(house: &House, start: Day, end: Day) -> Result<Vec<Day>> {
    house.store.read(|db| {
        let mut statement = db.prepare(include_str!("../../sql/trial.due_days.sql"))?;
        let days = statement.query_map([start.number(), end.number()], |row| row.get(0))?;
        days.map(|day| Ok(Day::from_number(day?))).collect()
    })
}

/// Makes the calls of the day, the way a rep would.
fn make_calls(house: &House, day: Day) -> Result<()> {
    let calls = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(act::read_calls(db, day)?))?;
    for call in calls.iter().filter(|call| call.due_day <= day) {
        let outcome = match call.account_id % NO_ANSWER_EVERY {
            0 => CallOutcome::NoAnswer,
            _ => CallOutcome::Spoke,
        };
        let result = act::CallResult::new(outcome, day);
        act::record_call(&house.store, call.planned_touch_id, &result, &house.now())?;
    }
    Ok(())
}

/// What reached the contacted: mails taken by the server, letters posted, people spoken with.
fn received_touches(house: &House) -> Result<Vec<ReceivedTouch>> {
    house.store.read(|db| {
        let mut statement = db.prepare(include_str!("../../sql/trial.received.sql"))?;
        let rows = statement.query_map([], |row| {
            let channel: String = row.get(2)?;
            Ok(ReceivedTouch {
                customer_number: row
                    .get::<_, Option<String>>(0)?
                    .filter(|number| !number.is_empty()),
                email: row.get(1)?,
                channel: channel.parse().unwrap_or(Channel::Email),
                day: Day::from_number(row.get(3)?),
                code: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    })
}

/// The measured results, then what was planted, so that the one can be judged by the other.
fn show_result(house: &House, answers: &[Answer]) -> Result<()> {
    let found = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(measure::read_results(db)?))?;
    let currency = house.business()?.currency;
    say("\nWhat it did");
    for result in &found {
        results::print(result, currency);
    }
    let extra: i64 = answers
        .iter()
        .map(|answer| answer.extra.contribution_minor())
        .sum();
    let alone = found.iter().filter(|result| result.campaign_id.is_some());
    let contacted: u64 = alone.map(contacted).sum();
    if contacted > 0 {
        say(&format!(
            "\nBecause this business is invented, the truth is known: contacting really brought {} extra profit, {} for each of {} contacted accounts.",
            Money::new(extra, currency),
            Money::new(extra / contacted.cast_signed(), currency),
            contacted
        ));
    }
    Ok(())
}

fn contacted(result: &CampaignResult) -> u64 {
    result
        .arms
        .iter()
        .find(|arm| arm.arm == Arm::Contacted)
        .map_or(0, |arm| arm.accounts)
}

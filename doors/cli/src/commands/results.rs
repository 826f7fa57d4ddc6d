//! `regulars results`.

use anyhow::Result;
use measure::{CampaignResult, Estimate, ResultKind};
use terms::{Currency, Money};

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{say, say_json};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show) -> Result<Exit> {
    let house = workspace::open(place)?;
    let results = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(measure::read_results(db)?))?;
    if show.json {
        say_json(&results)?;
        return Ok(Exit::Done);
    }
    if results.is_empty() {
        say("Nothing to measure yet; a campaign shows up here as soon as it was started.");
    }
    let currency = house.business()?.currency;
    for result in &results {
        print(result, currency);
    }
    Ok(Exit::Done)
}

/// One result in a few lines.
pub(crate) fn print(result: &CampaignResult, currency: Currency) {
    let money = |minor: f64| Money::new(minor.round() as i64, currency).to_string();
    say(&format!(
        "{}  {}  {} to {}",
        result.name, result.cell, result.from_day, result.until_day
    ));
    for arm in &result.arms {
        say(&format!(
            "  {:<14} {:>6} accounts  {:>5.1} % ordered  {:>4} became active  {:>5.2} orders each  {:>10} an order  {:>10} revenue each  {:>10} profit each",
            arm.arm.word(),
            arm.accounts,
            arm.came_back_share * 100.0,
            arm.became_active,
            arm.orders as f64 / arm.accounts.max(1) as f64,
            arm.order_size_minor.map_or_else(|| "–".into(), money),
            money(arm.revenue_each_minor),
            money(arm.contribution_each_minor)
        ));
    }
    if result.kind == ResultKind::Experiment {
        print_lift(result, money);
    }
    if let Some(key) = &result.key_statistics {
        let revenue = |minor: i64| money(minor as f64);
        say(&format!(
            "  revenue before {}, since {}",
            revenue(key.before.revenue_minor),
            revenue(key.after.revenue_minor)
        ));
    }
    say(&format!("  {}", result.verdict));
}

fn print_lift(result: &CampaignResult, money: impl Fn(f64) -> String) {
    let line = |name: &str, lift: Option<Estimate>| {
        if let Some(lift) = lift {
            let (low, high) = (money(lift.low), money(lift.high));
            say(&format!(
                "  {name} {}, plausibly {low} to {high}",
                money(lift.estimate)
            ));
        }
    };
    line("extra profit each:", result.contribution_lift);
    line(
        "allowing for what each brought before:",
        result.adjusted_lift,
    );
    if let (Some(extra), Some(roi)) = (result.extra_contribution_minor, result.roi) {
        let (extra, cost) = (money(extra as f64), money(result.cost_minor as f64));
        let roi = match result.is_certain() {
            true => format!("{:+.0} % return", roi * 100.0),
            false => "its return cannot be told yet".to_owned(),
        };
        say(&format!("  extra profit in all {extra} for {cost}: {roi}"));
    }
    if result.codes_issued > 0 {
        say(&format!(
            "  {} of {} codes used",
            result.codes_redeemed, result.codes_issued
        ));
    }
}

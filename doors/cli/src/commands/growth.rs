//! `regulars growth`: active customers, revenue against the year before, effort, the goal.

use anyhow::Result;
use desk::{AIMS, GrowthView};
use terms::{Currency, Money};

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::growth_args::GrowthArgs;
use crate::output::{Table, say, say_json};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: &GrowthArgs) -> Result<Exit> {
    let house = workspace::open(place)?;
    if let Some(times) = wanted.goal {
        desk::set_goal(&house, times, wanted.months)?;
    } else if wanted.forget_goal {
        desk::drop_goal(&house)?;
    }
    let view = desk::read_growth(&house)?;
    if show.json {
        say_json(&view)?;
        return Ok(Exit::Done);
    }
    if view.growth.months.is_empty() {
        say("No orders yet; bring in a file with orders: regulars import FILE");
        return Ok(Exit::Done);
    }
    print(&view, house.business()?.currency);
    Ok(Exit::Done)
}

fn print(view: &GrowthView, currency: Currency) {
    let money = |minor: i64| Money::new(minor, currency).rounded_words();
    say(&format!("Active customers: {}", view.growth.active_now));
    if let Some(half) = &view.growth.half_year {
        say(&format!(
            "Revenue {} to {}: {}, a year before {}: {:+.1} %",
            half.from,
            half.until,
            money(half.revenue_minor),
            money(half.before_minor),
            half.change * 100.0
        ));
    }
    if let (Some(goal), Some(progress)) = (&view.goal, &view.progress) {
        let word = match (progress.is_reached, progress.is_ahead) {
            (true, _) => "reached",
            (false, true) => "ahead",
            (false, false) => "behind",
        };
        say(&format!(
            "Goal: {} by {}, {word}; an even pace asks for {} by now",
            progress.target,
            goal.from + goal.days,
            progress.even_pace
        ));
    }
    let mut effort = Table::new(&["Effort of the past year", "Touches", "Cost"], 1);
    for ((_, words), one) in AIMS.iter().zip(&view.effort_by_aim) {
        let cost = Money::new(one.cost_minor, currency).to_string();
        effort.row(vec![(*words).to_owned(), one.touches.to_string(), cost]);
    }
    effort.print();
    let heads = ["Month", "Revenue", "Orders", "Active", "Became active"];
    let mut months = Table::new(&heads, 1);
    for one in view.growth.months.iter().rev().take(12) {
        months.row(vec![
            one.month.clone(),
            money(one.revenue_minor),
            one.orders.to_string(),
            one.active.to_string(),
            one.became_active.to_string(),
        ]);
    }
    months.print();
}

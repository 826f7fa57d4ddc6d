//! `regulars strategies`: what the 25 segments get, what should bring more, and changing it.

use anyhow::{Context, Result};
use desk::{House, StrategyChange, StrategyView};
use plan::Way;
use terms::{Currency, Money};

use crate::args::Place;
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::strategy_args::Strategies;
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: Option<Strategies>) -> Result<Exit> {
    let house = workspace::open(place)?;
    match wanted {
        None | Some(Strategies::List) => list(&house, show),
        Some(Strategies::Show { cell }) => print(&house, show, &cell),
        Some(Strategies::Use { cell, mix }) => {
            change(&house, &cell, StrategyChange::Way(mix.parse()?))
        }
        Some(Strategies::Back { cell, number }) => {
            change(&house, &cell, StrategyChange::Version(number))
        }
        Some(Strategies::Put { cell, file }) => {
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            change(&house, &cell, StrategyChange::Text(text))
        }
    }
}

fn list(house: &House, show: Show) -> Result<Exit> {
    let lines = desk::list_strategies(house)?;
    if show.json {
        say_json(&lines)?;
        return Ok(Exit::Done);
    }
    let currency = house.business()?.currency;
    let heads = [
        "Segment",
        "Strategy",
        "Lever",
        "Customers",
        "Way",
        "Each",
        "Suggested",
    ];
    let mut table = Table::new(&heads, 3);
    for line in lines.iter().rev() {
        let each = |way: &Option<Way>| way.as_ref().map(|way| money(way.each_minor, currency));
        table.row(vec![
            line.cell.to_string(),
            line.name.clone(),
            line.lever.word().to_owned(),
            line.accounts.to_string(),
            line.mix.words(),
            each(&line.way).unwrap_or_else(|| "–".into()),
            line.change.as_ref().map_or_else(
                || "as it is".into(),
                |change| {
                    format!(
                        "{}, {}",
                        change.mix.words(),
                        money(change.each_minor, currency)
                    )
                },
            ),
        ]);
    }
    table.print();
    say(&format!(
        "Each: extra profit of one customer after all cost. The files are in {}; edit them with any \
         text editor, or see `regulars strategies show SEGMENT`.",
        house.strategies().display()
    ));
    Ok(Exit::Done)
}

fn print(house: &House, show: Show, cell: &str) -> Result<Exit> {
    let view = desk::read_strategy(house, cell)?;
    if show.json {
        say_json(&view)?;
        return Ok(Exit::Done);
    }
    let currency = house.business()?.currency;
    say(&format!(
        "{}  {}  {} customers, {}",
        view.strategy.cell,
        view.strategy.name,
        view.suggestion.accounts,
        view.strategy.mix().words()
    ));
    print_ways(&view, currency);
    for result in &view.results {
        crate::commands::results::print(result, currency);
    }
    for version in view.versions.iter().skip(1) {
        say(&format!(
            "Before: version {}, in force from {}",
            version.version, version.used_from
        ));
    }
    Ok(Exit::Done)
}

fn print_ways(view: &StrategyView, currency: Currency) {
    let heads = [
        "Way",
        "Code",
        "Each",
        "From",
        "To",
        "Chance to pay",
        "Counted with",
        "",
    ];
    let mut table = Table::new(&heads, 2);
    for way in &view.suggestion.ways {
        let mark = match (view.suggestion.is_best(way), way.in_force) {
            (true, true) => "best, in force",
            (true, false) => "best",
            (false, true) => "in force",
            (false, false) => "",
        };
        table.row(vec![
            way.mix.words(),
            way.mix.to_string(),
            money(way.each_minor, currency),
            money(way.low_minor, currency),
            money(way.high_minor, currency),
            format!("{:.0} %", way.chance_pays * 100.0),
            format!("{:.0} %", way.counted.factor.max(0.0) * 100.0),
            mark.to_owned(),
        ]);
    }
    table.print();
    say("Use one: regulars strategies use SEGMENT CODE");
}

fn change(house: &House, cell: &str, change: StrategyChange) -> Result<Exit> {
    let strategy = desk::change_strategy(house, cell, change)?;
    say(&format!(
        "{} now: {}, {}. What stood there before is kept: regulars strategies show {}",
        strategy.cell,
        strategy.name,
        strategy.mix().words(),
        strategy.cell
    ));
    Ok(Exit::Done)
}

fn money(minor: f64, currency: Currency) -> String {
    Money::new(minor.round() as i64, currency).to_string()
}

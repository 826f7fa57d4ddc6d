//! `regulars value`: the base at a glance, or one of the lists behind it.

use anyhow::Result;
use desk::{Figure, ValueList, ValueOverview, ValueQuery};
use score::{BaseFigures, BestBy, MoneyRange};
use terms::{Currency, Money};

use crate::args::{Place, Value};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: &Value) -> Result<Exit> {
    let house = workspace::open(place)?;
    let currency = house.business()?.currency;
    if let Some(list) = wanted.list {
        return open_list(&house, show, list, wanted.most, currency);
    }
    let query = ValueQuery {
        by: wanted.by,
        percent: wanted.percent,
    };
    let overview = house
        .store
        .read(|db| desk::read_value(db, currency, &query))?;
    if show.json {
        say_json(&overview)?;
        return Ok(Exit::Done);
    }
    match overview {
        Some(overview) => print_overview(&overview),
        None => say("Nothing was scored yet. Bring in files, then: regulars score"),
    }
    Ok(Exit::Done)
}

fn print_overview(overview: &ValueOverview) {
    let figures = &overview.figures;
    let money = |minor| Money::new(minor, overview.currency).rounded_words();
    say(&format!(
        "As of {}: {}",
        overview.as_of.words(),
        overview.note
    ));
    let estimated = if figures.past_is_estimated {
        format!(
            "; the cost of {:.0} % of revenue is known, the rest goes by your usual margin",
            figures.cost_coverage * 100.0
        )
    } else {
        String::new()
    };
    say(&format!(
        "{} customers, {} of them active; {} revenue and {} profit so far{estimated}",
        figures.customers,
        figures.active,
        money(figures.revenue_minor),
        money(figures.past_value_minor)
    ));
    print_ahead(overview);
    print_best(overview);
    if let Some(since) = &figures.since {
        say(&format!(
            "Since {}: of {} best customers {} kept ({:.0} %), {} lost, {} gained",
            since.as_of.words(),
            since.best_before,
            since.best_kept,
            since.kept_share * 100.0,
            since.best_lost,
            since.best_gained
        ));
    }
    print_tiers(overview);
    print_channels(overview);
    print_forecasts(figures);
}

/// How the ways to foresee orders did on months they had not seen, and what «could grow» goes by.
fn print_forecasts(figures: &BaseFigures) {
    if !figures.models.is_empty() {
        let heads = ["Forecast", "Tests", "Orders off", "Total off", "Used"];
        let mut table = Table::new(&heads, 1);
        for one in &figures.models {
            table.row(vec![
                one.name.clone(),
                one.origins.to_string(),
                format!("{:.2}", one.mean_error),
                format!("{:+.0} %", one.bias * 100.0),
                if one.chosen { "used" } else { "" }.to_owned(),
            ]);
        }
        table.print();
    }
    for line in &figures.evidence {
        say(&format!(
            "«Could grow» by {}: {:.0} % of the differences explained",
            line.evidence,
            line.explained * 100.0
        ));
    }
}

/// What the next twelve months bring.
fn print_ahead(overview: &ValueOverview) {
    let figures = &overview.figures;
    let money = |minor| Money::new(minor, overview.currency).rounded_words();
    let range = |range: &MoneyRange| {
        format!(
            "{} ({} to {}, four times in five)",
            money(range.minor),
            money(range.low80),
            money(range.high80)
        )
    };
    say(&format!(
        "Next twelve months: revenue {}",
        range(&figures.expected_revenue)
    ));
    say(&format!(
        "                    profit {}",
        range(&figures.expected_value)
    ));
}

/// Who is best, what is in danger with them, and what there is more to have.
fn print_best(overview: &ValueOverview) {
    let figures = &overview.figures;
    let money = |minor| Money::new(minor, overview.currency).rounded_words();
    let bar = match overview.by {
        BestBy::Longest => format!("{} days", overview.cut.bar),
        _ => money(overview.cut.bar),
    };
    say(&format!(
        "The best {} % by «{}» are {} customers from {bar} up and bring {:.0} % of it all",
        overview.cut.percent,
        overview.by.words(),
        overview.cut.accounts,
        overview.cut.share * 100.0
    ));
    say(&format!(
        "At risk among the best: {} with {} customers",
        money(figures.at_risk.minor),
        figures.at_risk.accounts
    ));
    let potential = &figures.potential;
    say(&format!(
        "Unrealised potential: {} a year ({} to {}), {} customers could grow",
        money(potential.minor),
        money(potential.low_minor),
        money(potential.high_minor),
        potential.accounts
    ));
    let levers = &figures.levers;
    say(&format!(
        "Ten percent more: larger orders {}, more orders {}, longer as a customer {}",
        money(levers.order_size_minor),
        money(levers.frequency_minor),
        money(levers.lifetime_minor)
    ));
}

fn print_tiers(overview: &ValueOverview) {
    let heads = [
        "Size",
        "Customers",
        "From",
        "Revenue",
        "Margin",
        "To serve",
        "Profit",
    ];
    let mut table = Table::new(&heads, 1);
    for tier in &overview.figures.tiers {
        let money = |minor| Money::new(minor, overview.currency).rounded_words();
        table.row(vec![
            tier.tier.word().to_owned(),
            tier.accounts.to_string(),
            money(tier.from_minor),
            money(tier.revenue_minor),
            money(tier.margin_minor),
            money(tier.served_minor),
            money(tier.contribution_minor),
        ]);
    }
    table.print();
    for step in &overview.figures.tier_moves {
        say(&format!(
            "  {} from {} to {} within a year",
            step.accounts,
            step.from.word(),
            step.to.word()
        ));
    }
}

fn print_channels(overview: &ValueOverview) {
    let heads = ["Channel", "Customers", "Orders", "Revenue", "Year before"];
    let mut table = Table::new(&heads, 1);
    for one in &overview.figures.channels {
        let money = |minor| Money::new(minor, overview.currency).rounded_words();
        let name = if one.channel.is_empty() {
            "not told"
        } else {
            &one.channel
        };
        table.row(vec![
            name.to_owned(),
            one.customers.to_string(),
            one.orders.to_string(),
            money(one.revenue_minor),
            money(one.revenue_before_minor),
        ]);
    }
    table.print();
}

fn open_list(
    house: &desk::House,
    show: Show,
    list: ValueList,
    most: u32,
    currency: Currency,
) -> Result<Exit> {
    let page = house
        .store
        .read(|db| desk::read_value_list(db, list, None, most))?;
    if show.json {
        say_json(&page)?;
        return Ok(Exit::Done);
    }
    say(page.title);
    let mut table = Table::new(&["Id", "Name", "Segment", "", "Expected", page.figure], 4);
    for row in page.rows {
        table.row(vec![
            row.account_id.to_string(),
            row.name,
            row.cell.map(|cell| cell.to_string()).unwrap_or_default(),
            row.words,
            Money::new(row.expected_value_minor, currency).rounded_words(),
            figure_words(&row.figure, currency),
        ]);
    }
    let shown = table.len();
    table.print();
    match page.total {
        Some(total) => say(&format!("{shown} of {total}")),
        None if page.next.is_some() => say(&format!("The first {shown}; --most shows more")),
        None => say(&format!("All {shown}")),
    }
    Ok(Exit::Done)
}

fn figure_words(figure: &Figure, currency: Currency) -> String {
    let money = |minor| Money::new(minor, currency).rounded_words();
    match *figure {
        Figure::Money(minor) => money(minor),
        Figure::MoneyRange { low, middle, high } => {
            format!("{} ({} to {})", money(middle), money(low), money(high))
        }
        Figure::Days(days) => format!("{days} days"),
        Figure::Share(share) => format!("{:.0} %", share * 100.0),
    }
}

//! `regulars value`: the base at a glance, or one of the lists behind it.

use anyhow::Result;
use desk::{Figure, ValueList, ValueListPage, ValueOverview, ValueQuery, ValueRow};
use score::{BaseFigures, BestBy, MoneyRange};
use terms::{Currency, Money};

use crate::args::{Place, Value};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, chance, count, counted, percent, say, say_json};
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
    print_base(overview);
    print_best(overview);
    print_risk(overview);
    print_room(overview);
    print_tiers(overview);
    print_channels(overview);
    print_forecasts(overview);
}

/// How many there are, what they brought and what the next twelve months bring.
fn print_base(overview: &ValueOverview) {
    let figures = &overview.figures;
    let money = |minor| Money::new(minor, overview.currency).rounded_words();
    let range = |range: &MoneyRange| {
        let [middle, low, high] = [range.minor, range.low80, range.high80].map(money);
        format!("{middle}, likely {low} to {high}")
    };
    say(&format!("Value as of {}", overview.as_of.words()));
    say(&format!(
        "  {}, {} of them ordered in the last year; {}",
        counted(figures.customers, "customer"),
        count(figures.active),
        counted(figures.prospects, "prospect")
    ));
    say(&format!(
        "  So far: {} revenue, {} profit{}",
        money(figures.revenue_minor),
        money(figures.past_value_minor),
        cost_words(figures)
    ));
    say(&format!(
        "  Revenue of the next 12 months: {}",
        range(&figures.expected_revenue)
    ));
    say(&format!(
        "  Profit of the next 12 months: {}",
        range(&figures.expected_value)
    ));
}

/// How far the profit rests on costs that are known; nothing where it wholly does.
fn cost_words(figures: &BaseFigures) -> String {
    match figures.cost_coverage {
        _ if !figures.past_is_estimated => String::new(),
        known if known > 0.0 => format!(
            " (the cost of {} of revenue is known, the rest goes by your usual margin)",
            percent(known)
        ),
        _ => " (no cost is known, so it goes by your usual margin)".into(),
    }
}

/// Who is best, and how many of them were kept.
fn print_best(overview: &ValueOverview) {
    let figures = &overview.figures;
    let bar = match overview.by {
        BestBy::Longest => format!("{} days", count(overview.cut.bar)),
        _ => Money::new(overview.cut.bar, overview.currency).rounded_words(),
    };
    say(&format!("\nBest customers: {}", overview.by.words()));
    say(&format!(
        "  The best {} % are {} from {bar} up and bring {} of it all",
        overview.cut.percent,
        counted(overview.cut.accounts, "customer"),
        percent(overview.cut.share)
    ));
    if let Some(since) = &figures.since {
        say(&format!(
            "  Since {}: of {} best customers {} kept ({}), {} lost, {} gained",
            since.as_of.words(),
            count(since.best_before),
            count(since.best_kept),
            percent(since.kept_share),
            count(since.best_lost),
            count(since.best_gained)
        ));
    }
}

/// What is in danger with the best, and who is quiet by its own rhythm.
fn print_risk(overview: &ValueOverview) {
    let (at_risk, quiet) = (overview.figures.at_risk, &overview.quiet);
    let money = |minor| Money::new(minor, overview.currency).rounded_words();
    say("\nAt risk");
    if overview.sees_leaving {
        say(&format!(
            "  {} of the next 12 months' profit is in doubt, with {} of the best customers",
            money(at_risk.minor),
            count(at_risk.accounts)
        ));
        return;
    }
    say("  The orders do not show yet that customers leave, so no profit is in doubt");
    if quiet.accounts > 0 {
        say(&format!(
            "  {} silent for longer than usual, {} profit expected of them: \
             regulars customers list --stage at_risk",
            counted(quiet.accounts, "good customer"),
            money(quiet.expected_value_minor)
        ));
    }
}

/// Who could grow, and what a little more of each lever would add.
fn print_room(overview: &ValueOverview) {
    let figures = &overview.figures;
    let money = |minor| Money::new(minor, overview.currency).rounded_words();
    let (potential, levers) = (&figures.potential, &figures.levers);
    say("\nCould grow");
    say(&format!(
        "  Unrealised potential: {} revenue a year ({} to {}), with {}",
        money(potential.minor),
        money(potential.low_minor),
        money(potential.high_minor),
        counted(potential.accounts, "customer")
    ));
    say(&format!(
        "  A tenth more adds profit: in each order {}, more orders {}, staying longer {}",
        money(levers.order_size_minor),
        money(levers.frequency_minor),
        money(levers.lifetime_minor)
    ));
}

fn print_tiers(overview: &ValueOverview) {
    let heads = [
        "Size",
        "Customers",
        "Revenue from",
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
            count(tier.accounts),
            money(tier.from_minor),
            money(tier.revenue_minor),
            money(tier.margin_minor),
            money(tier.served_minor),
            money(tier.contribution_minor),
        ]);
    }
    say("\nSmall, medium and large, the last 365 days");
    table.print();
    for (name, words) in desk::tier_sentences(&overview.figures.tier_moves) {
        say(&format!("  {name}: {words}"));
    }
}

fn print_channels(overview: &ValueOverview) {
    let heads = ["Channel", "Customers", "Orders", "Revenue", "Year before"];
    let mut table = Table::new(&heads, 1);
    for one in &overview.figures.channels {
        let money = |minor| Money::new(minor, overview.currency).rounded_words();
        let name = if one.channel.is_empty() {
            "not known"
        } else {
            &one.channel
        };
        table.row(vec![
            name.to_owned(),
            count(one.customers),
            count(one.orders),
            money(one.revenue_minor),
            money(one.revenue_before_minor),
        ]);
    }
    say("\nHow they order, the last 365 days and the 365 before");
    table.print();
}

/// How the ways to foresee orders did on months they had not seen, and what «could grow» goes by.
fn print_forecasts(overview: &ValueOverview) {
    let figures = &overview.figures;
    say("\nHow good are these forecasts?");
    say(&format!("  {}", overview.note));
    if !figures.models.is_empty() {
        let heads = [
            "Way to foresee orders",
            "Tests",
            "Orders off, per customer",
            "Total too high or low",
            "Used",
        ];
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
            "  «Could grow» by {}: {} of the differences explained",
            line.evidence,
            percent(line.explained)
        ));
    }
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
    let table = match list {
        ValueList::LikeBest => prospects(&page, currency),
        _ => customers(&page, currency),
    };
    let shown = table.len();
    if shown == 0 {
        say("Nobody at the moment.");
        return Ok(Exit::Done);
    }
    table.print();
    match page.total {
        Some(total) => say(&format!("{} of {}", count(shown), count(total))),
        None => say(&format!("The first {}; --most shows more", count(shown))),
    }
    Ok(Exit::Done)
}

fn prospects(page: &ValueListPage, currency: Currency) -> Table {
    let mut table = Table::new(&["Id", "Prospect", "Why", page.figure], 3);
    for row in &page.rows {
        table.row(vec![
            row.account_id.to_string(),
            row.name.clone(),
            row.words.clone(),
            figure_words(&row.figure, currency),
        ]);
    }
    table
}

/// A column's head, whether it is shown, and what stands in it.
type Column<'a> = (&'static str, bool, &'a dyn Fn(&ValueRow) -> String);

/// What stands beside each customer; columns that would say nothing or the same twice are left out.
fn customers(page: &ValueListPage, currency: Currency) -> Table {
    let money = |minor| Money::new(minor, currency).rounded_words();
    let is_noted = page.rows.iter().any(|row| !note(row, currency).is_empty());
    let is_expected = page.figure == "Next 12 months";
    let columns: [Column<'_>; 9] = [
        ("Id", true, &|row| row.account_id.to_string()),
        ("Customer", true, &|row| row.name.clone()),
        ("Segment", true, &|row| {
            row.cell.map(|cell| cell.to_string()).unwrap_or_default()
        }),
        ("Note", is_noted, &|row| note(row, currency)),
        (page.figure, true, &|row| {
            figure_words(&row.figure, currency)
        }),
        ("Last order", true, &|row| {
            let days = row.days_since_last_order;
            days.map_or("none".into(), |days| format!("{days} d"))
        }),
        ("Past value", true, &|row| money(row.past_value_minor)),
        ("Next 12 months", !is_expected, &|row| {
            money(row.expected_value_minor)
        }),
        ("Still active", true, &|row| chance(row.p_alive)),
    ];
    let columns: Vec<_> = columns
        .into_iter()
        .filter(|(_, is_shown, _)| *is_shown)
        .collect();
    let heads: Vec<&'static str> = columns.iter().map(|(head, ..)| *head).collect();
    let mut table = Table::new(&heads, 3 + usize::from(is_noted));
    for row in &page.rows {
        table.row(columns.iter().map(|(_, _, cell)| cell(row)).collect());
    }
    table
}

/// How sure the figure is, and what else there is to know.
fn note(row: &ValueRow, currency: Currency) -> String {
    let Figure::MoneyRange { low, high, .. } = row.figure else {
        return row.words.clone();
    };
    let [low, high] = [low, high].map(|minor| Money::new(minor, currency).rounded_words());
    let range = format!("likely {low} to {high}");
    match row.words.as_str() {
        "" => range,
        words => format!("{range}; {words}"),
    }
}

fn figure_words(figure: &Figure, currency: Currency) -> String {
    let money = |minor| Money::new(minor, currency).rounded_words();
    match *figure {
        Figure::Money(minor) => money(minor),
        Figure::MoneyRange { middle, .. } => money(middle),
        Figure::Days(days) => format!("{} days", count(days)),
        Figure::Share(share) => percent(share),
    }
}

//! `regulars customers`: list, show, fields, stop.

use anyhow::{Result, bail};
use desk::{CustomerQuery, CustomerRecord, House};
use terms::{Currency, Money};

use crate::args::{Customers, Place};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, chance, count, say, say_json};
use crate::workspace;

/// Newest things that happened, shown with a customer.
const TIMELINE_MOST: usize = 20;

pub(crate) fn run(place: &Place, show: Show, wanted: Customers) -> Result<Exit> {
    let house = workspace::open(place)?;
    match wanted {
        Customers::List {
            search,
            cell,
            stage,
            channel,
            kind,
            rule,
            sort,
            most,
        } => {
            let members = rule.map(|rule| desk::members_of(&house, &rule));
            let query = CustomerQuery {
                search,
                cell,
                stage,
                channel,
                kind,
                members: members.transpose()?,
                sort,
                after: None,
                most,
            };
            list(&house, show, &query)
        }
        Customers::Show { id } => one(&house, show, id),
        Customers::Fields { id } => fields(&house, show, id),
        Customers::Stop { id, channel } => {
            read(&house, id)?;
            clean::opt_out(
                &house.store,
                id,
                channel,
                "asked for on the command line",
                &house.now(),
            )?;
            say("Will not be contacted again.");
            Ok(Exit::Done)
        }
    }
}

pub(crate) fn list(house: &House, show: Show, query: &CustomerQuery) -> Result<Exit> {
    let list = house.store.read(|db| desk::list(db, query))?;
    if show.json {
        say_json(&list)?;
        return Ok(Exit::Done);
    }
    let currency = house.business()?.currency;
    let money = |minor| Money::new(minor, currency).rounded_words();
    let heads = [
        "Id",
        "Customer",
        "Segment",
        "Stage",
        "Last order",
        "Orders",
        "Past value",
        "Next 12 months",
        "Active",
    ];
    let mut table = Table::new(&heads, 4);
    for row in &list.rows {
        table.row(vec![
            row.account_id.to_string(),
            row.name.clone(),
            row.cell.clone().unwrap_or_default(),
            row.stage_word().to_owned(),
            row.days_since_last_order
                .map_or("none".into(), |days| format!("{days} d")),
            count(row.order_count),
            format!(
                "{}{}",
                money(row.past_value_minor),
                if row.past_is_estimated { "*" } else { "" }
            ),
            money(row.expected_value_minor),
            if row.order_count > 0 {
                chance(row.p_alive)
            } else {
                "–".into()
            },
        ]);
    }
    table.print();
    say(&format!("{} of {}", list.rows.len(), count(list.total)));
    if list.rows.iter().any(|row| row.past_is_estimated) {
        say("* by your usual margin, because some costs are unknown");
    }
    Ok(Exit::Done)
}

fn one(house: &House, show: Show, id: i64) -> Result<Exit> {
    let record = read(house, id)?;
    if show.json {
        say_json(&record)?;
        return Ok(Exit::Done);
    }
    let currency = house.business()?.currency;
    say(&format!(
        "{}  {}  {}",
        record.name,
        record.cell.clone().unwrap_or_default(),
        record.stage.clone().unwrap_or_default()
    ));
    for (title, facts) in [
        ("Why this score", &record.why),
        ("What changed since the last score", &record.what_changed),
        ("Could buy more", &record.why_potential),
    ] {
        if !facts.is_empty() {
            say(&format!("\n{title}"));
            facts.iter().for_each(|fact| say(&format!("  {fact}")));
        }
    }
    if let Some(outlook) = &record.outlook {
        say("\nThe next 12 months");
        say_outlook(outlook, currency);
    }
    say("\nOn record");
    say_standing(&record, currency);
    for point in &record.contact_points {
        say(&format!("  {}: {}", point.kind, point.value));
    }
    for item in record.timeline.iter().take(TIMELINE_MOST) {
        let amount = item.amount_minor.map_or(String::new(), |minor| {
            Money::new(minor, currency).to_string()
        });
        let said = [&item.title, &item.detail, &amount].map(String::as_str);
        let said = said.into_iter().filter(|part| !part.is_empty());
        let said = said.collect::<Vec<_>>().join("  ");
        say(&format!("  {:>11}  {said}", item.day.words()));
    }
    if record.timeline.len() > TIMELINE_MOST {
        let more = record.timeline.len() - TIMELINE_MOST;
        say(&format!("  and {more} more; --json has all of them"));
    }
    Ok(Exit::Done)
}

/// Which file, row or correction each field comes from, and which of them stands.
fn fields(house: &House, show: Show, id: i64) -> Result<Exit> {
    read(house, id)?;
    let origins = house.store.read(|db| clean::read_field_origins(db, id))?;
    if show.json {
        say_json(&origins)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(&["Field", "Value", "Told by", "State"], 4);
    for one in origins {
        let row = one
            .row_no
            .map_or(String::new(), |row| format!(", row {row}"));
        table.row(vec![
            one.field.to_owned(),
            one.value,
            format!("{}{row}", one.source),
            if one.stands { "stands" } else { "kept" }.to_owned(),
        ]);
    }
    table.print();
    Ok(Exit::Done)
}

/// Where it stands among all customers, what serving it cost, and how satisfied it said it is.
fn say_standing(record: &CustomerRecord, currency: Currency) {
    let score = record.score.as_ref();
    if let Some(score) = score.filter(|score| score.order_count > 0) {
        let tenth = score.tenth.map_or(String::new(), |tenth| {
            format!("tenth {tenth} of 10 by profit so far; ")
        });
        let digits: Vec<String> = score.rfm.to_string().chars().map(String::from).collect();
        say(&format!(
            "  Among all customers: {tenth}fifths {} by days since last order, orders and spend; \
             highest is best",
            digits.join(" ")
        ));
    }
    let served = record
        .outlook
        .as_ref()
        .map(|outlook| outlook.served.total_minor());
    if let Some(served) = served.filter(|minor| *minor != 0) {
        say(&format!(
            "  Cost to serve so far: {}",
            Money::new(served, currency)
        ));
    }
    if let Some(told) = &record.satisfaction {
        let score = told.score.map(|score| score.to_string());
        let answer = Some(told.answer.clone()).filter(|answer| !answer.is_empty());
        say(&format!(
            "  Satisfaction: {} on {}",
            answer.or(score).unwrap_or_default(),
            told.day.words()
        ));
    }
}

/// What is expected within twelve months, and what a tenth more of each lever would add.
fn say_outlook(outlook: &score::Outlook, currency: Currency) {
    let money = |minor| Money::new(minor, currency).rounded_words();
    say(&format!(
        "  {} profit, in 8 of 10 cases {} to {}; {:.1} orders, {} to {}",
        money(outlook.value.minor),
        money(outlook.value.low80),
        money(outlook.value.high80),
        outlook.orders.expected,
        outlook.orders.low80,
        outlook.orders.high80
    ));
    say(&format!(
        "  A tenth more adds: larger orders {}, more often {}, for longer {}",
        money(outlook.levers.order_size_minor),
        money(outlook.levers.frequency_minor),
        money(outlook.levers.lifetime_minor)
    ));
}

fn read(house: &House, id: i64) -> Result<CustomerRecord> {
    match desk::read_customer(house, id)? {
        Some(record) => Ok(record),
        None => bail!(desk::Refusal::NotFound(format!(
            "there is no customer with the id {id}"
        ))),
    }
}

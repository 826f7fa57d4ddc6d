//! Mails: a base in which everybody is to get one in; all of them at the mailbox, each with its
//! durable row, out.
//!
//! The base goes the ordinary way, from two files through clean, score, segment and plan to a
//! ledger with one due mail for each customer.

use std::net::SocketAddr;
use std::path::Path;

use act::{ActOptions, Smtp};
use anyhow::{Context, Result, ensure};
use plan::PlanOptions;
use score::ScoreOptions;
use segment::StageRules;
use store::{Silent, Store};
use terms::ValueSegment;

use crate::figures::{Figures, measured};
use crate::house::{NOW, import, open};
use crate::scale::{AS_OF, SEED};

/// The contact list of the base, in the workspace's folder.
pub const CONTACTS: &str = "contacts.csv";

/// Its orders.
const ORDERS: &str = "orders.csv";

/// Lines to the mail server held open at once, as a turn does it.
const CONNECTIONS: usize = 4;

/// What everybody gets.
const STRATEGY: &str = include_str!("../strategies/everyone.toml");

/// More than all mails, and all discounts, of any base cost.
const BUDGET_MINOR: i64 = 1_000_000_000;

/// Makes a workspace in which this many customers are due a mail, and gives how many are.
///
/// # Errors
/// When a stage cannot go on.
pub fn prepare_mails(folder: &Path, customers: u32) -> Result<u64> {
    let store = open(folder)?;
    write_contacts(&folder.join(CONTACTS), customers)?;
    write_orders(&folder.join(ORDERS), customers)?;
    import(&store, &[&folder.join(CONTACTS), &folder.join(ORDERS)])?;
    clean::clean(&store, NOW, &Silent)?;
    score::score(&store, &ScoreOptions::new(AS_OF, NOW), &Silent)?;
    segment::segment(&store, AS_OF, &StageRules::default(), &Silent)?;
    plan_for_everybody(&store)
}

fn plan_for_everybody(store: &Store) -> Result<u64> {
    let strategies = store.folder().join("strategies");
    for cell in ValueSegment::all() {
        let text = STRATEGY.replacen("{cell}", &cell.to_string(), 1);
        plan::save_strategy(&strategies, cell, &text)?;
    }
    let options = PlanOptions {
        cells: Some(ValueSegment::all().collect()),
        budget_minor: BUDGET_MINOR,
        allow_large: true,
        most_letters: 0,
        most_calls: 0,
        control: false,
        ..PlanOptions::new(AS_OF, SEED)
    };
    let proposal = plan::propose(store, &options, &Silent)?;
    let turn_id = store.press(AS_OF, SEED, NOW, NOW, "{}")?;
    store.start_turn(turn_id)?;
    let report = plan::commit(store, turn_id, &proposal, &store.business()?, &Silent)?;
    Ok(report.planned_touches)
}

pub(crate) fn send_mails(folder: &Path, mailbox: SocketAddr) -> Result<Figures> {
    let store = open(folder)?;
    let (host, port) = (mailbox.ip().to_string(), mailbox.port());
    let options = ActOptions {
        as_of: AS_OF,
        now: NOW.to_owned(),
        smtp: Some(Smtp {
            host,
            port,
            ..Smtp::default()
        }),
        paper_lead_days: 0,
        connections: CONNECTIONS,
    };
    measured(|| {
        let report = act::act(&store, &options, &Silent)?;
        ensure!(
            report.emails_sent > 0,
            "no mail was due; prepare the workspace anew"
        );
        let open = report.in_doubt + report.deferred + report.rejected;
        Ok((
            report.emails_sent,
            format!("{} sent, {open} in doubt or refused", report.emails_sent),
        ))
    })
}

/// A contact list of trade customers who all agreed to mails.
fn write_contacts(path: &Path, customers: u32) -> Result<()> {
    let mut file = csv_at(path)?;
    let header =
        "customer_id,company,first_name,last_name,email,street,city,postcode,country,consent_email";
    file.write_record(header.split(','))?;
    for number in 1..=customers {
        let company = format!("Quay {number} Trading Ltd");
        let email = format!("buyer@quay{number}.example");
        let street = format!("{number} Quay Street");
        let id = number.to_string();
        file.write_record([
            &id,
            &company,
            FIRST_NAMES[number as usize % FIRST_NAMES.len()],
            "Hopper",
            &email,
            &street,
            "Fosshaven",
            "QX4 2TH",
            "United Kingdom",
            "yes",
        ])?;
    }
    Ok(file.flush()?)
}

/// First names that are written, and escaped, in different ways.
const FIRST_NAMES: [&str; 4] = ["Grace", "Émilie", "Carl", "Zoë"];

/// Two orders of each customer, spread over two years, so that every cell has somebody in it.
fn write_orders(path: &Path, customers: u32) -> Result<()> {
    let mut file = csv_at(path)?;
    let header = "order_number,order_date,customer_id,product_name,quantity,unit_price,line_total";
    file.write_record(header.split(','))?;
    for order in 0..2 * customers {
        let number = order / 2 + 1;
        // Small primes spread days and amounts without chance.
        let day = AS_OF - (30 + (order * 37 % 700) as i32);
        let pounds = 20 + order * 53 % 480;
        let amount = format!("{pounds}.00");
        file.write_record([
            &format!("Q{order:07}"),
            &day.to_string(),
            &number.to_string(),
            "Hex bolts M8, box of 100",
            "1",
            &amount,
            &amount,
        ])?;
    }
    Ok(file.flush()?)
}

fn csv_at(path: &Path) -> Result<csv::Writer<std::fs::File>> {
    csv::Writer::from_path(path).with_context(|| format!("could not write {}", path.display()))
}

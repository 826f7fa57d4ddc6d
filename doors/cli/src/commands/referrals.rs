//! `regulars referrals`: what sharing brought, the offer, links, errands.

use anyhow::Result;
use desk::House;
use terms::{Currency, Money};

use crate::args::Place;
use crate::commands::{Show, loyalty, themes};
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::reward_args::{Offer, Referrals, Rewards};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: &Rewards) -> Result<Exit> {
    let house = workspace::open(place)?;
    match wanted {
        Rewards::Referrals(wanted) => referrals(&house, show, wanted)?,
        Rewards::Points(wanted) => loyalty::run(&house, show, wanted)?,
        Rewards::Themes(wanted) => themes::run(&house, show, wanted)?,
    }
    Ok(Exit::Done)
}

fn referrals(house: &House, show: Show, wanted: &Referrals) -> Result<()> {
    match wanted {
        Referrals::Show => print_referrals(house, show),
        Referrals::Offer(offer) => set_offer(house, show, offer),
        Referrals::Link { id } => {
            let link = desk::own_link(house, *id)?;
            if show.json {
                return say_json(&link);
            }
            say(&link.address);
            Ok(())
        }
        Referrals::Errands => print_errands(house, show),
        Referrals::Done { id, again } => {
            desk::close_errand(house, *id, !again)?;
            say(if *again { "Open again." } else { "Done." });
            Ok(())
        }
    }
}

/// What sharing brought, by how many hands it went through, and in all.
pub(crate) fn print_spread(
    generations: &[act::GenerationLine],
    total: &act::GenerationLine,
    currency: Currency,
) {
    let heads = [
        "Hands",
        "Links",
        "Shared",
        "Opened",
        "Came",
        "New customers",
        "Revenue",
    ];
    let mut table = Table::new(&heads, 0);
    let lines = generations
        .iter()
        .map(|line| (line.generation.to_string(), line));
    for (name, line) in lines.chain([("all".to_owned(), total)]) {
        table.row(vec![
            name,
            line.links.to_string(),
            line.shared.to_string(),
            line.opened.to_string(),
            line.came.to_string(),
            line.ordered.to_string(),
            Money::new(line.revenue_minor, currency).to_string(),
        ]);
    }
    table.print();
}

fn print_referrals(house: &House, show: Show) -> Result<()> {
    let one = desk::read_referrals(house)?;
    if show.json {
        return say_json(&one);
    }
    let currency = house.business()?.currency;
    print_spread(&one.report.generations, &one.report.total, currency);
    let mut table = Table::new(
        &["Friend", "Came", "Sent by", "What became of it", "Revenue"],
        4,
    );
    for friend in one.report.friends {
        table.row(vec![
            friend.name,
            friend.came_day.to_string(),
            friend.sharer_name,
            friend.why.to_owned(),
            Money::new(friend.revenue_minor, currency).to_string(),
        ]);
    }
    table.print();
    Ok(())
}

fn set_offer(house: &House, show: Show, wanted: &Offer) -> Result<()> {
    let was = act::read_referral_offer(&house.store)?;
    let offer = act::ReferralOffer {
        is_on: (was.is_on || wanted.on) && !wanted.off,
        percent: wanted.percent.unwrap_or(was.percent),
        days: wanted.days.unwrap_or(was.days),
    };
    if offer != was {
        desk::set_referral_offer(house, &offer)?;
    }
    if show.json {
        return say_json(&offer);
    }
    let state = if offer.is_on { "On" } else { "Off" };
    say(&format!(
        "{state}: {} % off a friend's first order, for {} days.",
        offer.percent, offer.days
    ));
    Ok(())
}

fn print_errands(house: &House, show: Show) -> Result<()> {
    let errands = desk::read_errands(house)?;
    if show.json {
        return say_json(&errands);
    }
    let mut table = Table::new(&["Id", "Customer", "What", "How"], 4);
    for one in errands {
        let how = if one.way.is_empty() {
            one.objection
        } else {
            one.way
        };
        table.row(vec![one.id.to_string(), one.name, one.what, how]);
    }
    table.print();
    Ok(())
}

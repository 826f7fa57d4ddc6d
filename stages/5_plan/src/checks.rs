//! What is looked at before anything is sent, each with what to do when it is not as it should be.

use terms::{Business, Channel, Money, ValueSegment};

use crate::candidates::CellScan;
use crate::propose::Base;
use crate::{Check, FEWEST_WITH_CONTROL, PlanOptions, SegmentLine, TouchLine, break_even_orders};

/// All checks, in the order they should be mended.
pub(crate) fn look(
    segments: &[SegmentLine],
    scans: &[CellScan],
    base: &Base,
    options: &PlanOptions,
    business: &Business,
) -> Vec<Check> {
    let chosen: Vec<&SegmentLine> = segments.iter().filter(|line| line.chosen).collect();
    let mut checks = vec![
        scores(base, options),
        business_details(business),
        reached(segments),
    ];
    checks.extend(large_segments(scans, options));
    checks.extend(one_kind(&chosen));
    let offers = segments
        .iter()
        .filter(|line| line.offer_percent > 0 && line.reachable > 0);
    checks.extend(offers.filter_map(|line| offer(line, business)));
    checks.extend(control(&chosen, options));
    checks.extend(room(&chosen, options, business));
    checks
}

fn fine(text: impl Into<String>) -> Check {
    Check {
        ok: true,
        text: text.into(),
        fix: None,
    }
}

fn amiss(text: impl Into<String>, fix: impl Into<String>) -> Check {
    Check {
        ok: false,
        text: text.into(),
        fix: Some(fix.into()),
    }
}

fn scores(base: &Base, options: &PlanOptions) -> Check {
    match base.scored_on {
        None => amiss(
            "Nothing has been scored yet.",
            "Import your orders, then press the button again.",
        ),
        Some(day) if day == options.as_of => fine(format!("Scores are of {}.", day.words())),
        Some(day) => amiss(
            format!(
                "Scores are of {}, the plan is for {}.",
                day.words(),
                options.as_of.words()
            ),
            "Score and place the accounts again before planning.",
        ),
    }
}

fn business_details(business: &Business) -> Check {
    let missing = business.missing_to_send();
    if missing.is_empty() {
        return fine(format!(
            "Messages come from {}, {}.",
            business.name, business.email
        ));
    }
    amiss(
        format!(
            "Still missing: {}. Nothing can be sent without.",
            missing.join(", ")
        ),
        "Fill it in under Settings, or with: regulars business set",
    )
}

fn reached(segments: &[SegmentLine]) -> Check {
    let accounts: u64 = segments.iter().map(|line| line.accounts).sum();
    let reachable: u64 = segments.iter().map(|line| line.reachable).sum();
    if accounts == 0 {
        return amiss(
            "There are no customers in the grid yet.",
            "Import a file of orders with customers.",
        );
    }
    if reachable == 0 {
        return amiss(
            format!(
                "Nobody can be reached: of {}, none has an address that may be used now.",
                counted(accounts, "customer")
            ),
            "Import a contact list (CSV or Excel) with the same customer numbers and columns such as name, e-mail, phone, street, postcode and city.",
        );
    }
    fine(format!(
        "{reachable} of {} can be contacted now.",
        counted(accounts, "customer")
    ))
}

/// Segments with more accounts than one campaign may hold.
fn large_segments(scans: &[CellScan], options: &PlanOptions) -> Option<Check> {
    let cut: Vec<String> = ValueSegment::all()
        .zip(scans)
        .filter(|(cell, scan)| scan.over_limit > 0 && options.asks_for(*cell))
        .map(|(cell, scan)| {
            format!(
                "{cell} ({} of {})",
                scan.best.len(),
                scan.best.len() as u64 + scan.over_limit
            )
        })
        .collect();
    (!cut.is_empty()).then(|| Check {
        ok: true,
        text: format!(
            "Larger than one campaign may be, so those with most to gain come first: {}.",
            listed(&cut)
        ),
        fix: Some("Write to the others next time, or allow large campaigns on purpose.".into()),
    })
}

/// Campaigns that use only one kind of touch.
fn one_kind(chosen: &[&SegmentLine]) -> Option<Check> {
    let used = |line: &SegmentLine, wanted: fn(&TouchLine) -> bool| {
        line.touches.iter().any(|t| t.rows > 0 && wanted(t))
    };
    let on_screen = |touch: &TouchLine| touch.channel == Channel::Email;
    let in_hand = |touch: &TouchLine| touch.channel != Channel::Email;
    let mut parts = Vec::new();
    for (words, lacks) in [
        ("only by e-mail", in_hand as fn(&TouchLine) -> bool),
        ("only on paper or by phone", on_screen),
    ] {
        let cells: Vec<String> = chosen
            .iter()
            .filter(|line| !used(line, lacks))
            .map(|line| line.cell.to_string())
            .collect();
        if !cells.is_empty() {
            parts.push(format!("{words}: {}", listed(&cells)));
        }
    }
    if parts.is_empty() {
        return (!chosen.is_empty())
            .then(|| fine("Every campaign is both online and on paper or by phone."));
    }
    Some(amiss(
        format!(
            "Campaigns work better online and offline together. These go out {}.",
            parts.join("; ")
        ),
        "Import missing addresses or phone numbers, allow more letters or calls, or add a touch of the other kind.",
    ))
}

/// Whether the offer of a segment leaves anything, and how many orders pay for its touches;
/// nothing to say where a sound offer is not used this time.
fn offer(line: &SegmentLine, business: &Business) -> Option<Check> {
    let money = |minor: i64| Money::new(minor, business.currency).to_string();
    let (contribution, discount) = (line.order_contribution_minor, line.order_discount_minor);
    let left = contribution - discount;
    let head = format!(
        "{}: {} % off an average order",
        line.cell, line.offer_percent
    );
    match break_even_orders(line.cost_minor, contribution as f64, discount as f64) {
        Some(_) if !line.chosen => None,
        Some(orders) => Some(fine(format!(
            "{head} leaves {} of {} profit; {}.",
            money(left),
            money(contribution),
            pay_words(orders),
        ))),
        None => Some(amiss(
            format!(
                "{head} is below cost: it takes {} where there are {} of profit.",
                money(discount),
                money(contribution)
            ),
            format!("Lower the offer in the strategy {}.", line.cell),
        )),
    }
}

fn pay_words(orders: u64) -> String {
    match orders {
        0 => "its touches cost nothing".into(),
        1 => "1 extra order pays for its touches".into(),
        many => format!("{many} extra orders pay for its touches"),
    }
}

fn control(chosen: &[&SegmentLine], options: &PlanOptions) -> Vec<Check> {
    if chosen.is_empty() {
        return Vec::new();
    }
    if !options.control {
        return vec![amiss(
            "Control groups are off: results will show what happened, not what the campaigns caused.",
            "Turn control groups on.",
        )];
    }
    let left_alone: u64 = chosen.iter().map(|line| line.control).sum();
    let mut checks = Vec::new();
    if left_alone == 0 {
        checks.push(fine(format!(
            "Fewer than {FEWEST_WITH_CONTROL} accounts in all, too few to leave some alone: key statistics before and after instead."
        )));
    } else {
        checks.push(fine(format!(
            "{} left alone on purpose, drawn by chance (seed {}), so that the effect can be seen.",
            counted(left_alone, "account"),
            options.seed
        )));
    }
    checks
}

/// What of letters, calls and money the chosen campaigns use.
fn room(chosen: &[&SegmentLine], options: &PlanOptions, business: &Business) -> Option<Check> {
    if chosen.is_empty() {
        return None;
    }
    let rows = |channel: Channel| -> u64 {
        let touches = chosen.iter().flat_map(|line| &line.touches);
        touches
            .filter(|touch| touch.channel == channel)
            .map(|touch| touch.rows)
            .sum()
    };
    let cost: i64 = chosen.iter().map(|line| line.cost_minor).sum();
    let money = |minor: i64| Money::new(minor, business.currency).to_string();
    Some(fine(format!(
        "Letters {} of {}, calls {} of {}, cost {} of {}.",
        rows(Channel::Letter),
        options.most_letters,
        rows(Channel::Call),
        options.most_calls,
        money(cost),
        money(options.budget_minor)
    )))
}

/// Names in a list are more than anybody reads beyond this many; the table shows them all.
const NAMES_SHOWN: usize = 6;

/// `a, b, c`; of many only the first, and how many more.
fn listed(names: &[String]) -> String {
    match names.len().checked_sub(NAMES_SHOWN) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names[..NAMES_SHOWN].join(", ")),
    }
}

/// `1 customer`, `2 customers`.
fn counted(count: u64, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

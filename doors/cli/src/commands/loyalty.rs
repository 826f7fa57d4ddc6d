//! `regulars points`: the programme, its rules, a customer's points, paying them out.

use act::{LoyaltyRules, Perk, Wish};
use anyhow::{Result, bail};
use desk::{House, Refusal};
use terms::Money;

use crate::commands::Show;
use crate::output::{Table, say, say_json};
use crate::reward_args::{Points, Rules};

pub(crate) fn run(house: &House, show: Show, wanted: &Points) -> Result<()> {
    match wanted {
        Points::Show { id: None } => print_programme(house, show),
        Points::Show { id: Some(id) } => print_standing(house, show, *id),
        Points::Rules(rules) => set_rules(house, show, rules),
        Points::Redeem { id, points, perk } => {
            let wish = match (points, perk) {
                (_, Some(perk)) => Wish::Perk(perk.clone()),
                (points, None) => Wish::Money(points.unwrap_or_default()),
            };
            let voucher = desk::redeem_points(house, *id, &wish, None)?;
            if show.json {
                return say_json(&voucher);
            }
            let currency = house.business()?.currency;
            match voucher.perk.as_str() {
                "" => say(&format!(
                    "{} off with the code {}, until {}.",
                    Money::new(voucher.worth_minor, currency),
                    voucher.code,
                    voucher.valid_until
                )),
                perk => say(&format!("{perk}: it is on the list of errands.")),
            }
            Ok(())
        }
        Points::Cancel { voucher } => {
            desk::cancel_voucher(house, *voucher)?;
            say("Taken back; its points are given back.");
            Ok(())
        }
    }
}

fn print_programme(house: &House, show: Show) -> Result<()> {
    let one = desk::read_loyalty(house)?;
    if show.json {
        return say_json(&one);
    }
    let report = one.report;
    let mut table = Table::new(&["Points", "Sum"], 1);
    for (what, points) in [
        ("earned by orders", report.by_orders),
        ("earned by bringing customers", report.by_referrals),
        ("taken back", report.taken_back),
        ("used", report.redeemed),
        ("expired", report.expired),
        ("outstanding", report.outstanding),
    ] {
        table.row(vec![what.to_owned(), terms::count_words(points)]);
    }
    table.print();
    let currency = house.business()?.currency;
    say(&format!(
        "Owed: {}, of it {} in codes not used yet.",
        Money::new(report.liability_minor, currency),
        Money::new(report.codes_worth_minor, currency)
    ));
    Ok(())
}

fn print_standing(house: &House, show: Show, id: i64) -> Result<()> {
    let Some(standing) = desk::read_points_standing(house, id)? else {
        bail!(Refusal::SetUp(
            "there is no programme yet; `points rules --on` begins one".into()
        ));
    };
    if show.json {
        return say_json(&standing);
    }
    let currency = house.business()?.currency;
    say(&format!(
        "{} points, worth {}.",
        terms::count_words(standing.balance),
        Money::new(standing.worth_minor, currency)
    ));
    let mut table = Table::new(&["Day", "What", "Points"], 2);
    for line in standing.lines {
        table.row(vec![
            line.day.to_string(),
            line.what.to_owned(),
            line.points.to_string(),
        ]);
    }
    table.print();
    Ok(())
}

fn set_rules(house: &House, show: Show, wanted: &Rules) -> Result<()> {
    let was = act::read_loyalty_rules(&house.store)?;
    let mut rules = LoyaltyRules {
        is_on: (was.is_on || wanted.on) && !wanted.off,
        points_per_unit: wanted.per_unit.unwrap_or(was.points_per_unit),
        point_worth_minor: wanted.worth_minor.unwrap_or(was.point_worth_minor),
        least_points: wanted.least.unwrap_or(was.least_points),
        expire_days: wanted.expire_days.unwrap_or(was.expire_days),
        referral_points: wanted.referral.unwrap_or(was.referral_points),
        code_days: wanted.code_days.unwrap_or(was.code_days),
        ..was.clone()
    };
    for text in &wanted.perks {
        let (name, points) = text.rsplit_once('=').unwrap_or((text, ""));
        let Ok(points) = points.trim().parse() else {
            bail!(Refusal::Usage(format!(
                "«{text}» is no perk; write it as 'Skip the queue=200'"
            )));
        };
        rules.perks.retain(|perk| perk.name != name.trim());
        if points > 0 {
            let name = name.trim().to_owned();
            rules.perks.push(Perk { name, points });
        }
    }
    if rules != was {
        desk::set_loyalty_rules(house, &rules)?;
    }
    let rules = desk::read_loyalty(house)?.rules;
    if show.json {
        return say_json(&rules);
    }
    let currency = house.business()?.currency;
    say(&format!(
        "{}: {} for each {}, each worth {}, from {} on.",
        if rules.is_on { "On" } else { "Off" },
        rules.points_per_unit,
        currency.code(),
        Money::new(rules.point_worth_minor, currency),
        rules.least_points
    ));
    for perk in rules.perks {
        say(&format!("  {} for {}", perk.name, perk.points));
    }
    Ok(())
}

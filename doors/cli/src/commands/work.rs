//! `regulars opportunities`: possible sales by command.

use act::Opportunity;
use anyhow::Result;
use desk::{House, OpportunityAsked};
use terms::{Currency, Money, OpportunityStage};

use crate::args::Place;
use crate::commands::{Show, reminders};
use crate::exit::Exit;
use crate::output::{Table, counted, say, say_json};
use crate::work_args::{Opportunities, Said, Work};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: Work) -> Result<Exit> {
    let house = workspace::open(place)?;
    reminders::run(&house, show, wanted)?;
    Ok(Exit::Done)
}

pub(crate) fn opportunities(house: &House, show: Show, wanted: Opportunities) -> Result<()> {
    let staged = |stage, reason| OpportunityAsked {
        stage: Some(stage),
        reason,
        ..OpportunityAsked::default()
    };
    let change = |id, asked: &OpportunityAsked| {
        let one = desk::change_opportunity(house, id, asked)?;
        tell(house, show, &one)
    };
    match wanted {
        Opportunities::List => board(house, show),
        Opportunities::Show { id } => one(house, show, id),
        Opportunities::Add {
            customer,
            title,
            said,
        } => {
            let account = desk::find_customer(house, &customer, 0)?;
            let asked = OpportunityAsked {
                title: Some(title),
                ..asked_of(said)
            };
            tell(house, show, &desk::add_opportunity(house, account, &asked)?)
        }
        Opportunities::Edit { id, title, said } => change(
            id,
            &OpportunityAsked {
                title,
                ..asked_of(said)
            },
        ),
        Opportunities::Move { id, stage } => change(id, &staged(stage, None)),
        Opportunities::Win { id, reason } => change(id, &staged(OpportunityStage::Won, reason)),
        Opportunities::Lose { id, reason } => change(id, &staged(OpportunityStage::Lost, reason)),
        Opportunities::Undo { id } => {
            desk::undo_opportunity(house, id, None)?;
            say("Taken back; it stands as it stood before.");
            Ok(())
        }
        Opportunities::Chances {
            initial_contact,
            discussion,
            engagement,
        } => {
            let chances = act::Chances {
                initial_contact,
                discussion,
                engagement,
            };
            desk::set_chances(house, chances)?;
            say("Saved.");
            Ok(())
        }
    }
}

fn asked_of(said: Said) -> OpportunityAsked {
    OpportunityAsked {
        title: None,
        value: said.value,
        stage: said.stage,
        expected_day: said.by,
        next_step: said.next,
        reason: None,
    }
}

/// Says what stands now, and how it is taken back.
fn tell(house: &House, show: Show, one: &Opportunity) -> Result<()> {
    if show.json {
        return say_json(one);
    }
    let value = Money::new(one.value_minor, house.business()?.currency);
    say(&format!(
        "{} {}, {} of {value}: {}. Take it back with: regulars opportunities undo {}",
        one.id, one.account, one.title, one.stage, one.id
    ));
    Ok(())
}

fn board(house: &House, show: Show) -> Result<()> {
    let shown = desk::read_board(house)?;
    if show.json {
        return say_json(&shown);
    }
    let money = |minor| Money::new(minor, shown.currency).to_string();
    let mut table = Table::new(
        &["Id", "Stage", "Customer", "What", "By", "Next", "Value"],
        6,
    );
    for column in &shown.board.columns {
        for one in &column.opportunities {
            table.row(row_of(one, shown.currency));
        }
    }
    table.print();
    let mut sums = Table::new(&["Stage", "How many", "Value", "Chance", "Weighted"], 1);
    for column in &shown.board.columns {
        sums.row(vec![
            column.stage.to_string(),
            column.count.to_string(),
            money(column.value_minor),
            format!("{} %", column.chance),
            money(column.weighted_minor),
        ]);
    }
    say("");
    sums.print();
    say(&format!(
        "{} open worth {}; {} by the chance of each stage. Won and lost since {}.",
        counted(shown.board.open_count as u64, "sale"),
        money(shown.board.open_minor),
        money(shown.board.weighted_minor),
        shown.decided_since
    ));
    Ok(())
}

fn row_of(one: &Opportunity, currency: Currency) -> Vec<String> {
    vec![
        one.id.to_string(),
        one.stage.to_string(),
        one.account.clone(),
        one.title.clone(),
        one.expected_day
            .map_or(String::new(), |day| day.to_string()),
        if one.stage.is_open() {
            one.next_step.clone()
        } else {
            one.reason.clone()
        },
        Money::new(one.value_minor, currency).to_string(),
    ]
}

fn one(house: &House, show: Show, id: i64) -> Result<()> {
    let record = desk::read_opportunity_record(house, id)?;
    if show.json {
        return say_json(&record);
    }
    let currency = house.business()?.currency;
    say(&format!(
        "{}: {}",
        record.opportunity.account, record.opportunity.title
    ));
    let mut table = Table::new(&["Since", "Stage", "Next or why", "State", "Value"], 4);
    for change in &record.changes {
        let words = if change.stage.is_open() {
            &change.next_step
        } else {
            &change.reason
        };
        table.row(vec![
            change.day.to_string(),
            change.stage.to_string(),
            words.clone(),
            if change.is_undone {
                "taken back".into()
            } else {
                String::new()
            },
            Money::new(change.value_minor, currency).to_string(),
        ]);
    }
    table.print();
    Ok(())
}

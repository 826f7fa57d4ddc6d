//! The commands, a file each: open the workspace, ask the desk, print.

mod answer;
mod business;
mod caller;
mod calls;
mod came_back;
mod campaigns;
mod check;
mod clv;
mod clv_show;
mod clv_table;
mod contacts;
mod customers;
mod data;
mod deliver;
mod gaps;
mod grid;
mod growth;
mod import;
mod loyalty;
mod match_rows;
mod match_table;
mod overview;
mod practice;
mod press;
mod reach;
mod referrals;
mod reminders;
mod results;
mod score;
mod segments;
mod serve;
mod strategies;
mod themes;
mod trial;
mod triggers;
mod upkeep;
mod value;
mod work;

use anyhow::Result;

use crate::args::{Args, Command, Place};
use crate::exit::Exit;
use crate::output::say;
use crate::workspace;

/// How a command shows things.
#[derive(Clone, Copy)]
pub(crate) struct Show {
    pub(crate) json: bool,
    pub(crate) quiet: bool,
}

/// Does what was asked.
pub(crate) fn run(args: Args) -> Result<Exit> {
    let show = Show {
        json: args.json,
        quiet: args.quiet || args.json,
    };
    let place = &args.place;
    match args.command {
        Command::Try(wanted) => trial::run(place, show, &wanted),
        Command::Import(wanted) => import::run(place, show, &wanted),
        Command::Check { file } => check::run(place, show, &[file]),
        Command::Answer { file, answers } => answer::run(place, show, file.as_deref(), &answers),
        Command::Gaps { file } => gaps::run(place, show, file),
        Command::Match(wanted) => match_rows::run(show, place.seed, &wanted),
        Command::Clv(wanted) => clv::run(show, &wanted),
        Command::Score(wanted) => score::run(place, show, &wanted),
        Command::Value(wanted) => value::run(place, show, &wanted),
        Command::Run(wanted) => press::run(place, show, &wanted),
        Command::Deliver(wanted) => deliver::run(place, show, &wanted),
        Command::Undo { step: None } => press::undo(place),
        Command::Undo { step: Some(step) } => upkeep::undo(place, show, step),
        Command::Work(wanted) => work::run(place, show, wanted),
        Command::Upkeep(wanted) => upkeep::run(place, show, &wanted),
        Command::Rewards(wanted) => referrals::run(place, show, &wanted),
        Command::Serve { port } => serve::run(place, port),
        Command::Today => overview::today(place, show),
        Command::Grid {
            moves: false,
            since: None,
        } => grid::show(place, show),
        Command::Grid { since, .. } => grid::moves(place, show, since),
        Command::Customers(wanted) => customers::run(place, show, wanted),
        Command::Segments(wanted) => segments::run(place, show, wanted),
        Command::Triggers(wanted) => triggers::run(place, show, wanted),
        Command::Events { file, delivery } => triggers::events(place, show, &file, &delivery),
        Command::Campaigns(wanted) => campaigns::run(place, show, &wanted),
        Command::Calls(wanted) => calls::run(place, show, wanted),
        Command::Growth(wanted) => growth::run(place, show, &wanted),
        Command::Results => results::run(place, show),
        Command::Data(wanted) => data::run(place, show, &wanted),
        Command::Business(wanted) => business::run(place, show, wanted),
        Command::Strategies { wanted } => strategies::run(place, show, wanted),
        Command::Backup { to } => backup(place, &to),
        Command::Practice(wanted) => practice::run(place, &wanted),
        Command::Mailbox { dir } => deliver::mailbox(&dir),
    }
}

fn backup(place: &Place, to: &std::path::Path) -> Result<Exit> {
    desk::back_up(&workspace::open(place)?, to)?;
    say(&format!("Copied and checked: {}", to.display()));
    Ok(Exit::Done)
}

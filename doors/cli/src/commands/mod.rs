//! The commands, a file each: open the workspace, ask the desk, print.

mod business;
mod calls;
mod campaigns;
mod customers;
mod data;
mod deliver;
mod import;
mod overview;
mod practice;
mod press;
mod results;
mod serve;
mod strategies;
mod trial;

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
        Command::Check { file } => import::check(show, &file),
        Command::Score => press::score(place, show),
        Command::Run(wanted) => press::run(place, show, &wanted),
        Command::Deliver(wanted) => deliver::run(place, show, &wanted),
        Command::Undo => press::undo(place),
        Command::Serve { port } => serve::run(place, port),
        Command::Today => overview::today(place, show),
        Command::Grid => overview::grid(place, show),
        Command::Customers(wanted) => customers::run(place, show, wanted),
        Command::Campaigns(wanted) => campaigns::run(place, show, &wanted),
        Command::Calls(wanted) => calls::run(place, show, wanted),
        Command::Results => results::run(place, show),
        Command::Data(wanted) => data::run(place, show, &wanted),
        Command::Business(wanted) => business::run(place, show, wanted),
        Command::Strategies => strategies::run(place, show),
        Command::Backup { to } => backup(place, &to),
        Command::Practice(wanted) => practice::run(place, &wanted),
        Command::Mailbox { dir } => deliver::mailbox(&dir),
    }
}

fn backup(place: &Place, to: &std::path::Path) -> Result<Exit> {
    workspace::open(place)?.store.back_up(to)?;
    say(&format!("Copied and checked: {}", to.display()));
    Ok(Exit::Done)
}

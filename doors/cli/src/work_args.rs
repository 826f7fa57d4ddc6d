//! What can be asked on the command line of people at work.

use clap::{Args, Subcommand};
use terms::OpportunityStage;

/// What people do by hand all day.
#[derive(Debug, Subcommand)]
pub(crate) enum Work {
    /// Possible sales: list them by stage, add, move, win, lose, take back.
    #[command(subcommand)]
    Opportunities(Opportunities),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Opportunities {
    /// All by stage, with sums.
    List,
    /// One, with every state it was in.
    Show {
        /// Its number.
        id: i64,
    },
    /// Add one to a customer.
    Add {
        /// The customer: id, customer number or name.
        customer: String,
        /// What it is about.
        title: String,
        #[command(flatten)]
        said: Said,
    },
    /// Change one; what is not said stays.
    Edit {
        /// Its number.
        id: i64,
        /// What it is about.
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        said: Said,
    },
    /// Move one to a stage.
    Move {
        /// Its number.
        id: i64,
        /// initial_contact, discussion, engagement, won or lost.
        stage: OpportunityStage,
    },
    /// It was won.
    Win {
        /// Its number.
        id: i64,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// It was lost.
    Lose {
        /// Its number.
        id: i64,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Take its newest change back.
    Undo {
        /// Its number.
        id: i64,
    },
    /// How many of 100 opportunities of each stage are won.
    Chances {
        /// Of initial contacts.
        initial_contact: u8,
        /// Of discussions.
        discussion: u8,
        /// Of engagements.
        engagement: u8,
    },
}

/// What is said of an opportunity besides its title.
#[derive(Debug, Default, Args)]
pub(crate) struct Said {
    /// What it would bring, such as 1200.50.
    #[arg(long)]
    pub(crate) value: Option<String>,
    /// Where it stands.
    #[arg(long)]
    pub(crate) stage: Option<OpportunityStage>,
    /// The day it is expected to be decided; empty takes it away.
    #[arg(long, value_name = "DATE")]
    pub(crate) by: Option<String>,
    /// What is to be done next.
    #[arg(long)]
    pub(crate) next: Option<String>,
}

//! What can be asked on the command line of people at work.

use clap::{Args, Subcommand};
use terms::{InteractionKind, OpportunityStage};

/// What people do by hand all day.
#[derive(Debug, Subcommand)]
pub(crate) enum Work {
    /// Possible sales: list them by stage, add, move, win, lose, take back.
    #[command(subcommand)]
    Opportunities(Opportunities),
    /// Whose turn it is: list, add, done, put off, stay in touch.
    #[command(subcommand)]
    Reminders(Reminders),
    /// Somebody calls: who it is, what is in hand, what to ask; with answers, keep what was said.
    Caller {
        /// The phone number in any spelling, or a name.
        typed: String,
        /// An answer; give one for each question, in their order.
        #[arg(long = "answer", value_name = "TEXT")]
        answers: Vec<String>,
        /// What else was said.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// People typed in by hand: add, list, take back.
    #[command(subcommand)]
    Contacts(Contacts),
    /// Log a contact or a note on a customer's timeline.
    Log {
        /// The customer: id, customer number or name.
        customer: String,
        /// call, visit, message or note; a note is no personal contact.
        kind: InteractionKind,
        /// What was said.
        #[arg(long, default_value = "")]
        note: String,
        /// The day; today when not given.
        #[arg(long, default_value = "", value_name = "DATE")]
        day: String,
        /// They turned to us.
        #[arg(long)]
        incoming: bool,
    },
    /// Take a logged contact back.
    Unlog {
        /// Its number.
        id: i64,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Contacts {
    /// Who was typed in lately, by us or on the page for leads.
    List,
    /// Add somebody; where somebody like it is known, nothing is written and it says who.
    Add(Box<NewContact>),
    /// Take an entry back, with everything it brought.
    Undo {
        /// Its number in the list.
        id: i64,
    },
    /// Bring an entry back that was taken back.
    Again {
        /// Its number in the list.
        id: i64,
    },
}

/// Somebody to add; only the first two are asked for.
#[derive(Debug, Args)]
pub(crate) struct NewContact {
    /// A person's name or a firm's.
    pub(crate) who: String,
    /// An e-mail address or a phone number.
    #[arg(default_value = "")]
    pub(crate) reach: String,
    /// The other of e-mail address and phone number.
    #[arg(long, default_value = "")]
    pub(crate) also: String,
    /// The firm a person is with.
    #[arg(long, default_value = "")]
    pub(crate) company: String,
    /// What the person does there.
    #[arg(long, default_value = "")]
    pub(crate) role: String,
    /// Street and house number.
    #[arg(long, default_value = "")]
    pub(crate) street: String,
    /// Postal code.
    #[arg(long, default_value = "")]
    pub(crate) postcode: String,
    /// Town.
    #[arg(long, default_value = "")]
    pub(crate) city: String,
    /// Country.
    #[arg(long, default_value = "")]
    pub(crate) country: String,
    /// By which they came to us.
    #[arg(long, default_value = "")]
    pub(crate) came_by: String,
    /// What was said.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
    /// Add it although somebody like it is known.
    #[arg(long)]
    pub(crate) sure: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Reminders {
    /// Who is due, who is next, and the promises to stay in touch.
    List,
    /// Add one about a customer.
    Add {
        /// The customer: id, customer number or name.
        customer: String,
        /// What of.
        words: String,
        /// The day.
        #[arg(long, default_value = "", value_name = "DATE")]
        day: String,
        /// Or so many days from now.
        #[arg(long = "in", value_name = "DAYS")]
        in_days: Option<i32>,
    },
    /// It is done.
    Done {
        /// Its number.
        id: i64,
    },
    /// Put it off by so many days from now.
    Snooze {
        /// Its number.
        id: i64,
        /// Days.
        days: i32,
    },
    /// Take its newest change back.
    Undo {
        /// Its number.
        id: i64,
    },
    /// Promise to stay in touch every so many days, with one customer or everybody of a rule.
    Stay {
        /// Days from one personal contact to the next.
        every_days: i32,
        /// One customer: id, customer number or name.
        #[arg(long, conflicts_with = "rule")]
        customer: Option<String>,
        /// A rule, such as 'stage = top' or 'tag = vip'.
        #[arg(
            long = "where",
            required_unless_present = "customer",
            value_name = "RULE"
        )]
        rule: Option<String>,
    },
    /// Put the turn of a customer off by so many days from now.
    Pause {
        /// The customer: id, customer number or name.
        customer: String,
        /// Days.
        days: i32,
    },
    /// End a promise.
    End {
        /// Its number.
        id: i64,
        /// Keep it on, where it was ended by mistake.
        #[arg(long)]
        again: bool,
    },
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

//! What can be asked on the command line about sharing and rewards.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

/// Customers who bring customers.
#[derive(Debug, Subcommand)]
pub(crate) enum Rewards {
    /// Referrals: who brought whom, the offer to friends, a customer's link, what to do by hand.
    #[command(subcommand)]
    Referrals(Referrals),
    /// Points: the loyalty programme, a customer's points, paying them out.
    #[command(subcommand)]
    Points(Points),
    /// Themes: pages to pass on and online flyers, and how far they went.
    #[command(subcommand)]
    Themes(Themes),
}

/// Who brought whom.
#[derive(Debug, Subcommand)]
pub(crate) enum Referrals {
    /// What sharing brought, by the hands it went through, and what became of every friend.
    Show,
    /// Show or set what friends are offered.
    Offer(Offer),
    /// The link of a customer, made where there is none yet.
    Link {
        /// The account's id.
        id: i64,
    },
    /// What is to be done by hand, such as saying thank you.
    Errands,
    /// Mark an errand as done.
    Done {
        /// Its number.
        id: i64,
        /// Open it again.
        #[arg(long)]
        again: bool,
    },
}

/// What friends are offered.
#[derive(Debug, ClapArgs)]
pub(crate) struct Offer {
    /// Put a link for friends on personal pages and into e-mails.
    #[arg(long, conflicts_with = "off")]
    pub(crate) on: bool,
    /// Take it away again; codes that were given out count on.
    #[arg(long)]
    pub(crate) off: bool,
    /// Percent off a friend's first order.
    #[arg(long)]
    pub(crate) percent: Option<i64>,
    /// Days the friend's code counts.
    #[arg(long)]
    pub(crate) days: Option<i32>,
}

/// The loyalty programme.
#[derive(Debug, Subcommand)]
pub(crate) enum Points {
    /// Where the programme stands, or one customer.
    Show {
        /// The account's id.
        id: Option<i64>,
    },
    /// Show or set the rules; what is booked stays as it was booked.
    Rules(Rules),
    /// Turn a customer's points into a money code or a perk.
    Redeem {
        /// The account's id.
        id: i64,
        /// Points to turn into money.
        #[arg(long, required_unless_present = "perk")]
        points: Option<i64>,
        /// The perk, by name.
        #[arg(long, conflicts_with = "points")]
        perk: Option<String>,
    },
    /// Take a code or perk back that was not used; its points are given back.
    Cancel {
        /// The voucher's number.
        voucher: i64,
    },
}

/// The rules of the programme.
#[derive(Debug, ClapArgs)]
pub(crate) struct Rules {
    /// Orders earn points from today on.
    #[arg(long, conflicts_with = "off")]
    pub(crate) on: bool,
    /// Orders earn no more points; those that were earned stay.
    #[arg(long)]
    pub(crate) off: bool,
    /// Points for each whole unit of money spent.
    #[arg(long)]
    pub(crate) per_unit: Option<i64>,
    /// What one point is worth, in cents.
    #[arg(long)]
    pub(crate) worth_minor: Option<i64>,
    /// Fewest points that are turned into money at once.
    #[arg(long)]
    pub(crate) least: Option<i64>,
    /// Days until points that nobody used expire; 0 for never.
    #[arg(long)]
    pub(crate) expire_days: Option<i32>,
    /// Points for bringing a new customer.
    #[arg(long)]
    pub(crate) referral: Option<i64>,
    /// Days a money code counts.
    #[arg(long)]
    pub(crate) code_days: Option<i32>,
    /// A perk such as 'Skip the queue=200'; 0 points take it away.
    #[arg(long = "perk", value_name = "NAME=POINTS")]
    pub(crate) perks: Vec<String>,
}

/// Pages to pass on and online flyers.
#[derive(Debug, Subcommand)]
pub(crate) enum Themes {
    /// All themes.
    List,
    /// One theme: its address, and how far it went.
    Show {
        /// Its number.
        id: i64,
    },
    /// Keep a theme from a JSON file with name, kind, title, text, picture, video and cells; with an
    /// id it changes that one.
    Save {
        /// The file.
        file: PathBuf,
    },
    /// A customer's link to a theme, made where there is none yet.
    Link {
        /// The theme's number.
        id: i64,
        /// The account's id.
        customer: i64,
    },
}

//! What can be asked on the command line about sharing and rewards.

use clap::{Args as ClapArgs, Subcommand};

/// Customers who bring customers.
#[derive(Debug, Subcommand)]
pub(crate) enum Rewards {
    /// Referrals: who brought whom, the offer to friends, a customer's link, what to do by hand.
    #[command(subcommand)]
    Referrals(Referrals),
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

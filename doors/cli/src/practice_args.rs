//! What can be asked on the command line about practice files.

use std::path::PathBuf;

use clap::Args as ClapArgs;

/// What a practice business is made of.
#[derive(Debug, ClapArgs)]
pub(crate) struct Practice {
    /// Where to write.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Accounts of the practice business.
    #[arg(long, default_value_t = 2_000)]
    pub(crate) accounts: u32,
    /// Make contacts for the customer numbers of this file instead.
    #[arg(long, value_name = "FILE")]
    pub(crate) contacts_for: Option<PathBuf>,
    /// Also the files found later: visits, warranty cards, interests, answers, service plans, cards
    /// of a trade fair, and one that an import asks about.
    #[arg(long)]
    pub(crate) more: bool,
    /// The column of that file with the customer numbers.
    #[arg(long, default_value = "CustomerID")]
    pub(crate) column: String,
}

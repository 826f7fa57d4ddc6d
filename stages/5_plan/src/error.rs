//! What can go wrong while planning, in the owner's words.

use std::path::PathBuf;

use store::StoreError;
use store::rusqlite;
use terms::{ChannelMix, ValueSegment};

/// Why nothing could be planned or read.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The database could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A strategy file is wrong.
    #[error(transparent)]
    Strategy(#[from] StrategyError),
    /// A file or folder of strategies could not be read or written.
    #[error("{path}: {source}; check that the folder exists and may be written to")]
    File {
        /// What was touched.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A campaign holds more accounts than one small segment may, and nobody allowed that.
    #[error(
        "{cell} would go to {accounts} accounts, more than the {limit} one campaign may hold; \
         allow large campaigns, or plan again"
    )]
    TooLarge {
        /// The segment.
        cell: ValueSegment,
        /// How many accounts the proposal holds.
        accounts: u64,
        /// How many it may hold.
        limit: u64,
    },
    /// There is no campaign of this number.
    #[error("there is no campaign {0}; the list of campaigns shows their numbers")]
    NoCampaign(i64),
    /// The strategy of a segment cannot be had with this mix of channels.
    #[error(
        "the strategy of {cell} cannot be had as «{mix}»; look at its ways first, or edit its text"
    )]
    NoSuchWay {
        /// The segment.
        cell: ValueSegment,
        /// What was asked for.
        mix: ChannelMix,
    },
    /// There is no trigger of this name.
    #[error("there is no trigger «{0}»; the list of triggers shows their names")]
    NoTrigger(String),
    /// There is nobody on a list.
    #[error("nobody is on the list «{0}»; the page of the triggers shows the lists")]
    EmptyList(String),
    /// A stored text is not what this program wrote.
    #[error("the stored {what} cannot be read: {why}; restore the last backup")]
    Damaged {
        /// What it should have been.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
}

impl From<rusqlite::Error> for PlanError {
    fn from(error: rusqlite::Error) -> Self {
        PlanError::Store(StoreError::Engine(error))
    }
}

/// What is wrong with a strategy file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, {field}: {why}")]
pub struct StrategyError {
    /// The file, such as `P5F1.toml`.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// The field, such as `touch 2, wait_days`.
    pub field: String,
    /// What is wrong, and what would be right.
    pub why: String,
}

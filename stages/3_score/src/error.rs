//! What can go wrong while scoring, in the owner's words.

use store::StoreError;
use store::rusqlite;

/// Why the accounts could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// The database refused, is busy, or the person asked to stop.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The horizon or the discount rate cannot be used.
    #[error("the accounts cannot be scored: {0}")]
    Options(#[from] clv::DiscountError),
    /// A setting cannot be meant.
    #[error("this cannot be set: {0}")]
    Settings(&'static str),
    /// A stored history contradicts itself.
    #[error("the stored past of account {account_id} is damaged: {why}; restore the last backup")]
    Damaged {
        /// The account.
        account_id: i64,
        /// What is wrong with it.
        why: String,
    },
}

impl From<rusqlite::Error> for ScoreError {
    fn from(error: rusqlite::Error) -> Self {
        ScoreError::Store(StoreError::Engine(error))
    }
}

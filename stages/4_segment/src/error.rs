//! What can go wrong while segmenting, in the owner's words.

use store::{StoreError, rusqlite};
use terms::Day;

/// Why the accounts could not be segmented.
#[derive(Debug, thiserror::Error)]
pub enum SegmentError {
    /// The database refused, is busy, or the person asked to stop.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing has been scored at all.
    #[error("no account has been scored yet; score as of {as_of} first")]
    NeverScored {
        /// The day asked for.
        as_of: Day,
    },
    /// The scores are of another day.
    #[error("the scores are as of {scored}, not {as_of}; score as of {as_of} first")]
    ScoredOtherDay {
        /// The day asked for.
        as_of: Day,
        /// The day of the newest scores.
        scored: Day,
    },
    /// What was found on a later day would be overwritten by an earlier one.
    #[error(
        "segments are already known up to {newest}; as of {as_of} some would be different, and \
         the past is not rewritten. Use {newest} or a later day, or another workspace"
    )]
    EarlierDay {
        /// The day asked for.
        as_of: Day,
        /// The newest day a membership began or ended on.
        newest: Day,
    },
    /// The rules for stages contradict themselves.
    #[error("the rules for lifecycle stages cannot be used: {0}")]
    Rules(&'static str),
    /// The rule of a segment cannot be read.
    #[error("the rule cannot be read: {0}")]
    Rule(String),
}

impl From<rusqlite::Error> for SegmentError {
    fn from(error: rusqlite::Error) -> Self {
        SegmentError::Store(StoreError::Engine(error))
    }
}

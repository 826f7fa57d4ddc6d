//! What can go wrong on the way out of the house, in the owner's words.

use std::path::PathBuf;

use store::StoreError;

/// Why contacts could not be handed over. What was handed over before stays so.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The database refused, or the person asked to stop.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The law and good manners ask for a sender; the owner has not named one yet.
    #[error("nothing was sent, for {0} is not set; set it under Settings and press again")]
    Setup(String),
    /// Two deliveries of one workspace at once could write to somebody twice.
    #[error("another delivery of this workspace is running ({0} is taken); wait until it is done")]
    Busy(PathBuf),
    /// A file could not be written or read.
    #[error("{path}: {source}; nothing more was handed over")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A text of a strategy cannot be filled in.
    #[error("{what} cannot be written: {why}; mend the text in the strategy")]
    Text {
        /// Which text.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The letters or the call sheet could not be set.
    #[error("the pages could not be printed: {0}")]
    Paper(#[from] paper::PaperError),
    /// The call list could not be written.
    #[error("the call list could not be written: {0}")]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
    /// A result was given for a contact that is no call of this workspace.
    #[error("there is no call {0} to record a result for")]
    NoSuchCall(i64),
    /// A result was given for an account that is left alone on purpose.
    #[error(
        "call {0} belongs to an account that is not contacted on purpose; nothing was recorded"
    )]
    NotForCalling(i64),
    /// Something was asked for that makes no sense; the words say what would.
    #[error("{0}")]
    Unfit(String),
    /// Something was asked for that is not there.
    #[error("{0}")]
    NoSuch(String),
    /// Something was said of an account that is not there.
    #[error("there is no customer {0} here")]
    NoSuchAccount(i64),
    /// Something was said of an opportunity that is not there.
    #[error("there is no opportunity {0}")]
    NoSuchOpportunity(i64),
    /// Something was said of a reminder that is not there.
    #[error("there is no reminder {0}")]
    NoSuchReminder(i64),
    /// What was to be taken back was never done.
    #[error("there is nothing with the number {0} to take back")]
    NoSuchChange(i64),
    /// What was said cannot be kept as it is.
    #[error("{0}")]
    Wanting(&'static str),
    /// The workers that send mails ended before their work did.
    #[error("sending stopped unexpectedly; press again: nothing is sent twice")]
    Stopped,
    /// The system gave no randomness for codes.
    #[error("no secure randomness to draw codes from: {0}; try again")]
    Chance(String),
}

impl From<store::rusqlite::Error> for ActError {
    fn from(error: store::rusqlite::Error) -> Self {
        ActError::Store(error.into())
    }
}

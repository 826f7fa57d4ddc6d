//! Why a practice business could not be made, in words that say what to do next.

use std::path::{Path, PathBuf};

use terms::Day;

/// Why a practice business could not be made or lived on.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// No accounts, or more than there are names for.
    #[error("{0} accounts cannot be made; choose from 1 to {most}", most = crate::business::MOST_ACCOUNTS)]
    Accounts(u32),
    /// An as-of day for which there is no price list.
    #[error("{0} is too early or too late for a practice business; choose a day from 1990 to 2060")]
    AsOf(Day),
    /// A window outside the days that can be lived through.
    #[error("{from} to {to} is not a window after {as_of} and at most three years later")]
    Window {
        /// First day asked for.
        from: Day,
        /// Last day asked for.
        to: Day,
        /// The as-of day of the business.
        as_of: Day,
    },
    /// A file could not be written.
    #[error("could not write {path}: {source}; check that the folder exists and has room")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The workbook could not be made.
    #[error("could not make the workbook {path}: {source}")]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What the writer said.
        source: Box<rust_xlsxwriter::XlsxError>,
    },
    /// The mailbox could not be opened.
    #[error("could not open the mailbox: {0}")]
    Mailbox(#[source] std::io::Error),
}

impl PracticeError {
    /// A writing error with the file it was about.
    pub(crate) fn writing(path: &Path) -> impl FnOnce(std::io::Error) -> PracticeError + '_ {
        move |source| PracticeError::Write {
            path: path.to_owned(),
            source,
        }
    }
}

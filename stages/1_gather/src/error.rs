//! What can go wrong with a whole file; a bad row is never an error.

use std::path::PathBuf;

use store::StoreError;

use crate::asked::ask::Question;

/// Why a file could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum GatherError {
    /// The file could not be opened or read to its end.
    #[error("{path} cannot be read: {source}; {}", what_to_do(.source))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is nothing in the file.
    #[error("{0} is empty; export it again, with the column names in the first line")]
    Empty(PathBuf),
    /// The workbook could not be read.
    #[error("{path} is no workbook that can be read ({why}); save it again as .xlsx or .csv")]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The file is of a form that would harm, or that holds no table.
    #[error("{name} was not read: {why}")]
    Refused {
        /// The file.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// Something in the file can be read in two ways, and only the owner knows which is right.
    #[error("{}", waits_in_words(.name, .questions))]
    Waits {
        /// The file.
        name: String,
        /// What is asked, once for every export like it.
        questions: Vec<Question>,
    },
    /// An answer that fits no question.
    #[error("{0}")]
    Answer(String),
    /// There is no such source.
    #[error("there is no import number {0}; the Data page lists them")]
    NoSuchSource(i64),
    /// The database refused or the person asked to stop.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for GatherError {
    fn from(error: rusqlite::Error) -> Self {
        GatherError::Store(StoreError::Engine(error))
    }
}

impl GatherError {
    pub(crate) fn file(name: &str) -> impl Fn(std::io::Error) -> GatherError + '_ {
        move |source| GatherError::File {
            path: name.into(),
            source,
        }
    }

    pub(crate) fn refused(name: &str, why: &str) -> GatherError {
        GatherError::Refused {
            name: name.to_owned(),
            why: why.to_owned(),
        }
    }
}

/// What the owner of a file can do that cannot be read.
fn what_to_do(source: &std::io::Error) -> &'static str {
    match source.kind() {
        std::io::ErrorKind::PermissionDenied => "give yourself the right to read it",
        _ => "check that it is there and was copied whole",
    }
}

fn waits_in_words(name: &str, questions: &[Question]) -> String {
    let asked: Vec<String> = questions.iter().map(Question::words).collect();
    format!("{name} waits for an answer: {}", asked.join(" "))
}

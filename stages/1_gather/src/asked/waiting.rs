//! Files that wait for an answer, and the answers that let them in.
//!
//! Enters: questions and answers. Leaves: what waits, and answers kept for every export like it.

use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

use ::store::Store;

use crate::asked::answers::write_answer;
use crate::asked::ask::{Asked, Question};
use crate::error::GatherError;
use crate::store::to_json;

/// A file whose rows are not read before something is answered.
#[derive(Clone, Debug, Serialize)]
pub struct WaitingFile {
    /// The hash of its bytes, by which it is answered.
    pub sha256: String,
    /// What people call it.
    pub name: String,
    /// What is asked.
    pub questions: Vec<Question>,
    /// Since when it waits, RFC 3339.
    pub since: String,
    #[serde(skip)]
    pub(crate) original: String,
    #[serde(skip)]
    layout: String,
    #[serde(skip)]
    names: Vec<String>,
}

/// One answer: the column as named in the file (empty for the whole table), and what holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The column.
    pub column: String,
    /// What was asked.
    pub asked: Asked,
    /// One of the choices of the question.
    pub answer: String,
}

/// Every file that waits, the longest first.
///
/// # Errors
/// When the database refuses.
pub fn read_waiting(db: &Connection) -> Result<Vec<WaitingFile>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/waiting.all.sql"))?;
    let rows = statement.query_map([], |row| {
        Ok(WaitingFile {
            sha256: row.get(0)?,
            name: row.get(1)?,
            original: row.get(2)?,
            layout: row.get(3)?,
            names: serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default(),
            questions: serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or_default(),
            since: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps answers for a file that waits and for every export like it. The file itself is read by
/// the next import of it, or by `import_waiting`.
///
/// # Errors
/// When no such file waits, an answer fits none of its questions, or the database refuses.
pub fn answer(
    store: &Store,
    file: &WaitingFile,
    answers: &[Answer],
    now: &str,
) -> Result<(), GatherError> {
    for given in answers {
        let question = file
            .questions
            .iter()
            .find(|question| question.column == given.column && question.asked == given.asked);
        let fits = question.is_some_and(|question| {
            question
                .choices
                .iter()
                .any(|choice| choice.answer == given.answer)
        });
        if !fits {
            return Err(GatherError::Answer(format!(
                "«{}» is no answer about «{}» in {}; see regulars import --answers",
                given.answer, given.column, file.name
            )));
        }
    }
    store.write(|db| {
        for given in answers {
            let one = (&given.column[..], given.asked, &given.answer[..]);
            write_answer(db, &file.layout, &file.names, one, now)?;
        }
        Ok(())
    })
}

/// What is known of a file when it has to wait.
pub(crate) struct Waiting<'file> {
    pub(crate) sha256: &'file str,
    pub(crate) name: &'file str,
    pub(crate) original: &'file str,
    pub(crate) layout: &'file str,
    pub(crate) names: &'file [String],
    pub(crate) questions: &'file [Question],
    pub(crate) now: &'file str,
}

/// Lets a file wait.
pub(crate) fn keep_waiting(db: &Transaction<'_>, file: &Waiting<'_>) -> Result<(), GatherError> {
    db.prepare_cached(include_str!("../../sql/waiting.put.sql"))?
        .execute(params![
            file.sha256,
            file.name,
            file.original,
            file.layout,
            to_json(&file.names)?,
            to_json(&file.questions)?,
            file.now,
        ])?;
    Ok(())
}

/// A file waits no longer.
pub(crate) fn forget(db: &Transaction<'_>, sha256: &str) -> Result<(), GatherError> {
    db.prepare_cached(include_str!("../../sql/waiting.remove.sql"))?
        .execute([sha256])?;
    Ok(())
}

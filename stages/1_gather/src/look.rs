//! A file looked at before anything is stored: form, header, layout.
//!
//! Enters: a path. Leaves: what was recognised, and a reader of data rows.

use std::path::Path;

use serde::Serialize;

use crate::error::GatherError;
use crate::form::{Form, Rows, SAMPLE_ROWS};
use crate::header::plain_name;
use crate::header::{column_names, find_header};
use crate::kind::Kind;
use crate::layout::{ColumnMeaning, Layout};
use crate::survey::{Survey, survey_rows};

/// What a file was recognised as; nothing was stored.
#[derive(Clone, Debug, Serialize)]
pub struct Recognition {
    /// The file's name.
    pub name: String,
    /// What the table is about.
    pub kind: Kind,
    /// The encoding of its text, or `workbook`.
    pub encoding: String,
    /// What parts its cells; empty for a workbook.
    pub delimiter: String,
    /// The line its column names stand on; `None` when it has none.
    pub header_line: Option<u64>,
    /// Data rows.
    pub rows: u64,
    /// What each column was taken for.
    pub columns: Vec<ColumnMeaning>,
    /// The first values of each column.
    pub samples: Vec<Vec<String>>,
}

/// A file that was looked at.
pub(crate) struct Looked {
    pub(crate) form: Form,
    pub(crate) header_line: Option<u64>,
    pub(crate) names: Vec<String>,
    pub(crate) layout: Layout,
    pub(crate) survey: Survey,
}

impl Looked {
    /// Looks at the whole file; `asked` overrules the kind that was recognised.
    pub(crate) fn at(path: &Path, asked: Option<Kind>) -> Result<Looked, GatherError> {
        let form = Form::find(path)?;
        let sample = read_sample(&form)?;
        if sample.is_empty() {
            return Err(GatherError::Empty(path.to_owned()));
        }
        let header = find_header(&sample).map(|at| &sample[at]);
        let after = header.map_or(0, |row| row.line_no);
        let width = sample
            .iter()
            .filter(|row| row.line_no > after)
            .map(|row| row.cells.len())
            .max();
        let width = if header.is_none() {
            width.unwrap_or(0)
        } else {
            0
        };
        let names = column_names(header, width);
        let header_line = header.map(|row| row.line_no);
        let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
        let mut rows = data_rows(&form, header_line, names.len())?;
        let survey = survey_rows(&mut rows, &plain)?;
        drop(rows);
        let layout = Layout::decide(&names, &survey, &form.delimiter(), asked);
        Ok(Looked {
            form,
            header_line,
            names,
            layout,
            survey,
        })
    }

    /// The data rows from the start.
    pub(crate) fn rows(&self) -> Result<Rows<'_>, GatherError> {
        data_rows(&self.form, self.header_line, self.names.len())
    }
}

fn read_sample(form: &Form) -> Result<Vec<crate::record::Row>, GatherError> {
    let mut rows = form.rows()?;
    let mut sample = Vec::new();
    while sample.len() < SAMPLE_ROWS
        && let Some(row) = rows.next_row()?
    {
        sample.push(row);
    }
    Ok(sample)
}

/// Rows behind the header, told how wide a row is.
fn data_rows(form: &Form, header_line: Option<u64>, width: usize) -> Result<Rows<'_>, GatherError> {
    let mut rows = form.rows()?;
    if let Some(header_line) = header_line {
        while let Some(row) = rows.next_row()? {
            if row.line_no >= header_line {
                break;
            }
        }
    }
    rows.set_width(width);
    Ok(rows)
}

/// What a file would be taken for; nothing is stored.
///
/// # Errors
/// When the file cannot be read or holds nothing.
pub fn check(path: &Path) -> Result<Recognition, GatherError> {
    let looked = Looked::at(path, None)?;
    Ok(Recognition {
        name: file_name(path),
        kind: looked.layout.kind,
        encoding: looked.form.encoding().to_owned(),
        delimiter: looked.form.delimiter(),
        header_line: looked.header_line,
        rows: looked.survey.rows,
        columns: looked.layout.meanings,
        samples: looked
            .survey
            .columns
            .into_iter()
            .map(|profile| profile.samples)
            .collect(),
    })
}

/// The last part of a path, which is how people call the file.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

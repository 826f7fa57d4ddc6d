//! A file looked at before anything is stored: form, header, layout.
//!
//! Enters: a path. Leaves: what was recognised, and a reader of data rows.

use std::path::Path;

use serde::Serialize;
use terms::Currency;

use crate::asked::answers::{Answers, layout_of};
use crate::asked::ask::Question;
use crate::columns::header::{column_names, find_header, plain_name};
use crate::columns::kind::Kind;
use crate::columns::layout::{Evidence, Layout};
use crate::columns::meaning::ColumnMeaning;
use crate::columns::survey::{Survey, survey_rows};
use crate::columns::target::Target;
use crate::error::GatherError;
use crate::files::form::{Form, Rows, next_filled};
use crate::files::original::{Original, file_name};
use crate::files::row::Row;
use crate::files::text_form::SAMPLE_ROWS;
use crate::values::currency_name::currency_in;

/// What a file was recognised as; nothing was stored.
#[derive(Clone, Debug, Serialize)]
pub struct Recognition {
    /// The file's name.
    pub name: String,
    /// What the table is about.
    pub kind: Kind,
    /// What each row tells, for tables of what happened; else empty.
    pub event: &'static str,
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
    /// What only the owner can tell.
    pub questions: Vec<Question>,
}

/// A file that was looked at.
pub(crate) struct Looked {
    pub(crate) form: Form,
    pub(crate) header_line: Option<u64>,
    pub(crate) names: Vec<String>,
    pub(crate) plain: Vec<String>,
    pub(crate) layout: Layout,
    pub(crate) survey: Survey,
}

/// A file whose columns were counted, before anything is decided.
pub(crate) struct Counted {
    form: Form,
    header_line: Option<u64>,
    names: Vec<String>,
    pub(crate) plain: Vec<String>,
    survey: Survey,
}

impl Counted {
    /// Looks at the whole file.
    pub(crate) fn at(original: &Original) -> Result<Counted, GatherError> {
        let form = Form::find(original)?;
        let (header_line, names) = match form.names() {
            Some(names) => (None, names),
            None => find_names(&form, original)?,
        };
        let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
        let mut rows = data_rows(&form, header_line, names.len())?;
        let survey = survey_rows(&mut *rows, &plain)?;
        drop(rows);
        Ok(Counted {
            form,
            header_line,
            names,
            plain,
            survey,
        })
    }

    /// The fingerprint of its columns.
    pub(crate) fn fingerprint(&self, namespace: &str) -> String {
        layout_of(namespace, &self.plain)
    }

    /// Decides what everything means; `asked` overrules the kind that was recognised.
    pub(crate) fn decide(self, asked: Option<Kind>, answers: &Answers) -> Looked {
        let layout = Layout::decide(&Evidence {
            names: &self.names,
            survey: &self.survey,
            delimiter: &self.form.delimiter(),
            asked,
            is_mailbox: matches!(self.form, Form::Mails(_)),
            answers,
        });
        Looked {
            form: self.form,
            header_line: self.header_line,
            names: self.names,
            plain: self.plain,
            layout,
            survey: self.survey,
        }
    }
}

impl Looked {
    /// The data rows from the start.
    pub(crate) fn rows(&self) -> Result<Box<dyn Rows + Send + '_>, GatherError> {
        data_rows(&self.form, self.header_line, self.names.len())
    }
}

impl Looked {
    /// The currency that the cells themselves name, when it is one and the same.
    pub(crate) fn currency(&self) -> Option<Currency> {
        let columns = || self.layout.meanings.iter().zip(&self.survey.columns);
        let named = columns().find(|(meaning, _)| meaning.target == Some(Target::Currency));
        if let Some((_, profile)) = named {
            let [only] = &profile.samples[..] else {
                return None;
            };
            return currency_in(only).flatten();
        }
        // The dollar sign stands for too many currencies.
        const SIGNS: [(char, &str); 2] = [('€', "EUR"), ('£', "GBP")];
        let amounts =
            columns().filter(|(meaning, _)| meaning.target.is_some_and(Target::is_number));
        let mut samples = amounts.flat_map(|(_, profile)| &profile.samples);
        samples.find_map(|sample| {
            let sign = SIGNS.iter().find(|(sign, _)| sample.contains(*sign))?;
            sign.1.parse().ok()
        })
    }

    /// Whether it is a file of sales.
    pub(crate) fn has_amounts(&self) -> bool {
        matches!(self.layout.kind, Kind::Orders | Kind::OrderLines)
    }
}

fn find_names(form: &Form, original: &Original) -> Result<(Option<u64>, Vec<String>), GatherError> {
    let sample = read_sample(form)?;
    if sample.is_empty() {
        return Err(GatherError::Empty(original.name.clone().into()));
    }
    let found = find_header(&sample);
    let header = found.map(|at| &sample[at]);
    let above = found.and_then(|at| sample.get(at.checked_sub(1)?));
    let width = if header.is_none() {
        sample.iter().map(Row::len).max().unwrap_or(0)
    } else {
        0
    };
    if header
        .or(sample.first())
        .is_some_and(|row| row.flaw.is_some() && row.len() > 1_000)
    {
        return Err(GatherError::refused(
            &original.name,
            "it has more than 4,096 columns",
        ));
    }
    Ok((
        header.map(|row| row.line_no),
        column_names(header, above, width),
    ))
}

fn read_sample(form: &Form) -> Result<Vec<Row>, GatherError> {
    let mut rows = form.rows(None)?;
    let (mut sample, mut row, mut bytes) = (Vec::new(), Row::default(), 0);
    while sample.len() < SAMPLE_ROWS && bytes < SAMPLE_BYTES && next_filled(&mut *rows, &mut row)? {
        bytes += row.size();
        sample.push(row.clone());
    }
    Ok(sample)
}

/// Text of the rows looked at to find the header.
const SAMPLE_BYTES: usize = 32 << 20;

/// Rows behind the header, told how wide a row is.
fn data_rows(
    form: &Form,
    header_line: Option<u64>,
    width: usize,
) -> Result<Box<dyn Rows + Send + '_>, GatherError> {
    let mut rows = form.rows(Some(width))?;
    if let Some(header_line) = header_line {
        let mut row = Row::default();
        while next_filled(&mut *rows, &mut row)? && row.line_no < header_line {}
    }
    Ok(rows)
}

/// What a file would be taken for; nothing is stored.
///
/// # Errors
/// When the file cannot be read or holds nothing.
pub fn check(path: &Path) -> Result<Recognition, GatherError> {
    let original = Original::at(path, &file_name(path))?;
    let looked = Counted::at(&original)?.decide(None, &Answers::default());
    Ok(recognition(&original.name, looked))
}

/// What was recognised, as people and programs read it.
pub(crate) fn recognition(name: &str, looked: Looked) -> Recognition {
    let kind = looked.layout.kind;
    Recognition {
        name: name.to_owned(),
        kind,
        event: if kind == Kind::Events {
            looked.layout.event_kind
        } else {
            ""
        },
        encoding: looked.form.encoding().to_owned(),
        delimiter: looked.form.delimiter(),
        header_line: looked.header_line,
        rows: looked.survey.rows,
        columns: looked.layout.meanings,
        questions: looked.layout.questions,
        samples: looked
            .survey
            .columns
            .into_iter()
            .map(|profile| profile.samples)
            .collect(),
    }
}

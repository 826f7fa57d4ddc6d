//! The form of a file: delimited text, a sheet of a workbook, records of JSON or Parquet, cards of
//! an address book, a mailbox.
//!
//! Enters: an [`Original`]. Leaves: a [`Form`] whose rows can be read from the start as often as
//! needed.

use crate::error::GatherError;
use crate::files::cards::{CardForm, is_cards};
use crate::files::json_rows::{JsonForm, json_shape};
use crate::files::mails::{MailForm, is_mailbox};
use crate::files::original::Original;
use crate::files::pack::{ZipKind, is_zip, zip_kind};
use crate::files::parquet_rows::ParquetForm;
use crate::files::row::Row;
use crate::files::sheet::{Merged, Sheet};
use crate::files::text_form::TextForm;
use crate::files::workbook::{Book, read_book};

/// Bytes that tell forms apart.
const START: usize = 4_096;

/// How a file is to be read.
pub(crate) enum Form {
    /// Lines of cells.
    Text(TextForm),
    /// The first sheet of a workbook that holds a table, already read.
    Sheet(Sheet),
    /// A JSON object a line.
    Json(JsonForm),
    /// Columns packed by Parquet.
    Parquet(ParquetForm),
    /// Cards of an address book.
    Cards(CardForm),
    /// Mails of a mailbox file.
    Mails(MailForm),
}

/// Rows, one after the other.
pub(crate) trait Rows {
    /// Reads the next row into `row`; false at the end.
    fn next_row(&mut self, row: &mut Row) -> Result<bool, GatherError>;
}

/// What a file is that can hold no table, by its first bytes.
fn no_table(start: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF", "a PDF"),
        (b"\xff\xd8\xff", "a picture"),
        (b"\x89PNG\r\n", "a picture"),
        (b"GIF8", "a picture"),
        (b"II*\0", "a picture"),
        (b"MM\0*", "a picture"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"Rar!\x1a", "a RAR archive"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"{\\rtf", "a text document"),
        (b"ID3", "a recording"),
    ];
    let known = KINDS.iter().find(|(sign, _)| start.starts_with(sign));
    known.map(|(_, what)| *what)
}

/// What stands in a file of markup, which older shops call `.xls`.
fn markup(start: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches(|sign: char| sign == '\u{feff}' || sign.is_whitespace());
    let opens = |tags: &[&str]| tags.iter().any(|tag| text.starts_with(tag));
    if opens(&[
        "<!doctype html",
        "<html",
        "<table",
        "<meta",
        "<head",
        "<body",
    ]) {
        return Some("a web page under another name");
    }
    opens(&["<?xml", "<workbook"]).then_some("a file of markup")
}

impl Form {
    /// Looks at the whole file once to learn how it is to be read.
    pub(crate) fn find(original: &Original) -> Result<Form, GatherError> {
        let start = original.start(START)?;
        if start.is_empty() {
            return Err(GatherError::Empty(original.name.clone().into()));
        }
        if let Some(what) = no_table(&start) {
            let why = format!("it is {what}; only tables, address books and mailboxes can be read");
            return Err(GatherError::refused(&original.name, &why));
        }
        if let Some(what) = markup(&start) {
            let why = format!(
                "it is {what}; open it in a spreadsheet program and save it as .xlsx or CSV"
            );
            return Err(GatherError::refused(&original.name, &why));
        }
        if is_zip(&start) {
            let book = match zip_kind(&original.path, &original.name)? {
                ZipKind::Xlsx => Book::Xlsx,
                ZipKind::Ods => Book::Ods,
                ZipKind::Files => {
                    return Err(GatherError::refused(
                        &original.name,
                        "it holds several files",
                    ));
                }
            };
            return read_book(original, book).map(Form::Sheet);
        }
        if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return read_book(original, Book::Xls).map(Form::Sheet);
        }
        if start.starts_with(b"PAR1") {
            return ParquetForm::find(original).map(Form::Parquet);
        }
        if is_mailbox(&start) {
            return Ok(Form::Mails(MailForm::new(original)));
        }
        let text = TextForm::find(original)?;
        if is_cards(&start) {
            return Ok(Form::Cards(CardForm::new(text)));
        }
        if let Some(shape) = json_shape(&start) {
            return JsonForm::find(text, shape).map(Form::Json);
        }
        Ok(Form::Text(text.with_delimiter()?))
    }

    /// The rows from the start; a record over several lines must be as wide as `width`.
    pub(crate) fn rows(
        &self,
        width: Option<usize>,
    ) -> Result<Box<dyn Rows + Send + '_>, GatherError> {
        Ok(match self {
            Form::Sheet(sheet) => Box::new(sheet.rows.iter()),
            Form::Text(form) => Box::new(form.rows(width)?),
            Form::Json(form) => Box::new(form.rows()?),
            Form::Parquet(form) => Box::new(form.rows()?),
            Form::Cards(form) => Box::new(form.rows()?),
            Form::Mails(form) => Box::new(form.rows()?),
        })
    }

    /// The names of the columns where the form itself knows them.
    pub(crate) fn names(&self) -> Option<Vec<String>> {
        match self {
            Form::Text(_) | Form::Sheet(_) => None,
            Form::Json(form) => Some(form.names.clone()),
            Form::Parquet(form) => Some(form.names.clone()),
            Form::Cards(_) => Some(crate::files::cards::names()),
            Form::Mails(_) => Some(crate::files::mails::names()),
        }
    }

    /// Cells of a workbook that were filled from one they are merged with.
    pub(crate) fn merged(&self) -> &[Merged] {
        match self {
            Form::Sheet(sheet) => &sheet.merged,
            _ => &[],
        }
    }

    /// The name of the encoding, for the Data page.
    pub(crate) fn encoding(&self) -> &'static str {
        match self {
            Form::Text(form) => form.encoding.name(),
            Form::Sheet(_) => "workbook",
            Form::Json(_) => "JSON lines",
            Form::Parquet(_) => "Parquet",
            Form::Cards(_) => "vCard",
            Form::Mails(_) => "mailbox",
        }
    }

    /// The delimiter, empty where there is none.
    pub(crate) fn delimiter(&self) -> String {
        match self {
            Form::Text(form) => form.delimiter.to_string(),
            _ => String::new(),
        }
    }
}

impl Rows for std::slice::Iter<'_, Row> {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, GatherError> {
        match self.next() {
            Some(next) => row.clone_from(next),
            None => return Ok(false),
        }
        Ok(true)
    }
}

/// Reads the next row that is not blank.
pub(crate) fn next_filled(rows: &mut dyn Rows, row: &mut Row) -> Result<bool, GatherError> {
    while rows.next_row(row)? {
        if !row.is_blank() {
            return Ok(true);
        }
    }
    Ok(false)
}

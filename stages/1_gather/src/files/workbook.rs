//! A workbook's first sheet that holds a table, as rows of text.
//!
//! Enters: an `.xlsx`, `.xls` or `.ods` file. Leaves: a [`Sheet`]; dates as `2026-03-31`, numbers as plain
//! decimals, formulas as the value they last had. What stands in cells merged over several rows
//! stands in every one of them.

use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader, Xls, Xlsx};

use crate::error::GatherError;
use crate::files::guard::Flow;
use crate::files::ods::read_ods;
use crate::files::original::Original;
use crate::files::pack::{members, read_member};
use crate::files::sheet::{Merged, Sheet};
use crate::files::workbook_guard::check_workbook;
use crate::files::xls_guard::check_xls;

/// A workbook is unpacked into memory; a larger one is asked for as CSV, which is streamed.
const FILE_BYTES_MAX: u64 = 100 << 20;
/// A workbook of the old form is read whole, with every cell in memory.
const OLD_FILE_BYTES_MAX: u64 = 40 << 20;
/// Sheets looked at for a table; Excel opens a few hundred at most.
const SHEETS_MAX: usize = 256;

/// The three forms of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Book {
    Xlsx,
    Xls,
    Ods,
}

/// The first sheet with at least two rows and two columns in use.
pub(crate) fn read_book(original: &Original, book: Book) -> Result<Sheet, GatherError> {
    let failed = |why: String| GatherError::Workbook {
        path: original.name.clone().into(),
        why,
    };
    let metadata = original.path.metadata();
    let length = metadata.map_err(GatherError::file(&original.name))?.len();
    let most = if book == Book::Xls {
        OLD_FILE_BYTES_MAX
    } else {
        FILE_BYTES_MAX
    };
    if length > most {
        return Err(failed(format!("it is larger than {} MB", most >> 20)));
    }
    match book {
        Book::Xls => check_xls(original)?,
        _ => check_workbook(original, book)?,
    }
    // Some damaged workbooks make the reader of their format stop short; that is a damaged file,
    // not a fault of this program.
    let sheet = catch_unwind(AssertUnwindSafe(|| first_table(original, book, length)))
        .unwrap_or_else(|_| Err(failed("it is damaged".into())))?;
    if sheet.rows.is_empty() {
        Err(GatherError::Empty(original.name.clone().into()))
    } else {
        Ok(sheet)
    }
}

fn first_table(original: &Original, book: Book, bytes: u64) -> Result<Sheet, GatherError> {
    let failed = |why: String| GatherError::Workbook {
        path: original.name.clone().into(),
        why,
    };
    let open = || {
        File::open(&original.path)
            .map(BufReader::new)
            .map_err(GatherError::file(&original.name))
    };
    match book {
        Book::Xlsx => read_all_xlsx(open()?, bytes).map_err(failed),
        Book::Xls => read_all_xls(open()?, bytes).map_err(failed),
        Book::Ods => {
            let parts = members(&original.path, &original.name)?;
            let content = parts.into_iter().find(|(_, name)| name == "content.xml");
            let (at, _) = content.ok_or_else(|| failed("it has no content".into()))?;
            read_member(
                &original.path,
                &original.name,
                at,
                &Flow::default(),
                |from| read_ods(BufReader::new(from), bytes).map_err(failed),
            )
        }
    }
}

fn read_all_xlsx(file: BufReader<File>, bytes: u64) -> Result<Sheet, String> {
    let mut book = Xlsx::new(file).map_err(|error| error.to_string())?;
    let names = book.sheet_names();
    pick_table(&names, |name| read_xlsx(&mut book, name, bytes))
}

fn read_all_xls(file: BufReader<File>, bytes: u64) -> Result<Sheet, String> {
    let mut book = Xls::new(file).map_err(|error| error.to_string())?;
    let names = book.sheet_names();
    pick_table(&names, |name| read_xls(&mut book, name, bytes))
}

fn pick_table(
    names: &[String],
    mut read: impl FnMut(&str) -> Result<Sheet, String>,
) -> Result<Sheet, String> {
    let mut first = Sheet::default();
    for name in names.iter().take(SHEETS_MAX) {
        let sheet = read(name)?;
        if sheet.is_table() {
            return Ok(sheet);
        }
        if first.rows.is_empty() {
            first = sheet;
        }
    }
    Ok(first)
}

fn read_xlsx(book: &mut Xlsx<BufReader<File>>, name: &str, bytes: u64) -> Result<Sheet, String> {
    let mut sheet = Sheet::of_file(bytes);
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| error.to_string())?;
    while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        sheet.add(row, column, &text_of_ref(cell.get_value()))?;
    }
    drop(cells);
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    sheet.fill(areas_of(&merged))
}

fn read_xls(book: &mut Xls<BufReader<File>>, name: &str, bytes: u64) -> Result<Sheet, String> {
    let range = book
        .worksheet_range(name)
        .map_err(|error| error.to_string())?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut sheet = Sheet::of_file(bytes);
    for (row, column, value) in range.used_cells() {
        let place = |first: u32, at: usize| first + u32::try_from(at).unwrap_or(u32::MAX - first);
        let (row, column) = (place(first_row, row), place(first_column, column));
        sheet.add(row, column, &text_of(value))?;
    }
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    sheet.fill(areas_of(&merged))
}

fn areas_of(merged: &[Dimensions]) -> Vec<Merged> {
    let area = |of: &Dimensions| Merged {
        first_line: u64::from(of.start.0) + 1,
        last_line: u64::from(of.end.0) + 1,
        first_column: of.start.1 as usize,
        last_column: of.end.1 as usize,
    };
    merged.iter().map(area).collect()
}

fn text_of(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::String(text) => text.clone(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(when) => date_text(*when),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
    }
}

fn text_of_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => text_of(&other.clone().into()),
    }
}

/// Spreadsheets show fifteen digits; the sixteenth is noise of the binary form.
pub(crate) fn number_text(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

fn date_text(when: ExcelDateTime) -> String {
    if when.is_duration() {
        return number_text(when.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::number_text;

    #[test]
    fn numbers_lose_the_noise_of_their_binary_form() {
        for (number, text) in [
            (0.1 + 0.2, "0.3"),
            (12.5, "12.5"),
            (17_850.0, "17850"),
            (-19.99, "-19.99"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}

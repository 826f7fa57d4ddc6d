//! A workbook's first sheet that holds a table, as rows of text.
//!
//! Enters: an `.xlsx`, `.xls` or `.ods` file. Leaves: rows; dates as `2026-03-31`, numbers as plain
//! decimals, formulas as the value they last had. What stands in a cell that is merged downwards
//! stands in every row of it.

use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xls, Xlsx};

use crate::error::GatherError;
use crate::files::original::Original;
use crate::files::row::{COLUMNS_MAX, Row};
use crate::files::workbook_guard::check_workbook;

/// A workbook is unpacked into memory; a larger one is asked for as CSV, which is streamed.
const FILE_BYTES_MAX: u64 = 100 << 20;
/// A workbook of the old form is read whole, with every cell in memory.
const OLD_FILE_BYTES_MAX: u64 = 40 << 20;
/// Text of all cells together; packed files can hold a thousand times their size.
const TEXT_BYTES_MAX: usize = 400 << 20;

/// The three forms of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Book {
    Xlsx,
    Xls,
    Ods,
}

/// The rows of the first sheet with at least two rows and two columns in use.
pub(crate) fn read_book(original: &Original, book: Book) -> Result<Vec<Row>, GatherError> {
    let failed = |why: String| GatherError::Workbook {
        path: original.name.clone().into(),
        why,
    };
    let file = File::open(&original.path).map_err(GatherError::file(&original.name))?;
    let length = file
        .metadata()
        .map_err(GatherError::file(&original.name))?
        .len();
    let most = if book == Book::Xls {
        OLD_FILE_BYTES_MAX
    } else {
        FILE_BYTES_MAX
    };
    if length > most {
        return Err(failed(format!("it is larger than {} MB", most >> 20)));
    }
    if book != Book::Xls {
        check_workbook(original, book)?;
    }
    // Some damaged workbooks make the reader of their format stop short; that is a damaged file,
    // not a fault of this program.
    let rows = catch_unwind(AssertUnwindSafe(|| first_table(BufReader::new(file), book)))
        .unwrap_or_else(|_| Err("it is damaged".into()))
        .map_err(failed)?;
    if rows.is_empty() {
        Err(GatherError::Empty(original.name.clone().into()))
    } else {
        Ok(rows)
    }
}

fn first_table(file: BufReader<File>, book: Book) -> Result<Vec<Row>, String> {
    match book {
        Book::Xlsx => {
            let mut book = Xlsx::new(file).map_err(|error| error.to_string())?;
            let names = book.sheet_names();
            pick_table(&names, |name| read_xlsx(&mut book, name))
        }
        Book::Xls => {
            let mut book = Xls::new(file).map_err(|error| error.to_string())?;
            let names = book.sheet_names();
            pick_table(&names, |name| read_range(&mut book, name))
        }
        Book::Ods => {
            let mut book = Ods::new(file).map_err(|error| error.to_string())?;
            let names = book.sheet_names();
            pick_table(&names, |name| read_range(&mut book, name))
        }
    }
}

fn pick_table(
    names: &[String],
    mut read: impl FnMut(&str) -> Result<Vec<Row>, String>,
) -> Result<Vec<Row>, String> {
    let mut first = Vec::new();
    for name in names {
        let rows = read(name)?;
        if is_table(&rows) {
            return Ok(rows);
        }
        if first.is_empty() {
            first = rows;
        }
    }
    Ok(first)
}

fn is_table(rows: &[Row]) -> bool {
    let wide = |row: &&Row| row.cells().filter(|cell| !cell.is_empty()).count() >= 2;
    rows.iter().filter(wide).count() >= 2
}

/// Puts cells that come in the order of the sheet together as rows.
#[derive(Default)]
struct RowsOfCells {
    rows: Vec<Row>,
    bytes: usize,
}

impl RowsOfCells {
    fn add(&mut self, row: u32, column: u32, text: &str) -> Result<(), String> {
        if text.is_empty() {
            return Ok(());
        }
        self.bytes += text.len() + size_of::<u32>();
        if column as usize >= COLUMNS_MAX || self.bytes > TEXT_BYTES_MAX {
            return Err("a sheet is too large".into());
        }
        let line_no = u64::from(row) + 1;
        if self.rows.last().is_none_or(|last| last.line_no != line_no) {
            self.rows.push(Row::of(line_no, []));
        }
        if let Some(last) = self.rows.last_mut() {
            while last.len() < column as usize {
                last.push("");
            }
            last.push(text);
        }
        Ok(())
    }
}

fn read_xlsx(book: &mut Xlsx<BufReader<File>>, name: &str) -> Result<Vec<Row>, String> {
    let mut rows = RowsOfCells::default();
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| error.to_string())?;
    while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        rows.add(row, column, &text_of_ref(cell.get_value()))?;
    }
    drop(cells);
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let down = merged.iter().filter(|area| area.end.0 > area.start.0);
    Ok(fill_down(
        rows.rows,
        down.map(|area| (area.start, area.end.0)).collect(),
    ))
}

/// Repeats what stands in the first cell of a merged area in the rows below it.
fn fill_down(mut rows: Vec<Row>, areas: Vec<((u32, u32), u32)>) -> Vec<Row> {
    for ((first, column), last) in areas {
        let (first, last) = (u64::from(first) + 1, u64::from(last) + 1);
        let column = column as usize;
        let start = rows.partition_point(|row| row.line_no < first);
        let value = rows
            .get(start)
            .filter(|row| row.line_no == first)
            .and_then(|row| row.cell(column))
            .map(str::to_owned);
        let Some(value) = value else { continue };
        for row in rows[start..]
            .iter_mut()
            .skip(1)
            .take_while(|row| row.line_no <= last)
        {
            let width = row.len().max(column + 1);
            let cell = |at: usize| row.cell(at).unwrap_or("");
            let cells = (0..width).map(|at| if at == column { &value } else { cell(at) });
            *row = Row::of(row.line_no, cells.collect::<Vec<_>>());
        }
    }
    rows
}

fn read_range<B>(book: &mut B, name: &str) -> Result<Vec<Row>, String>
where
    B: Reader<BufReader<File>>,
{
    let range = book
        .worksheet_range(name)
        .map_err(|error| format!("{error:?}"))?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut rows = RowsOfCells::default();
    for (row, column, value) in range.used_cells() {
        let place = |first: u32, at: usize| first + u32::try_from(at).unwrap_or(u32::MAX - first);
        rows.add(
            place(first_row, row),
            place(first_column, column),
            &text_of(value),
        )?;
    }
    Ok(rows.rows)
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
fn number_text(number: f64) -> String {
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
    use super::{fill_down, number_text};
    use crate::files::row::Row;

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

    #[test]
    fn what_is_merged_downwards_stands_in_every_row_of_it() {
        let rows = vec![
            Row::of(2, ["O1", "a"]),
            Row::of(3, ["", "b"]),
            Row::of(4, ["O2", "c"]),
        ];
        let filled = fill_down(rows, vec![((1, 0), 2)]);
        assert_eq!(filled[1].cell(0), Some("O1"));
        assert_eq!(filled[2].cell(0), Some("O2"));
    }
}

//! A workbook's first sheet that holds a table, as rows of text.
//!
//! Enters: the path of an `.xlsx` file. Leaves: rows; dates as `2026-03-31`, numbers as plain
//! decimals, formulas as the value they last had.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};

use crate::error::GatherError;
use crate::record::Row;

/// A workbook is unpacked into memory; a larger one is asked for as CSV, which is streamed.
const FILE_BYTES_MAX: u64 = 100 << 20;
/// Text of all cells together; packed files can hold a thousand times their size.
const TEXT_BYTES_MAX: usize = 400 << 20;
/// Tables of businesses are at most a few hundred columns wide.
const COLUMNS_MAX: u32 = 2_000;

/// The rows of the first sheet with at least two rows and two columns in use.
pub(crate) fn read_sheet(path: &Path) -> Result<Vec<Row>, GatherError> {
    let failed = |why: String| GatherError::Workbook {
        path: path.to_owned(),
        why,
    };
    let file = File::open(path).map_err(GatherError::file(path))?;
    let length = file.metadata().map_err(GatherError::file(path))?.len();
    if length > FILE_BYTES_MAX {
        return Err(failed("it is larger than 100 MB".into()));
    }
    let mut book = Xlsx::new(BufReader::new(file)).map_err(|error| failed(error.to_string()))?;
    let mut first = Vec::new();
    for name in book.sheet_names() {
        let rows = read_rows(&mut book, &name).map_err(failed)?;
        if is_table(&rows) {
            return Ok(rows);
        }
        if first.is_empty() {
            first = rows;
        }
    }
    if first.is_empty() {
        Err(GatherError::Empty(path.to_owned()))
    } else {
        Ok(first)
    }
}

fn is_table(rows: &[Row]) -> bool {
    let wide = |row: &&Row| row.cells.iter().filter(|cell| !cell.is_empty()).count() >= 2;
    rows.iter().filter(wide).count() >= 2
}

fn read_rows(book: &mut Xlsx<BufReader<File>>, name: &str) -> Result<Vec<Row>, String> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| error.to_string())?;
    let mut rows: Vec<Row> = Vec::new();
    let mut bytes = 0;
    while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        bytes += text.len() + size_of::<String>();
        if column >= COLUMNS_MAX || bytes > TEXT_BYTES_MAX {
            return Err("a sheet is too large".into());
        }
        let line_no = u64::from(row) + 1;
        if rows.last().is_none_or(|last| last.line_no != line_no) {
            rows.push(Row {
                line_no,
                ..Row::default()
            });
        }
        if let Some(last) = rows.last_mut() {
            let column = column as usize;
            last.cells
                .resize(last.cells.len().max(column + 1), String::new());
            last.cells[column] = text;
        }
    }
    Ok(rows)
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(when) => date_text(*when),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
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

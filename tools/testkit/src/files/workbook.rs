//! The hand-kept list as a workbook: rows in; an XLSX file with a title above the header and blank
//! rows in between out, and which row is about whom.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::business::PracticeBusiness;
use crate::chance::{Dice, Purpose};
use crate::error::PracticeError;
use crate::files::hand::{HEADER, HandRow, TITLE};
use crate::planted::PlantedFile;

/// After about this many rows somebody left one blank.
const ROWS_BETWEEN_BLANKS: usize = 23;

/// Writes the workbook; gives the sheet row (from 1) of every row that is about somebody.
pub(crate) fn write_workbook(
    path: &Path,
    business: &PracticeBusiness,
    mut rows: Vec<HandRow>,
    planted: &mut PlantedFile,
) -> Result<Vec<(u32, HandRow)>, PracticeError> {
    shuffle(&mut rows, business.seed());
    let placed = placed_rows(rows, planted);
    let failed = |source| PracticeError::Workbook {
        path: path.to_owned(),
        source: Box::new(source),
    };
    let bytes = workbook(business, &placed).map_err(failed)?;
    std::fs::write(path, bytes).map_err(PracticeError::writing(path))?;
    Ok(placed)
}

/// A list that grew over years is in no order at all.
fn shuffle(rows: &mut [HandRow], seed: u64) {
    let mut dice = Dice::new(seed, u64::MAX, Purpose::Handwriting, 0);
    for at in (1..rows.len()).rev() {
        rows.swap(at, dice.below(at + 1));
    }
}

/// Gives every row its place in the sheet, below title and header, with blank rows in between.
fn placed_rows(rows: Vec<HandRow>, planted: &mut PlantedFile) -> Vec<(u32, HandRow)> {
    let mut next = 3;
    let mut placed = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        if at > 0 && at % ROWS_BETWEEN_BLANKS == 0 {
            next += 1;
            planted.blank_rows += 1;
        }
        count(&row, planted);
        placed.push((next, row));
        next += 1;
    }
    placed
}

fn count(row: &HandRow, planted: &mut PlantedFile) {
    if let Some(fault) = row.fault {
        return planted.count_bad(fault);
    }
    planted.rows += 1;
    planted.contact_rows += 1;
    planted.duplicates += u64::from(row.duplicate);
    planted.couples += u64::from(row.couple);
    planted.hard_to_link += u64::from(row.hard_to_link);
}

fn workbook(business: &PracticeBusiness, placed: &[(u32, HandRow)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let date = business.as_of().date();
    let made = ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?;
    // The same business gives the same bytes, so the file must not carry the time of day.
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("Customers")?;
    sheet.write_with_format(0, 0, TITLE, &bold)?;
    for (column, heading) in HEADER.iter().enumerate() {
        sheet.write_with_format(1, column as u16, *heading, &bold)?;
    }
    for (row, hand) in placed {
        for (column, cell) in hand
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            sheet.write(row - 1, column as u16, cell.as_str())?;
        }
    }
    book.save_to_buffer()
}

//! The customer list into a workbook.
//!
//! Enters: the base. Leaves: an XLSX file. Text stays text, so no cell is ever run as a formula.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use store::Store;

use crate::error::CleanError;
use crate::workbook::sheet::{
    ACCOUNT, COLUMNS, FIRST, KEPT_SHEET, Line, PERSON, SHEET, read_lines,
};

/// Writes the customer list; gives the number of rows.
///
/// # Errors
/// When the file cannot be written or the database refuses.
pub fn write_workbook(store: &Store, path: &Path) -> Result<usize, CleanError> {
    let lines = store.read(read_lines)?;
    save(&lines, path).map_err(|error| CleanError::Workbook(error.to_string()))?;
    Ok(lines.len())
}

fn save(lines: &[Line], path: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let head = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    fill(sheet, lines, &head, &text)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_column_hidden(ACCOUNT as u16)?;
    sheet.set_column_hidden(PERSON as u16)?;
    let last = (lines.len() as u32, (FIRST + COLUMNS.len() - 1) as u16);
    sheet.autofilter(0, FIRST as u16, last.0, last.1)?;
    let kept = workbook.add_worksheet().set_name(KEPT_SHEET)?;
    fill(kept, lines, &head, &text)?;
    kept.set_very_hidden(true);
    workbook.save(path)
}

fn fill(
    sheet: &mut Worksheet,
    lines: &[Line],
    head: &Format,
    text: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, ACCOUNT as u16, "Account", head)?;
    sheet.write_string_with_format(0, PERSON as u16, "Person", head)?;
    for (at, (name, _)) in COLUMNS.iter().enumerate() {
        let column = (at + FIRST) as u16;
        sheet.write_string_with_format(0, column, *name, head)?;
        sheet.set_column_width(column, 18)?;
    }
    for (at, line) in lines.iter().enumerate() {
        let row = at as u32 + 1;
        // Written as text: spreadsheets round long numbers.
        sheet.write_string(row, ACCOUNT as u16, line.account_id.to_string())?;
        let person = line.person_id.map(|id| id.to_string()).unwrap_or_default();
        sheet.write_string(row, PERSON as u16, person)?;
        for (at, cell) in line.cells.iter().enumerate() {
            sheet.write_string_with_format(row, (at + FIRST) as u16, cell, text)?;
        }
    }
    Ok(())
}

//! A workbook of LibreOffice, read tag by tag, so that what repeats a million times costs nothing.
//!
//! Enters: the markup of `content.xml`. Leaves: the first sheet that holds a table.

use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::files::sheet::{Merged, Sheet, TEXT_BYTES_FREE, TOO_LARGE};
use crate::files::workbook::number_text;
use crate::files::workbook_guard::{CELL_BYTES_MAX, CELL_TOO_LARGE};

/// Copies of one row or one cell that are taken for data; what a program writes as «the same
/// again» is nearly always emptiness.
const COPIES_MAX: u32 = 10_000;
/// Cells of a sheet; LibreOffice holds no more rows, and nobody fills more columns of them.
const CELLS_MAX: u64 = 50_000_000;

/// The first sheet with at least two rows and two columns in use, or the first with anything.
pub(crate) fn read_ods(from: impl BufRead, file_bytes: u64) -> Result<Sheet, String> {
    let mut reader = OdsReader::new(from, file_bytes);
    let mut first = Sheet::default();
    while let Some(sheet) = reader.next_sheet()? {
        if sheet.is_table() {
            return Ok(sheet);
        }
        if first.rows.is_empty() {
            first = sheet;
        }
    }
    Ok(first)
}

/// One cell while it is read.
#[derive(Default)]
struct Cell {
    repeats: u32,
    spans: (u32, u32),
    /// The value as the program stored it, where the text only shows it.
    stored: Option<String>,
    text: String,
    paragraphs: u32,
}

struct OdsReader<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    sheet: Sheet,
    file_bytes: u64,
    areas: Vec<Merged>,
    row: u32,
    row_repeats: u32,
    /// Places, copies and texts of the row being read.
    cells: Vec<(u32, u32, String)>,
    /// Bytes of these texts.
    row_bytes: usize,
    column: u32,
    cell: Option<Cell>,
    /// How deep in a remark, whose text is no cell's.
    remark: u32,
    paragraph: u32,
    seen: u64,
}

impl<R: BufRead> OdsReader<R> {
    fn new(from: R, file_bytes: u64) -> Self {
        let mut xml = Reader::from_reader(from);
        xml.config_mut().expand_empty_elements = true;
        OdsReader {
            xml,
            buffer: Vec::new(),
            sheet: Sheet::of_file(file_bytes),
            file_bytes,
            areas: Vec::new(),
            row: 0,
            row_repeats: 1,
            cells: Vec::new(),
            row_bytes: 0,
            column: 0,
            cell: None,
            remark: 0,
            paragraph: 0,
            seen: 0,
        }
    }

    fn next_sheet(&mut self) -> Result<Option<Sheet>, String> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let found = loop {
            buffer.clear();
            let event = self
                .xml
                .read_event_into(&mut buffer)
                .map_err(|error| error.to_string())?;
            // What the event borrows is copied where it is kept.
            match event {
                Event::Start(tag) => open(self, &tag)?,
                Event::End(tag) if tag.name().0 == "table:table" => {
                    let areas = std::mem::take(&mut self.areas);
                    let next = Sheet::of_file(self.file_bytes);
                    break Some(std::mem::replace(&mut self.sheet, next).fill(areas)?);
                }
                Event::End(tag) => close(self, tag.name().0)?,
                Event::Text(text) => self.push_text(&text)?,
                Event::CData(text) => self.push_text(&text)?,
                Event::GeneralRef(named) => self.push_text(&text_of_reference(&named))?,
                Event::Eof => break None,
                _ => {}
            }
        };
        self.buffer = buffer;
        Ok(found)
    }

    /// Adds to the text of the cell; blanks that are only counted may be far more than they look.
    fn push_text(&mut self, text: &str) -> Result<(), String> {
        if self.remark == 0
            && self.paragraph > 0
            && let Some(cell) = &mut self.cell
        {
            if cell.text.len() + text.len() > CELL_BYTES_MAX {
                return Err(CELL_TOO_LARGE.into());
            }
            cell.text.push_str(text);
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), String> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let start = self.column;
        self.column = self.column.saturating_add(cell.repeats);
        let text = cell.stored.unwrap_or(cell.text);
        if text.is_empty() {
            return Ok(());
        }
        if cell.repeats > COPIES_MAX {
            return Err(REPEATED.into());
        }
        let (rows, columns) = cell.spans;
        if rows > 1 || columns > 1 {
            self.areas.push(Merged {
                first_line: u64::from(self.row) + 1,
                last_line: u64::from(self.row) + u64::from(rows),
                first_column: start as usize,
                last_column: (start as usize).saturating_add(columns as usize - 1),
            });
        }
        self.row_bytes += text.len();
        if self.row_bytes > TEXT_BYTES_FREE {
            return Err(TOO_LARGE.into());
        }
        self.cells.push((start, cell.repeats, text));
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), String> {
        let cells = std::mem::take(&mut self.cells);
        self.row_bytes = 0;
        if !cells.is_empty() {
            if self.row_repeats > COPIES_MAX {
                return Err(REPEATED.into());
            }
            let count: u64 = cells
                .iter()
                .map(|(_, repeats, _)| u64::from(*repeats))
                .sum();
            self.seen += count * u64::from(self.row_repeats);
            if self.seen > CELLS_MAX {
                return Err(REPEATED.into());
            }
            for copy in 0..self.row_repeats {
                let row = self.row.saturating_add(copy);
                for (start, repeats, text) in &cells {
                    for more in 0..*repeats {
                        self.sheet.add(row, start.saturating_add(more), text)?;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        self.cells = cells;
        self.cells.clear();
        Ok(())
    }
}

const REPEATED: &str = "it repeats one cell thousands of times; save the sheet as CSV";

fn open<R: BufRead>(reader: &mut OdsReader<R>, tag: &BytesStart<'_>) -> Result<(), String> {
    match tag.name().0 {
        "table:table" => (reader.row, reader.seen) = (0, 0),
        "table:table-row" => {
            reader.row_repeats = number(tag, "table:number-rows-repeated")?;
            reader.column = 0;
        }
        "table:table-cell" | "table:covered-table-cell" => reader.cell = Some(open_cell(tag)?),
        "office:annotation" => reader.remark += 1,
        "text:p" | "text:h" if reader.remark == 0 => {
            reader.paragraph += 1;
            if let Some(cell) = &mut reader.cell {
                cell.paragraphs += 1;
                if cell.paragraphs > 1 {
                    cell.text.push('\n');
                }
            }
        }
        "text:s" => {
            let blanks = number(tag, "text:c")?.min(COPIES_MAX) as usize;
            reader.push_text(&" ".repeat(blanks))?;
        }
        "text:tab" => reader.push_text("\t")?,
        "text:line-break" => reader.push_text("\n")?,
        _ => {}
    }
    Ok(())
}

fn close<R: BufRead>(reader: &mut OdsReader<R>, name: &str) -> Result<(), String> {
    match name {
        "table:table-cell" | "table:covered-table-cell" => reader.end_cell(),
        "table:table-row" => reader.end_row(),
        "office:annotation" => {
            reader.remark = reader.remark.saturating_sub(1);
            Ok(())
        }
        "text:p" | "text:h" if reader.remark == 0 => {
            reader.paragraph = reader.paragraph.saturating_sub(1);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn open_cell(tag: &BytesStart<'_>) -> Result<Cell, String> {
    let kind = attribute(tag, "office:value-type")?;
    let stored = match kind.as_deref() {
        Some("float" | "currency" | "percentage") => {
            let value = attribute(tag, "office:value")?;
            value.map(|value| value.parse().map(number_text).unwrap_or(value))
        }
        Some("date") => attribute(tag, "office:date-value")?,
        Some("time") => attribute(tag, "office:time-value")?,
        Some("boolean") => attribute(tag, "office:boolean-value")?,
        Some("string") => attribute(tag, "office:string-value")?,
        _ => None,
    };
    Ok(Cell {
        repeats: number(tag, "table:number-columns-repeated")?,
        spans: (
            number(tag, "table:number-rows-spanned")?,
            number(tag, "table:number-columns-spanned")?,
        ),
        stored,
        ..Cell::default()
    })
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let found = tag
        .try_get_attribute(name)
        .map_err(|error| error.to_string())?;
    let Some(found) = found else { return Ok(None) };
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Ok(Some(value.map_err(|error| error.to_string())?.into_owned()))
}

/// A count that is one where it is not said, and never nought.
fn number(tag: &BytesStart<'_>, name: &str) -> Result<u32, String> {
    let said = attribute(tag, name)?;
    Ok(said.map_or(1, |said| said.trim().parse().unwrap_or(u32::MAX).max(1)))
}

fn text_of_reference(named: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = named.resolve_char_ref() {
        return letter.to_string();
    }
    match &**named {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::read_ods;

    fn rows(body: &str) -> Vec<Vec<String>> {
        let sheet = read_ods(
            format!("<a><table:table>{body}</table:table></a>").as_bytes(),
            0,
        )
        .unwrap();
        sheet
            .rows
            .iter()
            .map(|row| row.cells().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn texts_numbers_remarks_and_repeats_are_read() {
        let found = rows(
            "<table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>no</text:p></office:annotation>\
             <text:p>A &amp; B<text:s text:c=\"2\"/>c</text:p><text:p>d</text:p></table:table-cell>\
             <table:table-cell table:number-columns-repeated=\"2\"/>\
             <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"0.30000000000000004\"><text:p>0,3</text:p></table:table-cell>\
             <table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
             <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        );
        assert_eq!(found, [["A & B  c\nd", "", "", "0.3", "0.3"]]);
    }

    #[test]
    fn what_is_merged_is_filled_and_listed() {
        let cell = |text: &str| {
            format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
            )
        };
        let body = format!(
            "<table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>O1</text:p></table:table-cell>{}</table:table-row>\
             <table:table-row><table:covered-table-cell/>{}</table:table-row>",
            cell("a"),
            cell("b")
        );
        assert_eq!(rows(&body), [["O1", "a"], ["O1", "b"]]);
    }

    #[test]
    fn cells_and_rows_repeated_without_end_are_refused() {
        for body in [
            "<table:table-row table:number-rows-repeated=\"900000\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
            "<table:table-row><table:table-cell table:number-columns-repeated=\"4294967295\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
            "<table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
        ] {
            assert!(
                read_ods(
                    format!("<a><table:table>{body}</table:table></a>").as_bytes(),
                    0
                )
                .is_err(),
                "{body}"
            );
        }
    }
}

//! Old workbooks made to burst what opens them: their records are counted before they are opened,
//! because opening one takes room for every cell between the first and the last.
//!
//! Enters: an `.xls` file. Leaves: nothing, or why it is refused. Names of records are those of
//! [MS-XLS] 2.3.

use crate::error::GatherError;
use crate::files::compound::{Compound, DAMAGED, number16, number32};
use crate::files::original::Original;

/// Room for this many cells is always given.
const AREA_FREE: u64 = 1 << 20;
/// Beyond it, at least one cell in sixteen is filled, or a cell stands far away from the others.
const AREA_PER_CELL_MAX: u64 = 16;
/// Room for more cells is never given.
const AREA_MAX: u64 = 8 << 20;
/// Text of all cells, and of all formulas, once they are written out.
const TEXT_BYTES_MAX: u64 = 100 << 20;
/// Excel opens a few hundred sheets at most.
const SHEETS_MAX: usize = 1_000;
/// Rows and columns of a sheet of this form.
const ROWS: u64 = 65_536;
const COLUMNS: u64 = 256;

const FAR: &str = "a cell of it stands far away from all others; delete what does not belong to the \
    table, or save it as .xlsx or .csv";
const LARGE: &str = "its cells hold far more than an old workbook can; save it as .csv";

/// Refuses an old workbook that holds what no workbook of a business holds.
pub(crate) fn check_xls(original: &Original) -> Result<(), GatherError> {
    let bytes = std::fs::read(&original.path).map_err(GatherError::file(&original.name))?;
    let refused = |why| GatherError::refused(&original.name, why);
    let stream = Compound::new(&bytes)
        .and_then(|mut file| file.stream(&["Workbook", "Book"]))
        .map_err(refused)?;
    drop(bytes);
    check_records(&stream).map_err(refused)
}

/// One record: what it is, and its bytes.
struct Record<'stream> {
    kind: u16,
    data: &'stream [u8],
}

struct Records<'stream>(&'stream [u8]);

impl<'stream> Iterator for Records<'stream> {
    type Item = Record<'stream>;

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (number16(self.0, 0)?, number16(self.0, 2)?);
        let data = self.0.get(4..4 + usize::from(length))?;
        self.0 = &self.0[4 + usize::from(length)..];
        Some(Record { kind, data })
    }
}

/// What the part of a workbook that all sheets share says.
#[derive(Default)]
struct Shared {
    sheets: Vec<usize>,
    /// How long each shared text is, in bytes.
    texts: Vec<u32>,
    name_letters: u64,
}

fn check_records(stream: &[u8]) -> Result<(), &'static str> {
    let shared = read_shared(stream);
    let (mut area, mut text, mut bytes) = (0, 0, 0);
    for at in &shared.sheets {
        let sheet = count_sheet(stream.get(*at..).ok_or(DAMAGED)?, &shared)?;
        area += sheet.area();
        text += sheet.text;
        bytes += sheet.bytes;
        // Every sheet has its own records, so all together they are no longer than the file.
        if bytes > stream.len() || shared.sheets.len() > SHEETS_MAX {
            return Err(DAMAGED);
        }
        let sparse = sheet.area() > AREA_FREE && sheet.area() > AREA_PER_CELL_MAX * sheet.cells;
        if sparse {
            return Err(FAR);
        }
        if area > AREA_MAX || text > TEXT_BYTES_MAX {
            return Err(LARGE);
        }
    }
    Ok(())
}

fn read_shared(stream: &[u8]) -> Shared {
    let mut shared = Shared::default();
    let mut records = Records(stream);
    let (mut pieces, mut in_texts) = (Vec::new(), false);
    for record in &mut records {
        match record.kind {
            // EOF
            0x000a => break,
            // BoundSheet8: where the sheet begins.
            0x0085 => shared
                .sheets
                .extend(number32(record.data, 0).map(|at| at as usize)),
            // Lbl: a name that formulas spell out.
            0x0018 => {
                let letters = record.data.get(3).copied().unwrap_or(0);
                shared.name_letters = shared.name_letters.max(letters.into());
            }
            // SST, and Continue behind it.
            0x00fc => (in_texts, pieces) = (true, vec![record.data]),
            0x003c if in_texts => pieces.push(record.data),
            _ => in_texts = false,
        }
    }
    shared.texts = text_lengths(&pieces);
    shared
}

/// What one sheet takes once it is opened.
#[derive(Default)]
struct Sheet {
    cells: u64,
    text: u64,
    /// Bytes of its records.
    bytes: usize,
    rows: Option<(u64, u64)>,
    columns: Option<(u64, u64)>,
}

impl Sheet {
    fn add(&mut self, row: u16, first: u16, count: u64) {
        let widen = |range: Option<(u64, u64)>, low: u64, high: u64| {
            Some(range.map_or((low, high), |(from, to)| (from.min(low), to.max(high))))
        };
        let (row, first) = (u64::from(row), u64::from(first));
        self.rows = widen(self.rows, row, row);
        self.columns = widen(self.columns, first, first + count.max(1) - 1);
        self.cells += count;
    }

    fn area(&self) -> u64 {
        let span = |range: Option<(u64, u64)>| range.map_or(0, |(from, to)| to - from + 1);
        span(self.rows) * span(self.columns)
    }
}

fn count_sheet(stream: &[u8], shared: &Shared) -> Result<Sheet, &'static str> {
    let mut sheet = Sheet::default();
    // A formula spells out names of ranges (5 bytes each) and of sheets (7 bytes, 31 letters).
    let formula_factor = (shared.name_letters / 5 + 1).max(6);
    let mut open = 0;
    for record in Records(stream) {
        let data = record.data;
        sheet.bytes += 4 + data.len();
        let place = number16(data, 0).zip(number16(data, 2));
        match (record.kind, place) {
            // BOF and EOF: a chart inside the sheet has its own.
            (0x0809, _) => open += 1,
            (0x000a, _) if open <= 1 => break,
            (0x000a, _) => open -= 1,
            // Dimensions: room is taken for all it says.
            (0x0200, _) => check_dimensions(data)?,
            // Number, Label, RString, BoolErr, Rk
            (0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e, Some((row, column))) => {
                sheet.add(row, column, 1);
                sheet.text += data.len() as u64 * 2;
            }
            // LabelSst
            (0x00fd, Some((row, column))) => {
                sheet.add(row, column, 1);
                let text = number32(data, 6).and_then(|at| shared.texts.get(at as usize));
                sheet.text += u64::from(text.copied().unwrap_or(0));
            }
            // MulRk
            (0x00bd, Some((row, first))) => {
                sheet.add(row, first, (data.len() as u64).saturating_sub(6) / 6);
            }
            // Formula, String
            (0x0006, Some((row, column))) => {
                sheet.add(row, column, 1);
                sheet.text += data.len() as u64 * formula_factor;
            }
            (0x0207, _) => sheet.text += data.len() as u64 * 2,
            _ => {}
        }
    }
    Ok(sheet)
}

fn check_dimensions(data: &[u8]) -> Result<(), &'static str> {
    // Rows are two bytes each in the oldest form, four in the later ones.
    let (from, to, columns) = if data.len() == 10 {
        (
            number16(data, 0).map(u32::from),
            number16(data, 2).map(u32::from),
            number16(data, 6),
        )
    } else {
        (number32(data, 0), number32(data, 4), number16(data, 10))
    };
    let (from, to) = (u64::from(from.unwrap_or(0)), u64::from(to.unwrap_or(0)));
    let fits = to.saturating_mul(columns.unwrap_or(0).into()) <= ROWS * COLUMNS;
    if fits && from <= to {
        Ok(())
    } else {
        Err(DAMAGED)
    }
}

/// How long each shared text is. Texts go on from one piece to the next, where a byte tells anew
/// how wide its letters are ([MS-XLS] 2.5.293).
fn text_lengths(pieces: &[&[u8]]) -> Vec<u32> {
    let mut lengths = Vec::new();
    let mut texts = Texts {
        pieces,
        piece: 0,
        at: 8,
    };
    while let Some(length) = texts.next_length() {
        lengths.push(length);
    }
    lengths
}

struct Texts<'stream> {
    pieces: &'stream [&'stream [u8]],
    piece: usize,
    at: usize,
}

impl Texts<'_> {
    fn next_length(&mut self) -> Option<u32> {
        let (low, high) = (self.byte()?, self.byte()?);
        let letters = usize::from(u16::from_le_bytes([low, high]));
        let mut flags = self.byte()?;
        let runs = if flags & 8 == 0 {
            0
        } else {
            u16::from_le_bytes([self.byte()?, self.byte()?])
        };
        let more = if flags & 4 == 0 {
            0
        } else {
            let bytes = [self.byte()?, self.byte()?, self.byte()?, self.byte()?];
            u32::from_le_bytes(bytes) as usize
        };
        let mut left = letters;
        while left > 0 {
            let width = if flags & 1 == 0 { 1 } else { 2 };
            let room = self.pieces.get(self.piece)?.len().saturating_sub(self.at) / width;
            let taken = room.min(left);
            left -= taken;
            self.at += taken * width;
            if left > 0 {
                (self.piece, self.at) = (self.piece + 1, 0);
                flags = self.byte()?;
            }
        }
        self.skip(usize::from(runs) * 4 + more)?;
        // Letters beyond ASCII take two or three bytes once they are read.
        Some(letters as u32 * 2)
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.get(self.piece)?.len() {
            (self.piece, self.at) = (self.piece + 1, 0);
        }
        self.at += 1;
        self.pieces.get(self.piece)?.get(self.at - 1).copied()
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let room = self.pieces.get(self.piece)?.len().saturating_sub(self.at);
            let taken = room.min(bytes);
            bytes -= taken;
            self.at += taken;
            if bytes > 0 {
                (self.piece, self.at) = (self.piece + 1, 0);
            }
        }
        Some(())
    }
}

//! Cards of an address book (vCard 2.1 to 4.0) as rows, a card a row.
//!
//! Enters: lines. Leaves: the same columns for every card, under names that the recognition of
//! columns knows; several e-mails or phones stand in one cell, parted as in other address books.

use std::io::BufRead;

use crate::error::GatherError;
use crate::files::form::Rows;
use crate::files::row::Row;
use crate::files::text_form::{TextForm, TextLines};

/// Columns of every card, with the property that fills each.
const COLUMNS: [(&str, &str); 19] = [
    ("Full name", "FN"),
    ("Last name", "N/0"),
    ("First name", "N/1"),
    ("Middle name", "N/2"),
    ("Name prefix", "N/3"),
    ("Name suffix", "N/4"),
    ("Company", "ORG/0"),
    ("Department", "ORG/1"),
    ("Job title", "TITLE"),
    ("Email", "EMAIL"),
    ("Phone", "TEL"),
    ("Street", "ADR/2"),
    ("City", "ADR/3"),
    ("Region", "ADR/4"),
    ("Postcode", "ADR/5"),
    ("Country", "ADR/6"),
    ("Birthday", "BDAY"),
    ("Note", "NOTE"),
    ("Contact ID", "UID"),
];
/// How address books part several values in one cell.
const AND: &str = " ::: ";
/// A longer line is a picture or an attack; neither is needed.
const LINE_BYTES_MAX: usize = 64 << 10;
/// Lines of one card as they stand in the file; a picture of five megabytes has 90,000.
const CARD_LINES_FOLDED_MAX: u64 = 200_000;
/// Lines of one card.
const CARD_LINES_MAX: usize = 2_000;

/// A file of cards.
pub(crate) struct CardForm {
    text: TextForm,
}

/// Rows of cards.
pub(crate) struct CardRows {
    lines: TextLines,
    line_no: u64,
    /// The line the card begins on.
    card_line: u64,
    next: Option<String>,
    name: String,
}

/// Whether a text begins with a card.
pub(crate) fn is_cards(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches(['\u{feff}', '\r', '\n', ' ', '\0']);
    text.replace('\0', "")
        .to_ascii_uppercase()
        .starts_with("BEGIN:VCARD")
}

/// The names of the columns.
pub(crate) fn names() -> Vec<String> {
    COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect()
}

impl CardForm {
    pub(crate) fn new(text: TextForm) -> CardForm {
        CardForm { text }
    }

    /// The rows from the start.
    pub(crate) fn rows(&self) -> Result<CardRows, GatherError> {
        let name = self.text.name().to_owned();
        let lines = self.text.lines().map_err(GatherError::file(&name))?;
        Ok(CardRows {
            lines,
            line_no: 0,
            card_line: 0,
            next: None,
            name,
        })
    }
}

impl CardRows {
    /// The next line with those that continue it; folded lines start with a space.
    fn next_line(&mut self) -> Result<Option<String>, GatherError> {
        let Some(mut line) = self.raw_line()? else {
            return Ok(None);
        };
        while let Some(more) = self.raw_line()? {
            let quoted =
                line.ends_with('=') && line.to_ascii_uppercase().contains("QUOTED-PRINTABLE");
            if !quoted && !more.starts_with([' ', '\t']) {
                self.next = Some(more);
                break;
            }
            if quoted {
                line.pop();
            }
            if line.len() < LINE_BYTES_MAX {
                line.push_str(if quoted { &more } else { &more[1..] });
            }
        }
        Ok(Some(line))
    }

    fn raw_line(&mut self) -> Result<Option<String>, GatherError> {
        if let Some(line) = self.next.take() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let failed = GatherError::file(&self.name);
        let length = std::io::Read::take(&mut self.lines, LINE_BYTES_MAX as u64)
            .read_until(b'\n', &mut bytes)
            .map_err(failed)?;
        if length == 0 {
            return Ok(None);
        }
        self.line_no += 1;
        if self.line_no - self.card_line > CARD_LINES_FOLDED_MAX {
            let why = "one card of it has more than 200,000 lines, so it is no address book";
            return Err(GatherError::refused(&self.name, why));
        }
        let text = String::from_utf8_lossy(&bytes);
        Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

impl Rows for CardRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, GatherError> {
        let mut values = vec![String::new(); COLUMNS.len()];
        let (mut inside, mut lines) = (false, 0);
        while let Some(line) = self.next_line()? {
            lines += 1;
            let Some((property, value)) = line.split_once(':') else {
                continue;
            };
            let mut parts = property.split(';');
            let name = parts.next().unwrap_or("").to_ascii_uppercase();
            let name = name.rsplit('.').next().unwrap_or("");
            match (name, value.trim().to_ascii_uppercase().as_str()) {
                ("BEGIN", "VCARD") => {
                    inside = true;
                    self.card_line = self.line_no;
                    row.clear(self.line_no);
                }
                ("END", "VCARD") if inside => {
                    values.iter().for_each(|value| row.push(value));
                    return Ok(true);
                }
                _ if inside && lines < CARD_LINES_MAX => put(&mut values, name, property, value),
                _ => {}
            }
        }
        Ok(false)
    }
}

/// Puts a property where it belongs; a second one goes behind the first.
fn put(values: &mut [String], name: &str, property: &str, value: &str) {
    let decoded;
    let value = if property.to_ascii_uppercase().contains("QUOTED-PRINTABLE") {
        decoded = decode_quoted(value);
        &decoded
    } else {
        value
    };
    let value = value
        .strip_prefix("tel:")
        .or(value.strip_prefix("mailto:"))
        .unwrap_or(value);
    let pieces = split_escaped(value);
    let second_address = name == "ADR"
        && COLUMNS
            .iter()
            .zip(&*values)
            .any(|((_, of), value)| of.starts_with("ADR") && !value.is_empty());
    for ((_, of), to) in COLUMNS.iter().zip(values) {
        let found = match of.split_once('/') {
            Some((own, at)) if own == name && !second_address => at
                .parse()
                .ok()
                .and_then(|at: usize| pieces.get(at))
                .cloned(),
            None if *of == name => Some(pieces.join(";")),
            _ => None,
        };
        let Some(found) = found.filter(|found| !found.trim().is_empty()) else {
            continue;
        };
        let several = matches!(*of, "EMAIL" | "TEL" | "NOTE");
        if to.is_empty() {
            *to = found;
        } else if several && to.len() < LINE_BYTES_MAX {
            to.push_str(AND);
            to.push_str(&found);
        }
    }
}

/// The parts of a value, with the backslashes taken off.
fn split_escaped(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            ';' => {
                parts.push(String::new());
                continue;
            }
            '\\' => match letters.next() {
                Some('n' | 'N') => '\n',
                Some(other) => other,
                None => continue,
            },
            other => other,
        };
        if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts
}

/// `=C3=BC` as `ü` (RFC 2045, quoted-printable).
fn decode_quoted(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let code = text
            .get(at + 1..at + 3)
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match (bytes[at], code) {
            (b'=', Some(byte)) => {
                plain.push(byte);
                at += 3;
            }
            (byte, _) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

//! A JSON object a line, as rows: objects inside objects become columns with both names, lists
//! become one cell.
//!
//! Enters: lines of JSON. Leaves: column names in the order they first appear, and rows.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::error::GatherError;
use crate::files::form::Rows;
use crate::files::record::Records;
use crate::files::row::{COLUMNS_MAX, Row};
use crate::files::text_form::{TextForm, TextLines};

/// No text holds this, so a line is never parted.
const NO_DELIMITER: char = '\u{10ffff}';
/// What parts the values of a list in one cell.
const LIST_SIGN: &str = "; ";

/// A file of JSON lines.
pub(crate) struct JsonForm {
    text: TextForm,
    pub(crate) names: Vec<String>,
}

/// Rows of JSON lines.
pub(crate) struct JsonRows<'form> {
    lines: JsonLines,
    places: HashMap<&'form str, usize>,
    width: usize,
}

/// Whether the first line of a text is an object of JSON.
pub(crate) fn is_json_lines(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let line = text.lines().next().unwrap_or("").trim_end();
    line.starts_with('{')
        && (line.ends_with('}') && serde_json::from_str::<Map<String, Value>>(line).is_ok()
            || text.len() > 2_000 && line.contains("\":") && !line.ends_with('}'))
}

impl JsonForm {
    /// Reads every line once to learn the names of the columns.
    pub(crate) fn find(text: TextForm) -> Result<JsonForm, GatherError> {
        let mut names: Vec<String> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        let mut lines = JsonLines::new(&text)?;
        let mut any = false;
        while let Some((_, object)) = lines.next()? {
            any = true;
            let Ok(object) = object else { continue };
            visit_fields(&object, "", &mut |name, _| {
                if names.len() < COLUMNS_MAX && known.insert(name.to_owned()) {
                    names.push(name.to_owned());
                }
            });
        }
        if names.is_empty() && any {
            let why = "no line of it is an object of JSON, or its objects are nested deeper than \
                128; write one object a line";
            return Err(GatherError::refused(text.name(), why));
        }
        if names.is_empty() {
            return Err(GatherError::Empty(text.name().into()));
        }
        Ok(JsonForm { text, names })
    }

    /// The rows from the start.
    pub(crate) fn rows(&self) -> Result<JsonRows<'_>, GatherError> {
        let places = self
            .names
            .iter()
            .enumerate()
            .map(|(at, name)| (name.as_str(), at));
        Ok(JsonRows {
            lines: JsonLines::new(&self.text)?,
            places: places.collect(),
            width: self.names.len(),
        })
    }
}

impl Rows for JsonRows<'_> {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, GatherError> {
        let Some((line_no, object)) = self.lines.next()? else {
            return Ok(false);
        };
        row.clear(line_no);
        match object {
            Ok(object) => {
                let mut cells = vec![String::new(); self.width];
                visit_fields(&object, "", &mut |name, value| {
                    if let Some(at) = self.places.get(name) {
                        cells[*at] = value;
                    }
                });
                cells.iter().for_each(|cell| row.push(cell));
            }
            Err(text) => {
                row.push(&text);
                row.flaw = Some("the line is no object of JSON");
            }
        }
        Ok(true)
    }
}

/// Lines and the objects on them; a line that is no object comes back as its text.
struct JsonLines {
    records: Records<TextLines>,
    row: Row,
    name: String,
}

type JsonLine = (u64, Result<Map<String, Value>, String>);

impl JsonLines {
    fn new(text: &TextForm) -> Result<JsonLines, GatherError> {
        let lines = text.lines().map_err(GatherError::file(text.name()))?;
        Ok(JsonLines {
            records: Records::plain(lines, NO_DELIMITER),
            row: Row::default(),
            name: text.name().to_owned(),
        })
    }

    fn next(&mut self) -> Result<Option<JsonLine>, GatherError> {
        loop {
            let found = self.records.next_row(&mut self.row);
            if !found.map_err(GatherError::file(&self.name))? {
                return Ok(None);
            }
            let line = self.row.cell(0).unwrap_or("").trim();
            if line.is_empty() {
                continue;
            }
            let object = serde_json::from_str(line).map_err(|_| line.to_owned());
            return Ok(Some((self.row.line_no, object)));
        }
    }
}

/// Shows every plain value with the names of the objects it stands in.
fn visit_fields(object: &Map<String, Value>, above: &str, visit: &mut dyn FnMut(&str, String)) {
    for (name, value) in object {
        let name = if above.is_empty() {
            name.clone()
        } else {
            format!("{above} {name}")
        };
        match value {
            Value::Object(inner) => visit_fields(inner, &name, visit),
            Value::Array(list) => {
                let values: Vec<String> = list.iter().map(text_of).collect();
                visit(&name, values.join(LIST_SIGN));
            }
            plain => visit(&name, text_of(plain)),
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

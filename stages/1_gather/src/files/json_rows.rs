//! JSON as rows, an object a line or a list of objects: objects inside objects become columns with
//! both names, lists become one cell.
//!
//! Enters: text. Leaves: column names in the order they first appear, and rows.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::error::GatherError;
use crate::files::form::Rows;
use crate::files::json_list::ListedObjects;
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
    shape: JsonShape,
    pub(crate) names: Vec<String>,
}

/// Rows of JSON lines.
pub(crate) struct JsonRows<'form> {
    lines: JsonLines,
    places: HashMap<&'form str, usize>,
    width: usize,
}

/// How a text of JSON holds its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonShape {
    /// An object a line.
    Lines,
    /// One list of objects.
    List,
    /// In another way, which cannot be read.
    Other,
}

/// What shape of JSON a text begins like; nothing where it is none.
pub(crate) fn json_shape(start: &[u8]) -> Option<JsonShape> {
    let text = String::from_utf8_lossy(start);
    let blanks = ['\u{feff}', ' ', '\r', '\n', '\t'];
    let text = text.trim_start_matches(blanks);
    let inside = text.get(1..).unwrap_or("").trim_start_matches(blanks);
    if text.starts_with('[') {
        return inside.starts_with('{').then_some(JsonShape::List);
    }
    let line = text.lines().next().unwrap_or("").trim_end();
    let is_line = line.starts_with('{')
        && (line.ends_with('}') && serde_json::from_str::<Map<String, Value>>(line).is_ok()
            || text.len() > 2_000 && line.contains("\":") && !line.ends_with('}'));
    if is_line {
        return Some(JsonShape::Lines);
    }
    let is_other = line == "{" && inside.starts_with('"');
    is_other.then_some(JsonShape::Other)
}

impl JsonForm {
    /// Reads every object once to learn the names of the columns.
    pub(crate) fn find(text: TextForm, shape: JsonShape) -> Result<JsonForm, GatherError> {
        if shape == JsonShape::Other {
            let why =
                "it is JSON of another shape; write one object a line, or one list of objects";
            return Err(GatherError::refused(text.name(), why));
        }
        let mut names: Vec<String> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        let mut lines = JsonLines::new(&text, shape)?;
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
        Ok(JsonForm { text, shape, names })
    }

    /// The rows from the start.
    pub(crate) fn rows(&self) -> Result<JsonRows<'_>, GatherError> {
        let places = self
            .names
            .iter()
            .enumerate()
            .map(|(at, name)| (name.as_str(), at));
        Ok(JsonRows {
            lines: JsonLines::new(&self.text, self.shape)?,
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

/// Objects, one after the other; what is no object comes back as its text.
struct JsonLines {
    objects: Objects,
    row: Row,
    name: String,
}

enum Objects {
    Lines(Box<Records<TextLines>>),
    List(ListedObjects),
}

type JsonLine = (u64, Result<Map<String, Value>, String>);

impl JsonLines {
    fn new(text: &TextForm, shape: JsonShape) -> Result<JsonLines, GatherError> {
        let lines = text.lines().map_err(GatherError::file(text.name()))?;
        let objects = match shape {
            JsonShape::List => Objects::List(ListedObjects::new(lines)),
            _ => Objects::Lines(Box::new(Records::plain(lines, NO_DELIMITER))),
        };
        Ok(JsonLines {
            objects,
            row: Row::default(),
            name: text.name().to_owned(),
        })
    }

    fn next(&mut self) -> Result<Option<JsonLine>, GatherError> {
        let failed = GatherError::file(&self.name);
        loop {
            let (line_no, text) = match &mut self.objects {
                Objects::List(list) => match list.next().map_err(failed)? {
                    Some(found) => found,
                    None => return Ok(None),
                },
                Objects::Lines(records) => {
                    if !records.next_row(&mut self.row).map_err(&failed)? {
                        return Ok(None);
                    }
                    let line = self.row.cell(0).unwrap_or("").trim();
                    if line.is_empty() {
                        continue;
                    }
                    (self.row.line_no, line.to_owned())
                }
            };
            let object = serde_json::from_str(&text).map_err(|_| text);
            return Ok(Some((line_no, object)));
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

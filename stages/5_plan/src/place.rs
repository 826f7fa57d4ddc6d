//! Where in a TOML file something stands, so that a message can name the line.

use toml::de::{DeTable, DeValue};

use crate::StrategyError;

/// The way to a value: keys and positions from the top of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(&'static str),
    Item(usize),
}

/// The line, from 1, on which the value at the end of this way starts; where a part of the way
/// is not in the file, the line of the last part that is.
pub(crate) fn line_of(text: &str, way: &[Step]) -> usize {
    let Ok(table) = DeTable::parse(text) else {
        return 1;
    };
    let mut start = 0;
    let mut at: Option<&DeValue<'_>> = None;
    for step in way {
        let next = match (step, at) {
            (Step::Key(key), None) => table.get_ref().get(*key),
            (Step::Key(key), Some(value)) => value.get(*key),
            (Step::Item(item), Some(value)) => value.get(*item),
            (Step::Item(_), None) => None,
        };
        let Some(found) = next else { break };
        start = found.span().start;
        at = Some(found.get_ref());
    }
    line_at(text, start)
}

/// The line, from 1, that this byte stands on.
fn line_at(text: &str, byte: usize) -> usize {
    1 + text
        .bytes()
        .take(byte)
        .filter(|byte| *byte == b'\n')
        .count()
}

/// How a person would say where it is: `touch 2, wait_days`.
pub(crate) fn way_words(way: &[Step]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut list = "";
    for step in way {
        match step {
            Step::Key(key @ ("touches" | "paragraphs" | "guide" | "ask" | "answers")) => list = key,
            Step::Key(key) => words.push((*key).to_owned()),
            Step::Item(item) if list == "touches" => words.push(format!("touch {}", item + 1)),
            Step::Item(item) => words.push(format!("{list} {}", item + 1)),
        }
    }
    if words.is_empty() || matches!(way.last(), Some(Step::Key("paragraphs" | "guide" | "ask"))) {
        words.push(list.to_owned());
    }
    words.join(", ")
}

/// What the reader of TOML said, with the line and the field it is about.
pub(crate) fn toml_problem(file: &str, text: &str, error: &toml::de::Error) -> StrategyError {
    let start = error.span().map_or(0, |span| span.start);
    let line = line_at(text, start);
    let key = text
        .lines()
        .nth(line - 1)
        .and_then(|line| line.split_once('='))
        .map(|(key, _)| key.trim());
    // A missing or unknown field is named in the message; a wrong value is named by its line.
    let named = error
        .message()
        .split('`')
        .nth(1)
        .filter(|_| error.message().contains("field"));
    let field = named.or(key).unwrap_or("the file").to_owned();
    StrategyError {
        file: file.to_owned(),
        line,
        field,
        why: error.message().replace('`', "\""),
    }
}

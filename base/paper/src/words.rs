//! Words from outside in; the same words out, fit to be handed to the typesetter.

use serde::Serialize;
use serde_json::{Value, json};

/// Longest running text, in characters: more than an A4 page holds at the smallest size, so
/// cutting here loses nothing that could have been printed, and bounds the work for one page.
const TEXT_CHARS_MAX: usize = 8_000;

/// Longest text of any other field, in characters: again more than its place holds.
const FIELD_CHARS_MAX: usize = 1_000;

/// Which fields hold running text: of a letter, and of a plan.
const RUNNING_TEXTS: [&str; 3] = ["paragraphs", "fields", "checklist"];

/// Most entries of one list: more than fit a page as lines.
const ENTRIES_MAX: usize = 120;

/// The one list that may be long, for it goes over many pages: the calls of a day.
const LONG_LIST: &str = "rows";

/// What came from outside as the templates may read it, with every text in it cleaned.
pub(crate) fn clean_data<T: Serialize>(from_outside: &T) -> Value {
    let mut data = json!(from_outside);
    clean_all(&mut data, FIELD_CHARS_MAX);
    data
}

/// Cleans every text anywhere in the data: one walk, so that no field can be forgotten.
fn clean_all(value: &mut Value, chars_max: usize) {
    match value {
        Value::String(text) => *text = cleaned(text, chars_max),
        Value::Array(entries) => entries
            .iter_mut()
            .for_each(|entry| clean_all(entry, chars_max)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                if let Value::Array(entries) = field
                    && name != LONG_LIST
                {
                    entries.truncate(ENTRIES_MAX);
                }
                let running = RUNNING_TEXTS.contains(&name.as_str());
                clean_all(field, if running { TEXT_CHARS_MAX } else { chars_max });
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Text without characters that draw nothing and confuse a reader; line breaks and tabs stay as
/// break and space; cut at what its place can hold.
fn cleaned(text: &str, chars_max: usize) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|&c| c == '\n' || !(c.is_control() || is_direction_override(c)))
        .take(chars_max)
        .collect()
}

/// Marks that turn the reading order of what follows: "Trojan Source", CVE-2021-42574.
fn is_direction_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The two or three letters of a language tag (`de-AT` is `de`), or `en` if it is none.
pub(crate) fn language_of(tag: &str) -> String {
    let main = tag
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let known_form = (2..=3).contains(&main.len()) && main.bytes().all(|b| b.is_ascii_lowercase());
    if known_form { main } else { "en".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cleaned_of_what_cannot_be_drawn() {
        for (raw, expected) in [
            ("plain", "plain"),
            ("a\r\nb\tc", "a\nb c"),
            ("nul\0bell\u{7}", "nulbell"),
            ("\u{202e}gnirts", "gnirts"),
            ("", ""),
            ("مرحبا 世界 𝒳 👍🏽", "مرحبا 世界 𝒳 👍🏽"),
        ] {
            assert_eq!(cleaned(raw, 100), expected);
        }
        let long =
            clean_data(&json!({"subject": "é".repeat(9_000), "paragraphs": ["é".repeat(9_000)]}));
        assert_eq!(
            long["subject"].as_str().map(|s| s.chars().count()),
            Some(FIELD_CHARS_MAX)
        );
        assert_eq!(
            long["paragraphs"][0].as_str().map(|s| s.chars().count()),
            Some(TEXT_CHARS_MAX)
        );
    }

    #[test]
    fn language_of_any_tag_is_one_the_typesetter_takes() {
        for (tag, expected) in [
            ("de", "de"),
            ("de-AT", "de"),
            ("EN_us", "en"),
            ("", "en"),
            ("#x", "en"),
            ("deutsch", "en"),
        ] {
            assert_eq!(language_of(tag), expected, "{tag}");
        }
    }

    #[test]
    fn lists_are_bounded_but_calls_are_not() {
        let data = clean_data(&json!({"rows": vec!["x"; 500], "paragraphs": vec!["x"; 500]}));
        assert_eq!(data["rows"].as_array().map(Vec::len), Some(500));
        assert_eq!(
            data["paragraphs"].as_array().map(Vec::len),
            Some(ENTRIES_MAX)
        );
    }
}

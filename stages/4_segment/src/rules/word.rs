//! Words and signs of a rule: text in, its parts with their places out.

use crate::SegmentError;

/// One part of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Word {
    /// A word without quotes: a name, a number or a plain value.
    Bare(String),
    /// A value in quotes, never a name.
    Quoted(String),
    /// `=`, `!=`, `~`, `<`, `<=`, `>`, `>=`, `(` or `)`.
    Sign(&'static str),
}

/// Signs, longer ones first.
const SIGNS: [&str; 9] = ["!=", "<=", ">=", "=", "~", "<", ">", "(", ")"];

/// What opens a quotation and what ends it.
const QUOTES: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('«', '»'), ('“', '”')];

/// The words and signs of a text.
pub(crate) fn words_of(text: &str) -> Result<Vec<Word>, SegmentError> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = next_word(rest, first)?;
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

fn next_word(rest: &str, first: char) -> Result<(Word, &str), SegmentError> {
    if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(*sign)) {
        return Ok((Word::Sign(sign), &rest[sign.len()..]));
    }
    if let Some((_, close)) = QUOTES.iter().find(|(open, _)| *open == first) {
        let inner = &rest[first.len_utf8()..];
        let end = inner.find(*close).ok_or_else(|| {
            SegmentError::Rule(format!(
                "the quotation {rest} has no end; close it with {close}"
            ))
        })?;
        let after = &inner[end + close.len_utf8()..];
        return Ok((Word::Quoted(inner[..end].to_owned()), after));
    }
    let ends = |one: char| one.is_whitespace() || "=!~<>()\"«“".contains(one);
    let end = rest.find(ends).unwrap_or(rest.len());
    if end == 0 {
        return Err(SegmentError::Rule(format!("«{first}» means nothing here")));
    }
    Ok((Word::Bare(rest[..end].to_owned()), &rest[end..]))
}

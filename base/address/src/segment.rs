//! An address cut where its writer cut it. Enters: the text. Leaves: pieces between commas, line
//! breaks and dashes, each a list of words.

/// Cuts a text at commas, semicolons, bars, line breaks and dashes between spaces; brackets fall
/// away, and pieces without a letter or digit with them.
pub(crate) fn segments_of(text: &str) -> Vec<Vec<&str>> {
    let is_cut = |c: char| matches!(c, ',' | ';' | '|' | '\n' | '\r' | '\u{b7}' | '•' | '、');
    let lines = text.split(is_cut).flat_map(|line| line.split(" - "));
    let lines = lines.flat_map(|line| line.split(" – "));
    lines
        .map(words_of)
        .filter(|words| !words.is_empty())
        .collect()
}

/// The words of a piece, without the signs around them.
fn words_of(piece: &str) -> Vec<&str> {
    let is_sign =
        |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '#' | 'º' | 'ª' | '°' | '\'' | '’');
    piece
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '"'))
        .map(|word| word.trim_matches(is_sign))
        .filter(|word| word.chars().any(char::is_alphanumeric) || *word == "#")
        .collect()
}

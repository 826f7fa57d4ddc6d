//! Names of firms. Enters: a name as written. Leaves: its telling words, comparable.

use terms::LEGAL_FORMS;

use crate::text::fold_into;

/// Legal forms beyond [`LEGAL_FORMS`] that lists of firms from many countries hold; too short or too
/// much like names to tell a firm from a person. Initials with dots are joined before (`B. V.` is
/// `bv`).
const FURTHER_FORMS: &[&str] = &[
    "se",
    "cv",
    "snc",
    "sl",
    "slu",
    "as",
    "a/s",
    "eg",
    "pvt",
    "pte",
    "kk",
    "zoo",
    "doo",
    "ooo",
    "oao",
    "zao",
    "pao",
    "jsc",
    "ojsc",
    "pjsc",
    "cjsc",
    "bhd",
    "sdn",
    "lp",
    "lllp",
    "pllc",
    "aktiengesellschaft",
    "gesellschaft",
    "sp",
    "oü",
    "sia",
    "uab",
    "ad",
    "ead",
    "eood",
    "tov",
    "dba",
];

/// Words between the telling ones.
const SMALL: &[&str] = &[
    "and", "und", "et", "the", "of", "e", "y", "en", "i", "&", "de", "di", "for",
];

/// Legal forms written out, and their short forms.
const WRITTEN_OUT: &[(&[&str], &str)] = &[
    (&["limited", "liability", "company"], "llc"),
    (&["limited", "liability", "partnership"], "llp"),
    (&["public", "joint", "stock", "company"], "pjsc"),
    (&["open", "joint", "stock", "company"], "ojsc"),
    (&["joint", "stock", "company"], "jsc"),
    (&["public", "limited", "company"], "plc"),
    (&["societe", "anonyme"], "sa"),
    (&["sociedad", "anonima"], "sa"),
    (&["naamloze", "vennootschap"], "nv"),
    (&["besloten", "vennootschap"], "bv"),
    (&["aktiengesellschaft"], "ag"),
    (&["limited"], "ltd"),
    (&["incorporated"], "inc"),
    (&["corporation"], "corp"),
    (&["company"], "co"),
];

/// The legal form that these words begin with, and of how many words it is.
pub(crate) fn legal_form_of(words: &[String]) -> Option<(&'static str, usize)> {
    let fits = |form: &&(&[&str], &'static str)| {
        form.0.len() <= words.len() && form.0.iter().zip(words).all(|(part, word)| part == word)
    };
    WRITTEN_OUT
        .iter()
        .find(fits)
        .map(|form| (form.1, form.0.len()))
}

/// Whether a folded word is a legal form.
pub(crate) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word) || FURTHER_FORMS.contains(&word)
}

/// The telling words of a firm's name; all its words when none tells anything.
pub(crate) fn company_into(cell: &str, out: &mut String) {
    let words = company_words(cell);
    let telling: Vec<&String> = words
        .iter()
        .filter(|word| !is_legal_form(word) && !SMALL.contains(&word.as_str()))
        .collect();
    let kept: Vec<&String> = if telling.is_empty() {
        words.iter().collect()
    } else {
        telling
    };
    for word in kept {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Folded words, single letters in a row joined: `B. V.` is `bv`, `I.B.M.` is `ibm`.
pub(crate) fn company_words(cell: &str) -> Vec<String> {
    let mut folded = String::with_capacity(cell.len());
    fold_into(cell, &mut folded);
    let mut words: Vec<String> = Vec::new();
    let mut was_letter = false;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        match words.last_mut() {
            Some(last) if is_letter && was_letter => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        was_letter = is_letter;
    }
    words
}

//! Names of people. Enters: the cells of a row. Leaves: first name and family name, comparable.

use crate::text::fold_into;

/// Words before a name that are no part of it, in the languages our users write.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "herr",
    "frau",
    "fraulein",
    "hr",
    "fr",
    "mag",
    "dipl",
    "ing",
    "dott",
    "dottssa",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "sr",
    "sra",
    "srta",
    "don",
    "dona",
    "sig",
    "signora",
    "dhr",
    "mevr",
    "mw",
    "president",
    "hon",
    "capt",
    "col",
    "gen",
    "lt",
    "sgt",
    "sheikh",
    "shaikh",
];

/// Words behind a name that tell generations or degrees.
const ENDINGS: &[&str] = &[
    "jr", "sr", "ii", "iii", "iv", "junior", "senior", "phd", "md", "mba", "esq", "bsc", "msc",
    "cpa", "dds", "rn", "ma",
];

/// Words that belong to the family name after them.
const PARTICLES: &[&str] = &[
    "van", "von", "vom", "de", "der", "den", "du", "da", "di", "del", "della", "la", "le", "zu",
    "zur", "ten", "ter", "dos", "das", "do", "af", "al", "el", "st", "bin", "ben", "ibn", "abu",
    "mac", "mc", "o",
];

/// Whether a folded word is a title.
pub(crate) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// Whether a folded word tells generation or degree.
pub(crate) fn is_ending(word: &str) -> bool {
    ENDINGS.contains(&word)
}

/// Whether a folded word belongs to the family name behind it.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// A first name as written, without title, generation and the initials of further names.
pub(crate) fn given_into(cell: &str, out: &mut String) {
    let mut folded = String::new();
    fold_into(cell, &mut folded);
    let words = strip(folded.split(' ').collect());
    let full = words.iter().any(|word| word.chars().count() > 1);
    let kept = words
        .iter()
        .enumerate()
        .filter(|(at, word)| word.chars().count() > 1 || (!full && *at == 0));
    join(kept.map(|(_, word)| *word), out);
}

/// A family name as written, without title and generation.
pub(crate) fn surname_into(cell: &str, out: &mut String) {
    let mut folded = String::new();
    fold_into(cell, &mut folded);
    join(strip(folded.split(' ').collect()).into_iter(), out);
}

/// Splits a whole name: `Dr Anna van der Berg`, `BERG, ANNA`.
pub(crate) fn split_into(cell: &str, given: &mut String, surname: &mut String) {
    if let Some((last, first)) = cell.split_once(',') {
        surname_into(last, surname);
        given_into(first, given);
        return;
    }
    let mut folded = String::new();
    fold_into(cell, &mut folded);
    let words = strip(folded.split(' ').collect());
    let mut at = words.len().saturating_sub(1);
    while at > 1 && is_particle(words[at - 1]) {
        at -= 1;
    }
    join(words[at..].iter().copied(), surname);
    given_into(&words[..at].join(" "), given);
}

/// The words of a name without titles in front and generations behind; a title that stands alone
/// is somebody's name.
fn strip(mut words: Vec<&str>) -> Vec<&str> {
    while words.len() > 1 && is_title(words[0]) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_ending(word)) {
        words.pop();
    }
    words
}

fn join<'a>(words: impl Iterator<Item = &'a str>, out: &mut String) {
    for word in words {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

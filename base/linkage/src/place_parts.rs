//! Postal addresses. Enters: the cells of an address. Leaves: house number, street name, postal
//! code, town, comparable.

use crate::text::fold_into;

/// Kinds of street, long and short; kinds tell little and are often left out or mixed up.
const KINDS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "av",
    "lane",
    "ln",
    "drive",
    "dr",
    "court",
    "ct",
    "circle",
    "cir",
    "circ",
    "place",
    "pl",
    "boulevard",
    "blvd",
    "way",
    "wy",
    "terrace",
    "ter",
    "close",
    "cl",
    "square",
    "sq",
    "crescent",
    "cres",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "trail",
    "trl",
    "gardens",
    "gdns",
    "grove",
    "circuit",
    "strasse",
    "str",
    "weg",
    "platz",
    "gasse",
    "allee",
    "rue",
    "chemin",
    "impasse",
    "via",
    "viale",
    "piazza",
    "calle",
    "avenida",
    "plaza",
    "straat",
    "laan",
    "plein",
    "rua",
    "travessa",
    "gade",
    "vej",
    "gata",
    "vagen",
    "ulica",
    "ul",
];

/// What opens the part inside a building.
const UNITS: &[&str] = &[
    "apt",
    "apartment",
    "apartmenr",
    "unit",
    "suite",
    "ste",
    "flat",
    "floor",
    "fl",
    "room",
    "rm",
    "apto",
    "app",
    "appt",
    "whg",
    "wohnung",
    "etage",
    "og",
    "no",
    "piso",
    "interno",
];

/// What is before the street itself: directions.
const DIRECTIONS: &[&str] = &[
    "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west",
];

/// Splits a street line into house number and street name without kind and unit.
pub(crate) fn street_into(cell: &str, number: &mut String, street: &mut String) {
    let cell = cell.split('#').next().unwrap_or(cell);
    let mut folded = String::with_capacity(cell.len());
    fold_into(cell, &mut folded);
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut words: Vec<&str> = Vec::with_capacity(all.len());
    for (at, word) in all.iter().enumerate() {
        if UNITS.contains(word) && (at > 1 || (at > 0 && !is_number(all[0]))) {
            break;
        }
        words.push(word);
    }
    // The house number stands before the name or behind it.
    let place = if words.first().is_some_and(|word| is_number(word)) {
        Some(0)
    } else {
        words
            .iter()
            .rposition(|word| is_number(word))
            .filter(|at| *at > 0)
    };
    if let Some(at) = place.filter(|_| words.len() > 1) {
        if number.is_empty() {
            number.push_str(words[at].trim_start_matches('0'));
        }
        if at == 0 {
            words.remove(0);
        } else {
            words.truncate(at);
        }
    }
    let telling: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !KINDS.contains(word) && !DIRECTIONS.contains(word))
        .collect();
    // A street called «The Avenue» keeps its words.
    let kept = if telling.is_empty() { &words } else { &telling };
    for word in kept {
        if !street.is_empty() {
            street.push(' ');
        }
        let stem = word
            .strip_suffix("strasse")
            .or_else(|| word.strip_suffix("straat"))
            .or_else(|| word.strip_suffix("str"));
        street.push_str(stem.filter(|stem| stem.len() > 2).unwrap_or(word));
    }
}

/// A house number: digits, and at most one letter behind; `78th` is a street.
fn is_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && digits <= 6 && word.len() - digits <= 1
}

/// A house number cell.
pub(crate) fn number_into(cell: &str, out: &mut String) {
    let mut folded = String::new();
    fold_into(cell, &mut folded);
    if let Some(word) = folded
        .split(' ')
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    {
        out.push_str(word.trim_start_matches('0'));
    }
}

/// A postal code without the sign of its country: `D-10115`.
fn without_sign(cell: &str) -> &str {
    let split = cell.trim_start().split_once('-');
    let sign = |head: &str| {
        (1..=3).contains(&head.len()) && head.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    split
        .filter(|(head, _)| sign(head))
        .map_or(cell, |(_, code)| code)
}

/// A postal code in small letters without spaces; of long American codes the first five digits.
pub(crate) fn postcode_into(cell: &str, out: &mut String) {
    let start = out.len();
    let cell = without_sign(cell);
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let split = cell
        .split_once('-')
        .filter(|(head, tail)| digits + 1 == cell.len() && head.len() >= 4 && tail.len() == 4);
    let head = split.map_or(cell, |(head, _)| head);
    out.extend(
        head.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase()),
    );
    if out.len() - start == 9 && digits == 9 {
        out.truncate(start + 5);
    }
    // Spreadsheets eat leading zeros, so they are never compared.
    let zeros = out[start..]
        .bytes()
        .take_while(|byte| *byte == b'0')
        .count();
    out.replace_range(start..start + zeros, "");
}

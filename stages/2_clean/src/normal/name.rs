//! Names of people: title, first and last name out of however they were written.
//!
//! Enters: the cells of a row. Leaves: one person, or two for couples, in the case people like to
//! read. The row keeps the name as it was written.

use crate::normal::fold::{folded, is_one_error_apart};
use crate::normal::nickname::is_same_first_name;

/// A person's name in parts; any of them may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonName {
    pub(crate) title: String,
    pub(crate) first: String,
    pub(crate) last: String,
}

const TITLES: &[(&str, &str)] = &[
    ("mr", "Mr"),
    ("mrs", "Mrs"),
    ("ms", "Ms"),
    ("miss", "Miss"),
    ("mx", "Mx"),
    ("dr", "Dr"),
    ("prof", "Prof"),
    ("sir", "Sir"),
    ("herr", "Herr"),
    ("frau", "Frau"),
    ("mme", "Mme"),
    ("rev", "Rev"),
];

/// Words that belong to the family name after them.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "du", "da", "di", "del", "della", "la", "le", "zu", "zur",
    "ten", "ter", "dos", "af", "al", "el", "st",
];

impl PersonName {
    /// Whether anything of a name is known.
    pub(crate) fn is_known(&self) -> bool {
        !(self.first.is_empty() && self.last.is_empty())
    }

    /// First and last name together.
    pub(crate) fn full(&self) -> String {
        [self.first.as_str(), self.last.as_str()]
            .join(" ")
            .trim()
            .to_owned()
    }
}

/// First and last name made comparable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FoldedName {
    pub(crate) first: String,
    pub(crate) last: String,
}

impl FoldedName {
    pub(crate) fn of(name: &PersonName) -> FoldedName {
        FoldedName {
            first: folded(&name.first),
            last: folded(&name.last),
        }
    }

    fn is_known(&self) -> bool {
        !(self.first.is_empty() && self.last.is_empty())
    }

    /// Whether two names can be one person's: family names equal but for a typing error, first
    /// names not against it.
    pub(crate) fn may_be(&self, other: &FoldedName) -> bool {
        self.is_known()
            && other.is_known()
            && is_one_error_apart(&self.last, &other.last)
            && is_same_first_name(&self.first, &other.first)
    }
}

/// The people a row names: from its separate cells where it has them, else from the whole name.
pub(crate) fn people_of(title: &str, first: &str, last: &str, full: &str) -> Vec<PersonName> {
    if first.is_empty() && last.is_empty() {
        return split_couple(full)
            .into_iter()
            .filter(PersonName::is_known)
            .collect();
    }
    if let Some((one, other)) = split_at_and(first) {
        let person = |first: &str| PersonName {
            title: String::new(),
            first: proper(first),
            last: proper(last),
        };
        return vec![person(one), person(other)];
    }
    vec![PersonName {
        title: known_title(title),
        first: proper(first),
        last: proper(last),
    }]
}

/// One name or the two of a couple: `John & Mary Smith`, `John Smith & Mary Jones`, `Mr & Mrs Smith`.
fn split_couple(full: &str) -> Vec<PersonName> {
    let Some((one, other)) = split_at_and(full) else {
        return vec![split_name(full)];
    };
    let second = split_name(other);
    let mut first = split_name(one);
    let words = one
        .split_whitespace()
        .filter(|word| title_of(word).is_none())
        .count();
    // A lone word before the «&» is a first name, or nothing but a title.
    if words <= 1 && !one.contains(',') {
        let lone = if first.first.is_empty() {
            std::mem::take(&mut first.last)
        } else {
            first.first
        };
        first = PersonName {
            title: first.title,
            first: lone,
            last: second.last.clone(),
        };
    }
    vec![first, second]
}

fn split_at_and(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_ascii_lowercase();
    let at = [" & ", " and ", " und ", " + "]
        .iter()
        .find_map(|sign| lower.find(sign).map(|at| (at, sign.len())))?;
    let (one, other) = (text[..at.0].trim(), text[at.0 + at.1..].trim());
    (!one.is_empty() && !other.is_empty()).then_some((one, other))
}

/// `Mr John van Dyke`, `DYKE, JOHN`, `J. Smith`: title, first name, last name.
fn split_name(full: &str) -> PersonName {
    if let Some((last, first)) = full.split_once(',') {
        let after = split_name_words(first);
        let first = [after.first.as_str(), after.last.as_str()].join(" ");
        return PersonName {
            title: after.title,
            first: proper(first.trim()),
            last: proper(last),
        };
    }
    split_name_words(full)
}

fn split_name_words(full: &str) -> PersonName {
    let mut words: Vec<&str> = full.split_whitespace().collect();
    let mut title = String::new();
    while let Some(found) = words.first().and_then(|word| title_of(word)) {
        words.remove(0);
        if title.is_empty() {
            found.clone_into(&mut title);
        }
    }
    let is_particle = |word: &str| PARTICLES.contains(&word.to_lowercase().as_str());
    let mut cut = words.len().saturating_sub(1);
    while cut > 1 && is_particle(words[cut - 1]) {
        cut -= 1;
    }
    let (first, last) = words.split_at(cut);
    PersonName {
        title,
        first: proper(&first.join(" ")),
        last: proper(&last.join(" ")),
    }
}

fn title_of(word: &str) -> Option<&'static str> {
    let bare = word.trim_end_matches('.').to_lowercase();
    TITLES
        .iter()
        .find(|(known, _)| *known == bare)
        .map(|(_, shown)| *shown)
}

/// A title as people write it; what is no title (`Sales Manager`) is none.
fn known_title(text: &str) -> String {
    text.split_whitespace()
        .next()
        .and_then(title_of)
        .unwrap_or_default()
        .to_owned()
}

/// A name in the case people like to read. Only names all in capitals or all in small letters are
/// changed; whoever mixed them knew why.
pub(crate) fn proper(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let has_small = name.chars().any(char::is_lowercase);
    let has_capital = name.chars().any(char::is_uppercase);
    if letters < 2 || (has_small && has_capital) {
        return name;
    }
    let words: Vec<String> = name
        .split(' ')
        .enumerate()
        .map(|(at, word)| proper_word(word, at > 0))
        .collect();
    words.join(" ")
}

fn proper_word(word: &str, may_be_particle: bool) -> String {
    let lower = word.to_lowercase();
    if may_be_particle && PARTICLES.contains(&lower.as_str()) && lower != "st" {
        return lower;
    }
    let mut out = String::with_capacity(word.len());
    let mut starts = true;
    for letter in lower.chars() {
        if starts {
            out.extend(letter.to_uppercase())
        } else {
            out.push(letter)
        }
        starts = matches!(letter, '-' | '\'' | '\u{2019}' | '.');
    }
    // McDonald, but not Mcxy: the letter after Mc is a capital in names of any length.
    if out.len() > 4 && out.starts_with("Mc") && out.is_ascii() {
        out = format!("Mc{}{}", out[2..3].to_uppercase(), &out[3..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{FoldedName, PersonName, people_of, proper};

    fn parts(full: &str) -> Vec<(String, String, String)> {
        people_of("", "", "", full)
            .into_iter()
            .map(|name| (name.title, name.first, name.last))
            .collect()
    }

    #[test]
    fn names_come_apart_however_they_were_written() {
        for (full, expected) in [
            ("John Smith", vec![("", "John", "Smith")]),
            ("SMITH, JOHN", vec![("", "John", "Smith")]),
            ("Ms  Mary  Jones", vec![("Ms", "Mary", "Jones")]),
            ("Prof. Dr. Eva Vries", vec![("Prof", "Eva", "Vries")]),
            ("Anna van der Berg", vec![("", "Anna", "van der Berg")]),
            ("J. Smith", vec![("", "J.", "Smith")]),
            ("Smith", vec![("", "", "Smith")]),
            ("mcdonald, ann-marie", vec![("", "Ann-Marie", "McDonald")]),
            (
                "John & Mary Smith",
                vec![("", "John", "Smith"), ("", "Mary", "Smith")],
            ),
            (
                "John Smith & Mary Jones",
                vec![("", "John", "Smith"), ("", "Mary", "Jones")],
            ),
            (
                "Mr & Mrs Smith",
                vec![("Mr", "", "Smith"), ("Mrs", "", "Smith")],
            ),
            (
                "JOHN AND MARY SMITH",
                vec![("", "John", "Smith"), ("", "Mary", "Smith")],
            ),
            ("", vec![]),
        ] {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(title, first, last)| (title.to_owned(), first.to_owned(), last.to_owned()))
                .collect();
            assert_eq!(parts(full), expected, "{full}");
        }
    }

    #[test]
    fn names_in_one_case_are_mended_and_mixed_ones_kept() {
        for (written, shown) in [
            ("O'BRIEN", "O'Brien"),
            ("von SYDOW", "von SYDOW"),
            ("LUDWIG VON SYDOW", "Ludwig von Sydow"),
            ("d'Angelo", "d'Angelo"),
            ("élodie", "Élodie"),
            ("MacLeod", "MacLeod"),
            ("J", "J"),
        ] {
            assert_eq!(proper(written), shown);
        }
    }

    #[test]
    fn the_same_person_is_known_under_short_names_and_typing_errors() {
        let name = |first: &str, last: &str| PersonName {
            first: first.into(),
            last: last.into(),
            ..PersonName::default()
        };
        let robert = name("Robert", "Harris");
        for (first, last, same) in [
            ("Bob", "Harris", true),
            ("R.", "Harris", true),
            ("Robert", "Harirs", true),
            ("", "Harris", true),
            ("Mary", "Harris", false),
            ("Robert", "Miller", false),
            ("", "", false),
            ("Robret", "Harris", true),
        ] {
            let other = FoldedName::of(&name(first, last));
            assert_eq!(
                FoldedName::of(&robert).may_be(&other),
                same,
                "{first} {last}"
            );
        }
    }

    #[test]
    fn separate_cells_are_trusted() {
        let people = people_of("Sales Manager", "KATE", "O'NEIL", "ignored");
        assert_eq!(
            (people[0].title.as_str(), people[0].full()),
            ("", "Kate O'Neil".to_owned())
        );
    }
}

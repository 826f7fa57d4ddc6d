//! The first words of a letter. Enters: title, first and last name and firm as stored. Leaves: a
//! salutation that embarrasses nobody: where the cells are in doubt it is a neutral one. Whether
//! somebody is a man or a woman is never guessed.

use terms::LEGAL_FORMS;

use crate::written_name::{
    clean_name, is_degree, is_east_asian, is_initials, is_mourning, is_of_no_name,
};

/// What is said when nobody is known well enough.
const NEUTRAL: &str = "Hello";
/// Forms of address that stand before a last name; anything else in a title column is a role.
const FORMS: &[&str] = &[
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Dr",
    "Prof",
    "Professor",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Rev",
    "Reverend",
    "Herr",
    "Frau",
    "Mme",
    "Mlle",
    "M",
    "Monsieur",
    "Madame",
    "Sr",
    "Sra",
    "Srta",
    "Señor",
    "Señora",
    "Sig",
    "Dott",
    "Dhr",
    "Mevr",
    "Hon",
    "Rabbi",
    "Father",
    "Sister",
    "Captain",
    "Capt",
    "Major",
    "Colonel",
    "Col",
];
/// Forms whose bearers are greeted by first name.
const WITH_FIRST: &[&str] = &["sir", "dame", "lord", "lady"];
/// Words between the two of a couple.
const AND: &[&str] = &["&", "and", "und", "et", "y", "e", "og", "och", "+"];
/// Words that open the name of a whole family.
const FAMILIES: &[&str] = &[
    "family", "familie", "famille", "familia", "famiglia", "família",
];

/// The salutation without its comma: `Dear Ms Hopper`, `Dear Grace Hopper`, `Dear team at Acme`,
/// `Hello`. Never with a hole in it, never shouted, never in another script than the name's own.
#[must_use]
pub fn salutation(title: &str, first: &str, last: &str, company: &str) -> String {
    let company = one_line(company);
    if [title, first, last].iter().any(|cell| is_mourning(cell)) {
        return NEUTRAL.to_owned();
    }
    for cell in [last, first] {
        if is_firm(cell) {
            return format!("Dear team at {}", one_line(cell));
        }
    }
    let (form, first, last) = parts(title, first, last);
    match (form.as_str(), first.as_str(), last.as_str()) {
        (_, "", "") => team(&company),
        ("", first, last) if is_initials(first) && (last.is_empty() || is_initials(last)) => {
            team(&company)
        }
        ("", "", last) if is_family(last) => format!("Dear {last}"),
        ("", "", _) => team(&company),
        ("", first, last) => format!("Dear {}", full(first, last)),
        (_, "", last) if is_initials(last) => team(&company),
        (form, first, last) if last.is_empty() || takes_first(form) => {
            with_first(form, first, last, &company)
        }
        (form, _, last) => format!("Dear {form} {last}"),
    }
}

/// A name as it is shown on a letter: `Grace Hopper`; empty when nothing is known.
#[must_use]
pub fn shown_name(first: &str, last: &str) -> String {
    let (_, first, last) = parts("", first, last);
    full(&first, &last)
}

fn team(company: &str) -> String {
    let known = clean_company(company);
    if known.is_empty() {
        NEUTRAL.to_owned()
    } else {
        format!("Dear team at {known}")
    }
}

/// A firm's name is shown as it is; what is no name at all is left out.
fn clean_company(company: &str) -> &str {
    let no_name = !company.chars().any(char::is_alphabetic) || company.contains(is_of_no_name);
    let lower = company.to_lowercase();
    let filler = matches!(
        lower.as_str(),
        "n/a"
            | "na"
            | "none"
            | "null"
            | "private"
            | "privat"
            | "self"
            | "test"
            | "unknown"
            | "home"
    );
    if no_name || filler { "" } else { company }
}

fn with_first(form: &str, first: &str, last: &str, company: &str) -> String {
    match () {
        () if first.is_empty() || is_initials(first) && last.is_empty() => team(company),
        () if takes_first(form) => format!("Dear {form} {first}"),
        () => format!("Dear {first}"),
    }
}

fn takes_first(form: &str) -> bool {
    WITH_FIRST.contains(&form.to_lowercase().as_str())
}

fn full(first: &str, last: &str) -> String {
    let name = match () {
        () if first.is_empty() => last.to_owned(),
        () if last.is_empty() || first == last || first.ends_with(&format!(" {last}")) => {
            first.to_owned()
        }
        () if last.starts_with(&format!("{first} ")) => last.to_owned(),
        () if is_east_asian(first) && is_east_asian(last) => format!("{last}{first}"),
        () => format!("{first} {last}"),
    };
    one_line(&name)
}

/// Form of address, first and last name, each fit to be read or empty.
fn parts(title: &str, first: &str, last: &str) -> (String, String, String) {
    let mut form = form_of(title);
    let (mut first, mut last) = (clean_name(first), clean_name(last));
    // «Smith, John» in one of the two cells is a whole name.
    for cell in [&mut first, &mut last] {
        let (own, rest) = split_form(cell);
        if form.is_empty() {
            form = own;
        }
        *cell = rest;
    }
    if first.to_lowercase() == last.to_lowercase() && !first.is_empty() {
        // Twice the same word: which of the two it is nobody knows.
        first = String::new();
    }
    (form, couple(&first), last)
}

/// A couple's first names joined by a word.
fn couple(first: &str) -> String {
    let words: Vec<&str> = first.split(' ').collect();
    let joined: Vec<&str> = words
        .iter()
        .map(|word| {
            if matches!(*word, "&" | "+") {
                "and"
            } else {
                word
            }
        })
        .collect();
    let ends = joined.last().is_some_and(|word| AND.contains(word)) && joined.len() > 1;
    let starts = joined
        .first()
        .is_some_and(|word| AND.contains(&word.to_lowercase().as_str()))
        && joined.len() > 1;
    match (starts, ends) {
        (_, true) => joined[..joined.len() - 1].join(" "),
        (true, _) => joined[1..].join(" "),
        _ => joined.join(" "),
    }
}

/// The forms of address of a title cell, as they are written: `Prof. Dr.`, `Mr and Mrs`.
fn form_of(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    let (mut out, mut last_was_and): (Vec<String>, bool) = (Vec::new(), true);
    for word in &words {
        match known_form(word) {
            Some(form) => {
                out.push(form);
                last_was_and = false;
            }
            None if AND.contains(&word.to_lowercase().as_str()) && !last_was_and => {
                out.push("and".to_owned());
                last_was_and = true;
            }
            // A title with a word that is none is a role: «Sales Manager», «Dr of nothing».
            None => return String::new(),
        }
    }
    if last_was_and {
        out.pop();
    }
    out.join(" ")
}

/// A form of address in the case it is written in, with the point its writer gave it.
fn known_form(word: &str) -> Option<String> {
    let plain = word.trim_end_matches(['.', ',']);
    let known = FORMS
        .iter()
        .find(|form| form.to_lowercase() == plain.to_lowercase())?;
    let point = if word.ends_with('.') { "." } else { "" };
    Some(format!("{known}{point}"))
}

/// Forms of address in front of a name cell, and the name without them and without degrees.
fn split_form(cell: &str) -> (String, String) {
    let mut words: Vec<&str> = cell.split(' ').filter(|word| !word.is_empty()).collect();
    let mut forms = Vec::new();
    while words.len() > 1
        || words
            .first()
            .is_some_and(|word| known_form(word).is_some() && word.chars().count() > 1)
    {
        let Some(form) = words
            .first()
            .and_then(|word| known_form(word))
            .filter(|_| words[0].chars().count() > 1)
        else {
            break;
        };
        forms.push(form);
        words.remove(0);
        let and = words
            .first()
            .is_some_and(|word| AND.contains(&word.to_lowercase().as_str()));
        if and && words.get(1).is_some_and(|word| known_form(word).is_some()) {
            forms.push("and".to_owned());
            words.remove(0);
        }
    }
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| is_degree(word) && !word.chars().all(char::is_lowercase))
    {
        words.pop();
    }
    (
        forms.join(" "),
        words.join(" ").trim_end_matches(',').to_owned(),
    )
}

fn is_family(last: &str) -> bool {
    let mut words = last.split(' ').map(str::to_lowercase);
    let opens = words
        .next()
        .is_some_and(|word| FAMILIES.contains(&word.as_str()) || word == "the");
    let ends = last.to_lowercase().ends_with(" family") || last.starts_with("The ");
    (opens || ends) && last.contains(' ')
}

/// Legal forms that nobody is called, however they are written; others (`de Sá`, `Ag`) must stand in
/// capitals to be one.
const PLAIN_FORMS: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "llc",
    "llp",
    "plc",
    "gmbh",
    "corp",
    "corporation",
    "incorporated",
    "sarl",
    "srl",
];

/// Whether a name cell holds a firm: a word behind the first is a legal form.
fn is_firm(cell: &str) -> bool {
    let words: Vec<&str> = cell.split_whitespace().collect();
    words.windows(2).any(|two| {
        let plain: String = two[1]
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let capitals = two[1].chars().filter(|c| c.is_uppercase()).count() > 1;
        let is_named = matches!(
            two[0].to_lowercase().as_str(),
            "de" | "da" | "do" | "dos" | "di" | "del"
        );
        let is_sure = PLAIN_FORMS.contains(&plain.as_str()) || (capitals && !is_named);
        is_sure && LEGAL_FORMS.contains(&plain.as_str())
    })
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

//! Names in the case and form people like to read. Enters: a name cell. Leaves: it without notes,
//! place holders and shouting; empty when it is no name.

/// Words that stay small inside a name: they belong to the family name after them, or join a couple.
const PARTICLES: &[&str] = &[
    "van", "von", "vom", "de", "der", "den", "du", "da", "di", "del", "della", "la", "le", "zu",
    "zur", "zum", "ten", "ter", "dos", "das", "do", "af", "al", "el", "e", "y", "bin", "ibn", "op",
    "het", "'t", "and", "und",
];
/// What stands where a name is not known; such a cell is empty.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "n/a", "na", "n.a.", "none", "null", "nil", "nan", "undefined", "unknown", "unbekannt", "inconnu", "desconocido", "test", "tester",
    "testing", "xxx", "xx", "x", "asdf", "qwerty", "abc", "customer", "kunde", "kundin", "client", "cliente", "guest", "gast",
    "visitor", "user", "admin", "owner", "occupant", "resident", "anonymous", "anonym", "no name", "noname", "name", "first name",
    "last name", "firstname", "lastname", "first", "last", "privat", "private", "deleted", "tbd", "info", "sales", "nobody",
    "cash sale", "walk-in", "do not use", "dummy",
];
/// Words that say somebody is not to be greeted: who reads the letter mourns.
const MOURNING: &[&str] = &[
    "deceased",
    "estate",
    "verstorben",
    "nachlass",
    "†",
    "décédé",
    "fallecido",
    "rip",
];

/// A name fit to be read: notes in brackets and quotes gone, capitals mended; empty when it is no name.
pub(crate) fn clean_name(cell: &str) -> String {
    let line: String = cell
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if is_place_holder(&line) || is_mourning(&line) || line.contains(is_of_no_name) {
        return String::new();
    }
    let bare = without_notes(&line);
    let words: Vec<&str> = bare
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| {
                matches!(c, ',' | ';' | '?' | '!' | '*' | '_' | '=' | ':' | '~')
            })
        })
        .map(without_count)
        .filter(|word| matches!(*word, "&" | "+") || word.chars().any(char::is_alphabetic))
        .collect();
    let name = words.join(" ");
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    let repeated = letters.len() > 2
        && letters
            .iter()
            .all(|c| c.to_lowercase().eq(letters[0].to_lowercase()));
    if name.contains(|c: char| c.is_ascii_digit()) || repeated || is_place_holder(&name) {
        return String::new();
    }
    in_reading_case(&name)
}

/// Signs of addresses, templates and formulas.
pub(crate) fn is_of_no_name(sign: char) -> bool {
    matches!(
        sign,
        '@' | '{' | '}' | '<' | '>' | '%' | '$' | '|' | '\\' | '/' | '#' | '=' | ':'
    )
}

/// A word without the number that a list put behind its second bearer: `Hopper2`.
fn without_count(word: &str) -> &str {
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_name = bare.chars().count() > 1 && bare.chars().all(char::is_alphabetic);
    if is_name { bare } else { word }
}

fn is_place_holder(cell: &str) -> bool {
    let plain = cell.trim().trim_matches(|c| {
        matches!(
            c,
            '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '*' | '%' | '-' | '.'
        )
    });
    plain.is_empty() || NO_NAMES.contains(&plain.trim().to_lowercase().as_str())
}

/// Whether a cell says that its person has died.
pub(crate) fn is_mourning(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    lower.contains('†')
        || lower
            .split(|c: char| !c.is_alphabetic())
            .any(|word| MOURNING.contains(&word))
}

/// A cell without what stands in brackets or double quotes.
fn without_notes(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let (mut depth, mut quoted) = (0_u32, false);
    for letter in cell.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '"' | '“' | '”' | '„' => quoted = !quoted,
            _ if depth == 0 && !quoted => out.push(letter),
            _ => {}
        }
    }
    out
}

/// Names all in capitals or all in small letters are mended; whoever mixed them knew why.
fn in_reading_case(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let mixed = name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase);
    if mixed || (letters < 2 && name.chars().any(char::is_uppercase)) {
        return name.to_owned();
    }
    let words = name.split(' ').enumerate();
    let mended: Vec<String> = words
        .map(|(at, word)| mended_word(word, at > 0 || name.contains(' ')))
        .collect();
    mended.join(" ")
}

fn mended_word(word: &str, may_be_particle: bool) -> String {
    let lower = word.to_lowercase();
    if may_be_particle && PARTICLES.contains(&lower.as_str()) {
        return lower;
    }
    let mut out = String::with_capacity(word.len());
    let mut starts = true;
    for letter in lower.chars() {
        if starts {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
        starts = matches!(letter, '-' | '\'' | '\u{2019}' | '.');
    }
    // McDonald, in names long enough to be one.
    if out.len() > 4 && out.starts_with("Mc") && out.is_ascii() {
        out = format!("Mc{}{}", out[2..3].to_uppercase(), &out[3..]);
    }
    out
}

/// Whether every word of a name is an initial: `J.`, `J. R.`, `JR` is not.
pub(crate) fn is_initials(name: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    !name.is_empty()
        && name
            .split(['.', ' ', '-'])
            .filter(|part| !part.is_empty())
            .all(|part| letters(part) == 1 && part.is_ascii())
}

/// Whether a name is written in the letters of China, Japan or Korea, where the family name stands
/// first and no space parts them.
pub(crate) fn is_east_asian(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

/// Whether a word behind a name is a degree.
pub(crate) fn is_degree(word: &str) -> bool {
    let plain: String = word
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    matches!(
        plain.as_str(),
        "phd"
            | "mba"
            | "md"
            | "esq"
            | "msc"
            | "bsc"
            | "cpa"
            | "dds"
            | "llm"
            | "ma"
            | "ba"
            | "frcs"
            | "rn"
    )
}

//! The street line of an address. Enters: its words. Leaves: street, house number and what is
//! inside the building.

/// What opens the part inside a building: the word stands before its number.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "apt", "apartment", "unit", "suite", "ste", "flat", "floor", "fl", "room", "rm", "lot", "level", "bldg", "building", "#",
    "apto", "apartamento", "ap", "app", "appt", "appartement", "bat", "bât", "bâtiment", "batiment", "escalier", "etage", "étage", "bte", "boite", "boîte", "bus",
    "whg", "wohnung", "stiege", "top", "tür", "hinterhaus", "aufgang",
    "piso", "puerta", "esc", "escalera", "planta", "bloco", "bl", "sala", "conjunto", "andar", "loja", "casa", "quadra", "lote",
    "interno", "int", "scala", "piano", "m", "lok", "lokal", "mieszkanie", "lgh", "lägenhet", "leil", "leilighet", "lejl", "bolig",
];
/// What is inside a building and stands behind its number: `2. tv`, `3º B`, `4. OG`.
#[rustfmt::skip]
const BEHIND: &[&str] = &[
    "og", "stock", "sal", "tv", "th", "mf", "dcha", "izq", "izda", "dto", "esq", "stck", "floor", "etage", "étage", "andar", "piso", "tr",
];
/// Words that open a post-office box, longest first.
const BOXES: &[&[&str]] = &[
    &["p", "o", "box"],
    &["post", "office", "box"],
    &["casella", "postale"],
    &["apartado", "de", "correos"],
    &["apartado", "postal"],
    &["caixa", "postal"],
    &["boite", "postale"],
    &["boîte", "postale"],
    &["skrytka", "pocztowa"],
    &["po", "box"],
    &["pobox"],
    &["postfach"],
    &["postbus"],
    &["postboks"],
    &["apartado"],
    &["pf"],
    &["bp"],
    &["cs"],
    &["box"],
];
/// Words between a street and its number.
const MARKS: &[&str] = &[
    "nr",
    "no",
    "nº",
    "n°",
    "num",
    "numero",
    "número",
    "č",
    "čp",
    "hausnummer",
];
/// Letters of French house numbers: 12 bis.
const REPEATS: &[&str] = &["bis", "ter", "quater"];
/// Kinds of street that stand at the end of its name where the town may follow without a comma.
#[rustfmt::skip]
pub(crate) const LAST_KINDS: &[&str] = &[
    "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "court", "ct", "circle", "cir", "place", "pl",
    "boulevard", "blvd", "way", "terrace", "ter", "close", "square", "sq", "crescent", "cres", "parkway", "pkwy", "highway", "hwy",
    "trail", "trl", "gardens", "gdns", "grove", "broadway", "mews", "row", "hill", "walk", "quay",
];

/// Kinds of street that open its name.
#[rustfmt::skip]
pub(crate) const FIRST_KINDS: &[&str] = &[
    "rue", "avenue", "av", "boulevard", "chemin", "impasse", "allée", "quai", "via", "viale", "piazza", "corso", "calle", "avenida",
    "paseo", "plaza", "rua", "travessa", "praça", "alameda", "ul", "ulica", "al", "am",
];
/// Ends of words that are streets.
#[rustfmt::skip]
pub(crate) const ENDINGS: &[&str] = &[
    "straße", "strasse", "str", "weg", "gasse", "platz", "allee", "gatan", "vägen", "gade", "vej", "gate", "straat", "laan", "plein",
    "gracht", "katu", "tie", "ulice",
];

/// A street line in parts; words are kept as written.
#[derive(Debug, Default)]
pub(crate) struct StreetLine<'a> {
    pub(crate) street: Vec<&'a str>,
    pub(crate) number: Vec<&'a str>,
    pub(crate) unit: Vec<&'a str>,
    pub(crate) po_box: Vec<&'a str>,
}

fn plain(word: &str) -> String {
    word.trim_matches('.').to_lowercase()
}

/// A word that counts floors: `3º`, `2ª`, `2.`.
fn is_floor(word: &str) -> bool {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let tail: String = word.chars().skip(digits).collect();
    (1..=2).contains(&digits) && matches!(tail.as_str(), "." | "º" | "ª" | "°" | "er" | "ème" | "e")
}

/// A house number: `12`, `12a`, `12-14`, `10/12`, `681/14`; `5th` and `17.` are none.
pub(crate) fn is_house_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 6 || word.ends_with('.') {
        return false;
    }
    let mut letters = 0;
    let fine = word[digits..].chars().all(|c| {
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        letters <= 1 && (c.is_alphanumeric() || matches!(c, '-' | '/' | '+'))
    });
    fine && word.ends_with(char::is_alphanumeric)
}

/// How many words at the start of these open a post-office box, its number not counted.
fn opens_box(words: &[&str]) -> Option<usize> {
    let all: Vec<String> = words
        .iter()
        .take(3)
        .flat_map(|word| {
            let word = plain(word);
            word.split('.').map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let found = BOXES.iter().find(|form| {
        form.len() <= all.len() && form.iter().zip(&all).all(|(part, own)| part == own)
    })?;
    // `P.O.` is one word of two parts.
    let joined = usize::from(plain(words[0]).contains('.') && found.len() > 2);
    let taken = found.len() - joined;
    let is_number = |word: &&&str| word.chars().any(|c| c.is_ascii_digit());
    words.get(taken).filter(is_number).map(|_| taken)
}

/// Whether these words are all inside a building: `Flat 3`, `3º B`, `#12`, `2. tv`.
pub(crate) fn is_unit(words: &[&str]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let opens = UNITS.contains(&plain(first).as_str()) && words.len() <= 4 && words.len() > 1;
    let hash = first.starts_with('#');
    let floor = is_floor(first) && words.len() <= 3;
    let side = words.len() <= 3
        && words[1..]
            .iter()
            .any(|word| BEHIND.contains(&plain(word).as_str()));
    opens || hash || floor || (side && first.starts_with(|c: char| c.is_ascii_digit()))
}

/// Splits a street line.
pub(crate) fn split_street<'a>(words: &[&'a str]) -> StreetLine<'a> {
    let mut line = StreetLine::default();
    let mut rest = take_box(words, &mut line);
    if rest.len() > 2
        && UNITS.contains(&plain(rest[0]).as_str())
        && rest[1].chars().any(|c| c.is_ascii_digit())
    {
        line.unit.extend(rest.drain(..2));
    }
    let unit = (1..rest.len()).find(|at| starts_unit(&rest, *at));
    if let Some(at) = unit {
        line.unit.extend(rest.split_off(at));
    }
    take_number(&mut rest, &mut line.number);
    line.street = rest;
    line
}

fn take_box<'a>(words: &[&'a str], line: &mut StreetLine<'a>) -> Vec<&'a str> {
    let start = (0..words.len()).find(|at| opens_box(&words[*at..]).is_some());
    let Some(start) = start else {
        return words.to_vec();
    };
    let mut end = start + opens_box(&words[start..]).unwrap_or(0);
    while words
        .get(end)
        .is_some_and(|word| word.chars().any(|c| c.is_ascii_digit()))
    {
        end += 1;
    }
    line.po_box.extend(&words[start..end]);
    [&words[..start], &words[end..]].concat()
}

/// Whether what is inside the building begins here, behind street and number.
fn starts_unit(words: &[&str], at: usize) -> bool {
    let (word, next) = (words[at], words.get(at + 1));
    let has_number = words[..at].iter().any(|word| is_house_number(word));
    let short = |word: &&&str| {
        word.chars().count() <= 4
            && (word.chars().any(|c| c.is_ascii_digit()) || word.chars().count() == 1)
    };
    let marked = UNITS.contains(&plain(word).as_str())
        && (next.filter(short).is_some() || plain(word).len() > 4);
    let floor = is_floor(word)
        && next
            .is_none_or(|next| BEHIND.contains(&plain(next).as_str()) || next.chars().count() == 1);
    word.starts_with('#')
        || (has_number && (marked && at > 1 || floor))
        || (marked && at > 1 && next.filter(short).is_some())
}

/// Takes the house number off the front or the end.
fn take_number<'a>(rest: &mut Vec<&'a str>, number: &mut Vec<&'a str>) {
    if rest.len() < 2 {
        return;
    }
    if is_house_number(rest[0]) {
        let repeats = |word: &str| {
            REPEATS.contains(&plain(word).as_str())
                || (word.len() == 1 && word.chars().all(char::is_lowercase))
        };
        let more = usize::from(rest.len() > 2 && repeats(rest[1]));
        number.extend(rest.drain(..1 + more));
        return;
    }
    let last = rest.len() - 1;
    let lettered = last > 1
        && rest[last].chars().count() == 1
        && rest[last].chars().all(char::is_alphabetic)
        && is_house_number(rest[last - 1]);
    let repeated = last > 1
        && REPEATS.contains(&plain(rest[last]).as_str())
        && is_house_number(rest[last - 1]);
    let ranged = last > 1 && is_house_number(rest[last]) && is_house_number(rest[last - 1]);
    let mut at = if lettered || repeated || ranged {
        last - 1
    } else {
        last
    };
    if !is_house_number(rest[at]) {
        return;
    }
    at -= usize::from(at > 1 && MARKS.contains(&plain(rest[at - 1]).as_str()));
    number.extend(rest.drain(at..));
}

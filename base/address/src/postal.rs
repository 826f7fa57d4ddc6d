//! A postal address in parts. Enters: an address as written, in one line or several. Leaves: street,
//! number, unit, box, postal code, town, region, country; every word of the text stands in one part.

use serde::Serialize;

use crate::country::{Country, country_of, country_of_sign, is_plain_country};
use crate::place::{is_county, is_region};
use crate::postcode::{Found, find_postcode, key_of, sign_of};
use crate::segment::segments_of;
use crate::street::{ENDINGS, FIRST_KINDS, LAST_KINDS, is_house_number, is_unit, split_street};

/// An address in parts, each as it was written; unknown ones are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PostalAddress {
    /// Street without house number.
    pub street: String,
    /// House number, with what stood before it (`nº 45`) and behind it (`12 bis`).
    pub number: String,
    /// Flat, floor, suite, staircase.
    pub unit: String,
    /// Post-office box, with its word: `Postfach 10 12`.
    pub po_box: String,
    /// Part of the town.
    pub district: String,
    /// Postal code, with the sign of its country where one was written: `D-10115`.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// State, province, county.
    pub region: String,
    /// Country as written.
    pub country: String,
    /// Code of the country, where a table knows it.
    pub country_code: Option<&'static str>,
    /// What is none of these: firm, «care of», building without number.
    pub extra: String,
}

impl PostalAddress {
    /// The postal code in capitals without spaces and country sign, for comparing.
    #[must_use]
    pub fn postcode_key(&self) -> String {
        key_of(&self.postcode)
    }

    /// The house number without words around it, in small letters: `nº 45` is `45`, `12 A` is `12a`.
    #[must_use]
    pub fn number_key(&self) -> String {
        let start = self.number.find(|c: char| c.is_ascii_digit());
        let kept = self.number[start.unwrap_or(0)..].chars();
        kept.filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect()
    }
}

type Segments<'a> = Vec<Vec<&'a str>>;

/// Takes an address apart.
#[must_use]
pub fn parse_address(text: &str) -> PostalAddress {
    let mut segments = segments_of(text);
    let mut address = PostalAddress::default();
    let country = take_country(&mut segments, &mut address);
    let street_ends = match find_place(&segments) {
        Some((at, found)) => take_place(&mut segments, at, found, &mut address),
        None => take_town(&mut segments, &mut address),
    };
    let country = country.or_else(|| country_of_sign(sign_of(&address.postcode)));
    address.country_code = country.map(|country| country.code);
    let behind = segments.split_off(street_ends.min(segments.len()));
    for words in behind {
        let part = if address.region.is_empty() {
            &mut address.region
        } else {
            &mut address.extra
        };
        put(part, &words);
    }
    take_street(segments, &mut address);
    address
}

/// Takes a line apart that holds no town: street, number, unit and box.
#[must_use]
pub fn parse_street(line: &str) -> PostalAddress {
    let mut address = PostalAddress::default();
    take_street(segments_of(line), &mut address);
    address
}

/// A postal code as it is compared: in capitals, without spaces and country sign (`D-10115`).
#[must_use]
pub fn postcode_key(written: &str) -> String {
    key_of(written)
}

fn put(part: &mut String, words: &[&str]) {
    for word in words {
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(word);
    }
}

/// Takes the country off the end.
fn take_country(segments: &mut Segments<'_>, address: &mut PostalAddress) -> Option<Country> {
    let several = segments.len() > 1;
    let (last, before) = segments.split_last()?;
    let whole = last.join(" ");
    let has_code = |words: &Vec<&str>| find_postcode(words, 0).is_some();
    let coded = before
        .iter()
        .skip(1)
        .chain(before.first().filter(|_| before.len() == 1))
        .any(has_code);
    // «Los Angeles 90001, CA» is a state, «10115 Berlin, DE» a country.
    let is_state = is_region(&whole)
        && before.last().is_some_and(|words| {
            find_postcode(words, 0).is_none_or(|found| found.at > 0 && !found.is_plain)
        });
    let is_code = whole.len() == 2 && country_of(&whole).is_some() && coded && !is_state;
    if is_plain_country(&whole) || is_code {
        let words = segments.pop()?;
        put(&mut address.country, &words);
        return country_of(&whole);
    }
    let held = (1..last.len().min(4)).rev().find(|count| {
        let tail = last[last.len() - count..].join(" ");
        is_plain_country(&tail) && (several || has_code(last))
    })?;
    let at = segments.len() - 1;
    let cut = segments[at].len() - held;
    let words = segments[at].split_off(cut);
    put(&mut address.country, &words);
    country_of(&words.join(" "))
}

/// The segment with the postal code, and where it stands there.
fn find_place(segments: &Segments<'_>) -> Option<(usize, Found)> {
    let fits = |at: usize| {
        let words = &segments[at];
        let found = find_postcode(words, usize::from(at == 0 && segments.len() > 1))?;
        let alone = words.len() == found.words;
        let is_street = found.at == 0 && words.iter().skip(1).any(|word| is_last_kind(word));
        let is_number = (alone && at == 1 && segments.len() > 2 && words[0].len() == 4)
            || (at == 0 && segments.len() > 1 && found.at + found.words == words.len());
        (found.is_plain || !(is_street || is_number)).then_some((at, found))
    };
    let all: Vec<(usize, Found)> = (0..segments.len()).filter_map(fits).collect();
    let plain = all.iter().rev().find(|(_, found)| found.is_plain);
    plain.or(all.last()).copied()
}

fn is_last_kind(word: &str) -> bool {
    LAST_KINDS.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// Takes postal code and town; gives how many segments in front belong to the street.
fn take_place(
    segments: &mut Segments<'_>,
    at: usize,
    found: Found,
    address: &mut PostalAddress,
) -> usize {
    let words = segments.remove(at);
    let (before, rest) = words.split_at(found.at);
    let (code, after) = rest.split_at(found.words);
    put(&mut address.postcode, code);
    let is_state = |words: &[&str]| words.len() == 1 && is_region(words[0]);
    if is_state(after) && !before.is_empty() {
        put(&mut address.region, after);
        put(&mut address.city, before);
        return at;
    }
    if !after.is_empty() {
        put_town(after, address);
        if before.is_empty() {
            return at;
        }
        segments.insert(at, before.to_vec());
        return at + 1;
    }
    if is_state(before) {
        put(&mut address.region, before);
        return take_town_before(segments, at, address);
    }
    if !before.is_empty() {
        let cut = if at == 0 { end_of_street(before) } else { 0 };
        if at == 0 && cut > 0 {
            segments.insert(0, before[..cut].to_vec());
            put_town(&before[cut..], address);
            return 1;
        }
        put_town(before, address);
        return at;
    }
    if at < segments.len() && at < 2 && !is_state(&segments[at]) {
        let town = segments.remove(at);
        put_town(&town, address);
        return at;
    }
    take_town_before(segments, at, address)
}

/// Where the town begins in a line that holds both: behind the last kind of street.
fn end_of_street(words: &[&str]) -> usize {
    let kind = words.iter().rposition(|word| is_last_kind(word));
    kind.filter(|at| *at > 0).map_or(0, |at| at + 1)
}

/// Takes the town off the segment before the postal code; states and counties are stepped over.
fn take_town_before(segments: &mut Segments<'_>, at: usize, address: &mut PostalAddress) -> usize {
    let mut at = at;
    while at > 1 {
        let words = segments.remove(at - 1);
        at -= 1;
        let whole = words.join(" ");
        if address.region.is_empty() && (is_region(&whole) || (is_county(&whole) && at > 1)) {
            put(&mut address.region, &words);
            continue;
        }
        put_town(&words, address);
        return at;
    }
    let is_town = at == 1
        && !segments[0]
            .iter()
            .any(|word| word.chars().any(|c| c.is_ascii_digit()) || is_last_kind(word));
    if is_town {
        let words = segments.remove(0);
        put_town(&words, address);
        return 0;
    }
    at
}

/// Whether words without a number are a street rather than a town.
fn names_street(words: &[&str]) -> bool {
    let first = words[0].trim_end_matches('.').to_lowercase();
    let opens = FIRST_KINDS.contains(&first.as_str());
    let ends = |word: &&str| {
        let word = word.trim_end_matches('.').to_lowercase();
        ENDINGS.iter().any(|ending| word.ends_with(ending))
    };
    opens || words.iter().any(|word| is_last_kind(word)) || words.iter().any(ends)
}

/// Without a postal code the last segment is the town, when there is a street before it; words that
/// stand alone and name no street are the town, too.
fn take_town(segments: &mut Segments<'_>, address: &mut PostalAddress) -> usize {
    let no_digit = |words: &Vec<&str>| {
        !words
            .iter()
            .any(|word| word.chars().any(|c| c.is_ascii_digit()))
    };
    if segments.len() == 1 && no_digit(&segments[0]) && !names_street(&segments[0]) {
        let words = segments.remove(0);
        put_town(&words, address);
        return 0;
    }
    if segments.len() < 2 || !segments.last().is_some_and(no_digit) {
        return segments.len();
    }
    let at = segments.len();
    take_town_before(segments, at, address)
}

/// A town, and the state or province at its end.
fn put_town(words: &[&str], address: &mut PostalAddress) {
    let last = words.last().copied().unwrap_or_default();
    if words.len() > 1
        && address.region.is_empty()
        && is_region(last)
        && last.chars().all(char::is_uppercase)
    {
        put(&mut address.city, &words[..words.len() - 1]);
        put(&mut address.region, &[last]);
    } else {
        put(&mut address.city, words);
    }
}

/// Words that open a line about who gets it.
const CARE: &[&str] = &[
    "c/o", "attn", "attn.", "z.hd", "z.hd.", "zhd", "att", "att.",
];

fn has_digit(words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| word.chars().any(|c| c.is_ascii_digit()))
}

/// Puts what stands before the town into street, number, unit, box, district and the rest.
fn take_street(segments: Segments<'_>, address: &mut PostalAddress) {
    let is_care = |words: &Vec<&str>| CARE.contains(&words[0].to_lowercase().as_str());
    let open = |words: &Vec<&str>| !is_unit(words) && !is_care(words);
    let numbered = |words: &&Vec<&str>| open(words) && has_digit(words) && words.len() > 1;
    let kind = |words: &&Vec<&str>| open(words) && words.iter().any(|word| is_last_kind(word));
    let street = segments
        .iter()
        .position(|words| numbered(&words) && !split_street(words).street.is_empty());
    let by_next = segments
        .windows(2)
        .position(|two| open(&two[0]) && two[0].len() > 1 && is_house_number(two[1][0]));
    let street = match (street, by_next) {
        (Some(own), Some(next)) => Some(own.min(next)),
        (own, next) => own.or(next),
    };
    let street = street.or_else(|| segments.iter().position(|words| kind(&words)));
    let street = street.or_else(|| segments.iter().position(open));
    for (at, words) in segments.iter().enumerate() {
        match () {
            () if Some(at) == street => take_line(words, address),
            () if is_unit(words) => put(&mut address.unit, words),
            () if is_care(words) || street.is_none_or(|street| at < street) => {
                take_front(words, address)
            }
            () => take_behind(words, address),
        }
    }
}

fn take_line(words: &[&str], address: &mut PostalAddress) {
    let line = split_street(words);
    put(&mut address.street, &line.street);
    put(&mut address.number, &line.number);
    put(&mut address.unit, &line.unit);
    put(&mut address.po_box, &line.po_box);
}

/// A line before the street: its number (`8, avenue Foch`), a box, or who lives there.
fn take_front(words: &[&str], address: &mut PostalAddress) {
    let line = split_street(words);
    if words.len() == 1 && is_house_number(words[0]) {
        return put(&mut address.number, words);
    }
    if line.po_box.is_empty() {
        return put(&mut address.extra, words);
    }
    put(&mut address.po_box, &line.po_box);
    put(&mut address.extra, &line.street);
    put(&mut address.extra, &line.number);
    put(&mut address.extra, &line.unit);
}

/// A line behind the street: its house number, a box, or a part of the town.
fn take_behind(words: &[&str], address: &mut PostalAddress) {
    let marks = usize::from(
        words.len() > 1
            && !is_house_number(words[0])
            && is_house_number(words[1])
            && words[0].chars().count() <= 3,
    );
    if address.number.is_empty() && words.get(marks).is_some_and(|word| is_house_number(word)) {
        put(&mut address.number, &words[..=marks]);
        let rest = &words[marks + 1..];
        if is_unit(rest) {
            put(&mut address.unit, rest);
        } else {
            put(&mut address.district, rest);
        }
        return;
    }
    let line = split_street(words);
    put(&mut address.po_box, &line.po_box);
    put(&mut address.unit, &line.unit);
    put(&mut address.district, &line.number);
    put(&mut address.district, &line.street);
}

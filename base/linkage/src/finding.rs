//! Two values of one part held against each other. Enters: the values. Leaves: the number of the
//! finding, as [`crate::feature`] lists them.

use crate::contact::{is_shared_box, local_part};
use crate::feature::{born, company, email, given, identifier, phone, surname, text};
use crate::nickname::{is_known_name, is_nearly_nickname_of, is_nickname_of};
use crate::similarity::{edits, jaro_winkler};
use crate::values::Values;

/// Shares of records below which an equal value is rare, and above which it is common.
const RARE: f64 = 0.0005;
pub(crate) const COMMON: f64 = 0.005;
/// Records of a family name up to which most that have it may be one person or one home.
const FEW: u32 = 5;
/// Likeness from which two words are the same but for typing; Winkler's own cut for "likely the
/// same", and the one below which names of one list begin to be other names.
const TYPED: f64 = 0.92;
const ALIKE: f64 = 0.82;
/// Likeness below which no typing makes one first name of another.
const UNLIKE: f64 = 0.7;
/// A phone or e-mail that more records share is a switchboard or a family's.
const SHARED_BY: u32 = 8;

/// Likeness of a part of an address.
pub(crate) const UNKNOWN: u8 = 0;
pub(crate) const SAME: u8 = 1;
pub(crate) const NEAR: u8 = 2;
pub(crate) const OTHER: u8 = 4;

pub(crate) fn likeness(values: &Values, one: u32, other: u32) -> u8 {
    match () {
        () if one == other => SAME,
        () if is_nearly(values.text(one), values.text(other)) => NEAR,
        () => OTHER,
    }
}

/// Whether two words are the same but for typing: one edit in five letters, none in very short ones.
pub(crate) fn is_nearly(one: &[u8], other: &[u8]) -> bool {
    let shorter = one.len().min(other.len());
    if shorter < 3 {
        return one == other && !one.is_empty();
    }
    one.len().abs_diff(other.len()) <= 1 + shorter / 5 && edits(one, other) <= 1.max(shorter / 5)
}

fn rarity(values: &Values, number: u32) -> u8 {
    let share = values.share(number);
    u8::from(share >= RARE) + u8::from(share >= COMMON)
}

pub(crate) fn given_finding(values: &Values, one: u32, other: u32) -> u8 {
    let (text, second) = (values.text(one), values.text(other));
    if text.len() == 1 || second.len() == 1 {
        return if text[0] == second[0] {
            given::INITIAL
        } else {
            given::OTHER_INITIAL
        };
    }
    if one == other {
        return given::RARE + rarity(values, one);
    }
    let (a, b) = (
        first_word(values.string(one)),
        first_word(values.string(other)),
    );
    if a == b || is_nickname_of(a, b) {
        return given::SHORT_FORM;
    }
    let alike = jaro_winkler(text, second);
    // Two names that are both in use are two names, not a typing error.
    let two_names = is_in_use(values, one) && is_in_use(values, other);
    let typed = alike >= TYPED || (text.len().min(second.len()) > 3 && edits(text, second) <= 1);
    match () {
        () if differ_in_number(text, second) => given::CONFLICT,
        () if typed && !two_names => given::TYPING_ERROR,
        () if !two_names && is_nearly_nickname_of(a, b) => given::SHORT_FORM,
        () if alike < UNLIKE || (two_names && !typed) => given::CONFLICT,
        () if typed || alike >= ALIKE => given::SIMILAR,
        () => given::DIFFERENT,
    }
}

fn is_in_use(values: &Values, number: u32) -> bool {
    values.share(number) >= RARE && values.count(number) > 2 || is_known_name(values.string(number))
}

pub(crate) fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or("")
}

pub(crate) fn surname_finding(values: &Values, one: u32, other: u32) -> u8 {
    if one == other {
        // Of names that few records have, how many of them are relatives and how many one person
        // is learned for itself: shares of so few say nothing about strangers.
        return match values.count(one) {
            0..=2 => surname::OF_TWO,
            count if count <= FEW => surname::OF_FEW,
            _ => surname::RARE + rarity(values, one),
        };
    }
    let (text, second) = (values.text(one), values.text(other));
    let alike = jaro_winkler(text, second);
    let typed = alike >= TYPED || (text.len().min(second.len()) > 3 && edits(text, second) <= 1);
    match () {
        () if differ_in_number(text, second) => surname::DIFFERENT,
        () if shares_word(values.string(one), values.string(other)) => surname::PART,
        () if typed => surname::TYPING_ERROR,
        () if alike >= ALIKE => surname::SIMILAR,
        () => surname::DIFFERENT,
    }
}

/// Whether a name of several words has a whole long word in common with the other.
fn shares_word(one: &str, other: &str) -> bool {
    (one.contains(' ') || other.contains(' '))
        && one
            .split(' ')
            .any(|word| word.len() > 3 && other.split(' ').any(|second| second == word))
}

pub(crate) fn email_finding(values: &Values, one: u32, other: u32) -> u8 {
    if one == other {
        let shared = values.count(one) > SHARED_BY || is_shared_box(values.string(one));
        return if shared { email::SHARED } else { email::SAME };
    }
    let (a, b) = (values.string(one), values.string(other));
    let (local, second) = (local_part(a), local_part(b));
    if local == second {
        return if local.len() > 4 && !is_shared_box(a) {
            email::OTHER_HOST
        } else {
            email::DIFFERENT
        };
    }
    // amanda98@ and amanda64@ are two people: names repeat, the numbers behind them tell.
    if !is_nearly_number(local, second) {
        return email::DIFFERENT;
    }
    let shorter = a.len().min(b.len());
    let distance = edits(a.as_bytes(), b.as_bytes());
    match () {
        () if distance <= 2 => email::TYPING_ERROR,
        () if distance <= shorter / 4 => email::SIMILAR,
        () => email::DIFFERENT,
    }
}

/// Whether two names differ in their numbers: Branch 12 and Branch 13 are two, nobody mistyped them.
fn differ_in_number(one: &[u8], other: &[u8]) -> bool {
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    let (one, other) = (one.iter().filter(is_digit), other.iter().filter(is_digit));
    one.clone().next().is_some() && other.clone().next().is_some() && one.ne(other)
}

/// Whether the digits of two texts are the same but for one.
fn is_nearly_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).collect() };
    let (one, other) = (digits(one), digits(other));
    one == other || (one.len().min(other.len()) > 1 && edits(&one, &other) <= 1)
}

/// Whether the letters in the front of an e-mail address are the name of its owner and nothing
/// else: [`email::NAMED`] with the first name in full, [`email::SHORT_NAMED`] without.
pub(crate) fn made_of(local: &str, given: &str, surname: &str) -> Option<u8> {
    let plain: String = local.chars().filter(char::is_ascii_alphabetic).collect();
    let (given, surname) = (first_word(given), surname.replace(' ', ""));
    let initial = |name: &str| name.get(..1).unwrap_or_default().to_owned();
    let (g, s) = (initial(given), initial(&surname));
    let is_of = |one: &str, other: &str| {
        plain.strip_prefix(one) == Some(other) || plain.strip_prefix(other) == Some(one)
    };
    let in_full = plain == given || is_of(given, &surname) || is_of(given, &s);
    if in_full && given.len() > 1 {
        return Some(email::NAMED);
    }
    let is_short = in_full || plain == surname || is_of(&g, &surname);
    is_short.then_some(email::SHORT_NAMED)
}

pub(crate) fn phone_finding(values: &Values, one: u32, other: u32) -> u8 {
    if one == other {
        return if values.count(one) > SHARED_BY {
            phone::SHARED
        } else {
            phone::SAME
        };
    }
    let near = edits(values.text(one), values.text(other)) <= 1;
    if near {
        phone::TYPING_ERROR
    } else {
        phone::DIFFERENT
    }
}

pub(crate) fn born_finding(values: &Values, one: u32, other: u32) -> u8 {
    if one == other {
        return if values.share(one) >= COMMON {
            born::COMMON
        } else {
            born::SAME
        };
    }
    let (a, b) = (values.text(one), values.text(other));
    let same = |from: usize, to: usize| a[from..to] == b[from..to];
    let swapped = same(0, 4) && a[4..6] == b[6..8] && a[6..8] == b[4..6];
    let agreeing = u8::from(same(0, 4)) + u8::from(same(4, 6)) + u8::from(same(6, 8));
    match () {
        () if swapped || edits(a, b) <= 1 => born::TYPING_ERROR,
        () if agreeing == 2 => born::TWO_PARTS,
        () if same(0, 4) => born::YEAR,
        () => born::DIFFERENT,
    }
}

pub(crate) fn identifier_finding(values: &Values, one: u32, other: u32) -> u8 {
    if one == other {
        return identifier::SAME;
    }
    match edits(values.text(one), values.text(other)) {
        1 => identifier::TYPING_ERROR,
        2 => identifier::SIMILAR,
        _ => identifier::DIFFERENT,
    }
}

pub(crate) fn text_finding(values: &Values, one: u32, other: u32) -> u8 {
    if one == other {
        return text::RARE + rarity(values, one);
    }
    let (a, b) = (values.text(one), values.text(other));
    let similar = is_nearly(a, b) || (a.len().min(b.len()) > 3 && jaro_winkler(a, b) >= TYPED);
    if similar {
        text::SIMILAR
    } else {
        text::DIFFERENT
    }
}

pub(crate) fn company_finding(values: &Values, one: u32, other: u32) -> u8 {
    if one == other {
        return company::RARE + rarity(values, one);
    }
    if differ_in_number(values.text(one), values.text(other)) {
        return company::DIFFERENT;
    }
    let (a, b) = (values.string(one), values.string(other));
    let (joined, second) = (a.replace(' ', ""), b.replace(' ', ""));
    if is_nearly(joined.as_bytes(), second.as_bytes()) {
        return company::TYPING_ERROR;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let held = |word: &str| {
        long.split(' ')
            .any(|other| is_nearly(word.as_bytes(), other.as_bytes()))
    };
    let (mut all, mut any) = (true, false);
    for word in short.split(' ') {
        let found = held(word);
        all &= found;
        any |= found && word.len() > 3;
    }
    match () {
        () if all && any => company::PART,
        () if any => company::SHARED_WORD,
        () => company::DIFFERENT,
    }
}

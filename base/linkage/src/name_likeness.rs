//! Two whole names held against each other, of people or of firms, without any list around them.
//!
//! Enters: two names as written. Leaves: how likely they name one person or firm. Words are paired
//! in any order; what is left over on either side counts against, telling words more than legal
//! forms, titles and particles.

use crate::company::{company_words, is_legal_form, legal_form_of};
use crate::nickname::is_nickname_of;
use crate::person_name::{is_ending, is_particle, is_title};
use crate::similarity::{edits, jaro_winkler};
use crate::text::folded;

/// Whose names are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A person's.
    Person,
    /// A firm's, an authority's, a ship's.
    Organisation,
}

/// How alike two words must be to be paired at all. This and the weights below were chosen on 826
/// pairs of names of sanctioned people and firms (nomenklatura's name_bench) and rounded.
const PAIRED: f64 = 0.76;
/// Likeness of an initial with its name, and of two names of one family of short forms.
const INITIAL: f64 = 0.85;
const SHORT_FORM: f64 = 0.95;
/// Weight of a particle, a title or a legal form beside a telling word.
const SMALL: f64 = 0.05;
/// How much a word that only the longer name has counts: people have further names that are often
/// left out; each word of a firm's name tells.
const EXTRA_OF_PERSON: f64 = 0.1;
const EXTRA_OF_FIRM: f64 = 0.65;
/// How much a word on each side that pairs with none counts: it contradicts, so twice.
const CONFLICT: f64 = 2.0;
/// How much an edit counts where words were run together or parted.
const JOINED_EDIT: f64 = 1.15;
/// The likeness at which two names are as likely one as two, and how fast that turns.
const EVEN: f64 = 0.83;
const STEEPNESS: f64 = 30.0;

/// How likely two names are one person's or firm's; 0.5 is the usual bound.
///
/// Formula: logistic(30·(l − 0.83)), l the weighted mean likeness of paired words less those left
/// over. Shape: two names to one number. Units: chance. Range: 0 to 1. Errors: none; two empty
/// names are 0. Source: own, after token alignment in nomenklatura's logic-v2. Checked:
/// `names_of_one_person_are_told_from_others`.
#[must_use]
pub fn name_likeness(one: &str, other: &str, kind: NameKind) -> f64 {
    let (ours, theirs) = (words_of(one, kind), words_of(other, kind));
    if ours.is_empty() || theirs.is_empty() {
        return 0.0;
    }
    let paired = align(&ours, &theirs, kind);
    let likeness = paired.max(joined(&ours, &theirs));
    1.0 / (1.0 + (-STEEPNESS * (likeness - EVEN)).exp())
}

/// A word and how much it tells.
struct Word {
    text: String,
    weight: f64,
}

fn words_of(name: &str, kind: NameKind) -> Vec<Word> {
    let words = match kind {
        NameKind::Person => folded(name)
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
        NameKind::Organisation => company_words(name),
    };
    let words = if kind == NameKind::Organisation {
        with_short_forms(words)
    } else {
        words
    };
    let mut kept: Vec<Word> = Vec::new();
    for text in words {
        let small = match kind {
            NameKind::Person => {
                is_title(&text) || is_particle(&text) || is_ending(&text) || is_legal_form(&text)
            }
            NameKind::Organisation => {
                is_legal_form(&text)
                    || matches!(
                        text.as_str(),
                        "and" | "of" | "the" | "for" | "de" | "und" | "et"
                    )
            }
        };
        // A name written twice is one name.
        if kept.iter().all(|word| word.text != text) {
            kept.push(Word {
                text,
                weight: if small { SMALL } else { 1.0 },
            });
        }
    }
    if kept.iter().all(|word| word.weight < 1.0) {
        kept.iter_mut().for_each(|word| word.weight = 1.0);
    }
    kept
}

/// Legal forms of several words in their short form, numbers as digits.
fn with_short_forms(words: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match legal_form_of(&words[at..]) {
            Some((form, long)) => {
                out.push(form.to_owned());
                at += long;
            }
            None => {
                out.push(digits_of(&words[at]).map_or_else(|| words[at].clone(), str::to_owned));
                at += 1;
            }
        }
    }
    out
}

/// A number word in digits.
fn digits_of(word: &str) -> Option<&'static str> {
    const NUMBERS: [(&str, &str); 16] = [
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ten", "10"),
        ("first", "1"),
        ("second", "2"),
        ("third", "3"),
        ("1st", "1"),
        ("2nd", "2"),
        ("3rd", "3"),
    ];
    NUMBERS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, digits)| *digits)
}

/// Pairs words, likeliest first, and weighs pairs against what is left over.
fn align(ours: &[Word], theirs: &[Word], kind: NameKind) -> f64 {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (a, one) in ours.iter().enumerate() {
        for (b, other) in theirs.iter().enumerate() {
            let alike = likeness(&one.text, &other.text, kind);
            if alike >= PAIRED {
                pairs.push((alike, a, b));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut taken) = (vec![false; ours.len()], vec![false; theirs.len()]);
    let (mut alike, mut all) = (0.0, 0.0);
    for (likeness, a, b) in pairs {
        if used[a] || taken[b] {
            continue;
        }
        (used[a], taken[b]) = (true, true);
        let weight = ours[a].weight.max(theirs[b].weight);
        alike += weight * likeness;
        all += weight;
    }
    let left = |words: &[Word], used: &[bool]| -> f64 {
        words
            .iter()
            .zip(used)
            .filter(|(_, used)| !**used)
            .map(|(word, _)| word.weight)
            .sum()
    };
    let (ours_left, theirs_left) = (left(ours, &used), left(theirs, &taken));
    let extra = if kind == NameKind::Person {
        EXTRA_OF_PERSON
    } else {
        EXTRA_OF_FIRM
    };
    // What both sides have left over contradicts; what one side has left over may be left out.
    let conflict = ours_left.min(theirs_left);
    let left_out = (ours_left - theirs_left).abs();
    if all == 0.0 {
        0.0
    } else {
        alike / (all + CONFLICT * conflict + extra * left_out)
    }
}

fn likeness(one: &str, other: &str, kind: NameKind) -> f64 {
    if one == other {
        return 1.0;
    }
    let shorter = one.chars().count().min(other.chars().count());
    if kind == NameKind::Person {
        if shorter == 1 {
            return if one.chars().next() == other.chars().next() {
                INITIAL
            } else {
                0.0
            };
        }
        if is_nickname_of(one, other) {
            return SHORT_FORM;
        }
    }
    if one.bytes().any(|byte| byte.is_ascii_digit())
        != other.bytes().any(|byte| byte.is_ascii_digit())
        && kind == NameKind::Organisation
    {
        return 0.0;
    }
    let distance = edits(one.as_bytes(), other.as_bytes()) as f64;
    let by_edits = 1.0 - distance / one.len().max(other.len()) as f64;
    (jaro_winkler(one.as_bytes(), other.as_bytes()) + by_edits) / 2.0
}

/// Likeness of names whose words were run together or parted.
fn joined(ours: &[Word], theirs: &[Word]) -> f64 {
    let join = |words: &[Word]| -> String {
        let telling = words.iter().filter(|word| word.weight >= 1.0);
        telling.map(|word| word.text.as_str()).collect()
    };
    let (one, other) = (join(ours), join(theirs));
    let longest = one.len().max(other.len());
    if longest < 5 {
        return 0.0;
    }
    1.0 - JOINED_EDIT * edits(one.as_bytes(), other.as_bytes()) as f64 / longest as f64
}

//! How people write things down: a clean value and dice in; a typing error, a short form or
//! another habit out.

use crate::chance::Dice;

/// The key to the right of each letter on a British keyboard.
const NEIGHBOURS: &str = "qwertyuiopqasdfghjklazxcvbnmz";

/// A word with one typing error: two letters swapped, one lost, doubled or missed by a key.
pub(crate) fn misspelt(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    // The first letter is the one people get right.
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(4) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = neighbour(letters[at]),
    }
    letters.into_iter().collect()
}

fn neighbour(letter: char) -> char {
    let mut keys = NEIGHBOURS
        .chars()
        .skip_while(|key| *key != letter.to_ascii_lowercase());
    keys.nth(1).unwrap_or('x')
}

/// A street with its kind cut short.
pub(crate) fn short_street(street: &str) -> String {
    street
        .replace(" Street", " St")
        .replace(" Road", " Rd.")
        .replace(" Lane", " Ln")
}

/// A firm's name with another legal form, or none.
pub(crate) fn other_form(company: &str, dice: &mut Dice) -> String {
    let bare = ["Limited", "Ltd", "LLP"]
        .iter()
        .fold(company, |name, form| name.trim_end_matches(form).trim_end());
    match dice.below(4) {
        0 => bare.to_owned(),
        1 => format!("{bare} Ltd."),
        2 => bare.to_uppercase(),
        _ => bare.replace(" & ", " and "),
    }
}

/// An e-mail address as some write it: with capitals.
pub(crate) fn capital_email(email: &str) -> String {
    let mut letters = email.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

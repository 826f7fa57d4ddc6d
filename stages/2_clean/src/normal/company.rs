//! Names of firms made comparable.
//!
//! Enters: a firm's name. Leaves: a key without legal form and small words.

use terms::LEGAL_FORMS;

use crate::normal::fold::{folded, is_one_error_apart};

/// Words between the telling ones.
const SMALL: &[&str] = &["and", "und", "et", "the", "of", "e", "y"];

/// The key of a firm's name; empty when nothing telling is left.
pub(crate) fn company_key(name: &str) -> String {
    let plain = folded(name);
    let words: Vec<&str> = plain
        .split(' ')
        .filter(|word| !LEGAL_FORMS.contains(word) && !SMALL.contains(word))
        .collect();
    words.join(" ")
}

/// Whether two keys name one firm: equal but for one typing error in a word.
pub(crate) fn is_same_company(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (first, second): (Vec<&str>, Vec<&str>) =
        (one.split(' ').collect(), other.split(' ').collect());
    let errors = first.iter().zip(&second).filter(|(a, b)| a != b).count();
    first.len() == second.len()
        && errors <= 1
        && first
            .iter()
            .zip(&second)
            .all(|(a, b)| is_one_error_apart(a, b))
}

#[cfg(test)]
mod tests {
    use super::{company_key, is_same_company};

    #[test]
    fn a_firm_is_the_same_under_every_legal_form() {
        for name in [
            "Harrow & Sons Ltd",
            "Harrow and Sons Limited",
            "HARROW & SONS (Limited)",
            "The Harrow Sons Co.",
        ] {
            assert_eq!(company_key(name), "harrow sons", "{name}");
        }
        assert!(is_same_company("harrow sons", "harow sons"));
        assert!(!is_same_company("harrow sons", "harrow daughters"));
        assert!(!is_same_company("", ""));
    }
}

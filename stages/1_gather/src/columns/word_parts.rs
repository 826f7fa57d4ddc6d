//! Names made of words that mean the same in every order and under every system: an amount and what
//! kind of amount, something that was made and when, a channel that is not wanted.
//!
//! Enters: a plain name and its context. Leaves: its meaning, if all of its words have one.

use crate::columns::header_names::{Context, named};
use crate::columns::target::Target;

/// What money is called.
const AMOUNTS: &[&str] = &[
    "amount",
    "total",
    "sum",
    "betrag",
    "summe",
    "gesamt",
    "gesamtbetrag",
    "rechnungsbetrag",
    "montant",
    "importe",
];
/// Words that may stand beside it and say nothing more.
const BESIDE: &[&str] = &["order", "invoice", "in", "of", "the"];
const NET: &[&str] = &["net", "netto", "untaxed", "ht"];
const WHOLE: &[&str] = &["brutto", "ttc"];
const TAX: &[&str] = &["tax", "taxes", "steuer", "mwst", "ust", "vat"];
const MADE: &[&str] = &[
    "created",
    "creation",
    "added",
    "registered",
    "angelegt",
    "erstellt",
    "erfasst",
];
const WHEN: &[&str] = &["at", "on", "am", "date", "time", "day", "datum"];
const REFUSED: &[&str] = &["no ", "do not ", "dont ", "kein ", "keine "];

/// The meaning of all words together.
pub(crate) fn of_words(plain: &str, context: Context) -> Option<Target> {
    of_refusal(plain)
        .or_else(|| of_creation(plain, context))
        .or_else(|| of_amount(plain, context))
        .or_else(|| of_short_number(plain, context))
}

/// `Betrag netto`, `Total tax`, `Amount total`.
fn of_amount(plain: &str, context: Context) -> Option<Target> {
    let lines = match context {
        Context::Lines => true,
        Context::Orders | Context::Any => false,
        _ => return None,
    };
    let words: Vec<&str> = plain.split(' ').collect();
    let count = |known: &[&str]| words.iter().filter(|word| known.contains(word)).count();
    let (amounts, beside) = (count(AMOUNTS), count(BESIDE));
    let kinds = [count(NET), count(WHOLE), count(TAX)];
    let told: usize = kinds.iter().sum();
    // One word alone may be the amount of anything; what the table is of has to say it.
    let is_vague = context == Context::Any && words.len() == 1;
    if amounts == 0 || told > 1 || is_vague || amounts + beside + told != words.len() {
        return None;
    }
    Some(match (kinds, lines) {
        ([1, _, _], false) => Target::OrderNet,
        ([1, _, _], true) => Target::LineSubtotal,
        ([_, _, 1], false) => Target::OrderTax,
        ([_, _, 1], true) => Target::Kept("line.tax"),
        (_, false) => Target::OrderTotal,
        (_, true) => Target::LineTotal,
    })
}

/// `Creation date` is the day of an order in a list of orders, and of the customer in theirs.
fn of_creation(plain: &str, context: Context) -> Option<Target> {
    let (made, when) = plain.split_once(' ')?;
    if !(MADE.contains(&made) && WHEN.contains(&when)) {
        return None;
    }
    match context {
        Context::Orders | Context::Lines => Some(Target::OrderDate),
        Context::Parties | Context::Companies => Some(Target::CustomerCreated),
        _ => None,
    }
}

/// `No mail`, `Do not phone`.
fn of_refusal(plain: &str) -> Option<Target> {
    let what = REFUSED.iter().find_map(|word| plain.strip_prefix(word))?;
    match what {
        "mail" | "mailings" | "post" | "letters" | "brief" | "briefe" | "werbepost" => {
            Some(Target::OptOutPost)
        }
        "phone" | "call" | "calls" | "telephone" | "anruf" | "anrufe" => Some(Target::OptOutPhone),
        "email" | "emails" | "newsletter" => Some(Target::OptOutEmail),
        _ => None,
    }
}

/// `Rechnungsnr` is short for `Rechnungsnummer`.
fn of_short_number(plain: &str, context: Context) -> Option<Target> {
    let bare = plain.strip_suffix("nr").filter(|bare| bare.len() > 2)?;
    named(&format!("{}nummer", bare.trim_end()), context)
}

#[cfg(test)]
mod tests {
    use super::of_words;
    use crate::columns::header_names::Context;
    use crate::columns::target::Target;

    #[test]
    fn words_mean_the_same_in_every_order() {
        use Context::{Any, Lines, Orders, Parties};
        for (plain, context, target) in [
            ("betrag netto", Orders, Some(Target::OrderNet)),
            ("netto betrag", Orders, Some(Target::OrderNet)),
            ("untaxed amount", Orders, Some(Target::OrderNet)),
            ("amount total", Orders, Some(Target::OrderTotal)),
            ("total tax amount", Orders, Some(Target::OrderTax)),
            ("betrag brutto", Lines, Some(Target::LineTotal)),
            ("amount", Any, None),
            ("amount", Orders, Some(Target::OrderTotal)),
            ("betrag netto", Any, Some(Target::OrderNet)),
            ("amount net tax", Orders, None),
            ("amount due", Orders, None),
            ("net", Orders, None),
            ("creation date", Orders, Some(Target::OrderDate)),
            ("added time", Parties, Some(Target::CustomerCreated)),
            ("added value", Parties, None),
            ("no mail", Parties, Some(Target::OptOutPost)),
            ("no phone", Parties, Some(Target::OptOutPhone)),
            ("no name", Parties, None),
            ("rechnungsnr", Orders, Some(Target::OrderNumber)),
        ] {
            assert_eq!(of_words(plain, context), target, "{plain}");
        }
    }
}

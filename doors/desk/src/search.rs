//! The words accounts are found by: what a person typed enters, a question to the index leaves.
//!
//! Enters: names and addresses that changed, noted by the database itself. Leaves: the index
//! `search_words`. Every word typed has to begin a word of the account, in any order.

use std::rc::Rc;

use store::rusqlite::Transaction;
use store::rusqlite::types::Value;
use store::{Progress, Store, StoreError};

/// Accounts whose words are written in one transaction: less than a second on two cores.
const ACCOUNTS_PER_BATCH: u32 = 20_000;

/// Digits from which on a number may be a telephone's (ITU-T E.164 knows none shorter in use).
const PHONE_DIGITS_FEWEST: usize = 7;

/// Digits by which telephone numbers are compared, however area and country are written.
const PHONE_DIGITS_COMPARED: usize = 9;

/// Words that are looked for; what is typed beyond them would only cost time.
const WORDS_MOST: usize = 8;

/// Brings the index up to date and says for how many accounts; nothing to do costs nothing.
///
/// # Errors
/// When the database refuses or the person asked to stop; the next call writes the rest.
pub fn renew_search(store: &Store, progress: &dyn Progress) -> Result<u64, StoreError> {
    let mut renewed = 0;
    loop {
        if progress.cancelled() {
            return Err(StoreError::Cancelled);
        }
        match store.write(renew_batch)? {
            0 => return Ok(renewed),
            some => renewed += some,
        }
        progress.at("Learning the words customers are found by", renewed, 0);
    }
}

fn renew_batch(db: &Transaction<'_>) -> Result<u64, StoreError> {
    let mut changed = db.prepare_cached(include_str!("../sql/search.changed.sql"))?;
    let ids = changed.query_map([ACCOUNTS_PER_BATCH], |row| row.get(0))?;
    let ids: Rc<Vec<Value>> = Rc::new(ids.collect::<Result<_, _>>()?);
    for sql in [
        include_str!("../sql/search.forget.sql"),
        include_str!("../sql/search.write.sql"),
        include_str!("../sql/search.done.sql"),
    ] {
        db.prepare_cached(sql)?.execute([&ids])?;
    }
    Ok(ids.len() as u64)
}

/// The question to the index for what a person typed; none when it holds no letter and no digit.
///
/// Words are asked for by their beginnings. What looks like a telephone number is also asked for
/// as one number, so that it is found with and without spaces, zero or country in front.
pub(crate) fn question(typed: &str) -> Option<String> {
    let words: Vec<&str> = typed
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS_MOST)
        .collect();
    if words.is_empty() {
        return None;
    }
    // Letters and digits only, so quotes can enclose every word.
    let begin = |word: &str| format!("\"{word}\"*");
    let all: Vec<String> = words.iter().map(|word| begin(word)).collect();
    let all = all.join(" AND ");
    Some(match phone_digits(typed) {
        None => all,
        Some(digits) => {
            let last = &digits[digits.len().saturating_sub(PHONE_DIGITS_COMPARED)..];
            format!("({all}) OR {} OR {}", begin(&digits), begin(last))
        }
    })
}

/// The digits of what can only be a telephone number.
fn phone_digits(typed: &str) -> Option<String> {
    let is_phone = typed
        .chars()
        .all(|one| one.is_ascii_digit() || " +-/().".contains(one));
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    (is_phone && digits.len() >= PHONE_DIGITS_FEWEST).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn what_is_typed_becomes_a_question_the_index_understands() {
        for (typed, asked) in [
            ("", None),
            (" %_' ", None),
            ("Alder", Some("\"Alder\"*")),
            ("ann@al", Some("\"ann\"* AND \"al\"*")),
            ("\" OR x NEAR", Some("\"OR\"* AND \"x\"* AND \"NEAR\"*")),
            ("12345", Some("\"12345\"*")),
            (
                "01632 960123",
                Some("(\"01632\"* AND \"960123\"*) OR \"01632960123\"* OR \"632960123\"*"),
            ),
        ] {
            assert_eq!(question(typed).as_deref(), asked, "{typed}");
        }
    }
}

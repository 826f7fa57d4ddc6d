//! What was said to us about somebody who is to be known no more.
//!
//! Enters: accounts, and the ways they were reached. Leaves: the notes and answers of their calls
//! empty, as is what was logged, planned and promised by hand, their addresses in what mail servers replied replaced by a mark, and so both addresses
//! and phone numbers in notes and answers about anybody else that name one.

mod phones;

use std::collections::BTreeSet;
use std::rc::Rc;

use rusqlite::Transaction;
use rusqlite::types::Value;
use store::{Store, rusqlite};

use self::phones::{phone_keys, without_phones};
use crate::ActError;
use crate::checks::array;

/// What stands where an address stood.
const MARK: &str = "[erased]";

/// How somebody was reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// E-mail addresses in small letters.
    pub addresses: BTreeSet<String>,
    /// Phone numbers as they were written.
    pub phones: BTreeSet<String>,
}

/// Takes these accounts out of replies, calls and what was logged by hand, and with them these addresses wherever they are
/// named, and these numbers where a note or an answer names them. Doing it twice is the same as once.
///
/// # Errors
/// When the database refuses.
pub fn erase_words(store: &Store, accounts: &[i64], reached: &Reached) -> Result<(), ActError> {
    store.write(|db| {
        // What is written over is written over on the disk as well.
        db.pragma_update(None, "secure_delete", true)?;
        for sql in [
            include_str!("../sql/erase.own_calls.sql"),
            include_str!("../sql/erase.own_opportunities.sql"),
            include_str!("../sql/erase.own_reminders.sql"),
            include_str!("../sql/erase.own_interactions.sql"),
        ] {
            db.execute(sql, [array(accounts)])?;
        }
        let addresses = reached.addresses.iter().cloned().map(Value::from);
        let addresses: Rc<Vec<Value>> = Rc::new(addresses.collect());
        let sql = include_str!("../sql/erase.friends.sql");
        db.execute(sql, (array(accounts), addresses))?;
        erase_replies(db, accounts, &reached.addresses)?;
        erase_calls(db, reached)?;
        db.pragma_update(None, "secure_delete", false)?;
        Ok(())
    })
}

/// In replies about the accounts themselves every address goes, for it can only be theirs or ours.
fn erase_replies(
    db: &Transaction<'_>,
    accounts: &[i64],
    addresses: &BTreeSet<String>,
) -> Result<(), ActError> {
    let mut read = db.prepare_cached(include_str!("../sql/erase.replies.sql"))?;
    let mut write = db.prepare_cached(include_str!("../sql/erase.write_reply.sql"))?;
    let replies = read.query_map([array(accounts)], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, bool>(2)?,
        ))
    })?;
    let replies: Vec<_> = replies.collect::<Result<_, _>>()?;
    for (id, reply, is_own) in replies {
        let left = without(&reply, |address| is_own || addresses.contains(address));
        if left != reply {
            write.execute((id, left))?;
        }
    }
    Ok(())
}

fn erase_calls(db: &Transaction<'_>, reached: &Reached) -> Result<(), ActError> {
    let phones = phone_keys(&reached.phones);
    let erased = |text: &String| {
        let left = without(text, |word| reached.addresses.contains(word));
        without_phones(&left, &phones)
    };
    let mut read = db.prepare_cached(include_str!("../sql/erase.calls.sql"))?;
    let mut write = db.prepare_cached(include_str!("../sql/erase.write_call.sql"))?;
    let calls = read.query_map([], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    let calls: Vec<_> = calls.collect::<Result<_, _>>()?;
    for (id, note, answers) in calls {
        let left = [&note, &answers].map(erased);
        if left != [note, answers] {
            let [note, answers] = left;
            write.execute((id, note, answers))?;
        }
    }
    Ok(())
}

/// A text with a mark in the place of every address that is to go.
fn without(text: &str, is_to_go: impl Fn(&str) -> bool) -> String {
    let parts_addresses = |sign: char| !(sign.is_alphanumeric() || "._%+-@".contains(sign));
    let pieces = text.split_inclusive(parts_addresses).map(|piece| {
        let word = piece.trim_end_matches(parts_addresses);
        // The end of a sentence is no part of the address before it.
        let address = word.trim_matches(['.', '-']);
        if address.contains('@') && is_to_go(&address.to_lowercase()) {
            piece.replacen(address, MARK, 1)
        } else {
            piece.to_owned()
        }
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn only_whole_addresses_that_are_to_go_are_marked() {
        for (text, left) in [
            (
                "550 5.1.1 <Ann@Berg.de>: unknown",
                "550 5.1.1 <[erased]>: unknown",
            ),
            ("write to ann@berg.de.", "write to [erased]."),
            (
                "rcpt=ann@berg.de;joann@berg.de",
                "rcpt=[erased];joann@berg.de",
            ),
            ("ann@berg.de.example", "ann@berg.de.example"),
            ("{\"Who?\":\"ann@berg.de\"}", "{\"Who?\":\"[erased]\"}"),
            ("ann at berg @ work", "ann at berg @ work"),
            ("", ""),
        ] {
            assert_eq!(without(text, |word| word == "ann@berg.de"), left);
        }
    }
}

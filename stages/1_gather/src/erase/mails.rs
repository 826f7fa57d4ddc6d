//! Mails that name somebody who is to be taken out of all that is kept.
//!
//! Enters: rows of somebody. Leaves: the addresses and numbers they tell, and the mails that name one of them,
//! as they came or once their transfer encoding is taken off.

use std::collections::BTreeSet;

use mail_parser::{HeaderValue, Message, MessageParser, PartType};
use rusqlite::Connection;

use crate::error::GatherError;

/// Every e-mail address these rows tell, in small letters.
///
/// # Errors
/// When the database refuses.
pub fn read_addresses(
    db: &Connection,
    rows: &[(i64, i64)],
) -> Result<BTreeSet<String>, GatherError> {
    let told = read_told(db, include_str!("../../sql/erase.addresses.sql"), rows)?;
    let mut addresses: BTreeSet<String> = told
        .iter()
        .map(|address| address.trim().to_lowercase())
        .collect();
    addresses.retain(|address| address.contains('@'));
    Ok(addresses)
}

/// Every phone number these rows tell, as it is written in them.
///
/// # Errors
/// When the database refuses.
pub fn read_phones(db: &Connection, rows: &[(i64, i64)]) -> Result<BTreeSet<String>, GatherError> {
    read_told(db, include_str!("../../sql/erase.phones.sql"), rows)
}

/// What a statement finds in each of these rows.
fn read_told(
    db: &Connection,
    sql: &str,
    rows: &[(i64, i64)],
) -> Result<BTreeSet<String>, GatherError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut told = BTreeSet::new();
    for row in rows {
        for found in statement.query_map(*row, |row| row.get(0))? {
            told.insert(found?);
        }
    }
    Ok(told)
}

/// The mails that name one of these addresses.
pub(super) fn read_mails_about(
    db: &Connection,
    addresses: &BTreeSet<String>,
) -> Result<Vec<(i64, i64)>, GatherError> {
    let mut mails = Vec::new();
    if addresses.is_empty() {
        return Ok(mails);
    }
    let mut statement = db.prepare_cached(include_str!("../../sql/erase.mails.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let raw: Vec<u8> = row.get(2)?;
        let text = text_of(&raw).to_lowercase();
        if addresses.iter().any(|address| names(&text, address)) {
            mails.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(mails)
}

/// A mail as it came, and behind it all it says once it is decoded.
fn text_of(raw: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(raw).into_owned();
    // Every other header is taken for text: servers name who was not reached in some of their own.
    let parser = MessageParser::new()
        .with_minimal_headers()
        .default_header_text();
    if let Some(message) = parser.parse(raw) {
        push_decoded(&message, &mut text);
    }
    text
}

fn push_decoded(message: &Message<'_>, text: &mut String) {
    let mut push = |words: &str| {
        text.push('\n');
        text.push_str(words);
    };
    let headers = message.parts.iter().flat_map(|part| &part.headers);
    for header in headers {
        match &header.value {
            HeaderValue::Text(words) => push(words),
            HeaderValue::TextList(list) => list.iter().for_each(|words| push(words)),
            HeaderValue::Address(list) => {
                list.iter()
                    .filter_map(|one| one.address())
                    .for_each(&mut push);
            }
            _ => {}
        }
    }
    for part in &message.parts {
        match &part.body {
            PartType::Text(words) => push(words),
            PartType::Html(words) => {
                push(words);
                push(&mail_parser::decoders::html::html_to_text(words));
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                push(&String::from_utf8_lossy(bytes));
            }
            PartType::Message(_) | PartType::Multipart(_) => {}
        }
    }
    let inner = message.parts.iter().filter_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner),
        _ => None,
    });
    inner.for_each(|inner| push_decoded(inner, text));
}

/// Whether a text names this address and not one that it is only a part of.
fn names(text: &str, address: &str) -> bool {
    let is_part = |sign: char| sign.is_alphanumeric() || "._%+-".contains(sign);
    text.match_indices(address).any(|(at, found)| {
        let mut after = text[at + found.len()..].chars();
        let ends = match after.next() {
            // The end of a sentence, or of a label of the host.
            Some('.') => !after.next().is_some_and(char::is_alphanumeric),
            next => !next.is_some_and(is_part),
        };
        ends && !text[..at].ends_with(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::{names, text_of};

    #[test]
    fn an_address_that_is_part_of_another_is_not_named() {
        for (text, is_named) in [
            ("to: <ann@berg.de>", true),
            ("write to ann@berg.de.", true),
            ("ann@berg.de", true),
            ("joann@berg.de", false),
            ("ann@berg.dev", false),
            ("ann@berg.de.example", false),
            ("j.ann@berg.de and ann@berg.de, too", true),
        ] {
            assert_eq!(names(text, "ann@berg.de"), is_named, "{text}");
        }
    }

    #[test]
    fn what_a_mail_says_in_any_encoding_is_seen() {
        let head = "From: mailer@mx.example\nSubject: Undelivered\nMIME-Version: 1.0\n";
        // 550 <ann@berg.de>
        let coded = "NTUwIDxhbm5AYmVyZy5kZT4=";
        for rest in [
            format!("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{coded}\n"),
            "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n550 <ann=40be=\nrg.de>\n".to_owned(),
            "Content-Type: text/html\n\n<p>ann&#64;berg.de</p>\n".to_owned(),
            "X-Failed-Recipients: =?utf-8?B?YW5uQGJlcmcuZGU=?=\n\nsee above\n".to_owned(),
            format!(
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n\
                 Subject: inner\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{coded}\n--b--\n"
            ),
            format!(
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream\n\
                 Content-Transfer-Encoding: base64\n\n{coded}\n--b--\n"
            ),
        ] {
            let mail = format!("{head}{rest}");
            assert!(names(&text_of(mail.as_bytes()), "ann@berg.de"), "{mail}");
        }
    }
}

//! E-mail addresses and phone numbers of a row: several columns, several in one cell, with labels
//! between them.
//!
//! Enters: cells by meaning. Leaves: the first of each on the party, the others beside it.

use crate::columns::target::Target;
use crate::rows::party::{ContactKind, ReceivedParty};
use crate::values::cells::{Cells, is_shortened};

/// Signs that part several addresses or numbers in one cell; a space never does.
const AND: [char; 5] = [';', ',', '\n', '|', '\r'];

/// Fewer digits may be an area alone: the longest of Germany have six with the nought in front.
const NUMBER_DIGITS_LEAST: usize = 7;

/// Reads every e-mail address of the row; the first is the party's, the others stand beside it.
pub(crate) fn read_emails(cells: &mut Cells<'_>, party: &mut ReceivedParty) {
    let mut bad = None;
    for cell in cells.texts(Target::Email) {
        let pieces = cell.split(" ::: ").flat_map(|part| part.split(AND));
        for piece in pieces
            .map(|piece| piece.trim().trim_start_matches('\''))
            .map(|piece| piece.strip_prefix("mailto:").unwrap_or(piece))
            .filter(|piece| !piece.is_empty())
        {
            if !is_email(piece) {
                bad = bad.or(Some(piece.to_owned()));
            } else if party.email.is_none() {
                party.email = Some(piece.to_owned());
            } else {
                add_contact(party, ContactKind::Email, piece);
            }
        }
    }
    if let Some(bad) = bad {
        cells.note_value(Target::Email, &bad, "is not an e-mail address");
    }
}

pub(crate) fn is_email(text: &str) -> bool {
    let parts = text.split_once('@').filter(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && domain
                .chars()
                .all(|sign| sign.is_alphanumeric() || ".-".contains(sign))
    });
    parts.is_some() && !text.contains(char::is_whitespace)
}

/// Reads every phone number of the row, in the same way.
pub(crate) fn read_phones(cells: &Cells<'_>, party: &mut ReceivedParty) {
    for cell in cells
        .texts(Target::Phone)
        .filter(|cell| !is_shortened(cell))
    {
        let pieces = cell
            .split(" ::: ")
            .flat_map(|part| part.split(AND))
            .flat_map(split_numbers)
            .flat_map(split_labels);
        for piece in pieces {
            let bare = piece.trim().trim_start_matches('\'').trim();
            let bare = bare.strip_suffix(".0").unwrap_or(bare);
            if !bare.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            if party.phone.is_none() {
                party.phone = Some(bare.chars().filter(|letter| !letter.is_control()).collect());
            } else {
                add_contact(party, ContactKind::Phone, bare);
            }
        }
    }
}

/// `0721 55501 / 0172 123456` is two numbers; `0721 / 55501` is one with its area.
fn split_numbers(cell: &str) -> Vec<&str> {
    let is_whole = |part: &&str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        part.trim().starts_with(['0', '+', '(']) && digits >= NUMBER_DIGITS_LEAST
    };
    let parts: Vec<&str> = cell.split(" / ").collect();
    if parts.iter().all(is_whole) {
        parts
    } else {
        vec![cell]
    }
}

/// `Phone:(555) 010-1234 Mobile:(555) 010-9999` is two numbers.
fn split_labels(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(':').map(|part| {
        let label = part.rsplit(' ').next().unwrap_or("");
        let is_label = !label.is_empty() && label.chars().all(char::is_alphabetic);
        if is_label {
            &part[..part.len() - label.len()]
        } else {
            part
        }
    })
}

/// Adds a contact unless the party has it already; more than a few of one kind are no contacts.
fn add_contact(party: &mut ReceivedParty, kind: ContactKind, value: &str) {
    const CONTACTS_MAX: usize = 20;
    let first = if kind == ContactKind::Email {
        &party.email
    } else {
        &party.phone
    };
    let known =
        first.as_deref() == Some(value) || party.more.iter().any(|(_, known)| known == value);
    if !known && party.more.len() < CONTACTS_MAX {
        party.more.push((kind, value.to_owned()));
    }
}

//! Reports of failed delivery, for machines and for people.
//!
//! Enters: the parts of a report. Leaves: one [`Told`] for each address it failed for. Pure.

use mail_parser::Message;

use crate::reach::message::{MessageClass, Told, header, sender, told};
use crate::reach::part::{Parts, addresses_in, field, status_in};
use crate::reach::phrase::{Failure, failure_of};

/// The machine-readable part of a report (RFC 3464): one block an address.
pub(crate) fn read_report(parts: &Parts) -> Vec<Told> {
    let prose = parts.prose();
    let written = prose
        .to_lowercase()
        .contains("final-recipient")
        .then_some(prose.as_str());
    let Some(report) = parts.find("delivery-status").or(written) else {
        return Vec::new();
    };
    let text = report.replace("\r\n", "\n");
    let mut all: Vec<Told> = Vec::new();
    for block in text.split("\n\n") {
        let Some(address) =
            field(block, "final-recipient").or_else(|| field(block, "original-recipient"))
        else {
            continue;
        };
        let given = field(block, "original-recipient").filter(|_| !address.contains('@'));
        let address = given.unwrap_or(address);
        let address = address
            .rsplit(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        let action = field(block, "action").unwrap_or_default().to_lowercase();
        let code = field(block, "status").unwrap_or_default();
        let code = code
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned();
        let words = field(block, "diagnostic-code").unwrap_or_default();
        let words = if words.len() < 12 {
            format!("{words} {prose}")
        } else {
            words
        };
        let one = match action.as_str() {
            "delivered" | "relayed" | "expanded" => {
                told(MessageClass::NotABounce, address, code, words)
            }
            _ => failed(address, &code, &words),
        };
        if all.iter().all(|known| known.address != one.address) {
            all.push(one);
        }
    }
    all
}

/// A report for people only: the addresses it names before the returned message.
pub(crate) fn read_prose(message: &Message<'_>, parts: &Parts) -> Vec<Told> {
    let prose = parts.prose();
    let own = sender(message).to_lowercase();
    let named = header(message, "X-Failed-Recipients");
    let mut addresses = addresses_in(named);
    if addresses.is_empty() {
        let subject = message.subject().unwrap_or_default();
        addresses = failed_addresses(&prose, &own);
        if addresses.is_empty() {
            addresses = addresses_in(subject);
        }
    }
    if addresses.is_empty() {
        let original = parts
            .all
            .iter()
            .skip(1)
            .map(|(_, text)| text.as_str())
            .find_map(|text| field(text, "to"));
        addresses = original.map(|to| addresses_in(&to)).unwrap_or_default();
    }
    let subject = message.subject().unwrap_or_default();
    let each = addresses.iter().map(|address| {
        let about = about_address(&prose, address, addresses.len() > 1);
        failed(
            address.clone(),
            &status_in(&about),
            &format!("{subject} {about}"),
        )
    });
    let all: Vec<Told> = each.collect();
    if all.is_empty() {
        return vec![failed(
            String::new(),
            &status_in(&prose),
            &format!("{subject} {prose}"),
        )];
    }
    all
}

/// The addresses a report says it failed for: those at the start of a line, else the first that is
/// not the server's own.
fn failed_addresses(prose: &str, own: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in prose.lines() {
        let line =
            line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '*'));
        let first = line.split_whitespace().next().unwrap_or_default();
        let is_field = first.ends_with(':') && !first.contains('@');
        if is_field || !first.contains('@') {
            continue;
        }
        for address in addresses_in(first) {
            if address != own && !found.contains(&address) {
                found.push(address);
            }
        }
    }
    if found.is_empty() {
        found.extend(
            addresses_in(prose)
                .into_iter()
                .find(|address| address != own),
        );
    }
    found
}

/// The lines of a report about one of several addresses.
fn about_address(prose: &str, address: &str, is_one_of_many: bool) -> String {
    if !is_one_of_many {
        return prose.to_owned();
    }
    let lines: Vec<&str> = prose.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.to_lowercase().contains(address))
        .unwrap_or(0);
    let own = lines.iter().skip(at).enumerate();
    let own = own.take_while(|(no, line)| *no < 8 && (*no == 0 || !starts_with_address(line)));
    own.map(|(_, line)| *line).collect::<Vec<_>>().join(" ")
}

/// Whether a line of a report begins with what it is about.
fn starts_with_address(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '"'));
    bare.split_whitespace()
        .next()
        .is_some_and(|word| word.contains('@') && word.ends_with(':'))
}

pub(crate) fn failed(address: String, code: &str, words: &str) -> Told {
    let within = status_in(words);
    // A server's own words name the cause more closely than the code of the one that passed it on.
    let code = if code.is_empty() || (code.ends_with(".0.0") && !within.is_empty()) {
        within
    } else {
        code.to_owned()
    };
    let failure = failure_of(&words.to_lowercase(), &code);
    let class = match failure {
        Failure::Hard => MessageClass::Hard,
        Failure::Refused | Failure::Soft => MessageClass::Soft,
    };
    let mut one = told(class, address, code, words.to_owned());
    one.is_for_good = failure != Failure::Soft;
    one
}

//! A message that came back, read for what it says about an address.
//!
//! Enters: the bytes of one mail. Leaves: one [`Told`] for each address it speaks of, with class and
//! evidence. Pure.

use mail_parser::{Message, MessageParser};
use serde::Serialize;

use crate::reach::part::{Parts, addresses_in, field};
use crate::reach::report::{failed, read_prose, read_report};

/// What sort of message it is, for one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageClass {
    /// The address or its domain does not exist, has moved, or takes no mail.
    Hard,
    /// Any other failure or delay.
    Soft,
    /// Somebody pressed «junk» or asked to be left alone.
    Complaint,
    /// A holiday note or a ticket's receipt: the mailbox works.
    AutoReply,
    /// Anything else.
    NotABounce,
}

/// What a message says about one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The class.
    pub class: MessageClass,
    /// The address, in small letters; empty when the message names none.
    pub address: String,
    /// The status code as found, such as 5.1.1; empty when there is none.
    pub code: String,
    /// Whether the failure is for good.
    pub is_for_good: bool,
    /// The server's own words.
    pub evidence: String,
}

/// Characters of a diagnosis that are kept.
const EVIDENCE_MOST: usize = 200;

/// Reads one message.
#[must_use]
pub fn read_message(bytes: &[u8]) -> Vec<Told> {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return vec![told(
            MessageClass::NotABounce,
            String::new(),
            String::new(),
            String::new(),
        )];
    };
    let parts = Parts::of(&message);
    if let Some(told) = read_feedback(&message, &parts) {
        return told;
    }
    if parts.has("disposition-notification") {
        return vec![told(
            MessageClass::NotABounce,
            sender(&message),
            String::new(),
            String::new(),
        )];
    }
    let report = read_report(&parts);
    if !report.is_empty() {
        return report;
    }
    if is_automatic_reply(&message, &parts) {
        return vec![told(
            MessageClass::AutoReply,
            sender(&message),
            String::new(),
            String::new(),
        )];
    }
    if is_bounce(&message, &parts) {
        return read_prose(&message, &parts);
    }
    vec![told(
        MessageClass::NotABounce,
        String::new(),
        String::new(),
        String::new(),
    )]
}

pub(crate) fn told(class: MessageClass, address: String, code: String, evidence: String) -> Told {
    Told {
        class,
        address: address
            .trim_matches(|c| matches!(c, '<' | '>' | '"' | ' '))
            .to_lowercase(),
        is_for_good: class == MessageClass::Hard || code.starts_with('5'),
        code,
        evidence: evidence
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(EVIDENCE_MOST)
            .collect(),
    }
}

pub(crate) fn header<'m>(message: &'m Message<'_>, name: &'static str) -> &'m str {
    message.header_raw(name).unwrap_or_default().trim()
}

pub(crate) fn sender(message: &Message<'_>) -> String {
    let from = message.from().and_then(|from| from.first());
    from.and_then(|one| one.address())
        .unwrap_or_default()
        .to_owned()
}

/// Feedback reports (RFC 5965), an unsubscribing mail program, a provider's notice of complaint.
fn read_feedback(message: &Message<'_>, parts: &Parts) -> Option<Vec<Told>> {
    let prose = parts.prose();
    let subject = message.subject().unwrap_or_default().to_lowercase();
    if subject == "unsubscribe" && prose.contains("to unsubscribe from") {
        return Some(vec![told(
            MessageClass::Complaint,
            sender(message),
            String::new(),
            prose,
        )]);
    }
    if prose.trim_start().starts_with('{') && prose.contains("notificationType") {
        return Some(vec![read_notice(&prose)]);
    }
    let report = parts.find("feedback-report")?;
    let kind = field(report, "feedback-type")
        .unwrap_or_default()
        .to_lowercase();
    let is_complaint = matches!(
        kind.as_str(),
        "abuse" | "fraud" | "virus" | "other" | "opt-out" | "opt-out-list" | ""
    );
    let class = if is_complaint {
        MessageClass::Complaint
    } else {
        MessageClass::NotABounce
    };
    let original = parts
        .find("rfc822")
        .or(parts.find("rfc822-headers"))
        .unwrap_or_default();
    let address = field(report, "original-rcpt-to")
        .or_else(|| field(report, "removal-recipient"))
        .or_else(|| field(original, "to"))
        .and_then(|text| addresses_in(&text).into_iter().next())
        .filter(|address| !address.contains("redacted"))
        .unwrap_or_default();
    Some(vec![told(
        class,
        address,
        String::new(),
        format!("feedback report: {kind}"),
    )])
}

/// A provider's notice in JSON.
fn read_notice(text: &str) -> Told {
    let value: serde_json::Value = serde_json::from_str(text.trim()).unwrap_or_default();
    let kind = value["notificationType"].as_str().unwrap_or_default();
    let at = |key: &str, list: &str| {
        value[key][list][0]["emailAddress"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    match kind {
        "Complaint" => told(
            MessageClass::Complaint,
            at("complaint", "complainedRecipients"),
            String::new(),
            kind.into(),
        ),
        "Bounce" => {
            let one = &value["bounce"]["bouncedRecipients"][0];
            let words = one["diagnosticCode"].as_str().unwrap_or_default();
            let code = one["status"].as_str().unwrap_or_default();
            failed(at("bounce", "bouncedRecipients"), code, words)
        }
        _ => {
            let to = value["mail"]["destination"][0].as_str().unwrap_or_default();
            told(
                MessageClass::NotABounce,
                to.to_owned(),
                String::new(),
                String::new(),
            )
        }
    }
}

fn is_automatic_reply(message: &Message<'_>, parts: &Parts) -> bool {
    if is_bounce(message, parts) {
        return false;
    }
    let auto = header(message, "Auto-Submitted").to_lowercase();
    let has = |name: &'static str| !header(message, name).is_empty();
    let subject = message.subject().unwrap_or_default().to_lowercase();
    const SUBJECTS: &[&str] = &[
        "auto reply",
        "automatic reply",
        "auto-reply",
        "autoreply",
        "out of office",
        "away until",
        "abwesenheit",
        "automatische antwort",
        "respuesta autom",
        "réponse automatique",
        "vacation",
        "ticket ",
    ];
    let from_system = is_system(&sender(message));
    (auto.starts_with("auto-replied")
        || (auto.starts_with("auto-generated") && subject.starts_with("ticket")))
        || (!from_system
            && (has("X-Autoreply")
                || has("X-Autorespond")
                || has("X-Auto-Response")
                || header(message, "X-Apple-Action").contains("vacation")
                || header(message, "Precedence").eq_ignore_ascii_case("auto_reply")
                || SUBJECTS.iter().any(|words| subject.contains(words))))
}

fn is_system(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default().to_lowercase();
    [
        "mailer-daemon",
        "postmaster",
        "post_master",
        "mail.delivery",
        "mailer_daemon",
        "sysadmin",
    ]
    .iter()
    .any(|name| local.starts_with(name))
}

fn is_bounce(message: &Message<'_>, parts: &Parts) -> bool {
    let subject = message.subject().unwrap_or_default().to_lowercase();
    const SUBJECTS: &[&str] = &[
        "undeliver",
        "returned mail",
        "delivery status",
        "delivery failure",
        "delivery failed",
        "failure notice",
        "mail delivery",
        "mail system error",
        "could not be delivered",
        "error sending your mail",
        "delivery report",
        "nondeliverable",
        "non-deliver",
        "not delivered",
        "delivery notification",
        "delivery has failed",
        "are not member",
        "message status",
        "warning: message",
    ];
    let from = header(message, "From").to_lowercase();
    let is_reply = subject.starts_with("re: ") || subject.starts_with("aw: ");
    let says_so = || {
        parts
            .prose()
            .to_lowercase()
            .contains("could not be delivered to")
    };
    is_system(&sender(message))
        || (header(message, "Return-Path") == "<>" && says_so())
        || !header(message, "X-Failed-Recipients").is_empty()
        || ["mailer-daemon", "mail delivery", "postmaster"]
            .iter()
            .any(|name| from.contains(name))
        || (!is_reply && SUBJECTS.iter().any(|words| subject.contains(words)))
}

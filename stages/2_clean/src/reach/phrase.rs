//! The words mail servers use for why a message did not arrive.
//!
//! Enters: a diagnosis in small letters, with its status code. Leaves: whether the address itself
//! is the trouble. Status codes alone mislead: servers say 5.1.1 for spam and 5.0.0 for unknown
//! users; so words come first, codes second.

/// Why a message failed, as far as the address is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The mailbox or its domain does not exist, has moved, or takes no mail.
    Hard,
    /// Anything else for good: blocked, policy, spam.
    Refused,
    /// For now: full, delayed, no connection.
    Soft,
}

/// The domain is not there or takes no mail.
const NO_DOMAIN: &[&str] = &[
    "domain name not found",
    "host unknown",
    "host not found",
    "unknown host",
    "no such domain",
    "domain does not exist",
    "domain not found",
    "name or service not known",
    "nullmx",
    "null mx",
    "does not accept mail",
    "does not accept email",
    "no mx record",
    "no mx found",
    "indicated no smtp service",
    "domain is not reachable",
    "unrouteable address",
    "unrouteable mail domain",
    "couldn't find any host",
    "could not find any host",
    "nxdomain",
    "no mail-server",
    "not find a mail server",
];

/// The sender, the message or the moment is the trouble, whatever the code says.
const NOT_THE_ADDRESS: &[&str] = &[
    "sender address",
    "sender domain",
    "sender verify",
    "sender rejected",
    "domain of sender",
    "spam",
    "blacklist",
    "blocklist",
    "block list",
    "blocked",
    "banned",
    "listed at",
    "access denied",
    "reputation",
    "dmarc",
    "dkim",
    "spf",
    "reverse dns",
    "ptr",
    "unable to deliver because of policy",
    "policy",
    "greylist",
    "graylist",
    "too many",
    "rate limit",
    "rate limited",
    "throttl",
    "deferred",
    "try again later",
    "relay",
    "quota",
    "mailbox full",
    "mailbox is full",
    "mailfolder is full",
    "over limit",
    "exceeded",
    "too large",
    "too big",
    "size limit",
    "message size",
    "storage",
    "disabled",
    "discontinued",
    "suspended",
    "inactive",
    "timed out",
    "timeout",
    "time out",
    "not responding",
    "connection refused",
    "connection lost",
    "connection reset",
    "could not connect",
    "unable to connect",
    "network error",
    "loop",
    "hop count",
    "content",
    "virus",
    "attachment",
    "authentication",
    "not authenticated",
    "not a member",
    "not member",
    "not permitted",
    "invalid ip",
    "smtp server of your",
    "mail from",
    "expired",
    "delayed",
    "queue too long",
    "failing for a long time",
    "system error",
    "syntax error",
    "bare lf",
    "duplicate header",
    "refused to accept your message",
];

/// Nobody has this mailbox.
const NO_MAILBOX: &[&str] = &[
    "user unknown",
    "unknown user",
    "unknown recipient",
    "unknown address",
    "unknown local part",
    "unknown or illegal alias",
    "unknown mailbox",
    "no such user",
    "no such recipient",
    "no such mailbox",
    "no such person",
    "no such address",
    "no such account",
    "no mailbox",
    "no account",
    "no valid recipient",
    "recipient unknown",
    "recipient not found",
    "recipientnotfound",
    "recipient rejected",
    "recipient address rejected",
    "recipient name is not recognized",
    "recipient does not exist",
    "recipient no longer",
    "address does not exist",
    "address rejected",
    "address unknown",
    "account does not exist",
    "account that you tried to reach does not exist",
    "mailbox does not exist",
    "mailbox not found",
    "mailbox unknown",
    "user not found",
    "user does not exist",
    "user doesn't have",
    "not listed in",
    "invalid recipient",
    "invalid mailbox",
    "invalid user",
    "is unknown",
    "does not exist",
    "doesn't exist",
    "not a valid",
    "not known at this",
    "isn't a known user",
    "not our customer",
    "has moved",
    "no longer available",
    "no longer valid",
    "there is no one at this address",
    "sorry, no mailbox here",
    "5.1.1",
    "5.1.10",
    "recipient reject",
    "undeliverable address",
    "550 user",
    // 542 is not in any standard; those who send it mean that nobody is there.
    "smtp; 542",
];

/// What a diagnosis means for the address. `code` is the enhanced status code, empty where none is
/// known.
pub(crate) fn failure_of(text: &str, code: &str) -> Failure {
    let says = |known: &[&str]| known.iter().any(|words| text.contains(words));
    let domain_code = matches!(code, "5.1.2" | "5.4.4" | "5.1.10");
    if (says(NO_DOMAIN) && !text.contains("sender")) || domain_code {
        return Failure::Hard;
    }
    let is_for_now = code.starts_with('4') || text.contains("temporar") || text.contains("delay");
    if is_for_now {
        return Failure::Soft;
    }
    if says(NOT_THE_ADDRESS) {
        let is_full = [
            "full",
            "quota",
            "exceeded",
            "timed out",
            "not responding",
            "failing",
        ];
        return if is_full.iter().any(|word| text.contains(word)) || code.starts_with("5.2.2") {
            Failure::Soft
        } else {
            Failure::Refused
        };
    }
    if says(NO_MAILBOX) || matches!(code, "5.1.1" | "5.1.6") {
        return Failure::Hard;
    }
    if code.starts_with('5') || text.contains("permanent") {
        Failure::Refused
    } else {
        Failure::Soft
    }
}

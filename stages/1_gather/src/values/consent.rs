//! Yes and no as people write them, and refusals hidden in remarks.
//!
//! Enters: a cell. Leaves: whether it agrees, or which channels a remark refuses.

/// Whether a cell says yes or no; `None` when it says neither.
#[must_use]
pub(crate) fn read_consent(word: &str) -> Option<bool> {
    const YES: &[&str] = &[
        "yes",
        "y",
        "true",
        "1",
        "ja",
        "j",
        "x",
        "subscribed",
        "opted in",
        "opt in",
        "granted",
        "on",
        "active",
        "express",
        "implied",
        "confirmed",
        "marketing contact",
        "oui",
        "si",
        "sí",
        "wahr",
        "vrai",
        "verdadero",
    ];
    const NO: &[&str] = &[
        "no",
        "n",
        "false",
        "0",
        "nein",
        "unsubscribed",
        "not subscribed",
        "opted out",
        "opt out",
        "refused",
        "off",
        "cleaned",
        "non marketing contact",
        "never",
        "revoked",
        "withdrawn",
        "non",
        "suppressed",
        "bounced",
        "complained",
        "falsch",
        "faux",
        "falso",
    ];
    // Access writes a yes as -1.
    let word = word.to_lowercase().replace(['-', '_'], " ");
    let word = word.trim();
    if YES.contains(&word) {
        Some(true)
    } else if NO.contains(&word) {
        Some(false)
    } else {
        None
    }
}

/// Channels that somebody refuses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusals {
    pub(crate) email: bool,
    pub(crate) post: bool,
    pub(crate) phone: bool,
}

/// What a remark refuses: a word of refusal and, within three words after it, a channel.
#[must_use]
pub(crate) fn refusals_in(remark: &str) -> Refusals {
    const REFUSING: &[&str] = &[
        "no", "not", "never", "don't", "dont", "keine", "kein", "nicht", "without",
    ];
    const WITHIN: usize = 3;
    let lower = remark.to_lowercase().replace("e-mail", "email");
    let mut refusals = Refusals::default();
    let mut since = usize::MAX;
    for part in lower.split([',', ';', '.', '!']) {
        // A refusal does not reach over a comma.
        since = since.saturating_add(WITHIN + 1);
        for word in part.split(|c: char| !c.is_alphanumeric() && c != '\'') {
            if word.is_empty() {
                continue;
            }
            if REFUSING.contains(&word) {
                since = 0;
                continue;
            }
            since = since.saturating_add(1);
            if since <= WITHIN {
                refusals.email |=
                    word.starts_with("email") || word.starts_with("newsletter") || word == "mails";
                refusals.post |= matches!(
                    word,
                    "post" | "letter" | "letters" | "mailings" | "briefe" | "brief"
                );
                refusals.phone |= word.starts_with("call")
                    || word.starts_with("phon")
                    || word.starts_with("anruf");
            }
        }
    }
    refusals
}

#[cfg(test)]
mod tests {
    use super::{Refusals, read_consent, refusals_in};

    #[test]
    fn yes_and_no_are_read_and_nothing_else_is_guessed() {
        for (word, consent) in [
            ("Yes", Some(true)),
            ("ja", Some(true)),
            ("unsubscribed", Some(false)),
            ("0", Some(false)),
            ("maybe", None),
            ("", None),
            ("opt-out", Some(false)),
        ] {
            assert_eq!(read_consent(word), consent, "{word}");
        }
    }

    #[test]
    fn refusals_in_remarks_are_found() {
        let none = Refusals::default();
        for (remark, refusals) in [
            (
                "NO CALLS please, pays late",
                Refusals {
                    phone: true,
                    ..none
                },
            ),
            ("no post", Refusals { post: true, ..none }),
            (
                "no e-mails, VIP!",
                Refusals {
                    email: true,
                    ..none
                },
            ),
            (
                "please do not call",
                Refusals {
                    phone: true,
                    ..none
                },
            ),
            (
                "bitte keine Anrufe",
                Refusals {
                    phone: true,
                    ..none
                },
            ),
            ("likes to be called before noon", none),
            ("no hurry, call on Monday", none),
        ] {
            assert_eq!(refusals_in(remark), refusals, "{remark}");
        }
    }
}

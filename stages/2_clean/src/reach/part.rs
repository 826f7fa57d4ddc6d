//! The parts of a mail as text, and what stands in it: fields, addresses, status codes.
//!
//! Enters: a parsed mail. Leaves: plain text, without the message that came back. Pure.

use mail_parser::{Message, MimeHeaders, PartType};

/// The parts of a message as text, each with its type in small letters.
pub(crate) struct Parts {
    pub(crate) all: Vec<(String, String)>,
}

impl Parts {
    pub(crate) fn of(message: &Message<'_>) -> Parts {
        let all = message.parts.iter().map(|part| {
            let kind = part.content_type().map_or_else(String::new, |kind| {
                format!(
                    "{}/{}",
                    kind.c_type,
                    kind.c_subtype.as_deref().unwrap_or_default()
                )
                .to_lowercase()
            });
            let text = match &part.body {
                PartType::Text(text) => text.to_string(),
                PartType::Html(html) => mail_parser::decoders::html::html_to_text(html),
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                    String::from_utf8_lossy(bytes).into_owned()
                }
                PartType::Message(inner) => {
                    String::from_utf8_lossy(inner.raw_message()).into_owned()
                }
                PartType::Multipart(_) => String::new(),
            };
            (kind, text)
        });
        let mut all: Vec<(String, String)> = all.collect();
        if all.iter().all(|(_, text)| text.trim().is_empty()) {
            // A report whose parts are wrongly marked is still readable as it stands.
            let raw = String::from_utf8_lossy(message.raw_message()).replace("\r\n", "\n");
            let body = raw.split_once("\n\n").map_or("", |(_, body)| body);
            all.push(("text/plain".to_owned(), body.to_owned()));
        }
        Parts { all }
    }

    pub(crate) fn find(&self, kind: &str) -> Option<&str> {
        let found = self.all.iter().find(|(known, _)| known.contains(kind));
        found.map(|(_, text)| text.as_str())
    }

    pub(crate) fn has(&self, kind: &str) -> bool {
        self.find(kind).is_some()
    }

    /// What was written for people, without the message that came back.
    pub(crate) fn prose(&self) -> String {
        let texts = self.all.iter().filter(|(kind, _)| {
            // A report whose parts are wrongly marked is one long text.
            let kinds = ["text/plain", "text/html", "multipart/"];
            kind.is_empty() || kinds.iter().any(|known| kind.starts_with(known))
        });
        let first = texts
            .map(|(_, text)| text.as_str())
            .find(|text| !text.trim().is_empty());
        before_original(first.unwrap_or_default()).to_owned()
    }
}

/// A report's text up to the message it returns.
fn before_original(text: &str) -> &str {
    const MARKS: &[&str] = &[
        "----- original message",
        "--- below this line is a copy",
        "------ this is a copy of",
        "--- the header of the original",
        "----- unsent message follows",
        "------- returned message",
        "message headers follow",
        "received:",
        "original message:",
        "original message follows",
    ];
    let lower = text.to_ascii_lowercase();
    let end = MARKS
        .iter()
        .filter_map(|mark| lower.find(mark))
        .filter(|at| *at > 0)
        .min();
    &text[..end.unwrap_or(text.len())]
}

/// The value of a field such as `Status:`, with the lines that go on it.
pub(crate) fn field(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines();
    let mut value = lines.by_ref().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })?;
    for line in lines {
        if !line.starts_with([' ', '\t']) {
            break;
        }
        value.push(' ');
        value.push_str(line.trim());
    }
    Some(value)
}

/// Every e-mail address in a text, in small letters.
pub(crate) fn addresses_in(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || "._+-@=/'~&".contains(c);
    let words = text
        .split(|c: char| !is_part(c))
        .map(|word| word.trim_matches(['.', '\'', '-', '/', '=']));
    let mut found: Vec<String> = Vec::new();
    for word in words {
        let Some((local, domain)) = word.split_once('@') else {
            continue;
        };
        let address = word.to_lowercase();
        if !local.is_empty()
            && domain.contains('.')
            && !domain.contains('@')
            && !found.contains(&address)
        {
            found.push(address);
        }
    }
    found
}

/// The first enhanced status code in a text (RFC 3463): class, subject and detail.
pub(crate) fn status_in(text: &str) -> String {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let is_code = |word: &&str| {
        let parts: Vec<&str> = word.split('.').collect();
        matches!(parts.as_slice(), ["2" | "4" | "5", subject, detail]
            if (1..=3).contains(&subject.len()) && (1..=3).contains(&detail.len()))
    };
    words
        .map(|word| word.trim_matches('.'))
        .find(is_code)
        .unwrap_or_default()
        .to_owned()
}

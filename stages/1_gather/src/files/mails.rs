//! A mailbox file as rows, a mail a row: who wrote when about what, and the mail as it came.
//!
//! Enters: bytes of an mbox file. Leaves: rows whose last cell is the mail itself; what a returned
//! mail means is read elsewhere.

use std::io::{BufRead, BufReader, Read};

use mail_parser::MessageParser;

use crate::error::GatherError;
use crate::files::form::Rows;
use crate::files::original::Original;
use crate::files::row::Row;

/// A mail is cut behind this: what tells why it came back stands in the first kilobytes.
const MAIL_BYTES_MAX: usize = 1 << 20;
/// No mail is larger; servers take 25 to 50 MB.
const MAIL_BYTES_READ_MAX: usize = 64 << 20;
/// A line of a mail; RFC 5322 allows a thousand bytes.
const LINE_BYTES_MAX: u64 = 256 << 10;

/// The columns; the last holds the mail.
const COLUMNS: [&str; 6] = ["Message id", "Date", "From", "To", "Subject", "Mail"];
/// Where the mail itself stands.
pub(crate) const MAIL_COLUMN: usize = 5;

/// A mailbox file.
pub(crate) struct MailForm {
    original: Original,
}

/// Mails of a mailbox file.
pub(crate) struct MailRows {
    lines: BufReader<Box<dyn Read + Send>>,
    line_no: u64,
    /// The line that begins the next mail was read already.
    begun: bool,
    name: String,
}

/// Whether a file begins like a mailbox, or like a single mail.
pub(crate) fn is_mailbox(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&start[..start.len().min(2_000)]);
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("");
    let is_field = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    if first.starts_with("From ") && first.split_whitespace().count() >= 3 {
        return lines.next().is_some_and(is_field);
    }
    const OPENINGS: [&str; 6] = [
        "return-path:",
        "received:",
        "delivered-to:",
        "from:",
        "x-",
        "mime-version:",
    ];
    let first = first.to_ascii_lowercase();
    OPENINGS.iter().any(|opening| first.starts_with(opening))
        && lines
            .take(3)
            .all(|line| is_field(line) || line.starts_with([' ', '\t']))
}

/// The names of the columns.
pub(crate) fn names() -> Vec<String> {
    COLUMNS.iter().map(|name| (*name).to_owned()).collect()
}

impl MailForm {
    pub(crate) fn new(original: &Original) -> MailForm {
        MailForm {
            original: original.clone(),
        }
    }

    /// The mails from the start.
    pub(crate) fn rows(&self) -> Result<MailRows, GatherError> {
        let bytes = self
            .original
            .open()
            .map_err(GatherError::file(&self.original.name))?;
        Ok(MailRows {
            lines: BufReader::new(bytes),
            line_no: 0,
            begun: false,
            name: self.original.name.clone(),
        })
    }
}

impl MailRows {
    /// The bytes of the next mail and the line it begins on.
    fn next_mail(&mut self) -> std::io::Result<Option<(u64, Vec<u8>)>> {
        let (mut mail, mut line, mut read) = (Vec::new(), Vec::new(), 0);
        let mut start = if self.begun {
            self.line_no
        } else {
            self.line_no + 1
        };
        let mut after_blank = !self.begun;
        self.begun = false;
        loop {
            line.clear();
            let length = self
                .lines
                .by_ref()
                .take(LINE_BYTES_MAX)
                .read_until(b'\n', &mut line)?;
            if length == 0 {
                return Ok((!mail.is_empty()).then_some((start, mail)));
            }
            self.line_no += 1;
            read += length;
            if read > MAIL_BYTES_READ_MAX {
                return Err(std::io::Error::other("one mail of it is larger than 64 MB"));
            }
            if after_blank && opens_mail(&line) {
                if !mail.trim_ascii().is_empty() {
                    self.begun = true;
                    return Ok(Some((start, mail)));
                }
                start = self.line_no;
                continue;
            }
            after_blank = line.trim_ascii().is_empty();
            // Mailboxes put a > before a line of a mail that starts with From.
            let signs = line.iter().take_while(|byte| **byte == b'>').count();
            let skip = usize::from(signs > 0 && line[signs..].starts_with(b"From "));
            if mail.len() < MAIL_BYTES_MAX {
                mail.extend_from_slice(&line[skip..]);
            }
        }
    }
}

/// `From sender Thu Jan  1 10:00:00 2026`: a sender and a time of day.
fn opens_mail(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let is_time = |word: &[u8]| {
        word.len() >= 5
            && word[2] == b':'
            && word
                .iter()
                .all(|byte| byte.is_ascii_digit() || *byte == b':')
    };
    rest.split(|byte| *byte == b' ')
        .any(|word| is_time(word.trim_ascii()))
}

impl Rows for MailRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, GatherError> {
        let next = self.next_mail().map_err(GatherError::file(&self.name))?;
        let Some((line_no, mail)) = next else {
            return Ok(false);
        };
        row.clear(line_no);
        let parsed = MessageParser::default().parse_headers(&mail[..]);
        let parsed = parsed.as_ref();
        let address = |of: Option<&mail_parser::Address<'_>>| {
            let first = of.and_then(|of| of.first()).and_then(|one| one.address());
            first.unwrap_or_default().to_owned()
        };
        row.push(parsed.and_then(|one| one.message_id()).unwrap_or_default());
        row.push(
            &parsed
                .and_then(|one| one.date())
                .map(|date| date.to_rfc3339())
                .unwrap_or_default(),
        );
        row.push(&address(parsed.and_then(|one| one.from())));
        row.push(&address(parsed.and_then(|one| one.to())));
        row.push(parsed.and_then(|one| one.subject()).unwrap_or_default());
        row.push(&String::from_utf8_lossy(&mail));
        Ok(true)
    }
}

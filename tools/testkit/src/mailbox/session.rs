//! One SMTP conversation: a connection in; messages for the tray out (RFC 5321, with PIPELINING,
//! SIZE and 8BITMIME; no STARTTLS, for nothing leaves the machine).

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, BufWriter};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use crate::mailbox::script::{Fate, Script, Verdict};
use crate::mailbox::tray::{Message, Tray};

/// The largest message taken: 25 MiB, what large providers take.
const MOST_BYTES: usize = 25 * 1024 * 1024;

/// Talks to one caller until it quits, hangs up or is cut off.
pub(super) async fn serve(stream: TcpStream, tray: &Tray, script: &Script) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (reading, writing) = stream.into_split();
    let mut session = Session {
        reader: BufReader::new(reading),
        writer: BufWriter::new(writing),
        tray,
        script,
        greeted: false,
        from: None,
        to: Vec::new(),
    };
    session.reply("220 localhost practice mailbox").await?;
    while let Some(line) = session.command().await? {
        if session.obey(&line).await? == Next::HangUp {
            break;
        }
    }
    session.writer.flush().await
}

struct Session<'a> {
    reader: BufReader<OwnedReadHalf>,
    writer: BufWriter<OwnedWriteHalf>,
    tray: &'a Tray,
    script: &'a Script,
    greeted: bool,
    from: Option<String>,
    to: Vec<String>,
}

#[derive(PartialEq, Eq)]
enum Next {
    GoOn,
    HangUp,
}

impl Session<'_> {
    /// The next command line without its line end; none when the caller has hung up.
    async fn command(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let size = self.reader.read_until(b'\n', &mut line).await?;
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        Ok((size > 0).then_some(line))
    }

    async fn obey(&mut self, line: &str) -> io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => self.greet(EHLO_REPLY).await?,
            "HELO" => self.greet("250 localhost").await?,
            "MAIL" => self.begin_mail(rest).await?,
            "RCPT" => self.add_recipient(rest).await?,
            "DATA" => return self.take_data().await,
            "RSET" => {
                self.forget();
                self.reply("250 2.0.0 forgotten").await?;
            }
            "NOOP" => self.reply("250 2.0.0 nothing done").await?,
            "VRFY" => self.reply("252 2.1.5 just try").await?,
            "QUIT" => {
                self.reply("221 2.0.0 bye").await?;
                return Ok(Next::HangUp);
            }
            _ => self.reply("500 5.5.2 not known here").await?,
        }
        Ok(Next::GoOn)
    }

    async fn greet(&mut self, reply: &str) -> io::Result<()> {
        self.greeted = true;
        self.forget();
        self.reply(reply).await
    }

    async fn begin_mail(&mut self, rest: &str) -> io::Result<()> {
        if !self.greeted || self.from.is_some() {
            return self.reply("503 5.5.1 not now").await;
        }
        let Some((address, parameters)) = path_after("FROM:", rest) else {
            return self.reply("501 5.5.4 write MAIL FROM:<address>").await;
        };
        if announced_size(parameters).is_some_and(|size| size > MOST_BYTES) {
            return self.reply("552 5.3.4 too large").await;
        }
        self.from = Some(address.to_owned());
        self.reply("250 2.1.0 sender noted").await
    }

    async fn add_recipient(&mut self, rest: &str) -> io::Result<()> {
        if self.from.is_none() {
            return self.reply("503 5.5.1 MAIL first").await;
        }
        let address = path_after("TO:", rest)
            .map(|(address, _)| address)
            .filter(|to| !to.is_empty());
        let Some(address) = address else {
            return self.reply("501 5.5.4 write RCPT TO:<address>").await;
        };
        match self.script.verdict(address) {
            Verdict::Reject => self.reply("550 5.1.1 no such mailbox").await,
            Verdict::PutOff => self.reply("451 4.7.1 come back later").await,
            Verdict::Take => {
                self.to.push(address.to_owned());
                self.reply("250 2.1.5 recipient noted").await
            }
        }
    }

    async fn take_data(&mut self) -> io::Result<Next> {
        if self.to.is_empty() {
            self.reply("503 5.5.1 RCPT first").await?;
            return Ok(Next::GoOn);
        }
        let fate = self.script.next_fate();
        self.reply("354 go ahead, end with a dot").await?;
        if fate == Fate::CutOffBeforeDot {
            // One line is taken first, so that the sender is in the middle of its message.
            self.writer.flush().await?;
            self.command().await?;
            return Ok(Next::HangUp);
        }
        let Some(raw) = self.read_data().await? else {
            return Ok(Next::HangUp);
        };
        if raw.len() > MOST_BYTES {
            self.forget();
            self.reply("552 5.3.4 too large").await?;
            return Ok(Next::GoOn);
        }
        self.put_down(raw, fate).await
    }

    async fn put_down(&mut self, raw: Vec<u8>, fate: Fate) -> io::Result<Next> {
        let (from, to) = (
            self.from.take().unwrap_or_default(),
            std::mem::take(&mut self.to),
        );
        let put = self.tray.put(Message { from, to, raw });
        if fate == Fate::CutOffAfterDot {
            return Ok(Next::HangUp);
        }
        match put {
            Ok(()) => self.reply("250 2.0.0 taken").await?,
            Err(_) => self.reply("452 4.3.1 could not be kept").await?,
        }
        Ok(Next::GoOn)
    }

    /// Everything up to the line that is a single dot, dots unstuffed; none when the caller hung
    /// up before. Only a dot between proper line ends closes a message.
    async fn read_data(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut raw = Vec::new();
        let mut after_line_end = true;
        loop {
            let start = raw.len();
            if self.reader.read_until(b'\n', &mut raw).await? == 0 {
                return Ok(None);
            }
            if after_line_end && raw[start..] == *b".\r\n" {
                raw.truncate(start);
                return Ok(Some(raw));
            }
            if after_line_end && raw[start] == b'.' {
                raw.remove(start);
            }
            after_line_end = raw.ends_with(b"\r\n");
            if raw.len() > MOST_BYTES {
                // What is too large is still read to its end, but only its last line is kept.
                raw.drain(..raw.len() - raw.len().min(2));
                return self.skip_data(after_line_end).await;
            }
        }
    }

    /// Reads on to the closing dot and gives more bytes than are allowed.
    async fn skip_data(&mut self, mut after_line_end: bool) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.reader.read_until(b'\n', &mut line).await? == 0 {
                return Ok(None);
            }
            if after_line_end && line == b".\r\n" {
                return Ok(Some(vec![0; MOST_BYTES + 1]));
            }
            after_line_end = line.ends_with(b"\r\n");
        }
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    /// Sends a reply; while further commands already wait, replies are gathered.
    async fn reply(&mut self, text: &str) -> io::Result<()> {
        if let Some(time) = self.script.delay() {
            tokio::time::sleep(time).await;
        }
        self.writer.write_all(text.as_bytes()).await?;
        self.writer.write_all(b"\r\n").await?;
        if self.reader.buffer().is_empty() {
            self.writer.flush().await?;
        }
        Ok(())
    }
}

const EHLO_REPLY: &str = "250-localhost\r\n250-PIPELINING\r\n250-SIZE 26214400\r\n\
                          250-ENHANCEDSTATUSCODES\r\n250 8BITMIME";

/// The address between angle brackets after a keyword, and the parameters behind it.
fn path_after<'a>(keyword: &str, rest: &'a str) -> Option<(&'a str, &'a str)> {
    let head = rest.get(..keyword.len())?;
    let path = rest[keyword.len()..].trim_start().strip_prefix('<')?;
    let (address, parameters) = path.split_once('>')?;
    head.eq_ignore_ascii_case(keyword)
        .then_some((address, parameters))
}

fn announced_size(parameters: &str) -> Option<usize> {
    parameters.split_whitespace().find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        if name.eq_ignore_ascii_case("SIZE") {
            value.parse().ok()
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{announced_size, path_after};

    #[test]
    fn paths_are_read_whatever_the_case_and_parameters() {
        for (keyword, rest, expected) in [
            (
                "FROM:",
                "FROM:<a@b.test> SIZE=10",
                Some(("a@b.test", " SIZE=10")),
            ),
            ("FROM:", "from: <>", Some(("", ""))),
            ("TO:", "To:<x@y.example>", Some(("x@y.example", ""))),
            ("TO:", "TO:x@y.example", None),
            ("TO:", "T", None),
            ("TO:", "é:<x>", None),
        ] {
            assert_eq!(path_after(keyword, rest), expected, "{rest}");
        }
        assert_eq!(announced_size(" BODY=8BITMIME SIZE=123"), Some(123));
        assert_eq!(announced_size(" BODY=8BITMIME"), None);
    }
}

//! The mailbox, spoken to over a plain socket the way a mail program does.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use mail_parser::MessageParser;
use testkit::{Fault, Mailbox, MailboxOptions};

use crate::folder;

/// A caller that sends lines and reads replies.
struct Caller(BufReader<TcpStream>);

impl Caller {
    fn greeted(mailbox: &Mailbox) -> Caller {
        let mut caller = Caller(BufReader::new(
            TcpStream::connect(mailbox.address()).unwrap(),
        ));
        assert!(caller.reply().starts_with("220 "));
        caller.says("EHLO test", "250");
        caller
    }

    fn send(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).unwrap();
    }

    /// The last line of the next reply; empty when the connection is gone.
    fn reply(&mut self) -> String {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap_or(0) == 0 {
                return String::new();
            }
            if line.as_bytes().get(3) != Some(&b'-') {
                return line;
            }
        }
    }

    fn says(&mut self, command: &str, expected: &str) {
        self.send(&format!("{command}\r\n"));
        let reply = self.reply();
        assert!(reply.starts_with(expected), "{command}: {reply}");
    }

    fn envelope(&mut self, to: &str) {
        self.says("MAIL FROM:<us@tarnhollow.example>", "250 2.1.0");
        self.says(&format!("RCPT TO:<{to}>"), "250 2.1.5");
        self.says("DATA", "354");
    }
}

const MESSAGE: &str = "From: us@tarnhollow.example\r\nTo: zoe@homemail.test\r\nSubject: Hello\r\n\
                       \r\nDear Zoe,\r\n..dots at the start\r\n.\r\n";

fn in_memory(faults: Vec<Fault>) -> Mailbox {
    Mailbox::start(MailboxOptions {
        dir: None,
        keep_in_memory: true,
        faults,
    })
    .unwrap()
}

#[test]
fn a_message_comes_out_as_it_went_in() {
    let mailbox = in_memory(Vec::new());
    let mut caller = Caller::greeted(&mailbox);
    caller.envelope("zoe@homemail.test");
    caller.send(MESSAGE);
    assert!(caller.reply().starts_with("250 2.0.0"));
    caller.says("QUIT", "221");
    assert_eq!(mailbox.count(), 1);
    let messages = mailbox.stop();
    assert_eq!(messages[0].from, "us@tarnhollow.example");
    assert_eq!(messages[0].to, ["zoe@homemail.test"]);
    let parsed = MessageParser::default().parse(&messages[0].raw).unwrap();
    assert_eq!(parsed.subject(), Some("Hello"));
    assert_eq!(
        parsed.body_text(0).unwrap(),
        "Dear Zoe,\r\n.dots at the start\r\n"
    );
}

#[test]
fn commands_sent_at_once_are_answered_in_order() {
    let mailbox = in_memory(Vec::new());
    let mut caller = Caller::greeted(&mailbox);
    caller.send("MAIL FROM:<> SIZE=100 BODY=8BITMIME\r\nRCPT TO:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n");
    let replies: Vec<_> = (0..4).map(|_| caller.reply()[..3].to_owned()).collect();
    assert_eq!(replies, ["250", "250", "250", "354"]);
    caller.send("\u{e9}\r\n.\r\nRSET\r\nNOOP\r\nQUIT\r\n");
    let replies: Vec<_> = (0..4).map(|_| caller.reply()[..3].to_owned()).collect();
    assert_eq!(replies, ["250", "250", "250", "221"]);
    assert_eq!(mailbox.messages()[0].to, ["a@b.test", "c@d.test"]);
    assert_eq!(mailbox.messages()[0].raw, "\u{e9}\r\n".as_bytes());
}

#[test]
fn only_a_dot_between_proper_line_ends_closes_a_message() {
    let mailbox = in_memory(Vec::new());
    let mut caller = Caller::greeted(&mailbox);
    caller.envelope("a@b.test");
    caller.send("one\n.\ntwo\r\n.\nthree\r\n.\r\n");
    assert!(caller.reply().starts_with("250"));
    caller.says("QUIT", "221");
    assert_eq!(mailbox.stop()[0].raw, b"one\n.\ntwo\r\n\nthree\r\n");
}

#[test]
fn commands_out_of_turn_and_oversize_are_refused() {
    let mailbox = in_memory(Vec::new());
    let mut caller = Caller::greeted(&mailbox);
    caller.says("RCPT TO:<a@b.test>", "503");
    caller.says("DATA", "503");
    caller.says("MAIL FROM:broken", "501");
    caller.says("MAIL FROM:<a@b.test> SIZE=99999999", "552");
    caller.says("MAIL FROM:<a@b.test>", "250");
    caller.says("MAIL FROM:<a@b.test>", "503");
    caller.says("RCPT TO:<>", "501");
    caller.says("STARTTLS", "500");
    caller.says("HELO again", "250");
    caller.says("DATA", "503");
    assert_eq!(mailbox.count(), 0);
}

#[test]
fn recipients_are_rejected_or_put_off_once_as_told() {
    let faults = vec![
        Fault::Reject("gone@b.test".into()),
        Fault::Greylist("shy@b.test".into()),
    ];
    let mailbox = in_memory(faults);
    let mut caller = Caller::greeted(&mailbox);
    caller.says("MAIL FROM:<a@b.test>", "250");
    caller.says("RCPT TO:<Gone@b.test>", "550 5.1.1");
    caller.says("RCPT TO:<shy@b.test>", "451 4.7.1");
    caller.says("RCPT TO:<shy@b.test>", "250");
    caller.says("RCPT TO:<gone@b.test>", "550 5.1.1");
}

#[test]
fn a_dropped_connection_leaves_the_message_taken_or_not_as_told() {
    let mailbox = in_memory(vec![Fault::DropAfterDot(1), Fault::DropBeforeDot(2)]);
    for (taken, is_told) in [(1, false), (1, false), (2, true)] {
        let mut caller = Caller::greeted(&mailbox);
        caller.envelope("a@b.test");
        caller.send("Subject: x\r\n\r\nx\r\n.\r\n");
        assert_eq!(caller.reply().starts_with("250"), is_told);
        assert_eq!(mailbox.count(), taken);
    }
}

#[test]
fn files_carry_the_envelope_and_are_never_half_there() {
    let dir = folder("eml");
    let options = MailboxOptions {
        dir: Some(dir.clone()),
        keep_in_memory: false,
        faults: vec![Fault::Delay(Duration::from_millis(1))],
    };
    let mailbox = Mailbox::start(options).unwrap();
    let mut caller = Caller::greeted(&mailbox);
    for _ in 0..3 {
        caller.envelope("zoe@homemail.test");
        caller.send(MESSAGE);
        assert!(caller.reply().starts_with("250"));
    }
    assert_eq!((mailbox.count(), mailbox.messages().len()), (3, 0));
    drop(mailbox);
    let names: Vec<_> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(names.len(), 3);
    for path in names {
        assert_eq!(path.extension().unwrap(), "eml");
        let raw = std::fs::read(path).unwrap();
        let parsed = MessageParser::default().parse(&raw).unwrap();
        assert_eq!(
            parsed.header_raw("Delivered-To").unwrap().trim(),
            "zoe@homemail.test"
        );
        assert_eq!(parsed.subject(), Some("Hello"));
    }
}

#[tokio::test]
async fn a_mailbox_can_be_opened_and_closed_inside_a_runtime() {
    let mailbox = in_memory(Vec::new());
    let stream = tokio::net::TcpStream::connect(mailbox.address())
        .await
        .unwrap();
    stream.readable().await.unwrap();
    assert!(mailbox.stop().is_empty());
}

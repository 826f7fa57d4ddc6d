//! One line to the mail server; one mail over it in, an honest answer out.

use std::time::Duration;

use lettre::address::Address;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::{Error, response::Response};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::options::Smtp;

/// How long a server may take to be reached and to greet (RFC 5321, 4.5.3.2.1: five minutes for
/// the greeting; a person is waiting here, so a tenth of it).
const OPENING: Duration = Duration::from_secs(30);

/// How long a server may take to answer a command (RFC 5321, 4.5.3.2.2 and .3: five minutes).
const ANSWERING: Duration = Duration::from_secs(300);

/// How long a server may take to take over a mail (RFC 5321, 4.5.3.2.6: ten minutes).
const TAKING_OVER: Duration = Duration::from_secs(600);

/// The port whose servers speak TLS from the first byte (RFC 8314).
const TLS_PORT: u16 = 465;

/// An open line to a mail server.
pub(crate) struct Line {
    connection: AsyncSmtpConnection,
    /// Whether an answer was an error, so that the server must forget the mail begun.
    needs_reset: bool,
}

/// What became of one mail on the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The server took it.
    Accepted(String),
    /// The server refuses this recipient or mail for good.
    Rejected(String),
    /// The server wants it to be tried again later.
    Deferred(String),
    /// The line broke before the mail was on the wire: nothing left the house.
    NotSent(String),
    /// The line broke after the mail was on the wire and before an answer: nobody can know.
    InDoubt(String),
}

impl Line {
    /// Opens a line: encrypted where the server offers it, signed in where a user is named.
    pub(crate) async fn open(smtp: &Smtp, accept_own_certificate: bool) -> Result<Line, String> {
        let opened = timeout(OPENING, open(smtp, accept_own_certificate)).await;
        let connection = opened.map_err(|_| "the mail server does not answer".to_owned())??;
        Ok(Line {
            connection,
            needs_reset: false,
        })
    }

    /// Hands over one mail. `leaves` is called when everything but the mail itself is agreed,
    /// just before its bytes go to the wire; when it fails, nothing is sent.
    pub(crate) async fn hand_over(
        &mut self,
        from: &Address,
        to: &Address,
        bytes: &[u8],
        leaves: impl FnOnce() -> std::io::Result<()>,
    ) -> Answer {
        if let Err(answer) = self.agree(from, to).await {
            return answer;
        }
        if let Err(error) = leaves() {
            return Answer::NotSent(format!("the journal cannot be written: {error}"));
        }
        // The dot is set behind a line end, so one more at the end would be an empty line.
        let bytes = bytes.strip_suffix(b"\r\n").unwrap_or(bytes);
        match timeout(TAKING_OVER, self.connection.message(bytes)).await {
            Ok(Ok(reply)) => Answer::Accepted(reply_text(&reply)),
            Ok(Err(error)) => self.refusal(&error, Answer::InDoubt),
            Err(_) => Answer::InDoubt("no answer within ten minutes".to_owned()),
        }
    }

    /// Says from whom and to whom, and that the mail follows.
    async fn agree(&mut self, from: &Address, to: &Address) -> Result<(), Answer> {
        if std::mem::take(&mut self.needs_reset) {
            self.say(Rset).await?;
        }
        let parameters = self.parameters(from, to)?;
        self.say(Mail::new(Some(from.clone()), parameters))
            .await
            .map_err(sender_refused)?;
        self.say(Rcpt::new(to.clone(), vec![])).await?;
        self.say(Data).await
    }

    /// What the server must be told about the mail; addresses beyond ASCII need its consent.
    fn parameters(&self, from: &Address, to: &Address) -> Result<Vec<MailParameter>, Answer> {
        let offers = |feature| self.connection.server_info().supports_feature(feature);
        let ascii = [from, to]
            .iter()
            .all(|one| AsRef::<str>::as_ref(one).is_ascii());
        let mut parameters = Vec::new();
        if !ascii {
            if !offers(Extension::SmtpUtfEight) {
                let why = "the mail server takes no address with letters beyond A to Z";
                return Err(Answer::Rejected(why.to_owned()));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if offers(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        Ok(parameters)
    }

    async fn say<C: std::fmt::Display>(&mut self, command: C) -> Result<(), Answer> {
        match timeout(ANSWERING, self.connection.command(command)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(self.refusal(&error, Answer::NotSent)),
            Err(_) => Err(Answer::NotSent("no answer within five minutes".to_owned())),
        }
    }

    /// The answer an error means: a reply of the server, or a line that broke.
    fn refusal(&mut self, error: &Error, broken: impl FnOnce(String) -> Answer) -> Answer {
        self.needs_reset = true;
        if error.is_permanent() {
            Answer::Rejected(error_text(error))
        } else if error.is_transient() {
            Answer::Deferred(error_text(error))
        } else {
            broken(error_text(error))
        }
    }

    /// Whether the line can carry another mail after this answer.
    pub(crate) fn is_sound_after(answer: &Answer) -> bool {
        match answer {
            Answer::Accepted(_) => true,
            Answer::NotSent(_) | Answer::InDoubt(_) => false,
            // 421 says that the server hangs up (RFC 5321, 3.8).
            Answer::Rejected(reply) | Answer::Deferred(reply) => !reply.starts_with("421"),
        }
    }

    /// Says goodbye.
    pub(crate) async fn close(mut self) {
        let _ = timeout(Duration::from_secs(5), self.connection.quit()).await;
    }
}

/// A refused sender is our trouble, not the recipient's: the mail is kept for later.
fn sender_refused(answer: Answer) -> Answer {
    match answer {
        Answer::Rejected(reply) => Answer::Deferred(reply),
        other => other,
    }
}

async fn open(smtp: &Smtp, accept_own_certificate: bool) -> Result<AsyncSmtpConnection, String> {
    let hello = ClientId::default();
    if smtp.port == TLS_PORT {
        let tls = tls_for(smtp, accept_own_certificate)?;
        let place = (smtp.host.as_str(), smtp.port);
        let line =
            AsyncSmtpConnection::connect_tokio1(place, Some(OPENING), &hello, Some(tls), None);
        let mut line = line.await.map_err(|error| error_text(&error))?;
        sign_in(&mut line, smtp).await?;
        return Ok(line);
    }
    let stream = TcpStream::connect((smtp.host.as_str(), smtp.port))
        .await
        .map_err(|error| format!("the mail server cannot be reached: {error}"))?;
    // Without this each mail waits 40 ms for an acknowledgement that the other side delays.
    stream
        .set_nodelay(true)
        .map_err(|error| error.to_string())?;
    let mut line = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello)
        .await
        .map_err(|error| error_text(&error))?;
    if line.can_starttls() {
        let tls = tls_for(smtp, accept_own_certificate)?;
        let encrypted = line.starttls(tls, &hello).await;
        encrypted
            .map_err(|error| format!("the line cannot be encrypted: {}", error_text(&error)))?;
    } else if smtp.require_tls {
        return Err("the mail server offers no encryption, and the settings ask for it".to_owned());
    }
    sign_in(&mut line, smtp).await?;
    Ok(line)
}

fn tls_for(smtp: &Smtp, accept_own_certificate: bool) -> Result<TlsParameters, String> {
    let lenient = accept_own_certificate && is_loopback(&smtp.host);
    TlsParameters::builder(smtp.host.clone())
        .dangerous_accept_invalid_certs(lenient)
        .dangerous_accept_invalid_hostnames(lenient)
        .build()
        .map_err(|error| error_text(&error))
}

async fn sign_in(line: &mut AsyncSmtpConnection, smtp: &Smtp) -> Result<(), String> {
    let (Some(user), Some(password)) = (&smtp.user, &smtp.password) else {
        return Ok(());
    };
    if !line.is_encrypted() && !is_loopback(&smtp.host) {
        return Err(
            "the mail server offers no encryption, so the password was not sent".to_owned(),
        );
    }
    let who = Credentials::new(user.clone(), password.clone());
    let signed = line.auth(DEFAULT_MECHANISMS, &who).await;
    signed
        .map(|_| ())
        .map_err(|error| format!("signing in failed: {}", error_text(&error)))
}

/// Whether a host is this machine itself.
fn is_loopback(host: &str) -> bool {
    let number = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<std::net::IpAddr>();
    host == "localhost" || number.is_ok_and(|address| address.is_loopback())
}

/// The reply as the server gave it, on one line.
fn reply_text(reply: &Response) -> String {
    let words: Vec<&str> = reply.message().collect();
    format!("{} {}", reply.code(), words.join(" "))
}

/// An error as code and words, or as what broke.
fn error_text(error: &Error) -> String {
    let cause = std::error::Error::source(error).map_or(String::new(), |cause| cause.to_string());
    match error.status() {
        Some(code) => format!("{code} {cause}").trim().to_owned(),
        None if cause.is_empty() => error.to_string(),
        None => cause,
    }
}

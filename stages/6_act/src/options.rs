//! What a delivery is told before it starts, and what it tells when it is done.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::Serialize;
use terms::Day;

/// How a delivery is to be done.
#[derive(Clone, Debug)]
pub struct ActOptions {
    /// What "now" means: rows due up to this day leave.
    pub as_of: Day,
    /// The instant written beside every change and in the Date of every mail, RFC 3339.
    pub now: String,
    /// The mail server; without one, e-mails wait and the report says so.
    pub smtp: Option<Smtp>,
    /// Letters and calls due within this many days ahead are printed now, so that the owner
    /// prints once a month and posts on the days that stand on the letters.
    pub paper_lead_days: i32,
    /// Lines to the mail server held open at once.
    pub connections: usize,
}

/// The mail server that takes the e-mails.
#[derive(Clone, Default)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port: 587 or 25, or 465 for a server that speaks TLS from the first byte.
    pub port: u16,
    /// The user to sign in as; none for a server that asks for nobody.
    pub user: Option<String>,
    /// The password of that user.
    pub password: Option<String>,
    /// Refuse to hand over anything unless the line is encrypted.
    pub require_tls: bool,
}

impl fmt::Debug for Smtp {
    /// Without user and password, so that neither can end in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("require_tls", &self.require_tls)
            .finish_non_exhaustive()
    }
}

/// What a delivery did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ActReport {
    /// E-mails the mail server took.
    pub emails_sent: u64,
    /// Contacts refused for good; the reply is on the row.
    pub rejected: u64,
    /// E-mails the mail server wants to be tried again; the next delivery does.
    pub deferred: u64,
    /// E-mails of which nobody can know whether they arrived; never sent again.
    pub in_doubt: u64,
    /// Letters printed.
    pub letters: u64,
    /// The PDF they are in, one page each, sorted by posting day.
    pub letters_file: Option<PathBuf>,
    /// Letters whose text was too long for the page and was cut.
    pub letters_shortened: u64,
    /// Calls put on the list.
    pub calls: u64,
    /// The newest call list with everything that is to be called; a PDF to print lies beside it.
    pub calls_file: Option<PathBuf>,
    /// Rows of the control group, left alone on purpose.
    pub withheld: u64,
    /// Rows a check at hand-over said no to, by reason.
    pub skipped: Vec<(String, u64)>,
    /// Rows whose last day passed before they could leave.
    pub expired: u64,
    /// E-mails that wait for a mail server.
    pub waiting_for_smtp: u64,
    /// Why they wait.
    pub smtp_problem: Option<String>,
    /// Codes drawn for accounts that had none.
    pub codes_drawn: u64,
    #[serde(skip)]
    pub(crate) reasons: BTreeMap<String, u64>,
}

impl ActReport {
    /// Counts one row that a check said no to.
    pub(crate) fn skip(&mut self, reason: &str) {
        *self.reasons.entry(reason.to_owned()).or_default() += 1;
    }

    /// The report as its reader gets it: reasons with the most frequent first.
    pub(crate) fn closed(mut self) -> Self {
        self.skipped = std::mem::take(&mut self.reasons).into_iter().collect();
        self.skipped
            .sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        self
    }
}

//! The journal of mails that left: one line just before a mail goes to the wire and one with the
//! answer. Read when we start again, it says what had left when we were stopped.
//!
//! The lines are plain writes: they survive a kill of the program, which is what happens. A power
//! cut may lose the newest ones; the first line therefore names the run of the machine it was
//! written in, and after another start of the machine every claimed mail is held as in doubt.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::ActError;

/// The journal of one workspace, held by one delivery at a time.
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
}

/// What the journal says of one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trace {
    /// Its bytes went to the wire; no answer was noted.
    Started,
    /// The mail server took it, with this reply.
    Accepted(String),
    /// The mail server refused it for good, with this reply.
    Rejected(String),
    /// The mail server wants it to be tried again, with this reply.
    Deferred(String),
}

/// What an earlier delivery left behind.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct LeftBehind {
    /// By planned touch.
    pub(crate) traces: HashMap<i64, Trace>,
    /// Whether the machine itself was started anew since.
    pub(crate) machine_restarted: bool,
}

impl Journal {
    /// Takes the journal of a workspace and reads what an earlier delivery left behind.
    pub(crate) fn take(workspace: &Path) -> Result<(Journal, LeftBehind), ActError> {
        let path = workspace.join("outbox.journal");
        let failed = |source| ActError::File {
            path: path.clone(),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ActError::Busy(path)),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        let left = read_lines(&String::from_utf8_lossy(&bytes), &this_run());
        Ok((Journal { path, file }, left))
    }

    /// Forgets everything: all it spoke of is settled in the database.
    pub(crate) fn begin(&self) -> Result<(), ActError> {
        let begun = self
            .file
            .set_len(0)
            .and_then(|()| (&self.file).write_all(format!("begun {}\n", this_run()).as_bytes()))
            .and_then(|()| self.file.sync_all());
        begun.map_err(|source| ActError::File {
            path: self.path.clone(),
            source,
        })
    }

    /// Notes that the bytes of this mail go to the wire now. One write, so lines of several
    /// connections never mix.
    pub(crate) fn started(&self, id: i64, message_id: &str) -> std::io::Result<()> {
        (&self.file).write_all(format!("started {id} {message_id}\n").as_bytes())
    }

    /// Notes the answer to this mail.
    pub(crate) fn answered(&self, id: i64, trace: &Trace) -> std::io::Result<()> {
        let (word, reply) = match trace {
            Trace::Started => return Ok(()),
            Trace::Accepted(reply) => ("accepted", reply),
            Trace::Rejected(reply) => ("rejected", reply),
            Trace::Deferred(reply) => ("deferred", reply),
        };
        let reply = crate::contact::one_line(reply);
        (&self.file).write_all(format!("{word} {id} {reply}\n").as_bytes())
    }
}

/// What the lines of a journal say; a torn last line says nothing.
fn read_lines(text: &str, this_run: &str) -> LeftBehind {
    let mut left = LeftBehind::default();
    for line in text
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'))
    {
        let mut parts = line.splitn(3, ' ');
        let (word, rest) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let reply = parts.next().unwrap_or("").to_owned();
        if word == "begun" {
            left.machine_restarted = rest != this_run;
        }
        let Ok(id) = rest.parse::<i64>() else {
            continue;
        };
        let trace = match word {
            "started" => Trace::Started,
            "accepted" => Trace::Accepted(reply),
            "rejected" => Trace::Rejected(reply),
            "deferred" => Trace::Deferred(reply),
            _ => continue,
        };
        left.traces.insert(id, trace);
    }
    left
}

/// A name for the time the machine has been running without a break; empty where the system
/// gives none, and then a power cut cannot be told from a kill.
fn this_run() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
        .map(|text| text.trim().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journal_lines_tell_what_had_left() {
        let text = "begun a\nstarted 1 x@y\nstarted 2 x@y\naccepted 1 250 ok so\n\
                    started 3 x\nrejected 3 550 no\nnonsense\nstarted 44";
        let left = read_lines(text, "a");
        assert!(!left.machine_restarted);
        assert_eq!(left.traces.len(), 3);
        assert_eq!(left.traces[&1], Trace::Accepted("250 ok so".to_owned()));
        assert_eq!(left.traces[&2], Trace::Started);
        assert_eq!(left.traces[&3], Trace::Rejected("550 no".to_owned()));
        assert!(read_lines(text, "b").machine_restarted);
        assert_eq!(read_lines("", "b"), LeftBehind::default());
    }
}

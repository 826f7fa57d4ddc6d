//! How a mailbox misbehaves: faults in; what to do with this recipient or that message out.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This recipient does not exist: `550 5.1.1`.
    Reject(String),
    /// This recipient is put off the first time with `451 4.7.1` and taken the next.
    Greylist(String),
    /// The connection breaks off after the closing dot of the n-th message (from 1) without a
    /// reply; the message was taken, but the sender cannot know.
    DropAfterDot(usize),
    /// The connection breaks off before the closing dot of the n-th message (from 1); the message
    /// was not taken.
    DropBeforeDot(usize),
    /// Every reply waits this long.
    Delay(Duration),
}

/// All faults of a mailbox and how far they have come.
#[derive(Debug)]
pub(super) struct Script {
    faults: Vec<Fault>,
    put_off: Mutex<HashSet<String>>,
    begun: AtomicUsize,
}

/// What happens to a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Take,
    PutOff,
    Reject,
}

/// What happens to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Taken,
    CutOffAfterDot,
    CutOffBeforeDot,
}

impl Script {
    pub(super) fn new(faults: Vec<Fault>) -> Script {
        Script {
            faults,
            put_off: Mutex::default(),
            begun: AtomicUsize::new(0),
        }
    }

    pub(super) fn verdict(&self, recipient: &str) -> Verdict {
        let is_meant = |address: &String| address.eq_ignore_ascii_case(recipient);
        for fault in &self.faults {
            match fault {
                Fault::Reject(address) if is_meant(address) => return Verdict::Reject,
                Fault::Greylist(address) if is_meant(address) && self.is_first(recipient) => {
                    return Verdict::PutOff;
                }
                _ => {}
            }
        }
        Verdict::Take
    }

    /// What happens to the message whose data is about to come.
    pub(super) fn next_fate(&self) -> Fate {
        let number = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
        if self.faults.contains(&Fault::DropBeforeDot(number)) {
            Fate::CutOffBeforeDot
        } else if self.faults.contains(&Fault::DropAfterDot(number)) {
            Fate::CutOffAfterDot
        } else {
            Fate::Taken
        }
    }

    pub(super) fn delay(&self) -> Option<Duration> {
        self.faults.iter().find_map(|fault| match fault {
            Fault::Delay(time) => Some(*time),
            _ => None,
        })
    }

    fn is_first(&self, recipient: &str) -> bool {
        let mut put_off = self
            .put_off
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        put_off.insert(recipient.to_lowercase())
    }
}

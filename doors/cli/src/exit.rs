//! How the program ended, as a number that scripts can tell apart.

use std::process::ExitCode;

use desk::Refusal;
use store::StoreError;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All done.
    Done = 0,
    /// A fault of ours or of the machine.
    Bug = 1,
    /// Asked in a way that makes no sense.
    Usage = 2,
    /// Done, but part of the input could not be used; it is listed.
    RejectedInPart = 3,
    /// Something has to be set up first.
    SetUpMissing = 4,
    /// There is no such thing.
    NotFound = 5,
    /// Another Regulars is at work here.
    Locked = 6,
    /// Done, but some messages were refused or are in doubt.
    SomeSendsFailed = 7,
    /// Stopped; the next run goes on from here.
    Interrupted = 130,
}

impl Exit {
    /// The number that fits this error.
    pub(crate) fn of(error: &anyhow::Error) -> Exit {
        if let Some(refusal) = error.downcast_ref::<Refusal>() {
            return match refusal {
                Refusal::NotFound(_) => Exit::NotFound,
                Refusal::SetUp(_) => Exit::SetUpMissing,
                Refusal::Usage(_) => Exit::Usage,
            };
        }
        // A file that is not there is the machine's matter; everything else was asked wrongly.
        match error.downcast_ref::<analyst::AnalystError>() {
            None | Some(analyst::AnalystError::File { .. }) => {}
            Some(_) => return Exit::Usage,
        }
        if matches!(
            error.downcast_ref::<gather::GatherError>(),
            Some(gather::GatherError::Waits { .. })
        ) {
            return Exit::SetUpMissing;
        }
        match error.downcast_ref::<clean::CleanError>() {
            None | Some(clean::CleanError::Store(_)) => {}
            Some(
                clean::CleanError::NoSuchAccount(_)
                | clean::CleanError::NoSuchStep(_)
                | clean::CleanError::NoSuchPerson(..)
                | clean::CleanError::NoSuchLetter(_),
            ) => return Exit::NotFound,
            Some(_) => return Exit::Usage,
        }
        // A stage wraps what the database said, so the whole chain is looked through.
        for cause in error.chain() {
            match cause.downcast_ref::<StoreError>() {
                Some(StoreError::Cancelled) => return Exit::Interrupted,
                Some(error) if error.is_locked() => return Exit::Locked,
                _ => {}
            }
        }
        Exit::Bug
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

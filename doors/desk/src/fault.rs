//! Faults of the machine in the owner's words: no room, no right, somebody else at work.
//!
//! Enters: an error as a stage gave it. Leaves: what happened and what to do next; an error that
//! says so itself stays as it is.

use std::io::ErrorKind;

use gather::GatherError;
use rusqlite::ErrorCode;

const NO_ROOM: &str = "there is no room left on the disk of the workspace; make room and do the \
    same again: what was finished before is kept, and nothing counts twice";
const FAILING: &str = "the disk of the workspace cannot be written or read; look whether it has \
    room left and is in order, then do the same again: what was finished before is kept";
const NO_RIGHT: &str = "you may not write in the workspace; give yourself the right to write in \
    its folder and to the files in it, or name another folder with --data";
const AT_WORK: &str =
    "another Regulars is working on the workspace; wait until it is done or close it";
const NO_DATABASE: &str =
    "the workspace's file regulars.db is damaged or is no database; put the last backup back";

/// An error in words that say what to do next.
#[must_use]
pub fn tell_error(error: &anyhow::Error) -> String {
    let told = format!("{error:#}");
    if matches!(
        error.downcast_ref(),
        Some(GatherError::File { .. } | GatherError::Refused { .. })
    ) {
        return told;
    }
    match error.chain().find_map(fault_of) {
        Some(Fault::Engine(words)) => words.to_owned(),
        Some(Fault::Machine(words)) => format!("{told}: {words}"),
        None => told,
    }
}

/// Who found the fault: the engine, whose words are its own, or the machine, which names a path.
enum Fault {
    Engine(&'static str),
    Machine(&'static str),
}

fn fault_of(cause: &(dyn std::error::Error + 'static)) -> Option<Fault> {
    if let Some(rusqlite::Error::SqliteFailure(failure, _)) = cause.downcast_ref() {
        return engine_fault(failure.code).map(Fault::Engine);
    }
    let error: &std::io::Error = cause.downcast_ref()?;
    // Only the machine's own: a copy that is not written over another says what it says.
    let is_taken = error.kind() == ErrorKind::AlreadyExists && error.raw_os_error().is_none();
    let fault = machine_fault(error.kind()).filter(|_| !is_taken);
    fault.map(Fault::Machine)
}

fn engine_fault(code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::DiskFull => NO_ROOM,
        ErrorCode::SystemIoFailure => FAILING,
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => NO_RIGHT,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => AT_WORK,
        ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => NO_DATABASE,
        _ => return None,
    })
}

fn machine_fault(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => NO_ROOM,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => NO_RIGHT,
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "a file stands where the folder of the workspace should be; name another with --data"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use gather::GatherError;
    use rusqlite::ffi;
    use store::StoreError;

    use super::tell_error;

    #[test]
    fn faults_of_the_machine_say_what_to_do() {
        let engine = |code: i32| {
            let failure = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            tell_error(&GatherError::Store(StoreError::Engine(failure)).into())
        };
        for (code, words) in [
            (ffi::SQLITE_FULL, "make room"),
            (ffi::SQLITE_IOERR_WRITE, "has room left"),
            (ffi::SQLITE_READONLY, "give yourself the right"),
            (ffi::SQLITE_CANTOPEN, "give yourself the right"),
            (ffi::SQLITE_BUSY, "another Regulars"),
            (ffi::SQLITE_NOTADB, "backup"),
        ] {
            assert!(engine(code).contains(words), "{code}: {}", engine(code));
            assert!(!engine(code).contains("refused"), "{}", engine(code));
        }
        let machine = |kind: ErrorKind| {
            let path = "/data/main".into();
            let source = Error::from(kind);
            tell_error(&StoreError::File { path, source }.into())
        };
        for (kind, words) in [
            (ErrorKind::StorageFull, "make room"),
            (ErrorKind::PermissionDenied, "give yourself the right"),
            (ErrorKind::NotADirectory, "--data"),
        ] {
            let told = machine(kind);
            assert!(
                told.contains(words) && told.contains("/data/main"),
                "{told}"
            );
        }
        assert_eq!(tell_error(&anyhow::anyhow!("no such day")), "no such day");
    }
}

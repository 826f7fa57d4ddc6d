//! Files made to burst what reads them: packed a thousandfold, or one line without end.
//!
//! Enters: a reader of unpacked bytes and a count of the packed ones. Leaves: the same bytes, or a
//! refusal long before memory or time run out.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::files::record::LINE_BYTES_MAX;

/// Unpacking this much is allowed whatever the ratio: it is soon done.
const FREE_BYTES: u64 = 64 << 20;
/// Tables pack three to fifty times; deflate ends at 1,032. Beyond this a file is made of nothing.
const RATIO_MOST: u64 = 200;

/// What went into a packed file's reader and what came out of it so far. The members of a zip
/// share one, so that a thousand of them are no way around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    packed: Arc<AtomicU64>,
    unpacked: Arc<AtomicU64>,
}

impl Flow {
    /// Counts what is read from the packed file.
    pub(crate) fn count<R>(&self, from: R) -> Counting<R> {
        Counting {
            from,
            flow: self.clone(),
        }
    }

    /// Takes what reading the list of a zip counted off again: it is no file's content.
    pub(crate) fn without<T>(&self, read: impl FnOnce() -> T) -> T {
        let before = self.packed.load(Relaxed);
        let found = read();
        self.packed.store(before, Relaxed);
        found
    }

    /// Whether far more came out than went in.
    pub(crate) fn is_burst(&self) -> bool {
        let allowed = self.packed.load(Relaxed).saturating_mul(RATIO_MOST);
        self.unpacked.load(Relaxed) > FREE_BYTES.max(allowed)
    }

    /// Watches what is unpacked.
    pub(crate) fn guard<R>(&self, from: R) -> Guarded<R> {
        Guarded {
            from,
            flow: self.clone(),
        }
    }
}

/// A reader of packed bytes that counts them.
pub(crate) struct Counting<R> {
    from: R,
    flow: Flow,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.from.read(to)?;
        self.flow.packed.fetch_add(length as u64, Relaxed);
        Ok(length)
    }
}

impl<R: Seek> Seek for Counting<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.from.seek(to)
    }
}

/// A reader that stops when far more came out than went in.
pub(crate) struct Guarded<R> {
    from: R,
    flow: Flow,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.from.read(to)?;
        self.flow.unpacked.fetch_add(length as u64, Relaxed);
        if self.flow.is_burst() {
            return Err(io::Error::other(
                "it unpacks to more than 200 times its size, as no table does",
            ));
        }
        Ok(length)
    }
}

/// Counts into `seen` how long the first line is; refuses one that is no line of a table.
pub(crate) fn check_first_line(bytes: &[u8], seen: &mut u64) -> Result<(), &'static str> {
    if *seen == u64::MAX {
        return Ok(());
    }
    if bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        *seen = u64::MAX;
        return Ok(());
    }
    *seen += bytes.len() as u64;
    if *seen > LINE_BYTES_MAX {
        Err("its first line is longer than 16 MB, so it is no table")
    } else {
        Ok(())
    }
}

//! Files made to burst what reads them: packed a thousandfold, or one line without end.
//!
//! Enters: a reader of unpacked bytes and how large the packed file is. Leaves: the same bytes, or
//! a refusal long before memory or time run out.

use std::io::{self, Read};

use crate::files::record::LINE_BYTES_MAX;

/// Unpacking this much is allowed whatever the ratio: it is soon done.
const FREE_BYTES: u64 = 64 << 20;
/// Tables pack three to fifty times; deflate ends at 1,032. Beyond this a file is made of nothing.
const RATIO_MOST: u64 = 200;

/// A reader that stops when far more comes out than went in.
pub(crate) struct Guarded<R> {
    from: R,
    left: u64,
}

impl<R: Read> Guarded<R> {
    /// Watches what a reader unpacks from this many bytes.
    pub(crate) fn new(from: R, packed_bytes: u64) -> Self {
        let left = FREE_BYTES.max(packed_bytes.saturating_mul(RATIO_MOST));
        Guarded { from, left }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.from.read(to)?;
        match self.left.checked_sub(length as u64) {
            Some(left) => self.left = left,
            None => {
                return Err(io::Error::other(
                    "it unpacks to more than 200 times its size, as no table does",
                ));
            }
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

//! How long work tells where it is, and learns that somebody wants it to stop.

/// Told by long work where it is. Doors show it; tests ignore it.
pub trait Progress: Sync {
    /// `done` of `total` pieces of `step` are finished; `total` 0 means not known yet.
    fn at(&self, step: &str, done: u64, total: u64);

    /// Whether the person asked to stop; long work looks between batches.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn at(&self, _step: &str, _done: u64, _total: u64) {}
}

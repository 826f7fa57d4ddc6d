//! The tests of the practice business, one binary.
#![allow(clippy::unwrap_used, missing_docs)]

mod files;
mod life;
mod linkable;
mod mailbox;
mod market;
mod more;
mod people;
mod read;

use std::path::PathBuf;

use terms::Day;
use testkit::PracticeBusiness;

/// The day at whose end the practice business of the tests stands.
fn as_of() -> Day {
    "2026-03-31".parse().unwrap()
}

fn business(accounts: u32, seed: u64) -> PracticeBusiness {
    PracticeBusiness::new(accounts, seed, as_of()).unwrap()
}

/// An empty folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("testkit")
        .join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

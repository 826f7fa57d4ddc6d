//! The database: open, migrate, read, write, settings, turns, progress, backup.
//!
//! Enters: the path of a workspace. Leaves: a [`Store`] with one writer and a few readers on
//! one `SQLite` file. Tables owned: `settings` and `turns`; every other table belongs to a
//! stage, and the migration that makes it says which.

mod backup;
mod error;
mod open;
mod progress;
mod settings;
pub mod testing;
mod turns;

pub use error::StoreError;
pub use open::Store;
pub use progress::{Progress, Silent};
pub use turns::{Turn, TurnState};

/// What stages need of the database engine, so that they name one version of it.
pub use rusqlite;

//! The tests of stage gather: files in, rows of its tables out.
#![allow(clippy::unwrap_used)]

mod again;
mod amounts;
mod bomb_files;
mod bombs;
mod chance;
mod damaged;
mod desk;
mod erasing;
mod exports;
mod formats;
mod forms;
mod happenings;
mod headers;
mod hostile;
mod more_systems;
mod real;
mod rough;
mod sql;
mod strange;
mod traps;
mod undoing;
mod unseen;

//! The tests of stage gather: files in, rows of its tables out.
#![allow(clippy::unwrap_used)]

mod desk;
mod forms;
mod hostile;
mod real;
mod sql;
mod undoing;

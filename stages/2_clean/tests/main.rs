//! The tests of stage clean: received rows in, accounts and orders out.
#![allow(clippy::unwrap_used)]

mod base;
mod linking;
mod orders;
mod practice;
mod real;
mod sql;
mod undoing;

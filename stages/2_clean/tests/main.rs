//! The tests of stage clean: received rows in, accounts and orders out.
#![allow(clippy::unwrap_used)]

mod alike;
mod base;
mod linking;
mod mailbox;
mod orders;
mod practice;
mod reaching;
mod real;
mod rounds;
mod sequences;
mod sql;
mod steps;
mod timeline;
mod undoing;
mod upkeep;

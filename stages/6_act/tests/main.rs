//! The tests of the stage, one binary: a small workspace filled by hand in, its ledger, mails,
//! letters and lists out.

#![allow(clippy::unwrap_used)]

mod calls;
mod delivery;
mod erasing;
mod faults;
mod letters;
mod looks;
mod mails;
mod redemption;
mod sql;
mod world;

//! One test binary: published values, recovery of planted truth, extremes, tiny bases.
#![allow(clippy::unwrap_used)]

mod choice;
mod consistency;
mod extremes;
mod logs;
mod published;
mod recovery;
mod reference;
mod rfm;
mod small_bases;

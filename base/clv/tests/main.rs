//! One test binary: published values, recovery of planted truth, extremes, tiny bases.
#![allow(clippy::unwrap_used)]

mod choice;
mod consistency;
mod coverage;
mod cut_start;
mod extremes;
mod logs;
mod posterior;
mod published;
mod ranges;
mod recovery;
mod reference;
mod rfm;
mod season;
mod simulated;
mod small_bases;
mod spend;
mod subsets;
mod timed;

//! What the library promises: distances as published, records linked whatever the order of rows,
//! verdicts of people kept, and accuracy on sets whose truth is known.
#![allow(clippy::unwrap_used)]

#[path = "../examples/clusters/truth.rs"]
mod truth;

mod accuracy;
mod clusters;
mod few;
mod names;
mod similarity;
mod town;
mod whole_addresses;

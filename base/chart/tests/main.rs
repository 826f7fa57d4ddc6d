//! Every test of the package.
#![allow(clippy::unwrap_used)]

mod drawing;
mod gallery;

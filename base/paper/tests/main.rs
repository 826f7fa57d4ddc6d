//! Paper, printed and read back by real readers: poppler's tools and zbar.

#![allow(clippy::unwrap_used)]

mod extremes;
mod letters;
mod reader;
mod sample;
mod sheets;

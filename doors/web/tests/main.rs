//! The pages through their door: over plain HTTP, and in a real browser where there is one.
#![allow(clippy::unwrap_used)]

mod address_book;
mod browser;
mod client;
mod data;
mod driver;
mod fixture;
mod guard;
mod hostile;
mod http;
mod press;
mod segments;
mod story;
mod tips;
mod upkeep;
mod value;
mod value_files;
mod value_people;

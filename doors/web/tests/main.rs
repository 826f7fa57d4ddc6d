//! The pages through their door: over plain HTTP, and in a real browser where there is one.
#![allow(clippy::unwrap_used)]

mod address_book;
mod books;
mod browser;
mod client;
mod data;
mod driver;
mod fixture;
mod guard;
mod hostile;
mod http;
mod journey;
mod loyalty;
mod papers;
mod planted;
mod prepared;
mod press;
mod second_thoughts;
mod segments;
mod sharing;
mod story;
mod strategies;
mod themes;
mod tips;
mod truth;
mod upkeep;
mod value;
mod value_files;
mod value_firms;
mod value_people;
mod value_said;

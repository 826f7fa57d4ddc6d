//! The pages and the API: everything a person does with a browser.
//!
//! Enters: requests on loopback. Leaves: pages drawn on the server, readable without script, and
//! the same records as JSON under `/api/v1`.

mod api;
mod api_loyalty;
mod api_sharing;
mod api_themes;
mod api_triggers;
mod api_work;
mod assets;
mod button;
mod chart;
mod frame;
mod guard;
mod pages;
mod paint;
mod refusal;
mod router;
mod server;
mod tips;

pub use server::{Server, start};

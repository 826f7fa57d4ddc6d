//! The pages, a file each: read through the desk, draw one template.

pub(crate) mod asks;
pub(crate) mod calls;
pub(crate) mod campaigns;
pub(crate) mod customer;
pub(crate) mod customer_outlook;
pub(crate) mod customers;
pub(crate) mod data;
pub(crate) mod files;
pub(crate) mod grid;
pub(crate) mod growth;
pub(crate) mod health;
pub(crate) mod history;
pub(crate) mod lead;
pub(crate) mod loyalty;
pub(crate) mod microsite;
pub(crate) mod outside;
pub(crate) mod public;
pub(crate) mod reach;
pub(crate) mod referrals;
pub(crate) mod results;
pub(crate) mod review;
pub(crate) mod run;
pub(crate) mod run_plan;
pub(crate) mod score_settings;
pub(crate) mod segments;
pub(crate) mod settings;
pub(crate) mod source;
pub(crate) mod strategies;
pub(crate) mod themes;
pub(crate) mod today;
pub(crate) mod triggers;
pub(crate) mod value;
pub(crate) mod value_charts;
pub(crate) mod work;

use axum::extract::State;
use axum::response::Response;

use crate::refusal::PageError;
use crate::router::App;

/// Any address that is none of ours.
pub(crate) async fn missing(State(app): State<App>) -> Response {
    let text = "There is no page at this address.".to_owned();
    app.answer(move |_| Err(PageError::NotFound(text))).await
}

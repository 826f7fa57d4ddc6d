//! What foretold the past best: a log enters, a tested forecast leaves.

pub(crate) mod backtest;
pub(crate) mod behaviour;
pub(crate) mod beside;
pub(crate) mod boosting;
pub(crate) mod by_customer;
pub(crate) mod candidate;
pub(crate) mod choice;
pub(crate) mod correction;
pub(crate) mod ensemble;
pub(crate) mod forecast;
pub(crate) mod median;
pub(crate) mod method;
pub(crate) mod origin;
pub(crate) mod refit;
pub(crate) mod scores;
pub(crate) mod trial;
pub(crate) mod weighing;

//! Files of an analyst, from bytes to figures.
#![allow(clippy::unwrap_used)]

mod covariates;
mod drawing;
mod fitting;
mod forms;
mod lives;
mod outputs;
mod strange;

//! Enters: published figures, simulated customers, bad input. Leaves: whether the package holds.
#![allow(clippy::unwrap_used)]

mod assign;
mod data;
mod degenerate;
mod exact;
mod hillstrom;
mod nested;
mod power;
mod properties;
mod proportion;
mod published;
mod regression;
mod roi;
mod sharpness;
mod simulation;

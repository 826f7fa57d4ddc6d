//! How a likelihood becomes parameters: functions with derivatives enter, fits leave.

pub(crate) mod curve;
pub(crate) mod edges;
pub(crate) mod fitted;
pub(crate) mod minimise;
pub(crate) mod params;
pub(crate) mod prior;
pub(crate) mod quadrature;
pub(crate) mod special;

//! The models of order timing: histories enter; chances, expected orders and parameters leave.

pub(crate) mod active_customer;
pub(crate) mod active_rows;
pub(crate) mod after_order;
pub(crate) mod after_order_curve;
pub(crate) mod base_model;
pub(crate) mod bg_bb;
pub(crate) mod bg_nbd;
pub(crate) mod cnbd;
pub(crate) mod correlated_pareto_nbd;
pub(crate) mod covariate_effects;
pub(crate) mod covariate_pareto_nbd;
pub(crate) mod departure;
pub(crate) mod departure_grid;
pub(crate) mod fallback;
pub(crate) mod ggompertz_nbd;
pub(crate) mod mbg_nbd;
pub(crate) mod nbd;
pub(crate) mod order_model;
pub(crate) mod orders_ahead;
pub(crate) mod pareto_nbd;
pub(crate) mod pareto_nbd_curve;
pub(crate) mod sbg;
pub(crate) mod tie_fence;
pub(crate) mod timed_covariates;
pub(crate) mod timed_curve;
pub(crate) mod timed_pareto_nbd;

//! How much an order is: spends enter, expected spends and values leave.

pub(crate) mod gamma_gamma;
pub(crate) mod shrunk_mean;
pub(crate) mod spend;
pub(crate) mod spend_model;
pub(crate) mod spend_record;
pub(crate) mod spend_trend;
pub(crate) mod value;
pub(crate) mod ziln;

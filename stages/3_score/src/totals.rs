//! The base as a whole: all accounts enter, one record of figures leaves.

pub(crate) mod base_totals;
pub(crate) mod figures;
pub(crate) mod whole;

//! How far orders and totals may lie from what is expected: distributions enter, ranges leave.

pub(crate) mod coming_orders;
pub(crate) mod median_orders;
pub(crate) mod order_range;
pub(crate) mod total_range;
pub(crate) mod value_range;

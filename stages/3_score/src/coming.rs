//! What is still to come: logs enter, chances, orders, money and their ranges leave.

pub(crate) mod ahead;
pub(crate) mod choice;
pub(crate) mod future;
pub(crate) mod growth;
pub(crate) mod horizon;
pub(crate) mod money_range;
pub(crate) mod months;
pub(crate) mod season;
pub(crate) mod spend;
pub(crate) mod value_range;
pub(crate) mod worth;

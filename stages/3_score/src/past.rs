//! Who was best so far: values of the past enter, ranks, parts and tiers leave.

pub(crate) mod best;
pub(crate) mod parts;
pub(crate) mod ranks;
pub(crate) mod satisfaction;
pub(crate) mod tiers;

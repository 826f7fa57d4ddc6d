//! Two runs beside each other: standings enter, who moved and why leaves.

pub(crate) mod changed;
pub(crate) mod fingerprints;
pub(crate) mod moves;
pub(crate) mod since;
pub(crate) mod snapshot;
pub(crate) mod snapshots;

//! Time as customers feel it: calendars and files cut off at the start enter, operational time leaves.

pub(crate) mod cut_fit;
pub(crate) mod cut_likelihood;
pub(crate) mod cut_start;
pub(crate) mod season;
pub(crate) mod season_curve;
pub(crate) mod season_fit;

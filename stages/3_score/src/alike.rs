//! What accounts like it do: firmographics and baskets enter, potential and likeness leave.

pub(crate) mod category_spend;
pub(crate) mod firmographics;
pub(crate) mod likeness;
pub(crate) mod likes;
pub(crate) mod mixes;
pub(crate) mod potential;
pub(crate) mod reasons;
pub(crate) mod ridge;

//! What one cell says: text enters; a number, a day, a contact or a consent leaves.

pub(crate) mod amount;
pub(crate) mod cells;
pub(crate) mod consent;
pub(crate) mod contacts;
pub(crate) mod currency_name;
pub(crate) mod date_text;
pub(crate) mod line_amount;
pub(crate) mod number;
pub(crate) mod number_text;
pub(crate) mod number_votes;
pub(crate) mod place;

//! What is read back: the newest run enters, lists, reasons and one account's outlook leave.

pub(crate) mod export;
pub(crate) mod fronts;
pub(crate) mod lists;
pub(crate) mod outlook;
pub(crate) mod why;

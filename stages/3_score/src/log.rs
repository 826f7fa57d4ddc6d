//! What is kept of every account's past: orders, lines and service enter, packed logs and one row of
//! figures leave.

pub(crate) mod batch;
pub(crate) mod category_log;
pub(crate) mod histories;
pub(crate) mod history;
pub(crate) mod lines;
pub(crate) mod order_days;
pub(crate) mod order_log;
pub(crate) mod ranges;
pub(crate) mod refunds;
pub(crate) mod serving;
pub(crate) mod taste;
pub(crate) mod varint;
pub(crate) mod windows;
pub(crate) mod words;

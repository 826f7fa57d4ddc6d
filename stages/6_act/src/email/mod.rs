//! E-mail: checked ledger rows in, mails at the mail server and rows in their state out.
//!
//! - `render`: words and business in; subject, text and HTML out. The layout is compiled once.
//! - `message`: a rendered mail in; the bytes for the wire out.
//! - `journal`: what had left the house when we were stopped.
//! - `smtp`: one line to the mail server; one mail over it, with an honest answer.
//! - `office`: several lines kept busy at once.
//! - `hand_over`: claims, posts, settles.

pub(crate) mod hand_over;
pub(crate) mod journal;
mod message;
mod office;
pub(crate) mod render;
mod smtp;

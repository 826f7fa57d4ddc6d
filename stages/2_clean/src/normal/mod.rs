//! What people write, made comparable: names, firms, e-mail addresses, phones, postal addresses.
//!
//! Enters: text as written. Leaves: parts to show and keys to compare by; nothing is sent to a key.

pub(crate) mod company;
pub(crate) mod contact_key;
pub(crate) mod fold;
pub(crate) mod name;
pub(crate) mod nickname;

//! Codes: contacted enrolments in, one unguessable code and page token each out; orders with a
//! code in, redemptions out. A code is an account's own key to its offer.

mod alphabet;
mod issue;
mod redeem;

pub use alphabet::draw_code;
pub(crate) use alphabet::draw_token;
pub(crate) use issue::issue_codes;
pub use redeem::redeem;

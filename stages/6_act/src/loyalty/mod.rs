//! Loyalty: orders and referrals in; points as a ledger that is only ever added to, and codes and
//! perks for points out.
//!
//! A balance is the sum of its rows and is kept nowhere. `worth.rs` is the arithmetic, pure;
//! `settle.rs` books what was earned, taken back and has expired; `redeem.rs` pays out.

mod redeem;
mod rules;
mod settle;
mod standing;
mod worth;

pub use redeem::{Voucher, Wish, cancel_voucher, redeem_points};
pub use rules::{LoyaltyRules, Perk, read_loyalty_rules, save_loyalty_rules};
pub use settle::{PointsBooked, settle_points};
pub use standing::{
    LoyaltyReport, PointsLine, PointsStanding, points_word, read_loyalty, read_points_standing,
};

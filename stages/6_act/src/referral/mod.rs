//! Referral: secret links that customers share in; friends with a code of their own, credits for
//! who brought a new customer, and thanks for it out.
//!
//! `judge.rs` decides whether an order earns a credit and `generation.rs` how many hands a link has
//! gone through; both are pure. `settle.rs` alone writes credits.

mod case;
mod friend;
mod generation;
mod judge;
mod link;
mod offer;
mod report;
mod settle;

pub use friend::{Coming, FriendPage, draw_form_token, find_friend, forget_friend, welcome_friend};
pub use judge::Verdict;
pub use link::{
    Holder, SharedLink, Via, find_link, is_preview, link_token_of, make_link, note_visit,
    share_address,
};
pub(crate) use link::{issue_links, make_within};
pub use offer::{ReferralOffer, read_referral_offer, save_referral_offer};
pub(crate) use report::read_of_theme;
pub use report::{FriendLine, GenerationLine, ReferralReport, read_referrals};
pub use settle::{ReferralChanges, settle_referrals};

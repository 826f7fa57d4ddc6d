//! Stage 2, clean: what files say -> accounts, people, contact points and orders.
//!
//! Enters: the received rows of complete sources. Leaves: one account for each buying unit with its
//! people and contact points, every order once, and for each row the rule that says whose it is.
//! Tables owned: `cleaned_sources`, `accounts`, `account_keys`, `match_keys`, `people`,
//! `contact_points`, `links`, `consents`, `suppressions`, `orders`, `order_lines`. All of them can
//! be rebuilt from received rows; numbers of accounts are never used for another.

mod account;
mod company;
mod contact_key;
mod contact_state;
mod error;
mod facts;
mod fold;
mod identity;
mod link;
mod name;
mod nickname;
mod opt_out;
mod order;
mod order_store;
mod product;
mod provenance;
mod run;
mod source;
mod take_back;

pub use error::CleanError;
pub use opt_out::opt_out;
pub use provenance::{Origin, read_provenance};
pub use run::{CleanReport, clean};

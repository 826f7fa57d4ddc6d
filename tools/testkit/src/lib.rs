//! The practice business and what tests need around it.
//!
//! Enters: a size, a seed and an as-of day. Leaves: a believable small distributor with years of
//! orders ([`PracticeBusiness`]), the overlapping files such a business has ([`write_files`]),
//! what customers do after they were contacted ([`Market`]), contacts for customer numbers of
//! other data ([`contacts_for`]), a local mailbox ([`Mailbox`]) and a named cast ([`cast`]).
//! Everything that a program can later claim about these customers is known and written down
//! ([`Truth`], [`Planted`]). Same size, seed and day: the same files, byte for byte.

mod account;
mod business;
mod calendar;
mod cast;
mod chance;
mod contacts;
mod email;
mod error;
mod files;
mod firm;
mod group;
mod life;
mod mailbox;
mod market;
mod names;
mod order;
mod phone;
mod place;
mod planted;
mod product;
mod returned;
mod wallets;

pub use account::{Account, Consent, FIRST_CUSTOMER_NUMBER, Person};
pub use business::{History, MOST_ACCOUNTS, NAME, PracticeBusiness, Truth, owner};
pub use calendar::{FUTURE_DAYS, HISTORY_DAYS};
pub use cast::{CastMember, CastOrder, cast};
pub use contacts::contacts_for;
pub use email::EmailState;
pub use error::PracticeError;
pub use files::more::{
    ASKED_ABOUT, Disguise, Double, FAIR_CONTACTS, MoreFiles, PRODUCT_INTEREST, SERVICE_PLANS,
    SURVEY, VISITS, WARRANTY_CARDS, write_more_files,
};
pub use files::{
    KEPT_BY_HAND, OLD_CRM, PEOPLE, PHONE_ORDERS, PLANTED, SHOP_ORDERS, TRUTH, WrittenFiles,
    write_files,
};
pub use group::Group;
pub use life::{Life, OrderDays};
pub use mailbox::{Fault, Mailbox, MailboxOptions, Message};
pub use market::{Answer, Market, ReceivedTouch, WindowResult};
pub use order::{Door, Order, OrderKind, OrderLine, PUBLIC_CODE};
pub use phone::Phone;
pub use place::{Address, Country};
pub use planted::{Planted, PlantedFile, Trade};
pub use product::{CATEGORIES, DISCOUNT_PERCENT, PRODUCTS, Product};
pub use returned::returned_mails;
pub use wallets::{WalletFirm, WalletFirms};

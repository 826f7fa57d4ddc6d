//! The desk: what both doors show and do, so that a page, a command and the API never differ.
//!
//! Enters: a workspace and what a person asks of it. Leaves: plain records, ready to be drawn or
//! printed as JSON. Here alone the seven stages meet: `turn.rs` is the button, one screen long.

mod campaigns;
mod choices;
mod config;
mod customer;
mod customers;
mod files;
mod house;
mod inbox;
mod months;
mod receipt;
mod refusal;
mod rehearsal;
mod today;
mod turn;

pub use campaigns::{CampaignLine, list_campaigns};
pub use choices::Choices;
pub use config::{Config, RunConfig, Secret, SmtpConfig};
pub use customer::{
    ConsentLine, ContactLine, CustomerRecord, CustomerScore, PersonLine, ProvenanceLine,
    TimelineItem, read_customer,
};
pub use customers::{CustomerList, CustomerQuery, CustomerRow, CustomerSort, list};
pub use files::{WorkFile, find_file, list_files};
pub use house::{House, Lock, USUAL_SEED};
pub use inbox::{gather_inbox, import_file};
pub use receipt::{Receipt, ReceiptWords};
pub use refusal::Refusal;
pub use rehearsal::{PersonPreviews, Rehearsal, SegmentPreviews, prepare, rehearse};
pub use today::{AtRisk, Today, Work, read_today};
pub use turn::{catch_up, press, read_receipt, resume, something_is_due, take};

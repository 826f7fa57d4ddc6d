//! Score: what every account was worth, and what it will be.
//!
//! Enters: accounts, orders and order lines. Leaves: one history and one score per account,
//! and one row per run. Tables owned: `account_histories`, `score_runs`, `scores`.
//!
//! ```text
//! orders ─ histories ─┬─ future: still active? how many orders?  ─┐
//!   (changed only)    ├─ spend: how much an order?                ├─ card ─ scores
//!                     └─ value: contribution so far and to come  ─┘
//! ```

mod base;
mod card;
mod error;
mod fifths;
mod future;
mod histories;
mod history;
mod runs;
mod score;
mod scores;
mod spend;
mod taste;
mod value;
mod why;

pub use error::ScoreError;
pub use runs::{ScoreRun, read_latest_run};
pub use score::{ScoreOptions, ScoreReport, score};
pub use scores::{Score, read_score};
pub use why::why;

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

mod ahead;
mod base;
mod base_totals;
mod batch;
mod best;
mod card;
mod category_log;
mod category_spend;
mod changed;
mod error;
mod export;
mod figures;
mod firmographics;
mod future;
mod growth;
mod histories;
mod history;
mod learnt;
mod likeness;
mod likes;
mod lists;
mod mixes;
mod money_range;
mod months;
mod moves;
mod order_log;
mod outlook;
mod parts;
mod potential;
mod reasons;
mod refunds;
mod ridge;
mod runs;
mod satisfaction;
mod schedule;
mod score;
mod scores;
mod season;
mod serving;
mod settings;
mod since;
mod snapshot;
mod snapshots;
mod spend;
mod taste;
mod tiers;
mod value_range;
mod varint;
mod whole;
mod why;
mod windows;
mod words;
mod worth;

pub use ahead::{MonthAhead, PastMonth};
pub use best::{BestBy, Pareto};
pub use category_spend::CategorySpend;
pub use changed::what_changed;
pub use error::ScoreError;
pub use export::export_scores;
pub use figures::{
    BaseFigures, BestFigures, CellFigures, ChannelFigures, Levers, PotentialSum, Sum, Trends,
    read_figures,
};
pub use future::ModelLine;
pub use growth::{Growth, Trend};
pub use likes::EvidenceLine;
pub use lists::{
    ListLine, list_at_risk, list_best, list_growing, list_potential, list_prospects,
    list_slowing_best,
};
pub use money_range::MoneyRange;
pub use moves::{list_best_moves, list_tier_moves};
pub use outlook::{CountRange, LeverBase, Outlook, read_outlook};
pub use parts::grid_digits;
pub use reasons::{why_likeness, why_potential};
pub use runs::{ScoreRun, read_latest_run, read_runs};
pub use satisfaction::{Satisfaction, read_satisfaction};
pub use schedule::{ScoreEvery, dates_after, next_due};
pub use score::{ScoreOptions, ScoreReport, score};
pub use scores::{Score, read_score};
pub use serving::{ServeRates, Served};
pub use settings::{ScoreSettings, read_settings, write_settings};
pub use since::{CellMove, Since};
pub use snapshots::{read_moves, read_snapshot_runs};
pub use tiers::{SizeTier, TierFigures, TierMove};
pub use why::why;

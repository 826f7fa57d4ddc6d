//! Score: what every account was worth, and what it will be.
//!
//! Enters: accounts, orders and order lines. Leaves: one history and one score per account, who
//! comes first in the long lists, and one row per run with all it learnt. Tables owned:
//! `account_histories`, `scores` and all that begin with `score_`.
//!
//! ```text
//! orders ─ histories ─┬─ future: still active? how many orders?  ─┐
//!   (changed only)    ├─ spend: how much an order?                ├─ card ─ scores
//!                     └─ value: contribution so far and to come  ─┘
//! ```

mod alike;
mod base;
mod card;
mod coming;
mod compared;
mod error;
mod finished_run;
mod learnt;
mod log;
mod past;
mod runs;
mod schedule;
mod score;
mod scores;
mod settings;
mod shown;
mod totals;

pub use alike::category_spend::CategorySpend;
pub use alike::likes::EvidenceLine;
pub use alike::reasons::{why_likeness, why_potential};
pub use coming::ahead::{MonthAhead, PastMonth};
pub use coming::future::ModelLine;
pub use coming::growth::{Growth, Trend};
pub use coming::money_range::MoneyRange;
pub use compared::changed::what_changed;
pub use compared::moves::{list_best_moves, list_tier_moves};
pub use compared::since::{CellMove, Since};
pub use compared::snapshots::{read_moves, read_snapshot_runs};
pub use error::ScoreError;
pub use log::serving::{ServeRates, Served};
pub use past::best::{BestBy, Pareto};
pub use past::parts::grid_digits;
pub use past::satisfaction::{Satisfaction, read_satisfaction};
pub use past::tiers::{SizeTier, TierFigures, TierMove};
pub use runs::{ScoreRun, read_latest_run, read_runs};
pub use schedule::{ScoreEvery, dates_after, next_due};
pub use score::{ScoreOptions, ScoreReport, score};
pub use scores::{Score, read_score};
pub use settings::{ScoreSettings, read_settings, write_settings};
pub use shown::export::export_scores;
pub use shown::fronts::{FRONT_LENGTH, LongList};
pub use shown::lists::{
    ListLine, list_at_risk, list_best, list_growing, list_potential, list_prospects,
    list_slowing_best,
};
pub use shown::outlook::{CountRange, LeverBase, Outlook, read_outlook};
pub use shown::why::why;
pub use totals::figures::{
    BaseFigures, BestFigures, CellFigures, ChannelFigures, Levers, PotentialSum, Sum, Trends,
    read_figures,
};

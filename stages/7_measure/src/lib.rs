//! Stage 7: did it pay? Compares what was contacted with what was left alone, as assigned.
//!
//! Enters: enrolments with their arm, the orders since, the ledger's costs, codes and redemptions.
//! Leaves: one [`CampaignResult`] a campaign and as-of date, and one for all campaigns of a press
//! together; and how much of what strategies assumed came true, which the next plan counts with.
//! Tables owned: `results`, `turn_results`, `learned_effects`, `growth`.
//!
//! Nobody is moved to another arm because a mail bounced or a letter was never posted: the arm
//! that was drawn is the arm that is compared, or the comparison would be between people who
//! can be reached and people who cannot. Below a hundred accounts no test is made; the figures
//! before and after are shown instead and called what they are.

mod campaign;
mod error;
mod growth;
mod learning;
mod outcome;
mod result;
mod store;
mod verdict;

pub use self::outcome::Outcome;
pub use self::store::{measure, read_results};
pub use error::MeasureError;
pub use growth::{
    ACTIVE_DAYS, Comparison, Effort, GoalProgress, Growth, GrowthGoal, GrowthMonth,
    compare_half_years, read_growth, track_growth, yearly_changes,
};
pub use learning::{LearnedEffect, read_learned};
pub use result::{
    ArmResult, CampaignResult, Estimate, KeyStatistics, Period, ResultKind, Touched, result_of,
};

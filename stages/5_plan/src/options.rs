//! What the owner allows one turn to do.

use serde::{Deserialize, Serialize};
use terms::{Day, ValueSegment};

/// What the owner allows one turn to do, and what chance is seeded with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanOptions {
    /// What "now" means.
    pub as_of: Day,
    /// Seed of the draw of control groups.
    pub seed: u64,
    /// The segments to plan for; all when not set.
    pub cells: Option<Vec<ValueSegment>>,
    /// What all touches together may cost, in minor units.
    pub budget_minor: i64,
    /// Most accounts of one campaign.
    pub most_accounts: u64,
    /// Most accounts of one campaign as a share of all accounts.
    pub most_share: f64,
    /// The second, deliberate step: campaigns may be larger than that.
    pub allow_large: bool,
    /// Most campaigns of one turn when no segments are named: a handful at a time is what an owner
    /// can follow, and the others keep for the next turn.
    pub most_campaigns: usize,
    /// Most letters of one turn.
    pub most_letters: u64,
    /// Most calls of one turn.
    pub most_calls: u64,
    /// Days an account is left in peace after a touch.
    pub cap_days: i32,
    /// Whether part of each large enough campaign is left alone, so that its effect can be seen.
    pub control: bool,
}

/// In a base so small that a tenth of it is fewer, this many are one small segment too.
const A_HANDFUL: u64 = 10;

impl PlanOptions {
    /// The defaults: 500.00 to spend, campaigns of at most 500 accounts or a tenth of the base,
    /// three campaigns a turn, what one person can fold (200 letters) and call (60) in a week or
    /// two, two months of peace between touches, control groups on.
    #[must_use]
    pub fn new(as_of: Day, seed: u64) -> Self {
        PlanOptions {
            as_of,
            seed,
            cells: None,
            budget_minor: 50_000,
            most_accounts: 500,
            most_share: 0.10,
            allow_large: false,
            most_campaigns: 3,
            most_letters: 200,
            most_calls: 60,
            cap_days: 60,
            control: true,
        }
    }

    /// Most accounts one campaign may hold in a base of this many.
    ///
    /// - Formula: `min(most_accounts, max(⌈most_share · base⌉, 10))`
    /// - Shape: one count in, one count out
    /// - Units: accounts
    /// - Range: 0 only when `most_accounts` is 0; no limit at all with `allow_large`
    /// - Errors: none; a share that is not a number counts as 0
    /// - Source: own choice; a micro campaign speaks to one small segment
    /// - Checked: `tests/options.rs::c4_campaign_limit_is_500_or_a_tenth`
    #[must_use]
    pub fn campaign_limit(&self, base: u64) -> u64 {
        if self.allow_large {
            return u64::MAX;
        }
        let share = (self.most_share.max(0.0) * base as f64).ceil() as u64;
        self.most_accounts.min(share.max(A_HANDFUL))
    }

    /// Whether this segment is asked for.
    #[must_use]
    pub(crate) fn asks_for(&self, cell: ValueSegment) -> bool {
        self.cells
            .as_ref()
            .is_none_or(|cells| cells.contains(&cell))
    }
}

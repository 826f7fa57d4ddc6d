//! What a turn would do: who would get what, at what cost, for what gain, and who would not.

use serde::Serialize;
use terms::{Arm, Business, Channel, Currency, Day, Lever, ValueSegment};

use crate::figures::filled_plan;
use crate::{CampaignPlan, Counted, LeftOut, Strategy, TouchTemplate};

/// What a turn would do. Making one changes nothing; the same data, day and seed give the same one.
#[derive(Debug, Clone, Serialize)]
pub struct Proposal {
    /// What "now" means.
    pub as_of: Day,
    /// What the draws of control groups were seeded with.
    pub seed: u64,
    /// The currency of every amount here.
    pub currency: Currency,
    /// All 25 segments, best first; the first chosen one is the one to suggest.
    pub segments: Vec<SegmentLine>,
    /// How many are left out, by reason.
    pub left_out: Vec<LeftOut>,
    /// Which accounts are left out; at most [`crate::LEFT_OUT_LISTED_MAX`] of them.
    pub left_out_accounts: Vec<(i64, &'static str)>,
    /// What was looked at before anything is sent.
    pub checks: Vec<Check>,
    /// Accounts that get touches.
    pub contacted: u64,
    /// Accounts left alone for comparison.
    pub control: u64,
    /// What all touches cost.
    pub cost_minor: i64,
    /// What they may cost.
    pub budget_minor: i64,
    /// What they should bring, after cost and discounts.
    pub expected_gain_minor: i64,
    /// Most accounts one campaign may hold; none when large campaigns are allowed.
    pub campaign_limit: Option<u64>,
    /// Every account of every campaign, with its arm.
    pub enrolments: Vec<ProposedEnrolment>,
    /// The strategies of the chosen segments as they were when this was made.
    #[serde(skip)]
    pub(crate) strategies: Vec<Strategy>,
}

impl Proposal {
    /// The segments that get a campaign, best first.
    pub fn chosen(&self) -> impl Iterator<Item = &SegmentLine> {
        self.segments.iter().filter(|line| line.chosen)
    }

    /// The segment to begin with, if any can be recommended.
    #[must_use]
    pub fn suggested(&self) -> Option<&SegmentLine> {
        self.chosen().next()
    }

    /// The texts of a chosen segment's touches in order, as they would be sent; for previews.
    #[must_use]
    pub fn templates(&self, cell: ValueSegment) -> &[TouchTemplate] {
        self.strategy(cell).map_or(&[], Strategy::used_touches)
    }

    /// The written plan of a chosen segment, with the figures of this proposal.
    #[must_use]
    pub fn plan(&self, cell: ValueSegment, business: &Business) -> Option<CampaignPlan> {
        let line = self.chosen().find(|line| line.cell == cell)?;
        Some(filled_plan(self.strategy(cell)?, line, self, business))
    }

    pub(crate) fn strategy(&self, cell: ValueSegment) -> Option<&Strategy> {
        self.strategies
            .iter()
            .find(|strategy| strategy.cell == cell)
    }
}

/// One of the 25 rows of a proposal.
#[derive(Debug, Clone, Serialize)]
pub struct SegmentLine {
    /// The segment.
    pub cell: ValueSegment,
    /// Accounts in it.
    pub accounts: u64,
    /// Those that at least one touch of the strategy can reach now.
    pub reachable: u64,
    /// Name of the strategy.
    pub strategy: String,
    /// What it tries to move.
    pub lever: Lever,
    /// Why these accounts get it.
    pub why: String,
    /// Whether it gets a campaign in this turn.
    pub chosen: bool,
    /// Why not, if not.
    pub why_not: Option<String>,
    /// The touches, with how many of each would leave.
    pub touches: Vec<TouchLine>,
    /// Accounts that get touches.
    pub contacted: u64,
    /// Accounts left alone for comparison.
    pub control: u64,
    /// Share of the campaign that is left alone; 0 without a control group.
    pub control_share: f64,
    /// What chance was seeded with for this campaign.
    pub seed: u64,
    /// What its touches cost.
    pub cost_minor: i64,
    /// What it should bring, after cost and discounts.
    pub expected_gain_minor: i64,
    /// What the strategy's own assumption alone would bring the contacted, before any cost.
    pub assumed_extra_minor: i64,
    /// What the discount gives to those who would order anyway.
    pub sure_discount_minor: i64,
    /// How much of the assumption is counted with.
    pub counted: Counted,
    /// Extra orders behind that expectation.
    pub extra_orders: f64,
    /// Discount in percent; 0 without an offer.
    pub offer_percent: i64,
    /// Last day of the offer.
    pub offer_until: Option<Day>,
    /// Contribution of the average order of those who can be reached, before any discount.
    pub order_contribution_minor: i64,
    /// What the discount takes off such an order.
    pub order_discount_minor: i64,
    /// Up to three accounts to look at before pressing the button.
    pub examples: Vec<i64>,
}

/// One touch of a segment's campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TouchLine {
    /// Its place in the order, from 1.
    pub step: u32,
    /// How it reaches people.
    pub channel: Channel,
    /// Days after the start.
    pub wait_days: i32,
    /// How many would leave.
    pub rows: u64,
    /// What they cost together.
    pub cost_minor: i64,
}

/// One thing that was looked at before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was found.
    pub text: String,
    /// What to do about it, if anything.
    pub fix: Option<String>,
}

/// One account of a campaign.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProposedEnrolment {
    /// The account.
    pub account_id: i64,
    /// Its segment.
    pub cell: ValueSegment,
    /// Contacted, or left alone for comparison.
    pub arm: Arm,
    /// The block of like accounts it was drawn in.
    pub block: u32,
    /// Chance of getting the arm it got.
    pub probability: f64,
    /// Its contribution in the window before the as-of date.
    pub before_minor: i64,
    /// Steps it gets if contacted; it has a channel for each.
    pub steps: Vec<u32>,
}

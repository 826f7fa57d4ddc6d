//! The result of one campaign, computed from outcomes alone.
//!
//! Enters: one outcome an account, what the touches cost. Leaves: arms, lifts, ROI and a verdict.

use experiment::proportion::{Proportion, newcombe};
use experiment::regression::{RobustError, lin_regression};
use experiment::welch::welch_from_values;
use serde::{Deserialize, Serialize};
use terms::{Arm, Day};

use crate::Outcome;

/// Below this many accounts no test is made: with fewer, only effects nobody should expect would show.
const FEWEST_FOR_A_TEST: usize = 100;

/// Every interval is to hold the truth 19 times in 20.
const LEVEL: f64 = 0.95;

/// How the campaign can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultKind {
    /// Against a group drawn at random and left alone.
    Experiment,
    /// Before and after, for a base too small to leave anybody alone.
    KeyStatistics,
}

/// The result of one campaign as of one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CampaignResult {
    /// The campaign; none for all campaigns of one press together.
    pub campaign_id: Option<i64>,
    /// The press it belongs to.
    pub turn_id: i64,
    /// Its name.
    pub name: String,
    /// The value segment it went to; several when it is all campaigns of a press.
    pub cell: String,
    /// What "now" meant.
    pub as_of: Day,
    /// First day of the window.
    pub from_day: Day,
    /// Last day of the window that has passed.
    pub until_day: Day,
    /// Whether the whole window has passed.
    pub finished: bool,
    /// How it can be judged.
    pub kind: ResultKind,
    /// One entry an arm, contacted first.
    pub arms: Vec<ArmResult>,
    /// Extra contribution per contacted account, in minor units, by Welch.
    pub contribution_lift: Option<Estimate>,
    /// The same, sharpened by what each account brought before.
    pub adjusted_lift: Option<Estimate>,
    /// Extra share of accounts that ordered, by Newcombe.
    pub came_back_lift: Option<Estimate>,
    /// Extra revenue per contacted account, in minor units, by Welch.
    pub revenue_lift: Option<Estimate>,
    /// Extra contribution of all contacted accounts together.
    pub extra_contribution_minor: Option<i64>,
    /// What the touches cost.
    pub cost_minor: i64,
    /// (extra contribution − cost) / cost.
    pub roi: Option<f64>,
    /// Lower end of the ROI.
    pub roi_low: Option<f64>,
    /// Upper end of the ROI.
    pub roi_high: Option<f64>,
    /// Codes handed out.
    pub codes_issued: i64,
    /// Codes used in an order.
    pub codes_redeemed: i64,
    /// Discount given through them.
    pub discount_minor: i64,
    /// Revenue of the orders that carried a code: what a count of codes would credit.
    pub code_revenue_minor: i64,
    /// The ledger of the contacted arm, counted.
    pub touched: Vec<Touched>,
    /// What to make of it, in plain words.
    pub verdict: String,
    /// Before and after, for a small base.
    pub key_statistics: Option<KeyStatistics>,
}

impl CampaignResult {
    /// The lift to go by: the adjusted one where it could be computed.
    #[must_use]
    pub fn lift(&self) -> Option<Estimate> {
        self.adjusted_lift.or(self.contribution_lift)
    }

    /// Whether the range of the lift lies on one side of nothing.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.lift()
            .is_some_and(|lift| lift.low > 0.0 || lift.high < 0.0)
    }
}

/// One arm's figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmResult {
    /// Which arm.
    pub arm: Arm,
    /// Accounts drawn into it.
    pub accounts: u64,
    /// Accounts with an order in the window.
    pub came_back: u64,
    /// The same as a share, 0..=1.
    pub came_back_share: f64,
    /// Accounts that were not active when it began: past customers and prospects.
    #[serde(default)]
    pub were_inactive: u64,
    /// Those of them that ordered in the window and so became active.
    #[serde(default)]
    pub became_active: u64,
    /// Orders in the window.
    pub orders: u64,
    /// Revenue in the window.
    pub revenue_minor: i64,
    /// Revenue per account.
    pub revenue_each_minor: f64,
    /// Contribution per account.
    pub contribution_each_minor: f64,
    /// Revenue per order; none without an order.
    pub order_size_minor: Option<f64>,
}

/// A difference between the arms with the range the truth plausibly lies in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Contacted minus control.
    pub estimate: f64,
    /// Lower end, 95 %.
    pub low: f64,
    /// Upper end, 95 %.
    pub high: f64,
    /// Chance of a difference at least as large if there were none in truth; none for shares.
    pub p: Option<f64>,
}

/// How many touches of one channel ended how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Touched {
    /// The channel's code.
    pub channel: String,
    /// The state's code.
    pub state: String,
    /// Rows of the ledger.
    pub rows: i64,
    /// What they cost.
    pub cost_minor: i64,
}

/// Before and after of the same accounts, without a claim about the cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyStatistics {
    /// The window before the start, of the same length.
    pub before: Period,
    /// The window since.
    pub after: Period,
}

/// Figures of one period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// Revenue.
    pub revenue_minor: i64,
    /// Contribution.
    pub contribution_minor: i64,
    /// Kept orders.
    pub orders: u64,
    /// Accounts with an order.
    pub accounts_buying: u64,
    /// Revenue per order; none without an order.
    pub order_size_minor: Option<f64>,
}

/// Arms and lifts of one campaign, from outcomes alone; costs, codes and words are added later.
///
/// - Formula: contacted mean − control mean; Welch's interval for money, Newcombe's for shares,
///   Lin's regression on the contribution before for the adjusted lift
/// - Shape: one outcome an account in, one result out
/// - Units: minor units per account; shares 0..=1
/// - Range: lifts are none below 100 accounts, with an empty arm, or when no account differs
/// - Errors: none; what cannot be computed is none
/// - Source: Welch 1947; Newcombe 1998; Lin 2013
/// - Checked: `tests/hand.rs` against hand-computed sums, `experiment` against published values
#[must_use]
pub fn result_of(outcomes: &[Outcome], mut blank: CampaignResult) -> CampaignResult {
    let arms: Vec<ArmResult> = [Arm::Contacted, Arm::Control]
        .into_iter()
        .map(|arm| arm_result(arm, outcomes))
        .filter(|arm| arm.accounts > 0)
        .collect();
    let testable = arms.len() == 2 && outcomes.len() >= FEWEST_FOR_A_TEST;
    blank.kind = if testable {
        ResultKind::Experiment
    } else {
        ResultKind::KeyStatistics
    };
    if testable {
        let money = |value: fn(&Outcome) -> f64| welch_of(outcomes, value);
        blank.contribution_lift = money(|one| one.contribution_minor);
        blank.revenue_lift = money(|one| one.revenue_minor as f64);
        blank.adjusted_lift = adjusted(outcomes);
        blank.came_back_lift = came_back(&arms);
    }
    blank.arms = arms;
    blank
}

fn arm_result(arm: Arm, outcomes: &[Outcome]) -> ArmResult {
    let mut sum = ArmResult {
        arm,
        accounts: 0,
        came_back: 0,
        came_back_share: 0.0,
        were_inactive: 0,
        became_active: 0,
        orders: 0,
        revenue_minor: 0,
        revenue_each_minor: 0.0,
        contribution_each_minor: 0.0,
        order_size_minor: None,
    };
    let mut contribution = 0.0;
    for one in outcomes.iter().filter(|one| one.arm == arm) {
        sum.accounts += 1;
        sum.came_back += u64::from(one.orders > 0);
        sum.were_inactive += u64::from(!one.was_active);
        sum.became_active += u64::from(!one.was_active && one.orders > 0);
        sum.orders += u64::from(one.orders);
        sum.revenue_minor += one.revenue_minor;
        contribution += one.contribution_minor;
    }
    let each = |total: f64| {
        if sum.accounts == 0 {
            0.0
        } else {
            total / sum.accounts as f64
        }
    };
    sum.came_back_share = each(sum.came_back as f64);
    sum.revenue_each_minor = each(sum.revenue_minor as f64);
    sum.contribution_each_minor = each(contribution);
    sum.order_size_minor = (sum.orders > 0).then(|| sum.revenue_minor as f64 / sum.orders as f64);
    sum
}

fn welch_of(outcomes: &[Outcome], value: fn(&Outcome) -> f64) -> Option<Estimate> {
    let of = |arm| -> Vec<f64> {
        outcomes
            .iter()
            .filter(|one| one.arm == arm)
            .map(value)
            .collect()
    };
    welch_from_values(&of(Arm::Contacted), &of(Arm::Control), LEVEL)
        .ok()
        .map(from_lift)
}

fn adjusted(outcomes: &[Outcome]) -> Option<Estimate> {
    let after: Vec<f64> = outcomes.iter().map(|one| one.contribution_minor).collect();
    let before: Vec<f64> = outcomes.iter().map(|one| one.before_minor as f64).collect();
    let contacted: Vec<bool> = outcomes
        .iter()
        .map(|one| one.arm == Arm::Contacted)
        .collect();
    lin_regression(&after, &contacted, &[&before], RobustError::Hc3, LEVEL)
        .ok()
        .map(|adjusted| from_lift(adjusted.lift))
}

fn came_back(arms: &[ArmResult]) -> Option<Estimate> {
    let [contacted, control] = arms else {
        return None;
    };
    let share = |arm: &ArmResult| Proportion::new(arm.came_back, arm.accounts).ok();
    let interval = newcombe(share(contacted)?, share(control)?, LEVEL).ok()?;
    Some(Estimate {
        estimate: contacted.came_back_share - control.came_back_share,
        low: interval.low,
        high: interval.high,
        p: None,
    })
}

fn from_lift(lift: experiment::Lift) -> Estimate {
    Estimate {
        estimate: lift.estimate,
        low: lift.interval.low,
        high: lift.interval.high,
        p: Some(lift.p_value),
    }
}

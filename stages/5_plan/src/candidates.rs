//! The accounts of a segment that a campaign could be for: one scan each, the best kept.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rusqlite::{Connection, Row};
use store::rusqlite;
use terms::{Channel, ValueSegment};

use crate::gain::{Worth, chance_of_order, expected_gain, offer_cost, touch_weight};
use crate::left_out::LeftOutTally;
use crate::reach::{Mark, Reach};
use crate::{LeftOutReason, PlanError, Strategy};

/// A set of touches of one strategy, by place; a strategy has at most eight.
pub(crate) type Steps = u8;

/// What a strategy assumes each of its touches to do, and to cost.
pub(crate) struct Effect {
    pub offer_percent: i64,
    window_days: i32,
    touches: Vec<TouchEffect>,
}

/// The share of the whole response that one touch carries.
#[derive(Clone, Copy)]
pub(crate) struct TouchEffect {
    pub channel: Channel,
    pub cost_minor: i64,
    response: f64,
}

impl Effect {
    /// The strategy's own assumption, times what earlier campaigns say of it.
    pub(crate) fn of(strategy: &Strategy, factor: f64) -> Effect {
        let touches = strategy.used_touches();
        let whole: f64 = touches
            .iter()
            .map(|touch| touch_weight(touch.channel))
            .sum();
        let response = strategy.response_share * factor.max(0.0);
        let effect_of = |channel: Channel| response * touch_weight(channel) / whole;
        Effect {
            offer_percent: strategy.offer_percent,
            window_days: strategy.window_days,
            touches: touches
                .iter()
                .map(|touch| TouchEffect {
                    channel: touch.channel,
                    cost_minor: touch.cost_minor,
                    response: effect_of(touch.channel),
                })
                .collect(),
        }
    }

    pub(crate) fn channels(&self) -> Vec<Channel> {
        self.touches.iter().map(|touch| touch.channel).collect()
    }

    /// The touches of this set, with their places.
    pub(crate) fn touches_in(&self, steps: Steps) -> impl Iterator<Item = (usize, TouchEffect)> {
        self.touches
            .iter()
            .copied()
            .enumerate()
            .filter(move |(at, _)| steps & (1 << at) != 0)
    }

    /// The touches that reach the account and bring more than they cost.
    fn worthwhile(&self, worth: &Worth, reaches: impl Fn(Channel) -> bool) -> Steps {
        let discount = offer_cost(worth.order, self.offer_percent);
        let pays = |touch: &TouchEffect| {
            let cost = touch.cost_minor as f64;
            expected_gain(touch.response, worth.contribution, discount, 0.0, cost) > 0.0
        };
        let places = self.touches.iter().enumerate();
        places
            .filter(|(_, touch)| reaches(touch.channel) && pays(touch))
            .fold(0, |set, (at, _)| set | 1 << at)
    }

    /// What these touches should bring from this account; 0 for no touch.
    pub(crate) fn gain(&self, worth: &Worth, steps: Steps) -> f64 {
        if steps == 0 {
            return 0.0;
        }
        let discount = offer_cost(worth.order, self.offer_percent);
        let cost: i64 = self.cost_minor(steps);
        expected_gain(
            self.response(steps),
            worth.contribution,
            discount,
            worth.buys_anyway,
            cost as f64,
        )
    }

    /// What these touches should bring from this account before any cost.
    pub(crate) fn extra(&self, worth: &Worth, steps: Steps) -> f64 {
        let discount = offer_cost(worth.order, self.offer_percent);
        self.response(steps) * (worth.contribution - discount)
    }

    /// What the discount gives this account should it order anyway.
    pub(crate) fn sure_discount(&self, worth: &Worth) -> f64 {
        worth.buys_anyway * offer_cost(worth.order, self.offer_percent)
    }

    /// Share of accounts that these touches should make order.
    pub(crate) fn response(&self, steps: Steps) -> f64 {
        self.touches_in(steps)
            .map(|(_, touch)| touch.response)
            .sum()
    }

    pub(crate) fn cost_minor(&self, steps: Steps) -> i64 {
        self.touches_in(steps)
            .map(|(_, touch)| touch.cost_minor)
            .sum()
    }
}

/// An account that a campaign could be for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub account_id: i64,
    pub past_minor: i64,
    pub worth: Worth,
    /// The touches that reach it and pay.
    pub steps: Steps,
    /// What all of them should bring.
    pub gain: f64,
}

impl Ord for Candidate {
    /// More to gain is greater; of equals, the older account.
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain
            .total_cmp(&other.gain)
            .then(other.account_id.cmp(&self.account_id))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

/// What one scan of a segment found.
#[derive(Default)]
pub(crate) struct CellScan {
    pub reachable: u64,
    /// Sums over those who can be reached, for the average order.
    contribution: f64,
    order: f64,
    pub over_limit: u64,
    /// Best first, no more than the limit.
    pub best: Vec<Candidate>,
}

impl CellScan {
    /// Contribution and revenue of the average order of those who can be reached.
    pub(crate) fn average_order(&self) -> (f64, f64) {
        let accounts = self.reachable.max(1) as f64;
        (self.contribution / accounts, self.order / accounts)
    }
}

/// One account as the scan reads it.
pub(crate) struct Scanned {
    account_id: i64,
    order_count: i64,
    past_minor: i64,
    expected_orders: f64,
    mean_order_minor: i64,
}

impl Scanned {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Scanned> {
        Ok(Scanned {
            account_id: row.get(0)?,
            order_count: row.get(1)?,
            past_minor: row.get(2)?,
            expected_orders: row.get(3)?,
            mean_order_minor: row.get(4)?,
        })
    }

    pub(crate) fn worth(&self, horizon_days: i32, window_days: i32) -> Worth {
        let orders = self.order_count.max(1) as f64;
        Worth {
            contribution: self.past_minor as f64 / orders,
            order: self.mean_order_minor as f64,
            buys_anyway: chance_of_order(self.expected_orders, horizon_days, window_days),
        }
    }
}

/// Scans a segment: counts who can be reached, keeps the best, and says of all others why not.
pub(crate) fn scan_cell(
    db: &Connection,
    cell: ValueSegment,
    effect: &Effect,
    reach: &Reach,
    horizon_days: i32,
    limit: u64,
    tally: &mut LeftOutTally,
) -> Result<CellScan, PlanError> {
    let channels = effect.channels();
    let mut scan = CellScan::default();
    let mut best: BinaryHeap<Reverse<Candidate>> = BinaryHeap::new();
    let mut statement = db.prepare_cached(include_str!("../sql/candidates.scan_cell.sql"))?;
    let mut rows = statement.query([cell.to_string()])?;
    while let Some(row) = rows.next()? {
        let account = Scanned::read(row)?;
        let mark = reach.of(account.account_id);
        if let Some(reason) = out_of_reach(mark, &channels, account.order_count > 0) {
            tally.add(account.account_id, reason);
            continue;
        }
        scan.reachable += 1;
        let candidate = weigh(&account, effect, mark, horizon_days);
        scan.contribution += candidate.worth.contribution;
        scan.order += candidate.worth.order;
        if candidate.gain <= 0.0 {
            tally.add(account.account_id, LeftOutReason::NotWorth);
            continue;
        }
        best.push(Reverse(candidate));
        if best.len() as u64 > limit {
            // The heap's first is the one with least to gain.
            let last = best
                .pop()
                .map_or(account.account_id, |Reverse(last)| last.account_id);
            tally.add(last, LeftOutReason::OverLimit);
            scan.over_limit += 1;
        }
    }
    scan.best = best
        .into_sorted_vec()
        .into_iter()
        .map(|Reverse(candidate)| candidate)
        .collect();
    Ok(scan)
}

fn out_of_reach(mark: Mark, channels: &[Channel], is_customer: bool) -> Option<LeftOutReason> {
    mark.kept_out().or_else(|| {
        let reached = channels
            .iter()
            .any(|channel| mark.reaches(*channel, is_customer));
        (!reached).then(|| mark.unreachable_because(channels, is_customer))
    })
}

fn weigh(account: &Scanned, effect: &Effect, mark: Mark, horizon_days: i32) -> Candidate {
    let worth = account.worth(horizon_days, effect.window_days);
    let is_customer = account.order_count > 0;
    let steps = effect.worthwhile(&worth, |channel| mark.reaches(channel, is_customer));
    let gain = effect.gain(&worth, steps);
    Candidate {
        account_id: account.account_id,
        past_minor: account.past_minor,
        worth,
        steps,
        gain,
    }
}

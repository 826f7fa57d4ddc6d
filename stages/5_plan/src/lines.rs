//! The 25 rows of a proposal: figures of one segment in, what its owner reads out.

use crate::allot::{Audience, Member};
use crate::candidates::{CellScan, Effect};
use crate::gain::offer_cost;
use crate::propose::Base;
use crate::{PlanOptions, SegmentLine, Strategy, TouchLine};

/// The 25 rows of a proposal, one per strategy and in the same order.
pub(crate) fn segment_lines(
    strategies: &[Strategy],
    scans: &[CellScan],
    audiences: &[Audience],
    base: &Base,
    options: &PlanOptions,
) -> Vec<SegmentLine> {
    let pairs = strategies.iter().zip(scans);
    pairs
        .map(|(strategy, scan)| {
            let accounts = base.accounts.get(&strategy.cell).copied().unwrap_or(0);
            let audience = audiences
                .iter()
                .find(|audience| audience.cell == strategy.cell);
            let mut line = empty_line(strategy, accounts, scan, base);
            match audience.filter(|audience| audience.contacted().next().is_some()) {
                Some(audience) => fill_line(&mut line, strategy, audience, options),
                None => {
                    let in_turn = audience.is_some();
                    line.why_not = Some(why_not(strategy, accounts, scan, in_turn, options).into());
                }
            }
            line
        })
        .collect()
}

fn why_not(
    strategy: &Strategy,
    accounts: u64,
    scan: &CellScan,
    in_turn: bool,
    options: &PlanOptions,
) -> &'static str {
    if !strategy.contact {
        "the strategy is to leave them alone"
    } else if accounts == 0 {
        "nobody is in this segment now"
    } else if !options.asks_for(strategy.cell) {
        "not asked for this time"
    } else if scan.reachable == 0 {
        "nobody in it can be contacted now; the reasons stand under left out"
    } else if scan.best.is_empty() {
        "no touch is expected to bring more than it costs"
    } else if !in_turn {
        "others have more to gain; choose it to take it this time, or keep it for the next"
    } else {
        "letters, calls and budget go where more is to be gained"
    }
}

fn empty_line(strategy: &Strategy, accounts: u64, scan: &CellScan, base: &Base) -> SegmentLine {
    let offer_percent = if strategy.contact {
        strategy.offer_percent
    } else {
        0
    };
    let (contribution, order) = scan.average_order();
    SegmentLine {
        cell: strategy.cell,
        accounts,
        reachable: scan.reachable,
        strategy: strategy.name.clone(),
        lever: strategy.lever,
        why: strategy.why.clone(),
        chosen: false,
        why_not: None,
        touches: touch_lines(strategy, None),
        contacted: 0,
        control: 0,
        control_share: 0.0,
        seed: 0,
        cost_minor: 0,
        expected_gain_minor: 0,
        assumed_extra_minor: 0,
        sure_discount_minor: 0,
        counted: base.learned.of_strategy(strategy),
        extra_orders: 0.0,
        offer_percent,
        offer_until: None,
        order_contribution_minor: contribution.round() as i64,
        order_discount_minor: offer_cost(order, offer_percent).round() as i64,
        examples: Vec::new(),
    }
}

fn fill_line(
    line: &mut SegmentLine,
    strategy: &Strategy,
    audience: &Audience,
    options: &PlanOptions,
) {
    let effect = &audience.effect;
    line.chosen = true;
    line.touches = touch_lines(strategy, Some(audience));
    line.contacted = audience.contacted().count() as u64;
    line.control = audience.members.len() as u64 - line.contacted;
    line.control_share = audience.rule.control_share;
    line.seed = audience.rule.seed;
    line.cost_minor = line.touches.iter().map(|touch| touch.cost_minor).sum();
    let gain = |member: &Member| effect.gain(&member.candidate.worth, member.steps);
    line.expected_gain_minor = audience.contacted().map(gain).sum::<f64>().round() as i64;
    let assumed = Effect::of(strategy, 1.0);
    let sum =
        |of: &dyn Fn(&Member) -> f64| audience.contacted().map(of).sum::<f64>().round() as i64;
    let extra = |member: &Member| assumed.extra(&member.candidate.worth, member.steps);
    let discount = |member: &Member| assumed.sure_discount(&member.candidate.worth);
    line.assumed_extra_minor = sum(&extra);
    line.sure_discount_minor = sum(&discount);
    line.extra_orders = audience
        .contacted()
        .map(|member| effect.response(member.steps))
        .sum();
    line.offer_until = strategy
        .has_offer()
        .then(|| options.as_of + strategy.offer_days);
    line.examples = audience
        .contacted()
        .take(3)
        .map(|member| member.candidate.account_id)
        .collect();
}

fn touch_lines(strategy: &Strategy, audience: Option<&Audience>) -> Vec<TouchLine> {
    let rows_of = |at: usize| {
        let gets = |member: &&Member| member.steps & (1 << at) != 0;
        audience.map_or(0, |audience| {
            audience.contacted().filter(gets).count() as u64
        })
    };
    let touches = strategy.used_touches().iter().enumerate();
    touches
        .map(|(at, touch)| TouchLine {
            step: at as u32 + 1,
            channel: touch.channel,
            wait_days: touch.wait_days,
            rows: rows_of(at),
            cost_minor: rows_of(at) as i64 * touch.cost_minor,
        })
        .collect()
}

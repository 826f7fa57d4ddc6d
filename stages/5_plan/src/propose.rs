//! The first half of the button: reads everything, changes nothing, says what would happen.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use store::rusqlite;
use store::{Progress, Store, StoreError};
use terms::{Business, Day, ValueSegment};

use crate::allot::{Audience, Member, allot};
use crate::before::read_before;
use crate::candidates::{CellScan, Effect, scan_cell};
use crate::learned::Learned;
use crate::left_out::LeftOutTally;
use crate::lines::segment_lines;
use crate::reach::Reach;
use crate::{
    PlanError, PlanOptions, Proposal, ProposedEnrolment, SegmentLine, Strategy, checks,
    read_strategies,
};

/// A year; used where nothing was scored yet.
pub(crate) const HORIZON_DAYS: i32 = 365;

/// What is read once, before any segment is looked at.
pub(crate) struct Base {
    pub reach: Reach,
    /// What earlier campaigns taught.
    pub learned: Learned,
    pub accounts: HashMap<ValueSegment, u64>,
    /// Day of the newest scores.
    pub scored_on: Option<Day>,
    horizon_days: i32,
}

/// Says what a turn would do: which segments get a campaign, who gets which touch, who is left
/// alone for comparison, who is left out and why, what it costs and what it should bring.
///
/// Changes nothing; the same data, day, seed and strategy files give the same proposal.
///
/// # Errors
/// When a strategy file is wrong, the database refuses, or the person asked to stop.
pub fn propose(
    store: &Store,
    options: &PlanOptions,
    progress: &dyn Progress,
) -> Result<Proposal, PlanError> {
    let strategies = read_strategies(&store.folder().join("strategies"))?;
    let business = store.business()?;
    store.read(|db| {
        let base = Base::read(db, options)?;
        let limit = options.campaign_limit(base.reach.base);
        let mut tally = LeftOutTally::default();
        let scans = scan_all(db, &strategies, &base, options, limit, &mut tally, progress)?;
        let mut audiences = audiences(&strategies, &scans, &base, options);
        allot(&mut audiences, options, &mut tally);
        let mut segments = segment_lines(&strategies, &scans, &audiences, &base, options);
        segments.sort_by_key(|line| {
            (
                !line.chosen,
                std::cmp::Reverse(line.expected_gain_minor),
                std::cmp::Reverse(line.cell),
            )
        });
        let enrolments = enrolments(db, &strategies, &segments, &audiences, options, &business)?;
        let checks = checks::look(&segments, &scans, &base, options, &business);
        Ok(Proposal {
            as_of: options.as_of,
            seed: options.seed,
            currency: business.currency,
            left_out: tally.lines(),
            left_out_accounts: tally.into_list(),
            checks,
            contacted: segments.iter().map(|line| line.contacted).sum(),
            control: segments.iter().map(|line| line.control).sum(),
            cost_minor: segments.iter().map(|line| line.cost_minor).sum(),
            budget_minor: options.budget_minor,
            expected_gain_minor: segments.iter().map(|line| line.expected_gain_minor).sum(),
            campaign_limit: (!options.allow_large).then_some(limit),
            enrolments,
            strategies: chosen_strategies(&strategies, &segments),
            segments,
        })
    })
}

impl Base {
    /// What contacting by this strategy should do, as far as earlier campaigns bear it out.
    fn effect(&self, strategy: &Strategy) -> Effect {
        Effect::of(strategy, self.learned.of_strategy(strategy).factor)
    }

    fn read(db: &Connection, options: &PlanOptions) -> Result<Base, PlanError> {
        let run: Option<(i32, i32)> = db
            .query_row(include_str!("../sql/propose.latest_run.sql"), [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let mut statement = db.prepare_cached(include_str!("../sql/propose.count_cells.sql"))?;
        let mut rows = statement.query([])?;
        let mut accounts = HashMap::new();
        while let Some(row) = rows.next()? {
            if let Ok(cell) = row
                .get_ref(0)?
                .as_str()
                .unwrap_or_default()
                .parse::<ValueSegment>()
            {
                accounts.insert(cell, row.get::<_, i64>(1)?.unsigned_abs());
            }
        }
        Ok(Base {
            reach: Reach::read(db, options.as_of, options.cap_days)?,
            learned: Learned::read(db)?,
            accounts,
            scored_on: run.map(|(as_of, _)| Day::from_number(as_of)),
            horizon_days: run.map_or(HORIZON_DAYS, |(_, horizon_days)| horizon_days),
        })
    }
}

/// One scan per strategy, in the same order; an empty one where nobody is contacted.
fn scan_all(
    db: &Connection,
    strategies: &[Strategy],
    base: &Base,
    options: &PlanOptions,
    limit: u64,
    tally: &mut LeftOutTally,
    progress: &dyn Progress,
) -> Result<Vec<CellScan>, PlanError> {
    let total = strategies.len() as u64;
    let mut scans = Vec::with_capacity(strategies.len());
    // Who lies in a segment nobody asked for is not left out: the question was another one.
    let mut ignored = LeftOutTally::default();
    for (strategy, done) in strategies.iter().zip(0_u64..) {
        progress.at("planning", done, total);
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
        let tally = if options.asks_for(strategy.cell) {
            &mut *tally
        } else {
            &mut ignored
        };
        let scan = if strategy.contact && base.accounts.contains_key(&strategy.cell) {
            let effect = base.effect(strategy);
            let (reach, days) = (&base.reach, base.horizon_days);
            scan_cell(db, strategy.cell, &effect, reach, days, limit, tally)?
        } else {
            CellScan::default()
        };
        scans.push(scan);
    }
    progress.at("planning", total, total);
    Ok(scans)
}

/// A campaign for every segment that is asked for by name; else for the few with most to gain.
fn audiences(
    strategies: &[Strategy],
    scans: &[CellScan],
    base: &Base,
    options: &PlanOptions,
) -> Vec<Audience> {
    let pairs = strategies.iter().zip(scans);
    let mut wanted: Vec<(f64, &Strategy, &CellScan)> = pairs
        .filter(|(strategy, scan)| options.asks_for(strategy.cell) && !scan.best.is_empty())
        .map(|(strategy, scan)| (promise(&base.effect(strategy), scan), strategy, scan))
        .collect();
    if options.cells.is_none() {
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cell.cmp(&a.1.cell)));
        wanted.truncate(options.most_campaigns);
    }
    let of_turn = wanted.iter().map(|(_, _, scan)| scan.best.len()).sum();
    let audience = |(_, strategy, scan): &(f64, &Strategy, &CellScan)| {
        Audience::new(
            strategy.cell,
            base.effect(strategy),
            &scan.best,
            of_turn,
            options,
        )
    };
    wanted.iter().map(audience).collect()
}

/// What a campaign for this segment should bring if every touch could be had.
fn promise(effect: &Effect, scan: &CellScan) -> f64 {
    scan.best
        .iter()
        .map(|one| effect.gain(&one.worth, one.steps))
        .sum()
}

/// Every account of every chosen segment, best segment first, most to gain first.
fn enrolments(
    db: &Connection,
    strategies: &[Strategy],
    segments: &[SegmentLine],
    audiences: &[Audience],
    options: &PlanOptions,
    business: &Business,
) -> Result<Vec<ProposedEnrolment>, PlanError> {
    let mut enrolments = Vec::new();
    for line in segments.iter().filter(|line| line.chosen) {
        let audience = audiences.iter().find(|audience| audience.cell == line.cell);
        let strategy = strategies
            .iter()
            .find(|strategy| strategy.cell == line.cell);
        let (Some(audience), Some(strategy)) = (audience, strategy) else {
            continue;
        };
        let ids: Vec<i64> = audience
            .members
            .iter()
            .map(|member| member.candidate.account_id)
            .collect();
        let before = read_before(
            db,
            &ids,
            options.as_of,
            strategy.window_days,
            business.margin_share,
        )?;
        enrolments.extend(
            audience
                .members
                .iter()
                .map(|member| enrolment(line.cell, audience, member, &before)),
        );
    }
    Ok(enrolments)
}

fn enrolment(
    cell: ValueSegment,
    audience: &Audience,
    member: &Member,
    before: &HashMap<i64, i64>,
) -> ProposedEnrolment {
    let account_id = member.candidate.account_id;
    ProposedEnrolment {
        account_id,
        cell,
        arm: member.drawn.arm,
        block: member.drawn.block,
        probability: member.drawn.probability,
        before_minor: before.get(&account_id).copied().unwrap_or(0),
        steps: audience
            .effect
            .touches_in(member.steps)
            .map(|(at, _)| at as u32 + 1)
            .collect(),
    }
}

fn chosen_strategies(strategies: &[Strategy], segments: &[SegmentLine]) -> Vec<Strategy> {
    let is_chosen =
        |cell: ValueSegment| segments.iter().any(|line| line.chosen && line.cell == cell);
    strategies
        .iter()
        .filter(|strategy| is_chosen(strategy.cell))
        .cloned()
        .collect()
}

//! The stage itself: histories, model, values and parts in order, each a step of its own.

use std::sync::mpsc::{self, SyncSender};
use std::thread::ScopedJoinHandle;

use rayon::prelude::*;
use rusqlite::Connection;
use serde::Serialize;
use store::{Progress, Store, rusqlite};
use terms::Day;

use crate::ScoreError;
use crate::alike::likeness::LikenessModel;
use crate::alike::likes::LikeModel;
use crate::alike::potential::potentials;
use crate::base::{CustomerBase, read_base};
use crate::card::{Findings, ScoreCard, find_best, find_trends};
use crate::coming::choice::Chosen;
use crate::coming::future::Future;
use crate::coming::horizon::Horizon;
use crate::coming::spend::SpendOutlook;
use crate::coming::worth::BaseShares;
use crate::compared::moves::write_moves;
use crate::compared::since::Comparison;
use crate::compared::snapshot::{ACCOUNTS_PER_BLOCK, Standing};
use crate::compared::snapshots::{
    Block, drop_old_snapshots, pack_standings, read_bodies, read_run_before, unpacked,
    write_snapshot,
};
use crate::learnt::{Learnt, note, recall_chosen};
use crate::log::histories::renew_histories;
use crate::log::windows::Assumptions;
use crate::log::words::Words;
use crate::past::best::{Cut, Pareto};
use crate::past::tiers::TierBounds;
use crate::runs::{ScoreRun, same_question, write_run};
use crate::scores::{Score, write_scores};
use crate::settings::{ScoreSettings, read_settings};
use crate::totals::whole::Whole;

/// The question a run answers.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreOptions {
    /// What "now" means: orders after this day are as if they were not there.
    pub as_of: Day,
    /// How far ahead value is expected.
    pub horizon_days: i32,
    /// How much less money is worth a year later, as a share.
    pub yearly_discount: f64,
    /// The instant written on the run, RFC 3339.
    pub now: String,
}

impl ScoreOptions {
    /// The usual question: the twelve months after `as_of`, at ten percent a year.
    #[must_use]
    pub fn new(as_of: Day, now: &str) -> Self {
        // Ten percent is what the literature on customer value uses unless told otherwise.
        Self {
            as_of,
            horizon_days: 365,
            yearly_discount: 0.10,
            now: now.to_owned(),
        }
    }
}

/// What a run found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreReport {
    /// The run's number.
    pub run_id: i64,
    /// Accounts with a kept order.
    pub customers: u64,
    /// Accounts without one.
    pub prospects: u64,
    /// How orders were foreseen: the model's name in small letters, or `simple_rule`.
    pub model: String,
    /// How spends were foreseen: `gamma_gamma` or `own_mean`.
    pub spend_model: String,
    /// All of this in plain words.
    pub note: String,
    /// Accounts whose history was made anew.
    pub changed_accounts: u64,
    /// Contribution of all customers so far.
    pub past_value_minor: i64,
    /// Contribution expected of all customers within the horizon, discounted.
    pub expected_value_minor: i64,
    /// Share of revenue whose cost is known, 0..=1.
    pub cost_coverage: f64,
}

/// Scores every account as of a day.
///
/// Histories are made anew only where something changed or the as-of day crossed it; everything
/// else is one pass over the accounts. Run twice, it leaves what running once leaves; stopped
/// anywhere, the scores of the run before stay whole and the next run goes on.
///
/// # Errors
/// When the horizon or rate cannot be used, the database refuses, or the person asked to stop.
pub fn score(
    store: &Store,
    options: &ScoreOptions,
    progress: &dyn Progress,
) -> Result<ScoreReport, ScoreError> {
    let horizon = Horizon::new(options.horizon_days, options.yearly_discount)?;
    let settings = read_settings(store)?;
    settings.check()?;
    let assumed = Assumptions {
        margin_share: store.business()?.margin_share,
        rates: settings.rates,
    };
    let changed_accounts = renew_histories(store, options.as_of, progress)?;

    progress.at("Looking at every account", 0, 0);
    let base = read_base(store, options.as_of, &assumed)?;
    let (mut words, before) =
        store.read(|db| Ok::<_, ScoreError>((Words::read(db)?, recall_chosen(db)?)))?;
    let study = Study {
        options,
        settings: &settings,
        margin_share: assumed.margin_share,
        before,
    };
    let (findings, learnt, curves, cut) = study.find(&base, &mut words, &horizon, progress)?;
    let card = ScoreCard::new(&base, &findings, options.as_of, settings.grid_size);
    let whole = Whole {
        base: &base,
        found: &findings,
        card: &card,
        settings: &settings,
        words: &words,
        as_of: options.as_of,
        margin_share: assumed.margin_share,
    };
    let run = ScoreRun {
        id: 0,
        as_of: options.as_of,
        made_at: options.now.clone(),
        horizon_days: options.horizon_days,
        yearly_discount: options.yearly_discount,
        model: findings.future.code(),
        spend_model: learnt.spend.code().into(),
        parameters: learnt.text(&findings.future),
        note: note(&base, &findings.future, &learnt, assumed.margin_share),
        account_count: card.len() as u64,
        customer_count: base.customers.len() as u64,
        past_value_minor: 0,
        expected_value_minor: 0,
        cost_coverage: 0.0,
        figures: "{}".into(),
    };
    let done = Done {
        whole: &whole,
        curves,
        cut,
    };
    let run = store.write_derived(|db| done.write(db, run, progress))?;
    tracing::info!(
        run_id = run.id,
        accounts = run.account_count,
        changed_accounts,
        "scored"
    );
    Ok(report(run, changed_accounts))
}

/// What is asked of a base, and by which settings.
struct Study<'a> {
    options: &'a ScoreOptions,
    settings: &'a ScoreSettings,
    margin_share: f64,
    /// The model that the run before used.
    before: Option<Chosen>,
}

impl Study<'_> {
    /// Learns from a base and finds out about everybody in it.
    fn find(
        &self,
        base: &CustomerBase,
        words: &mut Words,
        horizon: &Horizon,
        progress: &dyn Progress,
    ) -> Result<(Findings, Learnt, Vec<Pareto>, Cut), ScoreError> {
        let as_of = self.options.as_of;
        let future = Future::of(base, as_of, horizon, self.before.clone(), progress)?;
        progress.at("Comparing accounts with each other", 0, 0);
        // What spending tells and what likeness tells, beside each other: two cores.
        let valued = || {
            let shares = BaseShares::of(base, self.margin_share);
            let spend = SpendOutlook::learn(base);
            let worths = base.customers.par_iter().enumerate();
            let worths = worths
                .map(|(at, one)| shares.worth(one, future.outlook(at), &spend))
                .collect();
            (shares, spend, worths, find_best(base, as_of, self.settings))
        };
        let compared = || {
            let likes = LikeModel::learn(base, words, as_of);
            let potentials = potentials(base, words, likes.as_ref());
            (likes, potentials, find_trends(base))
        };
        let (valued, compared) = rayon::join(valued, compared);
        let (shares, spend, worths, (best, curves, cut)) = valued;
        let (likes, potentials, trends) = compared;
        let likeness = LikenessModel::learn(base, &best);
        let learnt = Learnt {
            spend,
            shares,
            margin_share: self.margin_share,
            likes,
            likeness: likeness.clone(),
        };
        let bounds = TierBounds::of(self.settings, &base.customers);
        let findings = Findings {
            future,
            worths,
            potentials,
            best,
            likeness,
            bounds,
            trends,
        };
        Ok((findings, learnt, curves, cut))
    }
}

/// A finished run, ready to be written.
struct Done<'a> {
    whole: &'a Whole<'a>,
    curves: Vec<Pareto>,
    cut: Cut,
}

impl Done<'_> {
    /// Writes everything in one transaction: pages and later stages see the run before or this
    /// one, never a mixture. The run itself is written twice, since its figures are added up
    /// beside the writing of the rows, which need its number.
    fn write(
        self,
        db: &Connection,
        mut run: ScoreRun,
        progress: &dyn Progress,
    ) -> Result<ScoreRun, ScoreError> {
        let same = same_question(db, &run)?;
        let before = read_run_before(db, same, run.as_of)?;
        let bodies = before.map(|(id, _)| read_bodies(db, id)).transpose()?;
        run.id = write_run(db, same, &run)?;
        let Whole {
            base, found, card, ..
        } = *self.whole;
        let fronts = card.fronts();
        let (figures, (comparison, blocks)) = std::thread::scope(|scope| {
            // Two blocks made ahead: the writing never waits, and memory stays small.
            let (give, rows) = mpsc::sync_channel(2);
            let (this, run_id, bodies) = (&self, run.id, bodies.as_deref());
            let adding = scope.spawn(|| this.whole.figures(&this.curves, &this.cut));
            let making = scope.spawn(move || this.make_rows(run_id, bodies, give));
            write_scores(db, rows, &fronts, card.len(), progress)?;
            Ok::<_, ScoreError>((result_of(adding), result_of(making)))
        })?;
        let mut figures = figures;
        figures.since = before
            .zip(comparison.as_ref())
            .map(|((id, as_of), comparison)| comparison.since(id, as_of));
        run.past_value_minor = figures.past_value_minor;
        run.expected_value_minor = figures.expected_value.minor;
        run.cost_coverage = figures.cost_coverage;
        run.figures = serde_json::to_string(&figures).map_err(|error| ScoreError::Damaged {
            account_id: 0,
            why: error.to_string(),
        })?;
        write_run(db, Some(run.id), &run)?;
        let best_moves = comparison.map(|one| one.best_moves).unwrap_or_default();
        write_moves(db, &best_moves, &base.customers, &found.bounds)?;
        write_snapshot(db, run.id, &blocks)?;
        drop_old_snapshots(db)?;
        Ok(run)
    }

    /// Makes the rows block by block and gives them to the writing side, sets them against the
    /// packed standings of the run before, and packs their own.
    fn make_rows(
        &self,
        run_id: i64,
        before: Option<&[Vec<u8>]>,
        give: SyncSender<Vec<Score>>,
    ) -> (Option<Comparison>, Vec<Block>) {
        let mut rows = self.whole.card.rows(run_id);
        let mut blocks = Vec::new();
        let next_block = || {
            let rows: Vec<Score> = rows.by_ref().take(ACCOUNTS_PER_BLOCK).collect();
            Some(rows).filter(|rows| !rows.is_empty())
        };
        let pass_on = |rows: Vec<Score>| {
            let standings: Vec<Standing> = rows.iter().map(Standing::of).collect();
            blocks.push(pack_standings(&standings));
            // Nobody takes them any more: the writing side has stopped and says why.
            give.send(rows).ok().map(|()| standings)
        };
        let now = std::iter::from_fn(next_block).map_while(pass_on).flatten();
        let comparison = match before {
            Some(then) => Some(Comparison::of(unpacked(then), now)),
            None => {
                now.for_each(drop);
                None
            }
        };
        (comparison, blocks)
    }
}

/// What a thread came to; its panic goes on in this one.
fn result_of<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn report(run: ScoreRun, changed_accounts: u64) -> ScoreReport {
    ScoreReport {
        run_id: run.id,
        customers: run.customer_count,
        prospects: run.account_count - run.customer_count,
        model: run.model,
        spend_model: run.spend_model,
        note: run.note,
        changed_accounts,
        past_value_minor: run.past_value_minor,
        expected_value_minor: run.expected_value_minor,
        cost_coverage: run.cost_coverage,
    }
}

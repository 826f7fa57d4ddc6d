//! The stage itself: histories, model, values and parts in order, each a step of its own.

use clv::FoldedHistories;
use rayon::prelude::*;
use serde::Serialize;
use store::{Progress, Store};
use terms::Day;

use crate::ScoreError;
use crate::alike::potential::potentials;
use crate::base::{CustomerBase, read_base};
use crate::card::{Findings, ScoreCard, find_best};
use crate::coming::choice::Chosen;
use crate::coming::future::{Future, fold_histories};
use crate::coming::horizon::Horizon;
use crate::finished_run::FinishedRun;
use crate::learnt::{Learnt, Lessons, note, recall_newest};
use crate::log::histories::renew_histories;
use crate::log::order_days::ask_order_days;
use crate::log::windows::Assumptions;
use crate::log::words::Words;
use crate::past::best::{Cut, Pareto};
use crate::past::tiers::TierBounds;
use crate::runs::ScoreRun;
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
/// Histories are made anew only where something changed or the as-of day crossed it, and when a day
/// is scored again only the rows that changed are written; everything else is one pass over the
/// accounts. Run twice, it leaves what running once leaves; stopped
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
    let (words, before) =
        store.read(|db| Ok::<_, ScoreError>((Words::read(db)?, recall_newest(db)?)))?;
    let study = Study {
        store,
        options,
        settings: &settings,
        assumed,
        base: &base,
    };
    let (findings, curves, cut) = study.find(before, &words, &horizon, progress)?;
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
    let learnt = &findings.learnt;
    let run = ScoreRun {
        id: 0,
        as_of: options.as_of,
        made_at: options.now.clone(),
        horizon_days: options.horizon_days,
        yearly_discount: options.yearly_discount,
        model: learnt.chosen.code(),
        spend_model: learnt.spend.code().into(),
        parameters: learnt.text()?,
        note: note(&base, learnt, options.as_of),
        account_count: card.len() as u64,
        customer_count: base.customers.len() as u64,
        past_value_minor: 0,
        expected_value_minor: 0,
        cost_coverage: 0.0,
        figures: "{}".into(),
    };
    let finished = FinishedRun {
        whole: &whole,
        curves,
        cut,
    };
    let run = store.write_derived(|db| finished.write(db, run, progress))?;
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
    store: &'a Store,
    options: &'a ScoreOptions,
    settings: &'a ScoreSettings,
    assumed: Assumptions,
    base: &'a CustomerBase,
}

impl Study<'_> {
    /// Finds out about everybody, by what the run before learnt or by learning anew.
    fn find(
        &self,
        before: Option<Learnt>,
        words: &Words,
        horizon: &Horizon,
        progress: &dyn Progress,
    ) -> Result<(Findings, Vec<Pareto>, Cut), ScoreError> {
        let (base, as_of) = (self.base, self.options.as_of);
        let folded = fold_histories(base, as_of)?;
        let (best, curves, cut) = find_best(base, as_of, self.settings);
        let lessons = Lessons {
            base,
            folded: &folded,
            best: &best,
            words,
            settings: self.settings,
            assumed: self.assumed,
            as_of,
            horizon_days: horizon.days,
        };
        let learnt = lessons.learn(before, progress);
        progress.at("Asking the best model about everybody", 0, 0);
        let future = self.ask(&learnt.chosen, folded, horizon)?;
        progress.at("Comparing accounts with each other", 0, 0);
        let worths = base.customers.par_iter().enumerate();
        let worths = worths
            .map(|(at, one)| learnt.shares.worth(one, &future.outlook(at), &learnt.spend))
            .collect();
        let findings = Findings {
            worths,
            potentials: potentials(base, words, learnt.likes.as_ref()),
            bounds: TierBounds::of(self.settings, &base.customers),
            learnt,
            future,
            best,
        };
        Ok((findings, curves, cut))
    }

    /// Asks what was chosen about everybody.
    fn ask(
        &self,
        chosen: &Chosen,
        folded: FoldedHistories,
        horizon: &Horizon,
    ) -> Result<Future, ScoreError> {
        let mut future = Future::ask(chosen.model, folded, horizon);
        if let Some(forecast) = &chosen.forecast {
            let forecast = forecast.on_day(self.options.as_of.number());
            let customers = &self.base.customers;
            let by_days = ask_order_days(self.store, customers, &forecast, horizon.days)?;
            future.follow(&forecast, by_days, horizon.days);
        }
        Ok(future)
    }
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

//! The stage itself: histories, model, values and fifths in order, each a step of its own.

use clv::{DAYS_PER_WEEK, Discounting};
use serde::Serialize;
use serde_json::json;
use store::{Progress, Store};
use terms::Day;

use crate::ScoreError;
use crate::base::{CustomerBase, read_base};
use crate::card::ScoreCard;
use crate::future::Future;
use crate::histories::renew_histories;
use crate::runs::{ScoreRun, write_run};
use crate::scores::write_scores;
use crate::spend::SpendOutlook;
use crate::value::{BaseShares, cost_coverage, worth_of};

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
/// Histories are made anew only where orders changed or the as-of day crossed one; everything
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
    let horizon_weeks = f64::from(options.horizon_days) / DAYS_PER_WEEK;
    let discounting = Discounting::yearly(horizon_weeks, options.yearly_discount)?;
    let margin_share = store.business()?.margin_share;
    let changed_accounts = renew_histories(store, options.as_of, progress)?;

    progress.at("Learning from all customers", 0, 0);
    let base = store.read(read_base)?;
    let future = Future::of(&base, options.as_of, &discounting)?;
    let spend = SpendOutlook::learn(&base);
    let worth = worth_of(&base, &future, &spend, margin_share);
    let card = ScoreCard::new(&base, &future, &worth, options.as_of);

    let run = ScoreRun {
        id: 0,
        as_of: options.as_of,
        made_at: options.now.clone(),
        horizon_days: options.horizon_days,
        yearly_discount: options.yearly_discount,
        model: future.code(),
        spend_model: spend.code().into(),
        parameters: parameters(&base, &future, &spend, margin_share),
        note: note(&base, &future, &spend, margin_share),
        account_count: card.len() as u64,
        customer_count: base.len() as u64,
        past_value_minor: worth.past_minor.iter().sum(),
        expected_value_minor: worth.expected_minor.iter().sum(),
        cost_coverage: cost_coverage(&base),
    };
    let run_id = store.write(|db| {
        let run_id = write_run(db, &run)?;
        write_scores(db, card.rows(run_id), card.len(), progress)?;
        Ok::<_, ScoreError>(run_id)
    })?;
    tracing::info!(
        run_id,
        accounts = run.account_count,
        changed_accounts,
        "scored"
    );
    Ok(report(run, run_id, changed_accounts))
}

fn report(run: ScoreRun, run_id: i64, changed_accounts: u64) -> ScoreReport {
    ScoreReport {
        run_id,
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

/// Everything that was learnt or assumed, so that a run can be checked by hand.
fn parameters(
    base: &CustomerBase,
    future: &Future,
    spend: &SpendOutlook,
    margin_share: f64,
) -> String {
    let shares = BaseShares::of(base, margin_share);
    let named = |pairs: Vec<(&'static str, f64)>| {
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect()
    };
    let orders: serde_json::Map<String, serde_json::Value> = named(future.model.parameters());
    let spends: serde_json::Map<String, serde_json::Value> = named(spend.parameters());
    json!({
        "orders": orders,
        "spends": spends,
        "margin_share": margin_share,
        "kept_share": shares.kept,
        "contribution_share": shares.contribution,
    })
    .to_string()
}

/// How the scores came about, in plain words.
fn note(base: &CustomerBase, future: &Future, spend: &SpendOutlook, margin_share: f64) -> String {
    if base.len() == 0 {
        return "No account has an order yet, so there is nothing to learn from and nothing to \
                expect. Import orders first."
            .into();
    }
    let margin = percent(margin_share);
    let costs = match cost_coverage(base) {
        known if known <= 0.0 => {
            format!("No costs are known: {margin} of revenue is taken as contribution.")
        }
        known if known >= 1.0 => "The cost of all orders is known.".into(),
        known => format!(
            "The cost behind {} of revenue is known; of the rest {margin} is taken as contribution.",
            percent(known)
        ),
    };
    format!("{} {} {costs}", future.note, spend.note())
}

/// A share as a whole percentage.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

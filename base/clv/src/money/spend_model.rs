//! The models of an order's size that stand for choice, and the choice between them.
//!
//! Enters: the order log. Leaves: the spend model that foretold the past best, the table, and in
//! plain words why.

use crate::choosing::behaviour::{View, merge_order_days};
use crate::choosing::scores::Scores;
use crate::history::{DAYS_PER_WEEK, WEEKS_PER_YEAR};
use crate::money::gamma_gamma::GammaGamma;
use crate::money::shrunk_mean::ShrunkMean;
use crate::money::spend::Spend;
use crate::money::spend_record::{SpendRecord, spend_records};
use crate::money::spend_trend::{Slope, SpendTrend, test_spend_trend};
use crate::summary::Purchase;
use serde::{Deserialize, Serialize};

/// Largest change that a trend in order size may make within a horizon, in logarithms: a
/// quarter, since trends do not go on for ever.
const MOST_CHANGE: f64 = 0.25;

/// Share by which another model must be better than the default to be taken.
const CLEARLY_BETTER: f64 = 0.01;

/// Share of customers with a mean of zero or less up to which Gamma-Gamma, which knows no such
/// amounts and leaves them out, is admitted: a few free orders, not a business of refunds.
const TOLERATED_SHARE: f64 = 0.01;

/// Customers with an order in the window below which nothing is judged.
const FEWEST_JUDGED: usize = 50;

/// A way to expect an order's size of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SpendKind {
    /// Gamma-Gamma on all order days.
    AllOrders(GammaGamma),
    /// Gamma-Gamma on the repeat order days, as the papers have it.
    RepeatOrders(GammaGamma),
    /// Gamma-Gamma on amounts cut off at what one in two hundred exceeds.
    Capped(GammaGamma),
    /// The chance that an order brings anything, times Gamma-Gamma on those that do.
    TwoPart {
        /// Order days with more than nothing, over the whole base, and without.
        counts: [f64; 2],
        /// The size of those with something.
        positive: GammaGamma,
    },
    /// The own mean drawn towards the base's, of any sign.
    Shrunk(ShrunkMean),
}

/// A spend model with the index that its amounts were divided by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpendModel {
    /// The model.
    pub kind: SpendKind,
    /// What order sizes were found to depend on.
    pub trend: SpendTrend,
}

/// One spend model on one stretch of the past.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SpendTrial {
    /// Its name.
    pub name: &'static str,
    /// Money that came against expected size times the orders that came.
    pub scores: Scores,
}

/// A spend model chosen by what it foretold.
#[derive(Clone, Debug, PartialEq)]
pub struct SpendChoice {
    /// The model, learnt from the whole log.
    pub model: SpendModel,
    /// Every model on the last stretch of the past; empty where there was too little.
    pub trials: Vec<SpendTrial>,
    /// Which and why, in plain words.
    pub note: String,
}

impl SpendKind {
    /// The name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AllOrders(_) => "Gamma-Gamma on all orders",
            Self::RepeatOrders(_) => "Gamma-Gamma on repeat orders",
            Self::Capped(_) => "Gamma-Gamma, huge orders cut off",
            Self::TwoPart { .. } => "chance of an amount, then Gamma-Gamma",
            Self::Shrunk(_) => "own mean, drawn towards the average",
        }
    }

    /// What to expect of an order, before the index.
    fn expected(&self, record: &SpendRecord) -> f64 {
        let gamma =
            |model: &GammaGamma, own: Spend| model.expected_mean_spend(own.count(), own.mean());
        match self {
            Self::AllOrders(model) => gamma(model, record.all),
            Self::RepeatOrders(model) => gamma(model, record.repeat),
            Self::Capped(model) => gamma(model, record.capped),
            Self::TwoPart { counts, positive } => {
                // One order's worth of the base's own share, so that none or all is never sure.
                let share = counts[0] / (counts[0] + counts[1]).max(1.0);
                let own = f64::from(record.positive.count()) + share;
                own / (f64::from(record.all.count()) + 1.0) * gamma(positive, record.positive)
            }
            Self::Shrunk(model) => model.expected(record),
        }
    }

    /// All kinds that these records allow, the default first.
    fn learn_all(records: &[SpendRecord]) -> Vec<Self> {
        let fit = |own: fn(&SpendRecord) -> Spend| {
            let spends: Vec<Spend> = records.iter().map(own).collect();
            GammaGamma::fit(&spends).ok().map(|fit| fit.params)
        };
        let days = records.iter().map(|record| f64::from(record.all.count()));
        let days: f64 = days.sum();
        let positive = records
            .iter()
            .map(|record| f64::from(record.positive.count()));
        let positive: f64 = positive.sum();
        let mut kinds = Vec::new();
        let at_most_nothing = records.iter().filter(|record| record.all.mean() <= 0.0);
        if at_most_nothing.count() as f64 <= TOLERATED_SHARE * records.len() as f64 {
            kinds.extend(fit(|record| record.all).map(Self::AllOrders));
            kinds.extend(fit(|record| record.repeat).map(Self::RepeatOrders));
            kinds.extend(fit(|record| record.capped).map(Self::Capped));
        }
        if positive < days {
            kinds.extend(fit(|record| record.positive).map(|model| Self::TwoPart {
                counts: [positive, days - positive],
                positive: model,
            }));
        }
        kinds.push(Self::Shrunk(ShrunkMean::learn(records)));
        kinds
    }
}

impl SpendModel {
    /// What to expect of an order in the next `horizon` weeks.
    ///
    /// - Formula: the model's expectation × the factor of the own rate × `e^(slope·horizon/2)`,
    ///   the latter two 1 unless a test has found them.
    /// - Shape: a record made with this model's index and a horizon in, one mean out.
    /// - Units: the money unit of the log; weeks.
    /// - Range: finite; below zero only by models that allow it.
    /// - Errors: none.
    /// - Source: the file of each model.
    /// - Checked: `tests/spend.rs`.
    pub fn expected(&self, record: &SpendRecord, horizon: f64) -> f64 {
        let change = (self.trend.index.per_week * horizon / 2.0).clamp(-MOST_CHANGE, MOST_CHANGE);
        self.kind.expected(record) * record.factor * change.exp()
    }

    /// The records of a log that this model reads.
    pub fn records(&self, log: &[Purchase], as_of: i32) -> Vec<SpendRecord> {
        spend_records(log, as_of, &self.trend.index)
    }
}

/// Chooses a spend model for a sorted log by what each would have foretold.
///
/// - Formula: the smallest mean error of money, given the orders that came, less the normalised
///   Gini, both relative to the default's; the default is Gamma-Gamma on all orders.
/// - Shape: a log sorted by customer and day in, a spend model with its table out.
/// - Units: money as it comes; days.
/// - Range: amounts of any sign; where a customer's mean is zero or less, only models that can
///   hold that.
/// - Errors: none; a log without orders expects nothing.
/// - Source: holdout choice, as for the order models.
/// - Checked: `tests/spend.rs`.
pub fn choose_spend(log: &[Purchase], as_of: i32, horizon_days: i32) -> SpendChoice {
    let trend = test_spend_trend(log, as_of);
    let kinds = SpendKind::learn_all(&spend_records(log, as_of, &trend.index));
    let first_day = log.iter().map(|one| one.day).min().unwrap_or(as_of);
    let window_days = horizon_days.min(as_of.saturating_sub(first_day) / 2).max(1);
    let view = View {
        first_day,
        as_of: as_of - window_days,
        window_days,
    };
    let trials = try_kinds(log, &view);
    let default = trials.iter().find(|trial| trial.name == kinds[0].name());
    let loss = |trial: &SpendTrial, default: &SpendTrial| {
        let error = trial.scores.mean_error / default.scores.mean_error.max(1e-9);
        error - (trial.scores.gini - default.scores.gini)
    };
    let mut best = (1.0 - CLEARLY_BETTER, kinds[0]);
    for kind in &kinds[1..] {
        let own = trials.iter().find(|trial| trial.name == kind.name());
        if let (Some(own), Some(default)) = (own, default)
            && loss(own, default) < best.0
        {
            best = (loss(own, default), *kind);
        }
    }
    let note = explain(&best.1, &trend, trials.is_empty());
    SpendChoice {
        model: SpendModel {
            kind: best.1,
            trend,
        },
        trials,
        note,
    }
}

/// Lets every kind foretell the money of a window, given the orders that came in it.
fn try_kinds(log: &[Purchase], view: &View) -> Vec<SpendTrial> {
    let trend = test_spend_trend(log, view.as_of);
    let records = spend_records(log, view.as_of, &trend.index);
    let until = view.as_of + view.window_days;
    let came: Vec<(f64, f64)> = log
        .chunk_by(|one, other| one.customer == other.customer)
        .filter(|own| own[0].day <= view.as_of)
        .map(|own| merge_order_days(own, view.as_of, until))
        .map(|days| {
            (
                days.len() as f64,
                days.iter().map(|(_, amount)| amount).sum(),
            )
        })
        .collect();
    if came.iter().filter(|(orders, _)| *orders > 0.0).count() < FEWEST_JUDGED {
        return Vec::new();
    }
    let weeks = f64::from(view.window_days) / DAYS_PER_WEEK;
    let money: Vec<f64> = came.iter().map(|(_, money)| *money).collect();
    SpendKind::learn_all(&records)
        .into_iter()
        .map(|kind| {
            let model = SpendModel { kind, trend };
            let expected: Vec<f64> = records
                .iter()
                .zip(&came)
                .map(|(record, (orders, _))| orders * model.expected(record, weeks))
                .collect();
            SpendTrial {
                name: kind.name(),
                scores: Scores::of(&expected, &money),
            }
        })
        .collect()
}

fn explain(kind: &SpendKind, trend: &SpendTrend, untested: bool) -> String {
    let how = match untested {
        true => "too few orders to compare",
        false => "it foretold the amounts of the last stretch best, or as well as any",
    };
    let mut note = format!("Order sizes: {} ({how}).", kind.name());
    let yearly = |slope: &Slope| 100.0 * (slope.slope * WEEKS_PER_YEAR).exp_m1();
    let moving = |slope: &Slope| trend.index.per_week != 0.0 && yearly(slope).abs() >= 0.5;
    if let Some(slope) = trend.over_time.filter(moving) {
        let (yearly, chance) = (yearly(&slope), chance_words(slope.p_value));
        let moves = if yearly > 0.0 { "rise" } else { "fall" };
        note += &format!(" They {moves} by {:.0} % a year ({chance}).", yearly.abs());
    }
    if let Some(slope) = trend.with_rate.filter(|_| trend.index.per_ln_rate != 0.0) {
        let who = if slope.slope > 0.0 {
            "larger"
        } else {
            "smaller"
        };
        note += &format!(
            " Who orders often places {who} orders ({}), which is taken into account.",
            chance_words(slope.p_value)
        );
    }
    note
}

/// A p-value as it is printed.
fn chance_words(p_value: f64) -> String {
    match p_value < 1e-4 {
        true => "p < 0.0001".into(),
        false => format!("p = {p_value:.4}"),
    }
}

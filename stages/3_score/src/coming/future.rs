//! Who still buys and how often: order days enter, chances and expected orders leave.

use clv::{BaseModel, CANDIDATES, DAYS_PER_WEEK, FoldedHistories, History, choose_by_backtest};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use store::Progress;
use terms::Day;

use crate::ScoreError;
use crate::base::{Customer, CustomerBase};
use crate::coming::horizon::Horizon;
use crate::coming::worth::LEVER_PULL;

/// What a model says about one history.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Outlook {
    pub(crate) p_alive: f64,
    pub(crate) expected_orders: f64,
    pub(crate) discounted_orders: f64,
    /// What a life longer by a tenth adds to the discounted orders, as a share of them.
    pub(crate) longer_life_gain: f64,
}

impl Outlook {
    /// Asks a model about one history.
    pub(crate) fn of(model: &BaseModel, history: &History, horizon: &Horizon) -> Self {
        let p_alive = model.p_alive(history);
        let active = horizon.sums(|weeks| model.expected_orders_if_active(history, weeks));
        let gain = if active.discounted > 0.0 {
            (1.0 + LEVER_PULL) * active.slower / active.discounted - 1.0
        } else {
            0.0
        };
        Self {
            p_alive,
            expected_orders: p_alive * active.whole,
            discounted_orders: p_alive * active.discounted,
            longer_life_gain: gain.clamp(0.0, LEVER_PULL),
        }
    }
}

/// How one model did on stretches of the past that it had not seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelLine {
    /// The model's name as the literature has it.
    pub name: String,
    /// Stretches it was tried on.
    pub origins: u32,
    /// Mean absolute error of its orders per customer.
    pub mean_error: f64,
    /// Root of the mean squared error.
    pub root_mean_square: f64,
    /// Mean over the stretches of foretold total over actual total, less one.
    pub bias: f64,
    /// Whether it is the one that is used.
    pub chosen: bool,
}

/// Histories that tell how the money of a horizon comes together over time: the shape of so many,
/// spread evenly over all, is that of everybody to far less than the doubt about any month.
const ROWS_OF_A_SHAPE: usize = 20_000;

/// A model fitted to a base, and what it says about everybody.
pub(crate) struct Future {
    pub(crate) model: BaseModel,
    pub(crate) note: String,
    pub(crate) models: Vec<ModelLine>,
    /// Typical relative error of its totals on the past; none where it could not be tried.
    pub(crate) total_error: Option<f64>,
    folded: FoldedHistories,
    outlooks: Vec<Outlook>,
}

impl Future {
    /// Chooses and fits a model to a base and asks it about everybody.
    pub(crate) fn of(
        base: &CustomerBase,
        as_of: Day,
        horizon: &Horizon,
        progress: &dyn Progress,
    ) -> Result<Self, ScoreError> {
        let folded = FoldedHistories::fold(&histories(base, as_of)?);
        let chosen = choose(base, &folded, as_of, horizon.days);
        progress.at("Asking the best model about everybody", 0, 0);
        let outlooks = folded.map(|history| Outlook::of(&chosen.model, history, horizon));
        Ok(Self {
            model: chosen.model,
            note: chosen.note,
            models: chosen.models,
            total_error: chosen.total_error,
            folded,
            outlooks,
        })
    }

    /// What the model says about the customer at this place of the base.
    pub(crate) fn outlook(&self, at: usize) -> &Outlook {
        &self.outlooks[self.folded.row_of(at)]
    }

    /// Money expected by the end of each of these rising numbers of days, from what an order of
    /// each customer brings.
    ///
    /// The last sum is that of all customers. How it comes together over time is taken from at
    /// most [`ROWS_OF_A_SHAPE`] histories spread evenly over all kinds of them.
    pub(crate) fn revenue_by(&self, days: &[i32], order_minor: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; self.outlooks.len()];
        for (at, minor) in order_minor.iter().enumerate() {
            weights[self.folded.row_of(at)] += minor;
        }
        let stride = weights.len().div_ceil(ROWS_OF_A_SHAPE).max(1);
        let mut sums: Vec<f64> = days
            .iter()
            .map(|days| self.revenue_of_every(stride, *days, &weights))
            .collect();
        if let (Some(days), Some(part)) = (days.last(), sums.last().copied())
            && stride > 1
            && part > 0.0
        {
            let scale = self.revenue_of_every(1, *days, &weights) / part;
            sums.iter_mut().for_each(|sum| *sum *= scale);
        }
        sums
    }

    /// Money that every so many-th history brings within some days.
    fn revenue_of_every(&self, stride: usize, days: i32, weights: &[f64]) -> f64 {
        let weeks = f64::from(days) / DAYS_PER_WEEK;
        let rows = self.folded.rows().par_iter().step_by(stride);
        let orders: Vec<f64> = rows
            .map(|row| self.model.expected_orders(&row.history, weeks))
            .collect();
        let weights = weights.iter().step_by(stride);
        orders
            .iter()
            .zip(weights)
            .map(|(one, weight)| one * weight)
            .sum()
    }

    /// The code the model is stored under: its name in small letters, `bg_nbd` for BG/NBD.
    pub(crate) fn code(&self) -> String {
        self.model
            .name()
            .to_lowercase()
            .replace(|letter: char| !letter.is_alphanumeric(), "_")
    }
}

/// A model with what is known about how good it is.
struct Chosen {
    model: BaseModel,
    note: String,
    models: Vec<ModelLine>,
    total_error: Option<f64>,
}

/// Lets the models foretell the past of the sample, and fits the best of them to everybody.
fn choose(base: &CustomerBase, folded: &FoldedHistories, as_of: Day, horizon_days: i32) -> Chosen {
    let Ok(choice) = choose_by_backtest(&base.sample, as_of.number(), horizon_days) else {
        return without_trials(folded);
    };
    if choice.trials.is_empty() {
        return without_trials(folded);
    }
    let name = choice.model.name();
    let candidate = CANDIDATES.iter().find(|candidate| candidate.name() == name);
    let fitted = candidate.and_then(|one| one.fit(folded, base.ln_gap_sum).ok());
    let biases: Vec<f64> = choice
        .trials
        .iter()
        .filter(|trial| trial.candidate.name() == name)
        .map(|trial| trial.scores.bias)
        .collect();
    let models = model_lines(&choice, name);
    let mean_square = biases.iter().map(|bias| bias * bias).sum::<f64>() / biases.len() as f64;
    Chosen {
        model: fitted.map_or(choice.model, |fit| fit.params),
        note: choice_note(name, &models, choice.window_days),
        models,
        total_error: mean_square.is_finite().then(|| mean_square.sqrt()),
    }
}

fn without_trials(folded: &FoldedHistories) -> Chosen {
    let (model, note) = BaseModel::choose(folded);
    Chosen {
        model,
        note,
        models: Vec::new(),
        total_error: None,
    }
}

/// Which model is used and how far its forecasts were off, in plain words.
fn choice_note(name: &str, models: &[ModelLine], window_days: i32) -> String {
    let used = models.iter().find(|line| line.chosen);
    let (origins, error) = used.map_or((0, 0.0), |line| (line.origins, line.mean_error));
    format!(
        "Of {} models that foretold {origins} stretches of {window_days} days of the past, the \
         {name} is used: its forecast of a customer was off by {error:.2} orders on average.",
        models.len()
    )
}

/// One line a model, the mean over its stretches, the best first.
fn model_lines(choice: &clv::Choice, chosen: &str) -> Vec<ModelLine> {
    let mut lines = Vec::new();
    for candidate in CANDIDATES {
        let trials = choice
            .trials
            .iter()
            .filter(|trial| trial.candidate == candidate);
        let scores: Vec<_> = trials.map(|trial| trial.scores).collect();
        if scores.is_empty() {
            continue;
        }
        let origins = scores.len() as f64;
        let mean = |of: fn(&clv::Scores) -> f64| scores.iter().map(of).sum::<f64>() / origins;
        lines.push(ModelLine {
            name: candidate.name().to_owned(),
            origins: scores.len() as u32,
            mean_error: mean(|one| one.mean_error),
            root_mean_square: mean(|one| one.root_mean_square),
            bias: mean(|one| one.bias),
            chosen: candidate.name() == chosen,
        });
    }
    lines.sort_by(|one, other| one.root_mean_square.total_cmp(&other.root_mean_square));
    lines
}

/// The customers as the models see them: repeat days, weeks to the last order, weeks observed.
fn histories(base: &CustomerBase, as_of: Day) -> Result<Vec<History>, ScoreError> {
    let history = |one: &Customer| {
        history_of(one.order_days, [one.first_day, one.last_day], as_of).map_err(|why| {
            ScoreError::Damaged {
                account_id: one.account_id,
                why: why.to_string(),
            }
        })
    };
    base.customers.iter().map(history).collect()
}

/// One customer as the models see it.
pub(crate) fn history_of(
    order_days: u32,
    [first_day, last_day]: [Day; 2],
    as_of: Day,
) -> Result<History, clv::HistoryError> {
    let weeks = |days: i32| f64::from(days) / DAYS_PER_WEEK;
    History::new(
        order_days.saturating_sub(1),
        weeks(last_day - first_day),
        weeks(as_of - first_day),
    )
}

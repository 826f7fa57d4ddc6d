//! Which model is used, why, and until when: trials on the past enter, a choice leaves that later
//! runs keep as long as the base is the one it was made for.

use clv::{BaseModel, CANDIDATES, FoldedHistories, choose_by_backtest};
use serde::{Deserialize, Serialize};
use terms::Day;

use crate::base::CustomerBase;
use crate::coming::future::ModelLine;

/// Days after which models are tried again, and all else is learnt again, whatever happened: four
/// weeks, in which an account's pace and the chance to lose it hardly move (owner's choice).
const DAYS_KEPT: i32 = 28;

/// Changed accounts, as a share of all, from which models are tried again (owner's choice).
const SHARE_CHANGED: f64 = 0.10;

/// Customers below which models are tried at every run, since that takes less than a second.
const FEWEST_TO_KEEP: usize = 1_000;

/// A choice between models, and what the base was like when it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ModelChoice {
    /// The as-of day of the run that tried the models and fitted the best of them.
    pub(crate) chosen_on: Day,
    horizon_days: i32,
    customers: usize,
    /// Revisions of all accounts together: they rise with every change.
    revisions: i64,
    /// How each model did, the best first; empty where there was too little past.
    pub(crate) models: Vec<ModelLine>,
    /// Typical relative error of its totals on the past; none where it could not be tried.
    pub(crate) total_error: Option<f64>,
    /// Why this model, in plain words.
    note: String,
}

/// A fitted model with the choice behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Chosen {
    pub(crate) model: BaseModel,
    pub(crate) choice: ModelChoice,
}

impl Chosen {
    /// Lets the models foretell the past of the sample, and fits the best of them to everybody.
    pub(crate) fn by_trial(
        base: &CustomerBase,
        folded: &FoldedHistories,
        as_of: Day,
        horizon_days: i32,
    ) -> Self {
        let tried = choose_by_backtest(&base.sample, as_of.number(), horizon_days);
        let tried = tried.ok().filter(|choice| !choice.trials.is_empty());
        let (model, models, total_error, note) = match tried {
            Some(choice) => fit_best(&choice, base, folded),
            None => {
                let (model, note) = BaseModel::choose(folded);
                (model, Vec::new(), None, note)
            }
        };
        Self {
            model,
            choice: ModelChoice {
                chosen_on: as_of,
                horizon_days,
                customers: base.customers.len(),
                revisions: base.revisions,
                models,
                total_error,
                note,
            },
        }
    }

    /// The code the model is stored under: its name in small letters, `bg_nbd` for BG/NBD.
    pub(crate) fn code(&self) -> String {
        self.model
            .name()
            .to_lowercase()
            .replace(|letter: char| !letter.is_alphanumeric(), "_")
    }
}

impl ModelChoice {
    /// Whether the model still is the one for this base: chosen not long ago, for the same
    /// horizon, and for all but a few of the same accounts. It tells by what is stored alone, so
    /// that a run that was stopped and taken again comes to the same answer.
    pub(crate) fn holds(&self, base: &CustomerBase, as_of: Day, horizon_days: i32) -> bool {
        let few = SHARE_CHANGED * self.customers as f64;
        let customers = base.customers.len();
        customers >= FEWEST_TO_KEEP
            && (0..DAYS_KEPT).contains(&(as_of - self.chosen_on))
            && horizon_days == self.horizon_days
            && customers.abs_diff(self.customers) as f64 <= few
            && base.revisions.abs_diff(self.revisions) as f64 <= few
    }

    /// Whether numbers of accounts moved by no more than a few of the customers there were.
    pub(crate) fn has_few_news(&self, then: [usize; 3], now: [usize; 3]) -> bool {
        let few = SHARE_CHANGED * self.customers as f64;
        let each = then.into_iter().zip(now);
        each.map(|(then, now)| now.abs_diff(then))
            .all(|news| news as f64 <= few)
    }

    /// Which model is used and why, as said on a day.
    pub(crate) fn note_on(&self, as_of: Day) -> String {
        if as_of == self.chosen_on {
            return self.note.clone();
        }
        format!(
            "{} Chosen and fitted on {}, and kept since: models are tried again after four weeks, \
             or when a tenth of the accounts has changed.",
            self.note,
            self.chosen_on.words()
        )
    }
}

/// A fitted model, how all did, the error of its totals, and why it is used.
type Fit = (BaseModel, Vec<ModelLine>, Option<f64>, String);

/// Fits the model that foretold the past best to everybody.
fn fit_best(choice: &clv::Choice, base: &CustomerBase, folded: &FoldedHistories) -> Fit {
    let name = choice.model.name();
    let candidate = CANDIDATES.iter().find(|candidate| candidate.name() == name);
    let fitted = candidate.and_then(|one| one.fit(folded, base.ln_gap_sum).ok());
    let biases: Vec<f64> = choice
        .trials
        .iter()
        .filter(|trial| trial.candidate.name() == name)
        .map(|trial| trial.scores.bias)
        .collect();
    let mean_square = biases.iter().map(|bias| bias * bias).sum::<f64>() / biases.len() as f64;
    let models = model_lines(choice, name);
    let note = choice_note(name, &models, choice.window_days);
    (
        fitted.map_or(choice.model, |fit| fit.params),
        models,
        mean_square.is_finite().then(|| mean_square.sqrt()),
        note,
    )
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
